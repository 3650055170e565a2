"""The command ``flake8-signals check``."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from flake8_signals.commands.flake8_host.run import Run
from flake8_signals.commands.formats import FORMATS
from flake8_signals.files.saying import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_signals.rule import Violation


def add_options(manager: Any) -> None:
    """Register the options of ``check`` in addition to flake8's own."""
    manager.parser.description = "Report what flake8 --select SIG reports, without flake8's other checks."
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


_AIMS = ("suggest-config", "add-noqa", "since")
"""The options that say what the command is to do; of them one at most."""


def run(arguments: list[str]) -> int:
    """Lint, or do instead what an option asks for, and return the exit status.

    That is 0 if nothing is found, 1 if something is, and 2 for bad usage.
    """
    host = Run("check", arguments, add_options)
    asked = [name for name in _AIMS if getattr(host.options, name.replace("-", "_"))]
    if len(asked) > 1:
        return _refuse(f"--{asked[0]} and --{asked[1]} do not go together")
    if host.options.with_defects and asked not in (["suggest-config"], ["add-noqa"]):
        return _refuse("--with-defects needs --suggest-config or --add-noqa")
    if host.options.suggest_config or host.options.add_noqa:
        from flake8_signals.commands import baseline

        return baseline.suggest_config(host) if host.options.suggest_config else baseline.add_noqa(host)
    return _Checking(host).status()


def _refuse(why: str) -> int:
    sys.stderr.write(f"flake8-signals check: error: {why}\n")
    return 2


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
            return _refuse(f"--since {self.since}: {error}")

    def _report(self) -> int:
        return self.host.report(
            chosen=None if self.since is None else self._brought,
            rendered=None if self.format == "text" else self._rendered,
            at_end=self._at_end,
        )

    def _brought(self, found: list[Violation]) -> Iterable[Violation]:
        from flake8_signals.commands.since import brought

        return brought(self.host, self.since or "", found)

    def _rendered(self, found: list[Violation]) -> str:
        from flake8_signals.commands.report import Report

        text: str = import_module(f"flake8_signals.commands.formats.{self.format}").render(Report(self.host, found))
        return text

    def _at_end(self, found: list[Violation]) -> None:
        if not self.host.number_of_files:
            say("there is no Python file to check, or each is excluded")
        elif self.summarises:
            from flake8_signals.commands.summary import summary

            sys.stdout.write(summary(found, self.host.number_of_files, self.since) + "\n")
