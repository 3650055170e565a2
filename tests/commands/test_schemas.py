"""What ``check`` prints for other programs keeps the schemas that are published of these formats."""

from pathlib import Path

import pytest

from tests.support.commands import FILES, flake8_signals, write
from tests.support.repository import repository
from tests.support.schemas import CHECKS, UnavailableError, check_of

pytestmark = pytest.mark.matrix

WRONG = {
    "sarif": ('"startLine": 7', '"startLine": "7"'),
    "gitlab": ('"severity": "major"', '"severity": "bad"'),
    "junit": ("classname=", "className="),
    "rdjson": ('"line": 7', '"row": 7'),
}
"""A change that a schema must not like."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with findings, with and without fixes, one of which is about another file."""
    folder = repository(tmp_path_factory.mktemp("schemas") / "shop", FILES)
    return write(folder, {"shop/broken.py": "from django.dispatch import receiver\n@receiver(\n"})


@pytest.mark.parametrize("form", CHECKS)
def test_the_published_schema(form: str, project: Path, tmp_path: Path) -> None:
    try:
        complaints = check_of(form, tmp_path)
    except UnavailableError as error:
        pytest.skip(str(error))
    said = flake8_signals("check", "--output-format", form, "--signals-all", folder=project)
    assert (said.stderr, said.returncode) == ("", 1)
    assert list(complaints(said.stdout)) == []
    nothing = flake8_signals("check", "--output-format", form, "shop/models.py", folder=project)
    assert (nothing.stderr, nothing.returncode) == ("", 0)
    assert list(complaints(nothing.stdout)) == []
    right, wrong = WRONG[form]
    assert list(complaints(said.stdout.replace(right, wrong)))
