"""The oldest Django that a project supports, as its own metadata says."""

from pathlib import Path

import pytest

from flake8_signals.lint import run as lint
from flake8_signals.options import Options
from flake8_signals.project.project import Project
from tests.support.examples import write

PEP621 = '[project]\nname = "shop"\ndependencies = [{}]\n'
POETRY = "[tool.poetry.dependencies]\n{}\n"
SETUP = "[options]\ninstall_requires =\n    {}\n"


def min_django(root: str) -> tuple[int, int] | None:
    """Return the oldest Django that the project in a folder supports."""
    return Project(root, Options()).min_django


@pytest.mark.parametrize(
    ("requirement", "oldest"),
    [
        ("Django>=4.2", (4, 2)),
        ("django >= 4.2, < 6", (4, 2)),
        ("Django==5.1.4", (5, 1)),
        ("Django==5.1.*", (5, 1)),
        ("Django~=5.0", (5, 0)),
        ("Django>4.1", (4, 1)),
        ("Django>=5", (5, 0)),
        ("Django[argon2]>=4.2,!=4.2.1", (4, 2)),
        ("DJANGO>=4.2; python_version >= '3.10'", (4, 2)),
        ("Django", None),
        ("Django<6", None),
        ("Django!=4.2", None),
        ("Django===anything", None),
        ("django-filter>=24", None),
        ("django_filter>=24", None),
        ("django @ https://example.com/django.zip", None),
        ("Django>=>=4", None),
    ],
)
def test_a_requirement_says_the_same_wherever_it_stands(
    requirement: str, oldest: tuple[int, int] | None, tmp_path: Path
) -> None:
    write(tmp_path / "pep621", {"pyproject.toml": PEP621.format(f'"celery>=5", "{requirement}"')})
    write(tmp_path / "setup", {"setup.cfg": SETUP.format(requirement)})
    write(tmp_path / "plain", {"requirements.txt": f"celery>=5\n{requirement}\n"})
    write(tmp_path / "folder", {"requirements/base.in": f"  {requirement}  # as of today\n"})
    write(
        tmp_path / "called", {"setup.py": f'from setuptools import setup\nsetup(install_requires=["{requirement}"])\n'}
    )
    write(tmp_path / "held", {"setup.py": f'REQUIRED = ("six", "{requirement}")\nsetup(install_requires=REQUIRED)\n'})
    for kind in ("pep621", "setup", "plain", "folder", "called", "held"):
        assert min_django(str(tmp_path / kind)) == oldest, kind


