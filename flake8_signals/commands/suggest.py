"""The safe fixes of single findings, for formats that can carry them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flake8_signals.files.decoding import decoded, lines_of
from flake8_signals.fix.layout import LINE_LENGTH
from flake8_signals.fix.mend import Mender
from flake8_signals.fix.rewrite import Unfixable, rewritten
from flake8_signals.lint import projects
from flake8_signals.lint.run import check_module
from flake8_signals.project.metadata import line_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_signals.commands.flake8_host.run import Run
    from flake8_signals.rule import Violation


def suggestions(run: Run, findings: Iterable[Violation]) -> Iterator[tuple[Violation, str, list[str], list[str]]]:
    """The findings that ``fix`` mends, each with the file that changes, and its lines before and after.

    Each is given on its own, as if it were the only one.
    """
    found: dict[str, dict[str, list[Violation]]] = {}
    for finding in findings:
        path = os.path.abspath(finding.path)
        if finding.fixable == "safe" and os.path.isfile(path):
            found.setdefault(projects.root_of(path, run.signals), {}).setdefault(path, []).append(finding)
    for by_path in found.values():
        yield from _of_project(run, by_path)


def _of_project(run: Run, wanted: dict[str, list[Violation]]) -> Iterator[tuple[Violation, str, list[str], list[str]]]:
    project = projects.project_of(next(iter(wanted)), run.signals)

    def why_not(path: str) -> str:
        return "excluded" if run.excludes(path) else ""

    def reported(path: str, lines: list[str], violations: list[Violation]) -> list[Violation]:
        return run.reported(wanted[path][0].path, lines, violations)

    mended = Mender(project, reported, why_not, lambda _: None, unsafe=False).mend([*wanted])
    length = line_length(project.root, project.files.content) or LINE_LENGTH
    works = {(violation.path, violation.code, violation.message) for violation in mended.fixed}
    for path, findings in wanted.items():
        for violation in check_module(project.modules.at(path), project):
            fix = violation.fix
            same = [finding for finding in findings if finding[1:5] == violation[1:5]]
            if not same or fix is None or (violation.path, violation.code, violation.message) not in works:
                continue
            target = fix.path or path
            try:
                content = project.files.read(target)
                after = rewritten(content, [fix], length)
            except (Unfixable, OSError):  # it creates the file, or needs another fix beside it
                continue
            yield same[0], os.path.relpath(target), lines_of(decoded(content)), lines_of(decoded(after))
