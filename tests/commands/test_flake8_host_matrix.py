"""The bridge uses private parts of flake8: it is tested on the oldest flake8 that we support, and on one between.

``python -m pytest -m matrix tests/commands/test_flake8_host_matrix.py`` installs each into a virtual environment of its
own and runs there what the normal run runs on the newest.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import ROOT

ABOUT_FLAKE8 = [
    "tests/test_plugin.py",
    *(f"tests/commands/test_{name}.py" for name in ("flake8_host", "check", "explain")),
]


@pytest.mark.matrix
@pytest.mark.parametrize("version", ["6.0.0", "7.0.0"])
def test_the_bridge_on_another_flake8(tmp_path: Path, version: str) -> None:
    python = tmp_path / "environment" / "bin" / "python"
    commands: list[list[str | Path]] = [
        [sys.executable, "-m", "venv", tmp_path / "environment"],
        [python, "-m", "pip", "install", "--quiet", f"flake8=={version}", "hypothesis", "pytest", "pytest-xdist", ROOT],
    ]
    for command in commands:
        subprocess.run(command, check=True, capture_output=True)
    tested = subprocess.run(
        [python, "-m", "pytest", "-q", *ABOUT_FLAKE8],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert tested.returncode == 0, tested.stdout + tested.stderr
