"""Our rules in place of flake8's checkers: worker processes lint the files and hand flake8 the results."""

from __future__ import annotations

import functools
import gc
import multiprocessing
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, TypeAlias

from flake8.checker import FileChecker, Manager
from flake8.defaults import NOQA_INLINE_REGEXP, STATISTIC_NAMES
from flake8.formatting.base import BaseFormatter
from flake8.main.application import Application
from flake8.plugins import finder
from flake8.processor import FileProcessor

from flake8_signals.commands.flake8_host.files import files_of
from flake8_signals.files.prefilter import FileSummary, mentions_signals, summary_of
from flake8_signals.files.roots import root_around

if TYPE_CHECKING:
    import ast
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from multiprocessing.pool import Pool

    from flake8_signals.commands.flake8_host.run import Run
    from flake8_signals.options import Options
    from flake8_signals.rule import Violation

    Result: TypeAlias = tuple[str, list[Any], dict[str, int]]

NO_CHECKERS = finder.Checkers([], [], [])

# Worker processes only pay off for more than this many files. Each process gets whole projects, one after the other. A
# project with more files than one process's share is split among all of them, into this many parts each.
FILES_OF_ONE_PROCESS = 200
PARTS = 4


class CheckerApplication(Application):
    """flake8's application, with the configuration and options that a run has prepared."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.plugins, self.options, self.formatter, self.guide = run.plugins, run.options, run.formatter, run.guide
        self.file_checker_manager = _Manager(run)

    def initialize(self, argv: Sequence[str]) -> None:
        """Nothing to do: the run has prepared everything."""


class _Manager(Manager):
    """flake8's file manager, with our rules in place of its checkers."""

    def __init__(self, run: Run) -> None:
        super().__init__(run.guide, NO_CHECKERS, ())
        # These take time, and few formatters use them: the lines of code, and the style guides of clean files.
        formatter, plain = type(run.formatter), BaseFormatter
        shows_lines = run.options.show_source or formatter.__module__ != "flake8.formatting.default"
        self._lint = functools.partial(_lint_each, run.options, run.signals, shows_lines)
        self._reports_clean_files = (formatter.beginning, formatter.finished) != (plain.beginning, plain.finished)

    def start(self) -> None:
        self.filenames = tuple(files_of(self.options))

    def run(self) -> None:
        gc.disable()  # it takes a third of the time and frees nothing: the rules leave no cycles behind
        try:
            super().run()
        finally:
            gc.enable()

    def run_serial(self) -> None:
        self._lint_all(map)

    def run_parallel(self) -> None:
        pool = _pool(self.jobs) if len(self.filenames) > FILES_OF_ONE_PROCESS else None
        if pool is None:
            self.run_serial()
            return
        with pool:
            self._lint_all(pool.imap_unordered)
            pool.close()
            pool.join()

    def _lint_all(self, each: Callable[[Callable[..., Any], Sequence[Sequence[str]]], Iterable[Any]]) -> None:
        """Lint the files, using ``each`` as ``map``."""
        stretches = _stretches(self.filenames, max(1, self.jobs))
        linted = [pair for pairs in each(self._lint, stretches) for pair in pairs]
        self.results = [result for _, result in linted if result[1] or self._reports_clean_files]
        if self._reports_clean_files:
            paths = {path for path, _ in linted}
            self.results += [_result(path) for path in self.filenames if path not in paths]


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


def _pool(jobs: int) -> Pool | None:
    """Worker processes, if the system supports them; they leave keyboard interrupts to their parent."""
    start = "fork" if sys.platform == "linux" else None  # safe: no thread has been started
    try:
        return multiprocessing.get_context(start).Pool(jobs, signal.signal, (signal.SIGINT, signal.SIG_IGN))
    except (ImportError, OSError):
        return None


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
        with open(path, "rb", buffering=0) as file:
            return mentions_signals(file.read())
    except OSError:
        return True


def _lint_each(
    options: Namespace,
    signals: Options,
    shows_lines: bool,  # noqa: FBT001
    paths: Sequence[str],
) -> list[tuple[str, Result]]:
    """Those of several files that may have violations, each with its results."""
    return [(path, _lint(options, signals, shows_lines, path)) for path in _mentioning_signals(paths, signals)]


def _lint(options: Namespace, signals: Options, shows_lines: bool, path: str) -> Result:  # noqa: FBT001
    """One file's results, as flake8's own file checker returns them, errors in the file included.

    The lines are part of them only if ``shows_lines``: with remembered violations they take longer than everything
    else.
    """
    try:
        processor = FileProcessor(path, options)
        violations = _violations(processor, signals)
        looks = shows_lines or (violations and any(map(NOQA_INLINE_REGEXP.search, processor.lines)))
        return _result(
            processor.filename,
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
    except Unparsable as error:
        return _result(processor.filename, ("E902", 1, 0, str(error), None))
    except (OSError, SyntaxError):
        checked: Result = FileChecker(filename=path, plugins=NO_CHECKERS, options=options).run_checks()
        return checked


def _result(path: str, *found: tuple[str, int, int, str, str | None]) -> Result:
    return path, [*found], dict.fromkeys(STATISTIC_NAMES, 0)


def _violations(processor: FileProcessor, signals: Options) -> list[Violation]:
    """Every violation of a file, unless a comment tells flake8 to skip the whole file."""
    text = "".join(processor.lines)
    if not mentions_signals(text):
        return []
    from flake8_signals.lint import run as lint  # not for a run over files without signals

    path = None if processor.filename in {"-", "stdin"} else processor.filename
    found = [*lint.check_file(path, processor.lines, signals, functools.partial(_parsed, text))]
    return [] if found and processor.should_ignore_file() else found


class Unparsable(SyntaxError):
    """Text on which flake8 itself crashes: nesting too deep for Python's parser, or null bytes before 3.12."""


def _parsed(text: str) -> ast.Module:
    from flake8_signals.syntax.parsing import parsed  # not for a run over files without signals

    try:
        return parsed(text)
    except (MemoryError, RecursionError, ValueError) as error:
        raise Unparsable(f"{type(error).__name__}: {str(error) or 'too much nesting'}") from error
