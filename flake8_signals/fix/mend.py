"""From violations to new text: the only package that changes what a user has written.

Fixes are tried before they are kept. The new text is linted in the old one's place. It is kept only if it parses, the
violations are gone, and no new ones have appeared.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.files.decoding import decoded, lines_of
from flake8_signals.files.prefilter import mentions_signals
from flake8_signals.fix.change import Change
from flake8_signals.fix.layout import LINE_LENGTH
from flake8_signals.fix.rewrite import Unfixable, rewritten
from flake8_signals.lint import run as lint
from flake8_signals.project.metadata import line_length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from flake8_signals.project.project import Project
    from flake8_signals.rule import Fix, Violation

    Reported = Callable[[str, list[str], list[Violation]], list[Violation]]


Identity = tuple[str, str, str, int]
"""What stays the same when a violation's line moves: path, code, message, and how many equal ones come before it."""


class Mended(NamedTuple):
    """The outcome of the fixes in one project: each file's change, by absolute path, and the violations that are gone.

    The others remain: ``refused``, each with what is wrong with its fix; ``unsafe``, whose fix was not asked for; and
    ``unfixable``, without a fix.
    """

    changes: dict[str, Change]
    fixed: list[Violation]
    refused: list[tuple[Violation, str]]
    unsafe: list[Violation]
    unfixable: list[Violation]


class Mender:
    """Fixes one project, in memory.

    ``reported`` says which of a file's violations (given its path and lines) flake8 reports. ``why_not`` says why a
    file must not be changed, if so. ``tick`` is called with the path of each file that is linted. ``placed`` is false
    for text without a path.
    """

    def __init__(
        self,
        project: Project,
        reported: Reported,
        why_not: Callable[[str], str],
        tick: Callable[[str], None],
        *,
        unsafe: bool,
        placed: bool = True,
    ) -> None:
        self._project = project
        self._reported = reported
        self._why_not = why_not
        self._tick = tick
        self._unsafe = unsafe
        self._placed = placed
        # If a batch fails, its parts are tried: most files keep all their fixes together.
        length = line_length(project.root, project.files.content) or LINE_LENGTH
        self._rewritten = cache(partial(rewritten, line_length=length))

    def mend(self, paths: Sequence[str]) -> Mended:
        """Apply every fix for the files ``paths`` that works: all at once, or fewer if that fails."""
        now = self._lint(self._project, paths)
        reports = self._reports(now, paths)
        changes: dict[str, Change] = {}
        fixed: list[Violation] = []
        refused: dict[Identity, str] = {}
        while wanted := self._wanted(reports, refused):
            if any(_target(violation) != violation.path for violation in wanted.values()):
                # A change to one file may change the violations in any other.
                now.found.update(self._lint(now.project, {*now.project.files.paths} - now.found.keys()).found)
            pending = [[*wanted]]
            while pending:
                batch = {which: reports[which] for which in pending.pop() if which in reports}
                try:
                    then, made = self._try(now, [*batch.values()])
                except Unfixable as error:
                    if len(batch) == 1:
                        refused.update(dict.fromkeys(batch, str(error)))
                    else:
                        pending += _parts(batch, error.fixes)
                    continue
                now, reports = then, self._reports(then, paths)
                fixed += batch.values()
                for path, change in made.items():
                    changes[path] = changes.get(path, change)._replace(after=change.after)
        return Mended(
            changes,
            fixed,
            refused=[(v, refused[which]) for which, v in reports.items() if v.fix is not None and which in refused],
            unsafe=[v for which, v in reports.items() if v.fix is not None and which not in refused],
            unfixable=[v for v in reports.values() if v.fix is None],
        )

    def _try(self, now: _Linted, batch: Sequence[Violation]) -> tuple[_Linted, dict[str, Change]]:
        """The project with the fixes of ``batch`` applied, and the changes that takes; raises ``Unfixable``."""
        made = self._changes(now.project, batch)
        project = now.project.with_unsaved({path: change.after for path, change in made.items()})
        then = self._lint(project, {**now.found, **made})
        _compare(now, then, batch)
        return then, made

    def _lint(self, project: Project, paths: Iterable[str]) -> _Linted:
        found = {}
        for path in paths:
            self._tick(path)
            concerns = project.files.is_file(path) and mentions_signals(project.files.read(path))
            module = project.modules.at(path)
            found[path] = lint.check_module(module, project, placed=self._placed) if concerns else []
        return _Linted(project, found)

    def _reports(self, linted: _Linted, paths: Sequence[str]) -> dict[Identity, Violation]:
        """The violations in the files that flake8 reports."""
        reports: dict[Identity, Violation] = {}
        for path in paths:
            if linted.found[path]:
                seen: Counter[tuple[str, str, str]] = Counter()
                for violation in self._reported(
                    path, lines_of(decoded(linted.project.files.read(path))), linted.found[path]
                ):
                    reports[(*_text(violation), seen[_text(violation)])] = violation
                    seen[_text(violation)] += 1
        return reports

    def _wanted(
        self, reports: Mapping[Identity, Violation], refused: Mapping[Identity, str]
    ) -> dict[Identity, Violation]:
        return {
            which: violation
            for which, violation in reports.items()
            if violation.fix is not None and (self._unsafe or not violation.fix.unsafe) and which not in refused
        }

    def _changes(self, project: Project, batch: Iterable[Violation]) -> dict[str, Change]:
        """What the fixes of ``batch`` turn their files into."""
        fixes: dict[str, list[Fix]] = {}
        for violation in batch:
            if violation.fix is not None:
                fixes.setdefault(_target(violation), []).append(violation.fix)
        changes = {}
        for path, wanted in fixes.items():
            reason = self._why_not(path)
            if reason:
                raise Unfixable(reason, wanted)
            before = project.files.read(path) if project.files.is_file(path) else None
            changes[path] = Change(before, self._rewritten(before or b"", tuple(wanted)))
        return changes


class _Linted(NamedTuple):
    """A project, perhaps with unsaved text, and its violations by path."""

    project: Project
    found: dict[str, list[Violation]]

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        return Counter((path, violation.code) for path, found in self.found.items() for violation in found)


def _target(violation: Violation) -> str:
    """The file that the fix of a violation changes."""
    return (violation.fix and violation.fix.path) or violation.path


def _parts(batch: Mapping[Identity, Violation], blamed: Sequence[Fix]) -> list[list[Identity]]:
    """What to try after a batch has failed: the suspects and the others, or its two halves."""
    suspects = [which for which, violation in batch.items() if violation.fix in blamed]
    others = [which for which in batch if which not in suspects]
    if suspects and others:
        return [suspects, others]
    half = len(batch) // 2
    return [[*batch][half:], [*batch][:half]]


def _compare(before: _Linted, after: _Linted, mended: Sequence[Violation]) -> None:
    """Raise ``Unfixable`` unless the fixed violations are gone and there are no new ones."""
    was, now = before.counts, after.counts
    for path, code in now - was:
        blamed = [v.fix for v in mended if v.fix is not None and path in (v.path, _target(v))]
        raise Unfixable(f"{before.project.files.relative(path)} would have a new finding, {code}", blamed)
    left = now - (was - Counter((violation.path, violation.code) for violation in mended))
    if left:
        messages = {_text(violation) for path, _ in left for violation in after.found[path]}
        raise Unfixable(
            "it would still be found", [v.fix for v in mended if v.fix is not None and _text(v) in messages]
        )


def _text(violation: Violation) -> tuple[str, str, str]:
    """What is said about a violation, without its place."""
    return violation.path, violation.code, violation.gist
