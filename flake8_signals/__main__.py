"""The command ``flake8-signals``: it imports only the subcommand that is asked for."""

from __future__ import annotations

import sys
from argparse import REMAINDER, ArgumentParser, RawDescriptionHelpFormatter
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING

from flake8_signals import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "check": "Report what flake8 --select SIG reports, without flake8's other checks.",
    "fix": "Apply fixes in place; --diff only shows them, --unsafe adds those that change what the program does.",
    "explain": "Print a rule's documentation, or list the rules.",
    "map": "Draw the map of a project's signals: what is connected to what, and what that triggers.",
    "trace": "Tell what happens when a model is saved, deleted or changed, or a signal is sent.",
}
"""The commands: each is a module of the package ``commands`` with a function ``run``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (or the process's own) name, and return its exit status.

    Bad usage ends the process with status 2.
    """
    parser = ArgumentParser(
        "flake8-signals",
        description="Find mistakes in how a Django project uses signals.",
        epilog="\n".join(f"{name:10} {summary}" for name, summary in COMMANDS.items()),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("command", choices=COMMANDS, help="what to do; each has a --help of its own")
    parser.add_argument("arguments", nargs=REMAINDER, help="paths and options")
    asked = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may lack a character: it is escaped
    status: int = import_module(f"flake8_signals.commands.{asked.command}").run(asked.arguments)
    return status


if __name__ == "__main__":
    sys.exit(main())
