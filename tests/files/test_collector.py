"""What the garbage collector is spared, and in which processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FREEZE = """
import gc, sys
sys.argv = [sys.argv[1]]
from flake8_signals.files.collector import keep_to_the_end
keep_to_the_end()
print(gc.get_freeze_count() > 0)
"""


@pytest.mark.parametrize(
    ("program", "ends_with_the_run"),
    [
        ("/usr/bin/flake8", True),
        ("/usr/bin/flake8-signals", True),
        ("Scripts/flake8.exe", True),
        (str(Path("lib", "flake8", "__main__.py")), True),
        (str(Path("lib", "flake8_signals", "__main__.py")), True),
        ("/usr/bin/pylsp", False),
        (str(Path("lib", "pytest", "__main__.py")), False),
        ("", False),
    ],
)
def test_a_process_that_goes_on_is_left_as_it_is(program: str, *, ends_with_the_run: bool) -> None:
    done = subprocess.run([sys.executable, "-c", FREEZE, program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(ends_with_the_run)
