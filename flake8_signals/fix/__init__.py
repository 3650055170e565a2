"""From violations to new text: the only package that changes what a user has written.

Fixes are tried before they are made: the text that they lead to is linted where it would stand, and kept only if it
parses, what was found is gone, and nothing else is found instead.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals import lint
from flake8_signals.fix.rewrite import Unfixable, rewritten
from flake8_signals.source import decoded, lines_of, mentions_signals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from flake8_signals.project import Project
    from flake8_signals.rule import Fix, Violation

    Reported = Callable[[str, list[str], list[Violation]], list[Violation]]


class Change(NamedTuple):
    """What a file held (``None``: there was none), and what it is to hold."""

    before: bytes | None
    after: bytes


class Mended(NamedTuple):
    """What the fixes of one project come to: the change of each file, by absolute path, and the violations they mend.

    Those that stay: ``refused``, each with what is wrong with its fix; ``unsafe``, whose fix is not asked for;
    ``unfixable``, without one.
    """

    changes: dict[str, Change]
    fixed: list[Violation]
    refused: list[tuple[Violation, str]]
    unsafe: list[Violation]
    unfixable: list[Violation]


class Mender:
    """Makes the fixes of one project, in memory.

    ``reported`` tells, of what is found in a file (its path, its lines, the violations), what flake8 reports.
    ``may_change`` raises ``Unfixable`` for a file that has to stay as it is. ``tick`` is called with the path of each
    file that is linted. ``placed`` is false for text that stands nowhere.
    """

    def __init__(
        self,
        project: Project,
        reported: Reported,
        may_change: Callable[[str], None],
        tick: Callable[[str], None],
        *,
        unsafe: bool,
        placed: bool = True,
    ) -> None:
        self._project = project
        self._reported = reported
        self._may_change = may_change
        self._tick = tick
        self._unsafe = unsafe
        self._placed = placed

    def mend(self, paths: Sequence[str]) -> Mended:
        """Make every fix of the files ``paths`` that can be made: all at once, or fewer where that does not do."""
        now = self._lint(self._project, paths)
        changes: dict[str, Change] = {}
        fixed: list[Violation] = []
        refused: dict[tuple[str, str, str], str] = {}
        wanted = self._wanted(now, paths, refused)
        if any(_target(violation) != violation.path for violation in wanted):
            # What changes in one file may show in any other.
            others = self._lint(self._project, [path for path in self._project.files if path not in now.found])
            now.found.update(others.found)
        size = len(wanted)
        while wanted:
            batch = wanted[:size]
            try:
                made = self._changes(now.project, batch)
                then = self._lint(
                    now.project.with_unsaved({p: c.after for p, c in made.items()}), {**now.found, **made}
                )
                _compare(now, then, batch)
            except Unfixable as error:
                if len(batch) > 1:
                    size = len(batch) // 2
                    continue
                refused[_identity(batch[0])] = str(error)
            else:
                now = then
                fixed += batch
                for path, change in made.items():
                    changes[path] = changes.get(path, change)._replace(after=change.after)
            wanted = self._wanted(now, paths, refused)
            size = len(wanted)
        rest = [violation for path in paths for violation in self._reports(now, path)]
        return Mended(
            changes,
            fixed,
            refused=[(v, refused[_identity(v)]) for v in rest if _identity(v) in refused],
            unsafe=[v for v in rest if v.fix is not None and _identity(v) not in refused],
            unfixable=[v for v in rest if v.fix is None],
        )

    def _lint(self, project: Project, paths: Iterable[str]) -> _Linted:
        found = {}
        for path in paths:
            self._tick(path)
            concerns = project.is_file(path) and mentions_signals(project.read(path))
            module = project.module_at(path)
            found[path] = lint.check_module(module, project, placed=self._placed) if concerns else []
        return _Linted(project, found)

    def _reports(self, linted: _Linted, path: str) -> list[Violation]:
        found = linted.found[path]
        return self._reported(path, lines_of(decoded(linted.project.read(path))), found) if found else []

    def _wanted(
        self, linted: _Linted, paths: Sequence[str], refused: Mapping[tuple[str, str, str], str]
    ) -> list[Violation]:
        return [
            violation
            for path in paths
            for violation in self._reports(linted, path)
            if violation.fix is not None
            and (self._unsafe or not violation.fix.unsafe)
            and _identity(violation) not in refused
        ]

    def _changes(self, project: Project, batch: Iterable[Violation]) -> dict[str, Change]:
        """What the fixes of ``batch`` make of the files that they are for."""
        fixes: dict[str, list[Fix]] = {}
        for violation in batch:
            if violation.fix is not None:
                fixes.setdefault(_target(violation), []).append(violation.fix)
        changes = {}
        for path, wanted in fixes.items():
            self._may_change(path)
            before = project.read(path) if project.is_file(path) else None
            changes[path] = Change(before, rewritten(before or b"", wanted))
        return changes


class _Linted(NamedTuple):
    """A project, perhaps with text that is not written, and what is found in it, by path."""

    project: Project
    found: dict[str, list[Violation]]

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        return Counter((path, violation.code) for path, found in self.found.items() for violation in found)


def _target(violation: Violation) -> str:
    """The file that the fix of a violation changes."""
    return (violation.fix and violation.fix.path) or violation.path


def _identity(violation: Violation) -> tuple[str, str, str]:
    """What stays the same about a violation when lines move."""
    return violation.path, violation.code, re.sub(r"\d+", "", violation.message)


def _compare(before: _Linted, after: _Linted, mended: Sequence[Violation]) -> None:
    """Raise ``Unfixable`` unless what was to be mended is gone, and nothing is there that was not."""
    more = after.counts - before.counts
    if more:
        path, code = min(more)
        raise Unfixable(f"{before.project.relative(path)} would have a new finding, {code}")
    gone = Counter((violation.path, violation.code) for violation in mended)
    if after.counts - (before.counts - gone):
        raise Unfixable("it would still be found")
