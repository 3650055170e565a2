"""One run of a command, through flake8."""

from __future__ import annotations

import configparser
import copy
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from flake8 import utils
from flake8.defaults import NOQA_INLINE_REGEXP
from flake8.exceptions import Flake8Exception
from flake8.formatting.base import BaseFormatter
from flake8.main.options import stage1_arg_parser
from flake8.plugins import reporter
from flake8.processor import FileProcessor
from flake8.style_guide import Decision, StyleGuideManager
from flake8.violation import Violation as Flake8Violation

from flake8_signals.commands.flake8_host.checkers import CheckerApplication, Interrupted
from flake8_signals.commands.flake8_host.configuration import read
from flake8_signals.commands.flake8_host.files import files_of
from flake8_signals.files.saying import printable

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from flake8_signals.commands.flake8_host.configuration import AddOptions
    from flake8_signals.options import Options
    from flake8_signals.rule import Violation


class Run:
    """One run of a command, with the files, configuration and options that flake8 derives from its arguments.

    ``add_options`` registers the command's own options. All options end up in ``options``, the linter's in ``signals``
    too. ``has_table`` says whether the configuration is our table in a pyproject.toml. Bad usage ends the process with
    status 2 and a line that says why.
    """

    def __init__(self, command: str, arguments: Sequence[str], add_options: AddOptions | None = None) -> None:
        parser = stage1_arg_parser()
        parser.prog = f"flake8-signals {command}"
        try:
            self.plugins, self.options, self.has_table = read(parser, [*arguments], add_options)
            if self.options.color == "auto":
                self.options.color = _colour()
            self.formatter: BaseFormatter = reporter.make(self.plugins.reporters, self.options)
            self.guide = StyleGuideManager(self.options, self.formatter)
        except (Flake8Exception, configparser.Error, OSError, ValueError) as error:
            parser.exit(2, f"{parser.prog}: error: {error}\n")
        except Exception as error:  # noqa: BLE001 - a plug-in of flake8 fails on a file that it reads
            parser.exit(2, f"{parser.prog}: error: a configuration file cannot be read: {error!r}\n")
        for path in self.options.filenames or ():
            if path != "-" and not os.path.lexists(path) and path in self.files():
                parser.exit(2, f"{parser.prog}: error: {printable(path)}: no such file or folder\n")
        if type(self.formatter).__module__ == "flake8.formatting.default":
            setattr(self.formatter, "handle", self._handle)  # noqa: B010 - others write what they like
        self.signals: Options = self.plugins.checkers.tree[0].obj.options

    def report(
        self,
        *,
        chosen: Callable[[list[Violation]], Iterable[Violation]] | None = None,
        rendered: Callable[[list[Violation]], str] | None = None,
        at_end: Callable[[list[Violation]], object] | None = None,
    ) -> int:
        """Lint every file, print what flake8 prints, and return the exit status.

        Files that mention signals and cannot be parsed are reported, as are files that cannot be read. ``chosen`` is
        told what has been found, and says which of that is reported. ``rendered`` returns what is printed instead, and
        ``at_end`` is called when everything has been printed.
        """
        application = CheckerApplication(self, chosen)
        if rendered is not None:
            application.formatter = _Rendered(self.options, lambda: rendered(application.found()))
            application.guide = self.guide = StyleGuideManager(self.options, application.formatter)
            application.file_checker_manager.style_guide = self.guide
        self._manager = application.file_checker_manager
        try:
            application.run(())
        except Interrupted as error:
            raise KeyboardInterrupt from error
        except UnicodeEncodeError as error:  # flake8 prints UTF-8, and a file name may be no valid text
            sys.stderr.write(f"flake8-signals check: error: {error.object.rstrip()!a} is not UTF-8: ")
            sys.stderr.write("rename the file, or exclude it\n")
            return 2
        if at_end is not None and not application.catastrophic_failure:
            at_end(application.found())
        return 2 if application.catastrophic_failure else application.exit_code()

    @property
    def number_of_files(self) -> int:
        """How many files have been linted."""
        return len(self._manager.filenames)

    def lines(self, path: str) -> list[str]:
        """The lines of a file that has been linted, as flake8 sees them; none if it cannot be read."""
        given = "-" if "-" in self.options.filenames and path == self.options.stdin_display_name else path
        try:
            return [*FileProcessor(given, self.options).lines]
        except OSError:
            return []

    def _handle(self, error: Flake8Violation) -> None:
        """Let the formatter show a violation: its file's name may be any string, which a terminal acts upon."""
        type(self.formatter).handle(self.formatter, error._replace(filename=printable(error.filename)))

    def files(self) -> tuple[str, ...]:
        """The path of every file to lint, as flake8 chooses them; ``-`` is standard input."""
        return tuple(files_of(self.options))

    def excludes(self, path: str) -> bool:
        """Whether the configuration excludes a file or one of its parent folders."""
        relative = Path(os.path.relpath(path))
        around = [place for place in (relative, *relative.parents) if place.name not in {"", ".."}]
        patterns = (*self.options.exclude, *self.options.extend_exclude)
        message = '"%(path)s" has %(whether)sbeen excluded'
        log = logging.getLogger(__name__)
        return any(utils.matches_filename(str(place), patterns, message, log) for place in around)

    @property
    def is_coloured(self) -> bool:
        """Whether the output is coloured."""
        coloured: bool = self.formatter.color
        return coloured

    def reported(self, path: str, lines: Sequence[str], violations: Iterable[Violation]) -> list[Violation]:
        """The violations of a file that flake8 reports: ignored neither by the configuration nor by a ``noqa``."""
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
        """What ``report`` would print, errors in files (``E9``) included; ``signals`` may replace the run's options."""
        run = copy.copy(self)
        run.signals = signals or self.signals
        application = CheckerApplication(run)
        try:
            application.run_checks()
        except Interrupted as error:
            raise KeyboardInterrupt from error
        return application.found()

    def per_file_ignores(self) -> list[tuple[str, list[str]]]:
        """The configuration's ``per-file-ignores``: each pattern with its codes."""
        return utils.parse_files_to_codes_mapping(self.options.per_file_ignores)

    def ignored_in(self, path: str) -> list[str]:
        """The codes that ``per-file-ignores`` lists for one file: those of the longest matching pattern."""
        codes = self.guide.style_guide_for(path).options.extend_ignore or []
        return [*codes[len(self.options.extend_ignore or ()) :]]

    def with_noqa(self, path: str, lines: Sequence[str], codes: Mapping[int, Collection[str]]) -> list[str]:
        """A file's lines, with comments that silence the given codes of each line, where flake8 looks for them.

        That is on the line itself, or at the end of a multi-line string or a continued line. The codes are added to an
        existing comment there.
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


def _colour() -> str:
    """When to colour the output, as the environment says: https://no-color.org and https://force-color.org."""
    if os.environ.get("NO_COLOR"):
        return "never"
    return "always" if os.environ.get("FORCE_COLOR") else "auto"


def _with_noqa(line: str, codes: Sequence[str]) -> str:
    found = NOQA_INLINE_REGEXP.search(line)
    if found is None or found["codes"] is None:
        return f"{line.rstrip()}  # noqa: {','.join(codes)}\n"
    end = found.start("codes") + len(found["codes"].rstrip(", \t\r\n"))
    return f"{line[:end]},{','.join(codes)}{line[end:]}"


class _Rendered(BaseFormatter):
    """A formatter that prints one text for all violations, when everything has been linted."""

    def __init__(self, options: Namespace, text: Callable[[], str]) -> None:
        super().__init__(options)
        self._text = text

    def start(self) -> None:
        if self.filename:
            os.makedirs(os.path.dirname(os.path.abspath(self.filename)), exist_ok=True)
            self.output_fd = open(self.filename, "w", encoding="utf-8")  # noqa: SIM115 - `stop` closes it

    def handle(self, error: Flake8Violation) -> None:
        """Nothing yet: ``stop`` prints."""

    def stop(self) -> None:
        text = self._text()
        if text:
            self._write(text.removesuffix("\n"))
        super().stop()
