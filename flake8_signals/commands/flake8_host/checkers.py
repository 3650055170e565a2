"""Our rules in place of flake8's checkers: worker processes lint the files and hand flake8 the results."""

from __future__ import annotations

import copy
import functools
import gc
import os
from typing import TYPE_CHECKING, Any, TypeAlias

from flake8.checker import FileChecker, Manager
from flake8.defaults import NOQA_INLINE_REGEXP, STATISTIC_NAMES
from flake8.exceptions import EarlyQuit
from flake8.formatting.base import BaseFormatter
from flake8.main.application import Application
from flake8.plugins import finder
from flake8.processor import FileProcessor
from flake8.style_guide import Decision, StyleGuideManager

from flake8_signals.commands.flake8_host.files import files_of
from flake8_signals.commands.flake8_host.workers import Workers
from flake8_signals.commands.progress import Progress
from flake8_signals.files.collector import keep_to_the_end
from flake8_signals.files.decoding import decoded, lines_of
from flake8_signals.files.prefilter import FileSummary, mentions_signals, summary_of
from flake8_signals.files.reading import content_of
from flake8_signals.files.roots import listed, root_around
from flake8_signals.files.saying import hold_complaints, printable, say_held
from flake8_signals.rule import Violation

if TYPE_CHECKING:
    import ast
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from flake8.violation import Violation as Flake8Violation

    from flake8_signals.commands.flake8_host.run import Run
    from flake8_signals.options import Options

    Result: TypeAlias = tuple[str, list[Any], dict[str, int]]
    Fixable: TypeAlias = dict[tuple[int, int, str], str]

NO_CHECKERS = finder.Checkers([], [], [])

# Worker processes only pay off for more than this many files. Each process gets whole projects, one after the other. A
# project with more files than one process's share is split among all of them, into this many parts each.
FILES_OF_ONE_PROCESS = 200
PARTS = 4


class CheckerApplication(Application):
    """flake8's application, with the configuration and options that a run has prepared.

    ``chosen`` is told what has been found, and says which of that is reported.
    """

    file_checker_manager: CheckerManager

    def __init__(self, run: Run, chosen: Callable[[list[Violation]], Iterable[Violation]] | None = None) -> None:
        super().__init__()
        self.plugins, self.options, self.formatter, self.guide = run.plugins, run.options, run.formatter, run.guide
        self.file_checker_manager = CheckerManager(run)
        self._run_options = run.options
        self._chosen = chosen

    def initialize(self, argv: Sequence[str]) -> None:
        """Nothing to do: the run has prepared everything."""

    def run_checks(self) -> None:
        """Lint the files, and forget what is not to be reported."""
        super().run_checks()
        if self._chosen is not None:
            self.file_checker_manager.keep(self._chosen(self.found()))

    def _run(self, argv: Sequence[str]) -> None:
        try:
            super()._run(argv)  # type: ignore[misc]  # its name is private
        except KeyboardInterrupt as error:  # flake8 would end with the status of bad usage
            raise Interrupted from error

    def found(self) -> list[Violation]:
        """What flake8 reports of that, errors in files (``E9``) included."""
        collector = _Collector(self._run_options)
        manager = copy.copy(self.file_checker_manager)
        manager.style_guide = StyleGuideManager(self.options, collector)
        manager.report()
        fixable = self.file_checker_manager.fixable
        return [
            violation._replace(fixable=fixable.get(violation.path, {}).get(violation[1:4], ""))
            for violation in collector.found
        ]


class _Collector(BaseFormatter):
    """A formatter that only collects the violations."""

    def after_init(self) -> None:
        self.found: list[Violation] = []

    def handle(self, error: Flake8Violation) -> None:
        place = error.filename, error.line_number, error.column_number - 1
        self.found.append(Violation(*place, error.code, error.text))


class Interrupted(BaseException):
    """A keyboard interrupt, out of the reach of flake8."""


