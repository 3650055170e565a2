"""What a run has found, with what the formats need to know about it."""

from __future__ import annotations

import difflib
import hashlib
import os
from collections import Counter
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.files.roots import up_to_repository
from flake8_signals.files.saying import printable
from flake8_signals.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from flake8_signals.commands.flake8_host.run import Run
    from flake8_signals.rule import Rule, Violation

LEVELS = ("error", "warning", "note")
"""The levels of rules, the worst first."""


class Replacement(NamedTuple):
    """A stretch of a file (lines and columns count from 1, the end is exclusive), and its new text."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Suggestion(NamedTuple):
    """A safe fix of a violation: the file that it changes, and how."""

    path: str
    replacements: tuple[Replacement, ...]


class Report:
    """The findings of one run, in the order in which they are reported."""

    def __init__(self, run: Run, findings: Sequence[Violation]) -> None:
        self.findings = [finding._replace(line=max(finding.line, 1)) for finding in findings]  # no file has a line 0
        self.is_coloured = run.is_coloured
        self.files = run.number_of_files
        self._run = run
        self._lines = cache(run.lines)

    def line(self, finding: Violation) -> str:
        """The line of source text that a finding is at, without its end; empty if it cannot be read."""
        return self.text(finding.path, finding.line)

    def text(self, path: str, line: int) -> str:
        """A line of a file, without its end; empty if there is none."""
        lines = self._lines(path)
        return lines[line - 1].rstrip("\n") if 0 < line <= len(lines) else ""

    @cached_property
    def fingerprints(self) -> Mapping[int, str]:
        """For each finding (by its index) a name that stays the same when its line moves."""
        seen: Counter[tuple[str, ...]] = Counter()
        found = {}
        for index, finding in enumerate(self.findings):
            what = (place(finding.path), finding.code, finding.gist, self.line(finding).strip())
            about = repr((*what, seen[what])).encode(errors="surrogatepass")
            found[index] = hashlib.sha256(about).hexdigest()
            seen[what] += 1
        return found

    @cached_property
    def suggestions(self) -> Mapping[Violation, Suggestion]:
        """What ``fix`` would do, one finding at a time."""
        from flake8_signals.commands.suggest import suggestions  # it imports libcst

        found = {}
        for finding, path, before, after in suggestions(self._run, self.findings):
            replacements = tuple(_replacements(before, after))
            if replacements:
                found[finding] = Suggestion(path, replacements)
        return found


def _replacements(before: Sequence[str], after: Sequence[str]) -> Iterator[Replacement]:
    """What turns some lines, which keep their ends, into others."""
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, start, end, new_start, new_end in changes:
        text = "".join(after[new_start:new_end])
        if kind == "equal":
            continue
        if end < len(before):
            yield Replacement(start + 1, 1, end + 1, 1, text)
            continue
        # There is no line after the last one that the stretch could end at.
        width = len(before[-1].rstrip("\n")) + 1 if before else 1
        if start < end:
            yield Replacement(start + 1, 1, end, width, text.removesuffix("\n"))
        else:
            last = max(end, 1)
            yield Replacement(last, width, last, width, "\n" + text.removesuffix("\n"))


@cache
def rules() -> Mapping[str, Rule]:
    """The rules by their codes."""
    return {rule.code: rule for rule in all_rules()}


def level(code: str) -> str:
    """How bad a finding with this code is; a file that cannot be read or parsed is an error."""
    return rules()[code].level() if code in rules() else LEVELS[0]


def name(code: str) -> str:
    """The name of the rule with this code."""
    return rules()[code].slug() if code in rules() else {"E902": "unreadable-file"}.get(code, "syntax-error")


def topic(code: str) -> str:
    """What the rule with this code is about."""
    return rules()[code].topic() if code in rules() else "unreadable"


def link(code: str) -> str | None:
    """Where the rule with this code is documented."""
    return rules()[code].link() if code in rules() else None


def place(path: str) -> str:
    """A path as services want it: from the repository's top, or else the current folder; with forward slashes."""
    absolute = os.path.abspath(path)
    for folder in (_top(os.getcwd()), os.getcwd()):
        if absolute.startswith(os.path.join(folder, "")):
            return os.path.relpath(absolute, folder).replace(os.sep, "/")
    return absolute.replace(os.sep, "/")


def top() -> str:
    """The folder that ``place`` starts from: the repository's top, or else the current folder."""
    return _top(os.getcwd())


@cache
def _top(folder: str) -> str:
    return up_to_repository(folder)[-1]


def visible(text: str) -> str:
    """A text of the linted project without anything that a terminal or a service would obey."""
    return "\t".join(map(printable, text.split("\t")))


def worst_first(report: Report) -> Iterable[int]:
    """The indices of the findings, the worst level first; those of one level stay in order."""
    return sorted(range(len(report.findings)), key=lambda index: LEVELS.index(level(report.findings[index].code)))


def number(count: int, what: str) -> str:
    """A count with its noun: ``1 file``, ``2 files``."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
