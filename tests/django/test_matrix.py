"""What Django proves, it proves in every version: the tests that need Django, each time with another one.

``python -m pytest -m matrix -rs tests/django/test_matrix.py`` makes a virtual environment for each version, with the
first Python that can run it (pyenv's are looked for too), and says which versions it skips because there is none.
``-k newest`` is the newest Django alone.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import ROOT

NEEDS_DJANGO = sorted(Path(__file__).parent.glob("test_*.py"))
EXAMPLE = Path(__file__).with_name("test_example_project.py")

# docs/faq/install.txt, "What Python version can I use with Django?"
PYTHONS = {"3.2": ">=3.10,<3.11", "4.2": ">=3.10,<3.13", "5.2": ">=3.10,<3.15", "6.1": ">=3.12,<3.15"}


def every_python_on_path() -> dict[str, str]:
    """The environment in which each Python can be found by its name: of pyenv's, only those that it is told of can."""
    if not shutil.which("pyenv"):
        return {**os.environ}
    installed = subprocess.run(["pyenv", "versions", "--bare"], check=True, capture_output=True, text=True)
    return {**os.environ, "PYENV_VERSION": ":".join(installed.stdout.split())}


@pytest.mark.matrix
@pytest.mark.parametrize("version", [pytest.param(v, id=f"{v}-newest" if v == [*PYTHONS][-1] else v) for v in PYTHONS])
def test_on_another_django(version: str, tmp_path: Path) -> None:
    python = tmp_path / "environment" / "bin" / "python"
    made = subprocess.run(
        [sys.executable, "-m", "virtualenv", "--python", PYTHONS[version], tmp_path / "environment"],
        env=every_python_on_path(),
        capture_output=True,
        text=True,
        check=False,
    )
    if "failed to find interpreter" in made.stdout + made.stderr:
        pytest.skip(f"Django {version} needs a Python {PYTHONS[version]}, and there is none")
    assert made.returncode == 0, made.stdout + made.stderr
    requirements = [f"Django~={version}.0", "celery", "hypothesis", "pytest", "ruff", "pytest-xdist", str(ROOT)]
    subprocess.run([python, "-m", "pip", "install", "--quiet", *requirements], check=True, capture_output=True)
    old = version == "3.2"  # in which a list still is providing_args
    tested = subprocess.run(
        [python, "-m", "pytest", "-q", *(path for path in NEEDS_DJANGO if not (old and path == EXAMPLE))],
        cwd=ROOT,
        env={**os.environ, "PYTEST_ADDOPTS": ""},  # what was asked of this run alone
        capture_output=True,
        text=True,
        check=False,
    )
    assert tested.returncode == 0, tested.stdout + tested.stderr