@pytest.mark.parametrize(
    ("constraint", "oldest"),
    [
        ('Django = "^4.2"', (4, 2)),
        ('django = "~4.2.1"', (4, 2)),
        ('django = "~=4.2"', (4, 2)),
        ('django = "5.1.*"', (5, 1)),
        ('django = "5.1.2"', (5, 1)),
        ('django = ">=4.2,<6.0"', (4, 2)),
        ('django = "^5.0 || ^4.2"', (4, 2)),
        ('django = { version = "^4.2", extras = ["argon2"] }', (4, 2)),
        ('django = [{ version = "^5.2", python = ">=3.10" }, { version = "^4.2", python = "<3.10" }]', (4, 2)),
        ('django = "*"', None),
        ('django = "<6"', None),
        ('django = "^4.2 || *"', None),
        ('django = "the newest"', None),
        ("django = 4.2", None),
        ('django = { git = "https://example.com/django.git" }', None),
        ('django-filter = "^24"', None),
    ],
)
def test_poetry(constraint: str, oldest: tuple[int, int] | None, tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": POETRY.format(constraint)})
    assert min_django(str(tmp_path)) == oldest


@pytest.mark.parametrize("name", ["asgiref", "django-axes", "Djangorestframework"])
def test_poetry_beside_another_package(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": POETRY.format(f'{name} = "^3.1"\nDjango = "^4.2"')})
    assert min_django(str(tmp_path)) == (4, 2)


def test_a_requirement_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    long = ">=4.2" + "0" * 2000
    write(tmp_path / "poetry", {"pyproject.toml": POETRY.format(f'Django = "{long}"')})
    write(tmp_path / "pip", {"requirements.txt": f"Django{long}\n"})
    assert min_django(str(tmp_path / "poetry")) is None
    assert min_django(str(tmp_path / "pip")) is None


def test_the_oldest_of_several_that_depend_on_the_environment(tmp_path: Path) -> None:
    both = "\"Django>=5.2; python_version >= '3.10'\", \"Django>=4.2; python_version < '3.10'\""
    write(tmp_path / "both", {"pyproject.toml": PEP621.format(both)})
    write(tmp_path / "any", {"pyproject.toml": PEP621.format(f"\"Django; python_version < '3.9'\", {both}")})
    assert min_django(str(tmp_path / "both")) == (4, 2)
    assert min_django(str(tmp_path / "any")) is None


def test_the_oldest_of_several_requirements_files(tmp_path: Path) -> None:
    write(tmp_path, {"requirements.txt": "Django==5.2.1 \\\n    --hash=sha256:0123\n"})
    write(tmp_path, {"requirements-oldest.txt": "-r requirements.txt\nDjango==4.2 --hash=sha256:0123\n"})
    write(tmp_path, {"requirements/docs.txt": "Django\n", "requirements/notes.md": "Django==1.0\n"})
    write(tmp_path, {"constraints.txt": "Django==1.0\n"})
    assert min_django(str(tmp_path)) == (4, 2)


def test_what_a_package_declares_beats_what_is_installed_for_development(tmp_path: Path) -> None:
    write(tmp_path, {"requirements.txt": "Django==1.1\n"})
    assert min_django(str(tmp_path)) == (1, 1)
    write(tmp_path, {"setup.cfg": SETUP.format("Django>=1.2")})
    assert min_django(str(tmp_path)) == (1, 2)
    write(tmp_path, {"pyproject.toml": POETRY.format('django = "^1.3"')})
    assert min_django(str(tmp_path)) == (1, 3)
    write(tmp_path, {"pyproject.toml": PEP621.format('"Django>=1.4"') + POETRY.format('django = "^1.3"')})
    assert min_django(str(tmp_path)) == (1, 4)


@pytest.mark.parametrize(
    "text",
    [
        "not toml",
        "project = 1",
        "[project]\ndependencies = 'Django>=4.2'",
        "[project]\ndependencies = [1, {}]",
        "[tool.poetry]\ndependencies = ['Django']",
        f"project = {'[' * 100_000}",
        "\x00",
    ],
)
def test_metadata_that_is_malformed_says_nothing(text: str, tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": text, "setup.cfg": "install_requires = Django>=4.2"})
    assert min_django(str(tmp_path)) is None


def test_metadata_in_no_known_encoding_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_bytes(b"# \xe9t\xe9\nDjango>=4.2\n")
    assert min_django(str(tmp_path)) == (4, 2)


def test_the_repository_around_the_project_is_asked_too(tmp_path: Path) -> None:
    write(tmp_path, {"requirements.txt": "Django>=4.2\n", "backend/src/manage.py": ""})
    assert min_django(str(tmp_path / "backend" / "src")) is None
    (tmp_path / ".git").mkdir()
    assert min_django(str(tmp_path / "backend" / "src")) == (4, 2)
    write(tmp_path, {"backend/requirements.txt": "Django>=5.2\n"})
    assert min_django(str(tmp_path / "backend" / "src")) == (5, 2)


def test_the_option_wins(tmp_path: Path) -> None:
    write(tmp_path, {"requirements.txt": "Django>=4.2\n"})
    assert Project(str(tmp_path), Options()).min_django == (4, 2)
    assert Project(str(tmp_path), Options(min_django=(3, 2))).min_django == (3, 2)


@pytest.mark.parametrize(("oldest", "codes"), [((3, 1), []), ((3, 2), ["SIG103"])])
def test_what_old_versions_of_django_need_is_left_to_them(
    oldest: tuple[int, int], codes: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "shop" / "__init__.py"
    path.parent.mkdir()
    path.write_text('default_app_config = "shop.apps.ShopConfig"\n')
    (tmp_path / "urls.py").write_text("import django\n")
    options = Options(no_cache=True, root=str(tmp_path), min_django=oldest)
    found = lint.check_file(str(path), path.read_text(), options)
    assert [violation.code for violation in found] == codes


@pytest.mark.parametrize(
    "setup",
    [
        "setup(install_requires=read('requirements.txt'))\n",
        "setup(install_requires=REQUIRED)\n",
        "install_requires = ['Django>=4.2'\n",
        "setup(name='Django>=4.2')\n",
        "setup(install_requires=[name for name in ['Django>=4.2']])\n",
    ],
)
def test_a_setup_script_that_does_not_spell_it_out(setup: str, tmp_path: Path) -> None:
    write(tmp_path, {"setup.py": setup})
    assert min_django(str(tmp_path)) is None
