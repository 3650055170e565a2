"""flake8 for our own commands: its configuration, its choice of files, its decisions, ``noqa`` and reports.

The commands lint as ``flake8 --select SIG`` does without paying for flake8's other checkers, which are dropped between
being found and being loaded. That takes private parts of flake8; they are used here and nowhere else.
"""

from __future__ import annotations

import configparser
import copy
import fnmatch
import functools
import gc
import logging
import multiprocessing
import os
import re
import signal
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import flake8
from flake8 import utils
from flake8.checker import FileChecker, Manager
from flake8.defaults import NOQA_INLINE_REGEXP, STATISTIC_NAMES
from flake8.exceptions import ExecutionError, Flake8Exception
from flake8.formatting.base import BaseFormatter
from flake8.main.application import Application
from flake8.main.options import register_default_options, stage1_arg_parser
from flake8.options import aggregator, config
from flake8.options.manager import OptionManager
from flake8.plugins import finder, reporter
from flake8.processor import FileProcessor
from flake8.style_guide import Decision, StyleGuideManager
from flake8.violation import Violation as Flake8Violation

from flake8_signals import __version__
from flake8_signals.files.prefilter import FileSummary, mentions_signals, summary_of
from flake8_signals.files.roots import root_around
from flake8_signals.rule import Violation

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover - Python 3.10
    import tomli as tomllib

if TYPE_CHECKING:
    import ast
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from multiprocessing.pool import Pool

    from flake8_signals.options import Options

    AddOptions: TypeAlias = Callable[[OptionManager], None]
    Result: TypeAlias = tuple[str, list[Any], dict[str, int]]

OUR_CHECKER = finder.Plugin(
    "flake8-signals", __version__, EntryPoint("SIG", "flake8_signals.plugin:Plugin", "flake8.extension")
)
OUR_TABLE = "flake8-signals"
NO_CHECKERS = finder.Checkers([], [], [])

# Worker processes are worth their start beyond so many files only. Each is given one project after the other; one that
# has more files than its share is given to all of them, in so many parts for each.
FILES_OF_ONE_PROCESS = 200
PARTS = 4


