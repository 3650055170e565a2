"""The bridge uses private parts of flake8: it is tested on the oldest flake8 that we support, and on one between.

``pytest -m matrix tests/test_bridge_matrix.py`` installs each into a virtual environment of its own and runs there
what the normal run runs on the newest.
"""

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ABOUT_FLAKE8 = ["test_plugin.py", "test_bridge.py", "test_check.py", "test_explain.py"]


@pytest.mark.matrix
@pytest.mark.parametrize("version", ["6.0.0", "7.0.0"])
def test_the_bridge_on_another_flake8(tmp_path: Path, version: str) -> None:
    python = tmp_path / "environment" / "bin" / "python"
    commands: list[list[str | Path]] = [
        [sys.executable, "-m", "venv", tmp_path / "environment"],
        [python, "-m", "pip", "install", "--quiet", f"flake8=={version}", "hypothesis", "pytest", TESTS.parent],
    ]
    for command in commands:
        subprocess.run(command, check=True, capture_output=True)
    tested = subprocess.run(
        [python, "-m", "pytest", "-q", *(TESTS / name for name in ABOUT_FLAKE8)],
        cwd=TESTS.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert tested.returncode == 0, tested.stdout + tested.stderr