class CheckerManager(Manager):
    """flake8's file manager, with our rules in place of its checkers.

    ``fixable`` says of the violations in each file which ones can be fixed, and how.
    """

    def __init__(self, run: Run) -> None:
        super().__init__(run.guide, NO_CHECKERS, ())
        # These take time, and few formatters use them: the lines of code, and the style guides of clean files.
        formatter, plain = type(run.formatter), BaseFormatter
        shows_lines = run.options.show_source or formatter.__module__ != "flake8.formatting.default"
        self.fixable: dict[str, Fixable] = {}
        self._lint = functools.partial(_lint_each, run.options, run.signals, shows_lines)
        self._reports_clean_files = (formatter.beginning, formatter.finished) != (plain.beginning, plain.finished)

    def start(self) -> None:
        self.filenames = tuple(files_of(self.options, listed))

    def run(self) -> None:
        gc.disable()  # it takes a third of the time and frees nothing: the rules leave no cycles behind
        try:
            super().run()
        except EarlyQuit as error:
            raise Interrupted from error
        finally:
            listed.clear()
            keep_to_the_end()  # or the collector would look through all of it now
            gc.enable()

    def run_serial(self) -> None:
        parts = _stretches(self.filenames, max(1, self.jobs))
        self._keep(pair for part in parts for pair in self._lint(part, lambda _: None))

    def run_parallel(self) -> None:
        if len(self.filenames) <= FILES_OF_ONE_PROCESS:
            self.run_serial()
            return
        try:
            self._keep(Workers(self.jobs, self._lint, self._lost).results(_stretches(self.filenames, self.jobs)))
        except (ImportError, OSError):  # the system has no more processes, or none at all
            self.run_serial()

    def _lost(self, path: str, why: str) -> tuple[str, Result, Fixable]:
        """The result of a file that a process has died at."""
        shown = self.style_guide.style_guide_for(path).should_report_error("SIG000") is Decision.Selected
        message = f"this could not be analysed, so findings are missing: {why}"
        return path, _result(path, ("SIG000" if shown else "E902", 1, 0, message, "")), {}

    def _keep(self, found: Iterable[tuple[str, Result, Fixable]]) -> None:
        """Keep the results of all files, of which those that mention signals are given."""
        hold_complaints()
        linted = []
        progress = Progress()
        for one in found:
            linted.append(one)
            progress.tick()
        progress.close()
        unread = (path for path, (_, errors, _), _ in linted if any(error[0] == "E902" for error in errors))
        say_held(unless=tuple(f"{printable(os.path.abspath(path))}: " for path in unread))
        self.results = [result for _, result, _ in linted if result[1] or self._reports_clean_files]
        self.fixable = {result[0]: fixable for _, result, fixable in linted if fixable}
        if self._reports_clean_files:
            paths = {path for path, _, _ in linted}
            self.results += [_result(path) for path in self.filenames if path not in paths]

    def keep(self, violations: Iterable[Violation]) -> None:
        """Forget all results but these."""
        kept = {violation[:5] for violation in violations}
        self.results = [
            (path, [found for found in results if (path, found[1], found[2] or 0, found[0], found[3]) in kept], counts)
            for path, results, counts in self.results
        ]


