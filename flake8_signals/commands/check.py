"""The command ``flake8-signals check``."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from flake8_signals.commands.flake8_host.run import Run
from flake8_signals.commands.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_signals.rule import Violation


def add_options(manager: Any) -> None:
    """Register the options of ``check`` in addition to flake8's own."""
    manager.add_option(
        "--output-format",
        choices=FORMATS,
        default="text",
        help="How findings are printed; flake8's --format only concerns text. (Default: %(default)s)",
    )
    manager.add_option(
        "--since",
        metavar="REVISION",
        help="Only what the change since this revision of git has brought, in any file. Nothing is checked out.",
    )
    manager.add_option(
        "--suggest-config",
        action="store_true",
        help="Instead of findings, print the shortest configuration that silences them, but none of what is broken.",
    )
    manager.add_option(
        "--add-noqa",
        action="store_true",
        help="Write a noqa comment for each finding, but for none of what is broken. No comment is removed.",
    )
    manager.add_option(
        "--with-defects",
        action="store_true",
        help="With --suggest-config and --add-noqa: silence what is broken, too.",
    )
    manager.parser.epilog = "Exit status: 0 if nothing is found, 1 if there are findings, 2 for bad usage."


def run(arguments: list[str]) -> int:
    """Lint, or do instead what an option asks for, and return the exit status.

    That is 0 if nothing is found, 1 if something is, and 2 for bad usage.
    """
    host = Run("check", arguments, add_options)
    if host.options.suggest_config or host.options.add_noqa:
        from flake8_signals.commands import baseline

        return baseline.suggest_config(host) if host.options.suggest_config else baseline.add_noqa(host)
    return _Checking(host).status()


class _Checking:
    """One run of the command; what is not asked for is not imported."""

    def __init__(self, host: Run) -> None:
        self.host = host
        self.format: str = host.options.output_format
        self.since: str | None = host.options.since
        is_read_by_people = self.format in {"text", "full"} and not (host.options.quiet or host.options.output_file)
        self.summarises = is_read_by_people and sys.stdout.isatty()

    def status(self) -> int:
        if self.since is None:
            return self._report()
        from flake8_signals.files.revision import UnknownRevision

        try:
            return self._report()
        except UnknownRevision as error:
            sys.stderr.write(f"flake8-signals check: error: --since {self.since}: {error}\n")
            return 2

    def _report(self) -> int:
        return self.host.report(
            chosen=None if self.since is None else self._brought,
            rendered=None if self.format == "text" else self._rendered,
            at_end=self._summarise if self.summarises else None,
        )

    def _brought(self, found: list[Violation]) -> Iterable[Violation]:
        from flake8_signals.commands.since import brought

        return brought(self.host, self.since or "", found)

    def _rendered(self, found: list[Violation]) -> str:
        from flake8_signals.commands.report import Report

        text: str = import_module(f"flake8_signals.commands.formats.{self.format}").render(Report(self.host, found))
        return text

    def _summarise(self, found: list[Violation]) -> None:
        from flake8_signals.commands.summary import summary

        sys.stdout.write(summary(found, self.host.number_of_files, self.since) + "\n")