class Run:
    """One run of a command, with the files, the configuration and the options that flake8 makes of its arguments.

    ``add_options`` registers what the command understands besides flake8's own options; all of them end in ``options``,
    the linter's in ``signals`` as well. ``has_table`` tells that the configuration is our table in a pyproject.toml.
    Bad usage ends the process with status 2 and a line that says why.
    """

    def __init__(self, command: str, arguments: Sequence[str], add_options: AddOptions | None = None) -> None:
        parser = stage1_arg_parser()
        parser.prog = f"flake8-signals {command}"
        try:
            self.plugins, self.options, self.has_table = _parse(parser, [*arguments], add_options)
            self.formatter: BaseFormatter = reporter.make(self.plugins.reporters, self.options)
            self.guide = StyleGuideManager(self.options, self.formatter)
        except (Flake8Exception, configparser.Error, OSError, ValueError) as error:
            parser.exit(2, f"{parser.prog}: error: {error}\n")
        self.signals: Options = self.plugins.checkers.tree[0].obj.options

    def report(self) -> int:
        """Lint every file, print what flake8 prints, and return the exit status.

        A file that mentions signals and cannot be parsed is among what is printed, as is one that cannot be read.
        """
        application = _Application(self)
        try:
            application.run(())
        except UnicodeEncodeError as error:  # flake8 prints UTF-8, and a file's name need not be any text
            sys.stderr.write(f"flake8-signals check: error: {error.object.rstrip()!a} is not UTF-8: ")
            sys.stderr.write("rename the file, or exclude it\n")
            return 2
        return 2 if application.catastrophic_failure else application.exit_code()

    def files(self) -> tuple[str, ...]:
        """The path of every file to look at, as flake8 chooses them; ``-`` is standard input."""
        return tuple(_files(self.options))

    def excludes(self, path: str) -> bool:
        """Whether the configuration excludes a file, or a folder around it."""
        relative = Path(os.path.relpath(path))
        around = [place for place in (relative, *relative.parents) if place.name not in {"", ".."}]
        patterns = (*self.options.exclude, *self.options.extend_exclude)
        message = '"%(path)s" has %(whether)sbeen excluded'
        log = logging.getLogger(__name__)
        return any(utils.matches_filename(str(place), patterns, message, log) for place in around)

    @property
    def is_coloured(self) -> bool:
        """Whether what is printed is to be coloured."""
        coloured: bool = self.formatter.color
        return coloured

    def reported(self, path: str, lines: Sequence[str], violations: Iterable[Violation]) -> list[Violation]:
        """Those of a file's violations that flake8 reports: not ignored by its configuration, nor by a ``noqa``."""
        processor = FileProcessor(path, self.options, [*lines])
        if processor.should_ignore_file():
            return []
        guide = self.guide.style_guide_for(processor.filename)

        def survives(violation: Violation) -> bool:
            line = processor.noqa_line_for(violation.line)
            seen = Flake8Violation(violation.code, path, violation.line, violation.column + 1, violation.message, line)
            selected = guide.should_report_error(violation.code) is Decision.Selected
            return selected and not seen.is_inline_ignored(self.options.disable_noqa)

        return [violation for violation in violations if survives(violation)]

    def findings(self, signals: Options | None = None) -> list[Violation]:
        """What ``report`` would print, faults of files (``E9``) included; ``signals`` may replace the run's options."""
        collector = _Collector(self.options)
        run = copy.copy(self)
        run.formatter, run.guide = collector, StyleGuideManager(self.options, collector)
        run.signals = signals or self.signals
        application = _Application(run)
        application.run_checks()
        application.report_errors()
        return collector.found

    def per_file_ignores(self) -> list[tuple[str, list[str]]]:
        """The configuration's ``per-file-ignores``: each pattern with its codes."""
        return utils.parse_files_to_codes_mapping(self.options.per_file_ignores)

    def ignored_in(self, path: str) -> list[str]:
        """The codes that ``per-file-ignores`` names for one file: those of the longest pattern that matches it."""
        codes = self.guide.style_guide_for(path).options.extend_ignore or []
        return [*codes[len(self.options.extend_ignore or ()) :]]

    def with_noqa(self, path: str, lines: Sequence[str], codes: Mapping[int, Collection[str]]) -> list[str]:
        """A file's lines, with comments that silence the given codes of each line where flake8 looks for them.

        That is on the line itself, or at the end of a string or a continued line. Codes join those that a comment there
        names already.
        """
        processor = FileProcessor(path, self.options, [*lines])
        changed = [*lines]
        for line, wanted in codes.items():
            here = processor.noqa_line_for(line)
            alike = (n for n in range(1, len(lines) + 1) if here is not None and processor.noqa_line_for(n) is here)
            places = [*alike] or [line]
            noted = next((n for n in places if NOQA_INLINE_REGEXP.search(changed[n - 1])), places[-1])
            changed[noted - 1] = _with_noqa(changed[noted - 1], sorted(wanted))
        return changed


def _with_noqa(line: str, codes: Sequence[str]) -> str:
    found = NOQA_INLINE_REGEXP.search(line)
    if found is None or found["codes"] is None:
        return f"{line.rstrip()}  # noqa: {','.join(codes)}\n"
    end = found.start("codes") + len(found["codes"].rstrip(", \t\r\n"))
    return f"{line[:end]},{','.join(codes)}{line[end:]}"


class _Collector(BaseFormatter):
    """A formatter that keeps what it is given."""

    def after_init(self) -> None:
        self.found: list[Violation] = []

    def handle(self, error: Flake8Violation) -> None:
        place = error.filename, error.line_number, error.column_number - 1
        self.found.append(Violation(*place, error.code, error.text))


class _Application(Application):
    """flake8's application, with what a run has prepared in the place of its own."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.plugins, self.options, self.formatter, self.guide = run.plugins, run.options, run.formatter, run.guide
        self.file_checker_manager = _Manager(run)

    def initialize(self, argv: Sequence[str]) -> None:
        """Nothing: there is nothing left to find out."""


class _Manager(Manager):
    """flake8's manager of the files, with our rules for its checkers."""

    def __init__(self, run: Run) -> None:
        super().__init__(run.guide, NO_CHECKERS, ())
        # What few formatters ask about takes time: the lines of code, and the configuration of files without findings.
        formatter, plain = type(run.formatter), BaseFormatter
        shows_lines = run.options.show_source or formatter.__module__ != "flake8.formatting.default"
        self._lint = functools.partial(_lint_each, run.options, run.signals, shows_lines)
        self._reports_clean_files = (formatter.beginning, formatter.finished) != (plain.beginning, plain.finished)

    def start(self) -> None:
        self.filenames = tuple(_files(self.options))

    def run(self) -> None:
        gc.disable()  # it takes a third of the time, and finds nothing: what the rules leave behind has no cycles
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
        """Lint the files, with ``each`` for ``map``."""
        stretches = _stretches(self.filenames, max(1, self.jobs))
        linted = [pair for pairs in each(self._lint, stretches) for pair in pairs]
        self.results = [result for _, result in linted if result[1] or self._reports_clean_files]
        if self._reports_clean_files:
            paths = {path for path, _ in linted}
            self.results += [_result(path) for path in self.filenames if path not in paths]


