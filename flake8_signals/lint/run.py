"""Check a file: run the rules over its facts."""

from __future__ import annotations

import functools
import os
from traceback import walk_tb
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from flake8_signals.files.collector import collector_paused
from flake8_signals.files.prefilter import mentions_signals
from flake8_signals.files.roots import uses_django
from flake8_signals.files.saying import printable
from flake8_signals.lint.projects import project_of, results_of, root_of
from flake8_signals.rule import ProjectRule, SubjectRule, Violation
from flake8_signals.rules import all_rules
from flake8_signals.syntax.module import Module

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from flake8_signals.files.prefilter import FileSummary
    from flake8_signals.lint.results import Report
    from flake8_signals.options import Options
    from flake8_signals.project.project import Project
    from flake8_signals.rule import Rule

_violations: WeakKeyDictionary[Project, dict[str, list[Violation]]] = WeakKeyDictionary()
"""The violations of the rules about whole projects, by file."""


def check_file(
    path: str | None, text: str, options: Options, tree: ast.Module | Callable[[], ast.Module] | None = None
) -> Iterator[Violation]:
    r"""Every violation in one file, in the order of its lines, without its fix.

    ``path`` is the file's place (``None``: text without one, as from standard input). ``text`` is its text as flake8
    decodes it (no byte order mark, line ends as ``\n``), which takes precedence over the file on disk. ``tree`` is its
    ``ast`` if the caller has parsed it, or else a function that parses it. That is called if a rule needs the tree or
    the text cannot be parsed, and what it raises is raised here.
    """
    if mentions_signals(text):
        try:
            reports = _reports(path, text, options, tree)
        except SyntaxError:
            raise
        except Exception as error:  # noqa: BLE001 - no text may keep another from being linted
            reports = [failure(error)]
        for line, column, code, message, fixable in reports:
            yield Violation(path or "stdin", line, column, code, printable(message), fixable=fixable)


def failure(error: Exception) -> Report:
    """The report of a file on which we fail."""
    place = [*walk_tb(error.__traceback__)][-1:]
    where = "".join(f" ({os.path.basename(frame.f_code.co_filename)}:{line})" for frame, line in place)
    said = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return 1, 0, "SIG000", f"this could not be analysed, so findings are missing: {said}{where}; please report it", ""


@collector_paused()
def _reports(
    path: str | None, text: str, options: Options, tree: ast.Module | Callable[[], ast.Module] | None
) -> Sequence[Report]:
    """The report of a file that mentions signals: computed, or remembered."""
    absolute = os.path.abspath(path or "stdin.py")
    if path is not None and "django" not in text and not uses_django(root_of(absolute, options)):
        return []
    project = project_of(absolute, options)
    results = results_of(project) if path is not None else None
    reports = results.recall(absolute, text) if results is not None else None
    if reports is None:
        name, is_package = project.modules.name_of(absolute)
        module = Module(absolute, name, is_package=is_package, text=text, tree=tree, cache=project.cache)
        module = project.modules.add(module)
        found = check_module(module, project, placed=path is not None)
        reports = [(*violation[1:5], violation.fixable) for violation in found]
        if results is not None:
            results.remember(absolute, text, reports)
    if project.cache is not None:
        project.cache.flush_now_and_then()
    return reports


@collector_paused()
def check_module(module: Module, project: Project, *, placed: bool = True) -> list[Violation]:
    """Every violation in one file of a project, in the order of its lines; not ``placed``: text without a path."""
    # Slow to import: not for a file whose report is remembered.
    from flake8_signals.project.file import SourceFile

    file = project.file(module) if placed else SourceFile(module, project, placed=False)
    found: list[Violation] = []
    try:
        for rule in reversed(running(project.options)):  # SIG000 comes last: it says what the others could not see
            if isinstance(rule, SubjectRule):
                found.extend(rule.violations_in(file))
        if placed:
            found += _of_project(project).get(module.path, ())
        if not module.is_parsed:
            module.parse()
    finally:
        module.given_tree = None  # the caller no longer needs it either
    return without_superseded(found)


def summaries_around(path: str, options: Options) -> Mapping[str, FileSummary]:
    """The summary of each file in the project around the file ``path``; none if the project does not use Django."""
    absolute = os.path.abspath(path)
    if path == "-" or not uses_django(root_of(absolute, options)):
        return {}
    return project_of(absolute, options).files.summaries


@functools.cache
def running(options: Options) -> tuple[Rule, ...]:
    """The rules that these options turn on."""
    return tuple(rule for rule in all_rules() if options.runs(rule.code, opt_in=rule.opt_in))


def without_superseded(violations: Iterable[Violation]) -> list[Violation]:
    """The violations, sorted, without duplicates and without those that another one on the same line supersedes."""
    found = sorted(dict.fromkeys(violations), key=lambda violation: violation[:5])
    superseded = {rule.code: rule.supersedes for rule in all_rules()} if found else {}
    redundant = {(v.path, v.line, code) for v in found for code in superseded[v.code]}
    return [v for v in found if (v.path, v.line, v.code) not in redundant]


def _of_project(project: Project) -> dict[str, list[Violation]]:
    """The violations of the rules about whole projects, by file."""
    if project not in _violations:
        found: dict[str, list[Violation]] = {}
        for rule in running(project.options):
            if isinstance(rule, ProjectRule):
                for violation in rule.check(project):
                    found.setdefault(violation.path, []).append(violation)
        _violations[project] = found
    return _violations[project]
