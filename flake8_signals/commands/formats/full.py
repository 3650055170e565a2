"""For people: each finding with its line of source text, what to do, and where to read more."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from flake8_signals.commands.report import level, link, visible

if TYPE_CHECKING:
    from flake8_signals.commands.report import Report
    from flake8_signals.rule import Violation

_PLAIN, _BOLD, _DIM, _BLUE = "\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[34m"
_LEVELS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "note": "\x1b[1;36m"}


def render(report: Report) -> str:
    """The text of all findings."""
    return "\n".join(_one(report, finding) for finding in report.findings)


def _one(report: Report, finding: Violation) -> str:
    def painted(text: str, colour: str) -> str:
        return f"{colour}{text}{_PLAIN}" if report.is_coloured else text

    wrong, _, remedy = finding.message.rpartition("; ")
    at = f"{visible(finding.path)}:{finding.line}:{finding.column + 1}:"
    code = painted(finding.code, _LEVELS[level(finding.code)])
    lines = [f"{painted(at, _BOLD)} {code} {visible(wrong or remedy)}"]
    margin = " " * len(str(finding.line))
    source = report.line(finding)
    if source.strip():
        lines.append(f"{painted(f'{finding.line} |', _BLUE)} {visible(source)}")
        lines.append(f"{painted(f'{margin} |', _BLUE)} {_blank(source[: finding.column])}{painted('^', _BOLD)}")
    if wrong:
        lines.append(f"{margin} {painted('=', _BLUE)} {visible(remedy)}")
    if finding.fixable:
        how = "flake8-signals fix" + (" --unsafe" if finding.fixable == "unsafe" else "")
        lines.append(f"{margin} {painted('=', _BLUE)} `{how}` does that")
    documentation = link(finding.code)
    if documentation:
        lines.append(f"{margin} {painted('=', _BLUE)} {painted(documentation, _DIM)}")
    return "\n".join([*lines, ""])


def _blank(text: str) -> str:
    """Blanks as wide as a text is on a terminal."""
    return "".join("\t" if sign == "\t" else " " * sum(map(_width, visible(sign))) for sign in text)


def _width(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