def _stretches(paths: Sequence[str], jobs: int) -> list[list[str]]:
    """Files in stretches for one process each, the longest first, for ``jobs`` processes.

    The files of a project stay together as far as that can be: who lints one of them looks at the others too.
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


def _files(options: Namespace) -> Iterator[str]:
    """What flake8's ``expand_paths`` finds, several times faster: over files without signals a run does little else."""
    is_wanted = _matcher(options.filename) if options.filename else bool
    excluded = (*options.exclude, *options.extend_exclude)
    matches, matches_whole = _matcher(excluded), _matcher([*filter(_is_about_folders, excluded)])
    for given in options.filenames or ["."]:
        shown = options.stdin_display_name if given == "-" else given
        name = os.path.basename(shown)
        is_excluded = (name not in {".", ".."} and matches(name)) or matches_whole(os.path.abspath(shown))
        if is_excluded and (given, shown) != ("-", "stdin"):
            continue
        if not os.path.isdir(given):
            yield given
            continue
        for folder, folders, names in os.walk(given):
            above = os.path.abspath(folder)
            folders[:] = [name for name in folders if not (matches(name) or matches_whole(f"{above}{os.sep}{name}"))]
            for name in names:
                path = os.path.join(folder, name)
                if is_wanted(path) and not (matches(name) or matches_whole(f"{above}{os.sep}{name}")):
                    yield path


def _is_about_folders(pattern: str) -> bool:
    """Whether a pattern may match a whole path whose last part it does not match."""
    return os.sep in pattern or "/" in pattern or any(sign in pattern[1:] for sign in "*?[") or pattern[:1] in "?["


def _matcher(patterns: Sequence[str]) -> Callable[[str], bool]:
    """``flake8.utils.fnmatch`` for these patterns, all at once."""
    if not patterns:
        return lambda _: False
    one_of = re.compile("|".join(fnmatch.translate(os.path.normcase(pattern)) for pattern in patterns))
    return lambda name: one_of.match(os.path.normcase(name)) is not None


def _pool(jobs: int) -> Pool | None:
    """Worker processes, where the system has them; they leave an interrupt from the keyboard to their parent."""
    start = "fork" if sys.platform == "linux" else None  # nothing has started a thread
    try:
        return multiprocessing.get_context(start).Pool(jobs, signal.signal, (signal.SIGINT, signal.SIG_IGN))
    except (ImportError, OSError):
        return None


def _mentioning_signals(paths: Sequence[str], signals: Options) -> Iterator[str]:
    """Those of several files of a project that there may be something to say of."""
    summaries: Mapping[str, FileSummary] | None = None
    nothing = summary_of(b"")  # which is also what is seen of a file that cannot be read
    found = ""
    for path in paths:
        if found and summaries is None:
            from flake8_signals.lint import run as lint  # not for a run over files without signals

            lint.leave_others(found, signals)
            summaries = lint.summaries_around(found, signals)  # whoever lints one of them needs these anyway
        seen = (summaries or {}).get(os.path.abspath(path), nothing)
        if _mentions_signals(path) if seen == nothing else seen.signals:
            found = path
            yield path


def _mentions_signals(path: str) -> bool:
    """Whether there may be something to say of a file: that it cannot be read, for one."""
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
    """Those of several files that there may be something to say of, each with its results."""
    return [(path, _lint(options, signals, shows_lines, path)) for path in _mentioning_signals(paths, signals)]


