"""What is published can be installed and run, and says of itself what is so."""

import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from flake8_signals import REFERENCE, REPOSITORY, __version__
from tests.support.commands import EXAMPLE, ROOT


def test_the_changelog_has_an_entry_for_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(__version__)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE)


def test_the_address_is_the_same_everywhere() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'Repository = "{REPOSITORY}"\nDocumentation = "{REFERENCE}"\n' in project


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel that is made from the sdist, which has been made from this folder."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.mark.matrix
def test_pypi_would_take_it(wheel: Path) -> None:
    dist = [str(path) for path in wheel.parent.iterdir()]
    assert len(dist) == 2
    subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *dist], check=True)
    subprocess.run([str(Path(sys.executable).with_name("check-wheel-contents")), str(wheel)], check=True)
    names = ZipFile(wheel).namelist()
    assert "flake8_signals/rules/README.md" in names
    assert "flake8_signals/py.typed" in names
    assert not [name for name in names if name.startswith("tests/")]


@pytest.mark.matrix
def test_it_runs_where_nothing_else_is_installed(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "virtualenv", "--quiet", str(tmp_path / "bare")], check=True)
    programs = tmp_path / "bare" / "bin"
    subprocess.run([str(programs / "pip"), "install", "--quiet", str(wheel)], check=True)
    settings = {"PATH": str(programs), "FLAKE8_SIGNALS_CACHE_DIR": str(tmp_path / "cache")}

    def run(*command: str) -> str:
        program = [str(programs / command[0]), *command[1:]]
        finished = subprocess.run(program, cwd=EXAMPLE, env=settings, capture_output=True, text=True, check=False)
        assert finished.stderr == ""
        return finished.stdout

    found = run("flake8", "--isolated", "--select", "SIG")
    assert found.count(" SIG") == 6
    assert run("flake8-signals", "check") == found
    assert run("flake8-signals", "--version") == f"{__version__}\n"
    assert "receivers-not-loaded" in run("flake8-signals", "explain", "SIG002")
    assert "NOT LOADED" in run("flake8-signals", "map")
    assert '"2.1.0"' in run("flake8-signals", "check", "--output-format", "sarif")
