"""What is shown on a terminal alone: how far a run is, and a summary at its end."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from flake8_signals.commands.summary import summary
from flake8_signals.rule import Violation
from tests.support.commands import FILES, write

LONG = """
import sys
from flake8_signals.__main__ import main
from flake8_signals.commands import progress

progress._LONG = -1
status = main(sys.argv[1:])
assert "tqdm" in sys.modules
sys.exit(status)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a project with two things wrong."""
    return write(tmp_path, FILES)


def shown(project: Path, command: Sequence[str], stream: str) -> str:
    """Return what a command writes to ``stdout`` or ``stderr`` if that is a terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))  # Python 3.10 has no tcsetwinsize
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: theirs}
    settings = {**os.environ, "TERM": "xterm", "NO_COLOR": "1"}
    try:
        subprocess.run([sys.executable, *command], cwd=project, check=False, env=settings, timeout=60, **streams)
        os.write(theirs, b"\n")
        return os.read(ours, 100_000).decode().removesuffix("\r\n")
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(
    "command", [["check"], ["check", "-j1"], ["fix", "--diff"], ["map"], ["trace", "Order"]], ids=" ".join
)
def test_a_long_run_says_how_far_it_is(project: Path, command: list[str]) -> None:
    assert re.search(r"\d files? \[|\d+/\d+ \[", shown(project, ["-c", LONG, *command], "stderr"))


def test_a_short_run_does_not(project: Path) -> None:
    said = shown(project, ["-m", "flake8_signals", "fix"], "stderr")
    assert said.splitlines()[0] == "1 finding fixed, 1 file changed: SIG004 1"


@pytest.mark.parametrize("form", ["text", "full"])
def test_a_summary_at_the_end(project: Path, form: str) -> None:
    said = shown(project, ["-m", "flake8_signals", "check", "--output-format", form], "stdout")
    assert said.splitlines()[-1] == (
        "2 findings in 2 of 6 files: signature 1, startup 1. `flake8-signals fix` mends 1."
    )


@pytest.mark.parametrize(
    "arguments", [["--quiet"], ["--output-format", "github"], ["--output-file", "found.txt", "--tee"]]
)
def test_no_summary_for_programs(project: Path, arguments: list[str]) -> None:
    assert "2 findings" not in shown(project, ["-m", "flake8_signals", "check", *arguments], "stdout")


def _violation(path: str, code: str, fixable: str) -> Violation:
    return Violation(path, 1, 0, code, "", None, fixable)


@pytest.mark.parametrize(
    ("found", "since", "line"),
    [
        ([], None, "Nothing found in 1,234 files."),
        ([], "main", "Nothing new since main in 1,234 files."),
        ([("SIG001", "")], "main", "1 finding new since main in 1 of 1,234 files: startup 1."),
        (
            [("SIG002", "unsafe"), ("E999", "")],
            None,
            "2 findings in 1 of 1,234 files: startup 1, unreadable 1. `flake8-signals fix --unsafe` mends 1.",
        ),
        (
            [("SIG002", "unsafe"), ("SIG005", "safe"), ("SIG110", "")],
            None,
            (
                "3 findings in 1 of 1,234 files: startup 2, removed 1. "
                "`flake8-signals fix` mends 1, and 1 more with --unsafe."
            ),
        ),
    ],
)
def test_the_words_of_the_summary(found: list[tuple[str, str]], since: str | None, line: str) -> None:
    assert summary([_violation("a.py", code, fixable) for code, fixable in found], 1234, since) == line
