"""Annotations of GitHub Actions: https://docs.github.com/actions/reference/workflow-commands-for-github-actions.

GitHub shows ten annotations of each kind for a step, whichever come first. So the worst come first, and what is beyond
those is printed as plain text, where the log has it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flake8_signals.commands.report import level, name, number, place, visible, worst_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.commands.report import Report

MOST_ANNOTATIONS = 10
"""How many annotations of a kind GitHub shows for each step."""

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report) -> str:
    """The text of all annotations."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    shown: Counter[str] = Counter()
    others = []
    for index in worst_first(report):
        finding = report.findings[index]
        command = _COMMANDS[level(finding.code)]
        shown[command] += 1
        title = f"{finding.code} {name(finding.code)}"
        column = finding.column + 1
        if shown[command] <= MOST_ANNOTATIONS:
            where = f"file={_escaped(place(finding.path))},line={finding.line},col={column},title={_escaped(title)}"
            yield f"::{command} {where}::{_escaped_message(finding.message)}"
        else:
            at = f"{place(finding.path)}:{finding.line}:{column}"
            others.append(visible(f"{finding.code} {at} {finding.message}"))
    if others:
        yield f"{number(len(others), 'more finding')}, beyond what GitHub shows as annotations:"
        yield from others


def _escaped_message(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _escaped(text: str) -> str:
    return _escaped_message(text).replace(":", "%3A").replace(",", "%2C")