def _lint(options: Namespace, signals: Options, shows_lines: bool, path: str) -> Result:  # noqa: FBT001
    """One file's results, as flake8's own checker of a file returns them; it speaks where the file is at fault.

    The lines among them, which take longer to find than all else does where violations are remembered, are left out
    if nobody looks at them.
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
    """Every violation of a file, unless the file asks flake8 as a whole to leave it alone."""
    text = "".join(processor.lines)
    if not mentions_signals(text):
        return []
    from flake8_signals.lint import run as lint  # not for a run over files without signals

    path = None if processor.filename in {"-", "stdin"} else processor.filename
    found = [*lint.check_file(path, processor.lines, signals, functools.partial(_parsed, text))]
    return [] if found and processor.should_ignore_file() else found


class Unparsable(SyntaxError):
    """Text over which flake8 ends with a traceback: too much nesting for Python's parser, null bytes before 3.12."""


def _parsed(text: str) -> ast.Module:
    from flake8_signals.syntax.parsing import parsed  # not for a run over files without signals

    try:
        return parsed(text)
    except (MemoryError, RecursionError, ValueError) as error:
        raise Unparsable(f"{type(error).__name__}: {str(error) or 'too much nesting'}") from error


def _parse(
    parser: ArgumentParser, arguments: list[str], add_options: AddOptions | None
) -> tuple[finder.Plugins, Namespace, bool]:
    """flake8's ``parse_args``, with our checker for all others and our table for configuration that is not there.

    The last of what is returned tells whether there is such a table.
    """
    early, rest = parser.parse_known_args(arguments)
    if early.output_file:
        rest.extend(("--output-file", early.output_file))
    flake8.configure_logging(early.verbose, early.output_file)
    file, folder = config.load_config(early.config, early.append_config, isolated=early.isolated)
    table: dict[str, Any] = {}
    if not (early.isolated or early.config or {"flake8", "flake8:local-plugins"} & {*file.sections()}):
        table, folder = _our_table(folder)
        file.read_dict({"flake8": {name: _as_flake8_writes(value) for name, value in table.items()}})
    wanted = finder.parse_plugin_options(
        file, folder, enable_extensions=early.enable_extensions, require_plugins=early.require_plugins
    )
    reporters = [plugin for plugin in finder.find_plugins(file, wanted) if plugin.entry_point.group == "flake8.report"]
    plugins = finder.load_plugins([OUR_CHECKER, *reporters], wanted)
    manager = OptionManager(
        version=flake8.__version__,
        plugin_versions=plugins.versions_str(),
        parents=[parser],
        formatter_names=[*plugins.reporters],
    )
    manager.parser.prog = parser.prog
    register_default_options(manager)
    manager.register_plugins(plugins)
    if add_options:
        add_options(manager)
    unknown = table.keys() - manager.config_options_dict.keys()
    if unknown:
        raise ExecutionError(f"pyproject.toml: [tool.{OUR_TABLE}] has no option {min(unknown)!r}")
    options = aggregator.aggregate_options(manager, file, folder, rest)
    # Whatever is selected for other checkers is no answer to what is asked of this one.
    if not any(code.startswith("SIG") or "SIG".startswith(code) for code in options.select or ()):
        options.select = ["SIG"]
    options.extend_select = [*(options.extend_select or ()), "E9"]  # a file that cannot be read or parsed
    for plugin in plugins.all_plugins():
        parse_options = getattr(plugin.obj, "parse_options", None)
        if parse_options:
            try:
                parse_options(manager, options, options.filenames)
            except TypeError:  # the other form that flake8 knows
                parse_options(options)
    return plugins, options, bool(table)


def _our_table(folder: str) -> tuple[dict[str, Any], str]:
    """The nearest pyproject.toml with our table, from ``folder`` upwards: the table, and the folder of the file."""
    start = Path(folder)
    for place in (start, *start.parents):
        path = place / "pyproject.toml"
        if not path.is_file():
            continue
        try:
            with path.open("rb") as file:
                tools = tomllib.load(file).get("tool", {})
        except ValueError as error:
            raise ExecutionError(f"{path}: {error}") from error
        if OUR_TABLE in tools:
            table = tools[OUR_TABLE]
            if not isinstance(table, dict):
                raise ExecutionError(f"{path}: [tool.{OUR_TABLE}] is not a table")
            return table, str(place)
    return {}, folder


def _as_flake8_writes(value: Any) -> str:
    """A value of TOML, in the notation of flake8's configuration files."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    if isinstance(value, dict):
        return "\n".join(f"{pattern}:{_as_flake8_writes(codes)}" for pattern, codes in value.items())
    return str(value)
