"""What the garbage collector is spared, and in which processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import ROOT

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


AT_A_SMALL_FILE = """
import ast, gc, sys
sys.argv = ["flake8"]
from flake8_signals.plugin import Plugin
counts = []
for path, size in (("shop/signals.py", 3000), ("shop/views.py", 3000), ("shop/__init__.py", 0), ("shop/urls.py", 0)):
    text = "from django.db.models.signals import post_save\\n" * ("signals" in path) + "#" * size + "\\n"
    list(Plugin(ast.parse(text), path, [text]).run())
    counts.append(gc.get_freeze_count())
print(counts[:2] == [0, 0], counts[2] > 0, counts[3] == counts[2])
"""


def test_the_collector_is_spared_at_the_next_small_file(tmp_path: Path) -> None:
    (tmp_path / "manage.py").touch()
    environment = {**os.environ, "FLAKE8_SIGNALS_CACHE_DIR": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}
    run = [sys.executable, "-c", AT_A_SMALL_FILE]
    done = subprocess.run(run, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment)
    assert done.stdout.split() == ["True"] * 3
