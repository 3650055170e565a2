"""The command ``flake8-signals``: it imports only the subcommand that is asked for."""

from __future__ import annotations

import sys

if __name__ == "__main__" and not getattr(sys.flags, "safe_path", False):  # new in Python 3.11
    # `python -m` puts the folder that it runs in before the standard library: the code there is linted, and never run.
    del sys.path[0]

import io
import os
import signal
from argparse import REMAINDER, ArgumentParser, RawDescriptionHelpFormatter
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

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

FAILED = 2
"""The exit status for bad usage, and for output that cannot be written."""

ENDED_BY_SIGNAL = 128
"""The exit status of what a signal has ended, less the signal's number."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (or the process's own) name, and return its exit status.

    Bad usage ends the process with status 2. A run that is interrupted, or whose reader has gone away, ends quietly,
    with the status that a shell gives to what a signal has ended.
    """
    _prepare_streams()
    try:
        status = _run(arguments)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except KeyboardInterrupt:
        _say("interrupted")
        return ENDED_BY_SIGNAL + signal.SIGINT
    except BrokenPipeError:
        _leave_streams()
        return ENDED_BY_SIGNAL + getattr(signal, "SIGPIPE", 13)
    except OSError as error:
        _leave_streams()
        _say(f"error: {error.filename or 'output'}: {error.strerror or error}")
        return FAILED
    return status


def _run(arguments: Sequence[str] | None) -> int:
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
    before = signal.signal(signal.SIGTERM, _end)
    try:
        status: int = import_module(f"flake8_signals.commands.{asked.command}").run(asked.arguments)
    finally:
        signal.signal(signal.SIGTERM, before)
    return status


def _end(number: int, _frame: object) -> NoReturn:
    """End the process as the signal would, but let it clean up first."""
    sys.exit(ENDED_BY_SIGNAL + number)


class _Closed(io.RawIOBase):
    """A stream that the process was started without."""

    def writable(self) -> bool:
        return True

    def write(self, _data: object) -> NoReturn:
        raise OSError(9, "it is closed")


def _prepare_streams() -> None:
    """Let each standard stream be one, and escape what a terminal cannot show."""
    while (number := os.open(os.devnull, os.O_RDWR)) < 3:
        pass  # it takes the place of one that is closed, or else the next file would
    os.close(number)
    sys.stdin = sys.stdin or io.TextIOWrapper(io.BytesIO())
    sys.stdout = sys.stdout or io.TextIOWrapper(io.BufferedWriter(_Closed(), 1))
    sys.stderr = sys.stderr or io.TextIOWrapper(io.BytesIO())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may lack a character: it is escaped


def _leave_streams() -> None:
    """Write nothing more: the interpreter would try to, at its end."""
    sys.stdout = io.TextIOWrapper(io.BytesIO())


def _say(line: str) -> None:
    try:
        sys.stderr.write(f"flake8-signals: {line}\n")
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody listens
        sys.stderr = io.TextIOWrapper(io.BytesIO())


if __name__ == "__main__":
    sys.exit(main())