def _stretches(paths: Sequence[str], jobs: int) -> list[list[str]]:
    """Split files into parts for one process each, the longest first, for ``jobs`` processes.

    The files of a project stay together as far as possible: linting one of them needs the others too.
    """
    roots: dict[str, str] = {}
    projects: dict[str, list[str]] = {}
    for path in paths:
        folder = os.path.dirname(path)
        if folder not in roots:
            roots[folder] = root_around(os.path.abspath(folder))
        projects.setdefault(roots[folder], []).append(path)
    share = -(-len(paths) // jobs)
    part = -(-share // PARTS) or 1
    found: list[list[str]] = []
    for files in projects.values():
        found += [files] if len(files) <= share else [files[n : n + part] for n in range(0, len(files), part)]
    return sorted(found, key=len, reverse=True)


def _mentioning_signals(paths: Sequence[str], signals: Options) -> Iterator[str]:
    """Those of several files of a project that may have violations."""
    summaries: Mapping[str, FileSummary] | None = None
    nothing = summary_of(b"")  # a file that cannot be read looks like this too
    found = ""
    for path in paths:
        if found and summaries is None:
            # Not for a run over files without signals.
            from flake8_signals.lint import projects
            from flake8_signals.lint import run as lint

            projects.leave_others(found, signals)
            summaries = lint.summaries_around(found, signals)  # linting any of them needs these anyway
        seen = (summaries or {}).get(os.path.abspath(path), nothing)
        if _mentions_signals(path) if seen == nothing else seen.signals:
            found = path
            yield path


def _mentions_signals(path: str) -> bool:
    """Whether a file may have violations; one that cannot be read does."""
    if path == "-":
        return True
    try:
        return mentions_signals(content_of(path))
    except OSError:
        return True


def _lint_each(
    options: Namespace,
    signals: Options,
    shows_lines: bool,  # noqa: FBT001
    paths: Sequence[str],
    starting: Callable[[str], object],
) -> Iterator[tuple[str, Result, Fixable]]:
    """Those of several files that may have violations, each with its results, and which of those can be fixed.

    ``starting`` is told of each before.
    """
    for path in _mentioning_signals(paths, signals):
        starting(path)
        yield path, *_lint(options, signals, shows_lines, path)


def _lint(options: Namespace, signals: Options, shows_lines: bool, path: str) -> tuple[Result, Fixable]:  # noqa: FBT001
    """One file's results, as flake8's own file checker returns them, errors in the file included.

    The lines are part of them only if ``shows_lines``: with remembered violations they take longer than everything
    else.
    """
    name = path if path != "-" else options.stdin_display_name or "stdin"
    try:
        text = decoded(content_of(path)) if path != "-" else "".join(FileProcessor(path, options).lines)
    except OSError as error:
        return _result(
            path, ("E902", 0, 0, f"{type(error).__name__}: {error}", "")
        ), {}  # no line: flake8 would read it
    try:
        violations = _violations(name, text, signals) if path != "-" or mentions_signals(text) else []
        if not violations:
            return _result(name), {}
        processor = FileProcessor(name, options, lines_of(text))
        if processor.should_ignore_file():
            return _result(name), {}
        looks = shows_lines or any(map(NOQA_INLINE_REGEXP.search, processor.lines))
        result = _result(
            name,
            *(
                (
                    found.code,
                    found.line,
                    found.column,
                    found.message,
                    processor.noqa_line_for(found.line) if looks else "",
                )
                for found in violations
            ),
        )
        return result, {found[1:4]: found.fixable for found in violations if found.fixable}
    except Unparsable as error:
        return _result(name, ("E902", 1, 0, str(error), None)), {}
    except SyntaxError:
        checked: Result = FileChecker(filename=path, plugins=NO_CHECKERS, options=options).run_checks()
        return checked, {}


def _result(path: str, *found: tuple[str, int, int, str, str | None]) -> Result:
    return path, [*found], dict.fromkeys(STATISTIC_NAMES, 0)


def _violations(name: str, text: str, signals: Options) -> list[Violation]:
    """Every violation of a file that mentions signals."""
    from flake8_signals.lint import run as lint  # not for a run over files without signals

    path = None if name in {"-", "stdin"} else name
    return [*lint.check_file(path, text, signals, functools.partial(_parsed, text))]


class Unparsable(SyntaxError):
    """Text on which flake8 itself crashes: nesting too deep for Python's parser, or null bytes before 3.12."""


def _parsed(text: str) -> ast.Module:
    from flake8_signals.syntax.parsing import parsed  # not for a run over files without signals

    try:
        return parsed(text)
    except (MemoryError, RecursionError, ValueError) as error:
        raise Unparsable(f"{type(error).__name__}: {str(error) or 'too much nesting'}") from error
