"""``check --since``: what a change has brought, wherever that stands."""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.files.decoding import decoded, lines_of
from flake8_signals.files.prefilter import imports_django, mentions_signals
from flake8_signals.files.revision import before
from flake8_signals.lint import projects
from flake8_signals.lint.run import check_module
from flake8_signals.syntax.parsing import UNPARSABLE, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from flake8_signals.commands.flake8_host.run import Run
    from flake8_signals.project.project import Project
    from flake8_signals.rule import Violation


class _Seen(NamedTuple):
    """What stays the same of a violation when its line moves: the absolute path, the code, what is said, the line."""

    path: str
    code: str
    message: str
    line: str


def brought(run: Run, revision: str, found: Sequence[Violation]) -> list[Violation]:
    """Those of the violations in ``found`` that are not in the project as it was at ``revision``.

    What was found before may have moved: with its line, or with its file. Raises ``UnknownRevision``.
    """
    by_project: dict[str, list[Violation]] = {}
    new = []
    for violation in found:
        if os.path.isfile(violation.path):
            root = projects.root_of(os.path.abspath(violation.path), run.signals)
            by_project.setdefault(root, []).append(violation)
        else:
            new.append(violation)  # of standard input, or of a file that is not there
    for root, violations in by_project.items():
        former = before(root, revision)
        if former or "-" in run.options.filenames:
            new += _brought(run, violations, former)
    return new


def _brought(run: Run, found: Sequence[Violation], former: Mapping[str, bytes | None]) -> list[Violation]:
    shown = {os.path.abspath(violation.path): violation.path for violation in found}
    now = projects.project_of(next(iter(shown)), run.signals)
    # What has not changed is as it is on disk, even where an editor's unsaved text is what has been linted.
    then = now.with_unsaved({**{path: now.files.content(path) for path in shown}, **former})
    if not any(imports_django(then.files.content(path)) for path in then.files.paths):
        return [*found]
    new_files = {path for path, content in former.items() if content is None}
    gone_files = {path for path, content in former.items() if content is not None and not os.path.isfile(path)}
    looked_at = [*shown, *sorted(gone_files)] if new_files else [*shown]
    was = [seen for path in looked_at for seen in _seen_then(run, then, path, shown.get(path, os.path.relpath(path)))]
    lines = cache(run.lines)
    left = [(_seen(violation, lines(violation.path)), violation) for violation in found]

    def said(seen: _Seen) -> object:
        return seen.path, seen.code, seen.message

    def in_a_file_that_has_moved(seen: _Seen) -> object:
        return (seen.code, seen.line) if seen.path in new_files or seen.path in gone_files else None

    for alike in (tuple, said, in_a_file_that_has_moved):
        left, was = _without_pairs(left, was, alike)
    return [violation for _, violation in left]


def _without_pairs(
    now: Sequence[tuple[_Seen, Violation]], was: Sequence[_Seen], alike: Callable[[_Seen], object]
) -> tuple[list[tuple[_Seen, Violation]], list[_Seen]]:
    """What is left of both when those that are alike have been paired; ``None`` is like nothing."""
    free = Counter(alike(seen) for seen in was)
    del free[None]
    used: Counter[object] = Counter()
    left = []
    for seen, violation in now:
        if used[alike(seen)] < free[alike(seen)]:
            used[alike(seen)] += 1
        else:
            left.append((seen, violation))
    rest = []
    for seen in was:
        if used[alike(seen)]:
            used[alike(seen)] -= 1
        else:
            rest.append(seen)
    return left, rest


def _seen_then(run: Run, then: Project, path: str, shown: str) -> Iterator[_Seen]:
    """What would have been reported of a file."""
    content = then.files.content(path)
    if not mentions_signals(content):
        return
    lines = lines_of(decoded(content))
    try:
        parsed("".join(lines))
    except UNPARSABLE:
        yield _Seen(path, "E9", "", "")
        return
    for violation in run.reported(shown, lines, check_module(then.modules.at(path), then)):
        yield _seen(violation, lines)


def _seen(violation: Violation, lines: Sequence[str]) -> _Seen:
    path = os.path.abspath(violation.path)
    if violation.code.startswith("E9"):
        return _Seen(path, "E9", "", "")
    line = lines[violation.line - 1].strip() if violation.line <= len(lines) else ""
    return _Seen(path, violation.code, violation.gist, line)
