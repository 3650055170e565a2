"""One process that lints many projects: it keeps few of them, and says and remembers the same."""

import gc
import weakref
from pathlib import Path

import pytest

from flake8_signals.files import cache
from flake8_signals.lint import projects as registry
from flake8_signals.lint import run as lint
from flake8_signals.options import Options
from flake8_signals.rule import Violation
from tests.support.commands import FILES, RESTOCK, SHIP, write

OPTIONS = Options(selected=("SIG",))


@pytest.fixture
def projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Make six projects, and a cache of their own for them."""
    monkeypatch.setattr(registry, "_projects", {})
    remembered = cache.Cache(str(tmp_path / "cache"))
    monkeypatch.setattr(registry, "_user_cache", lambda: remembered)
    made = [write(tmp_path / f"project{number}", FILES) for number in range(6)]
    monkeypatch.setattr(cache, "_TICK", 0)  # the cache believes no file that may still be changing
    return made


def found_in(project: Path) -> list[Violation]:
    """Return what is found in the files of one project."""
    paths = sorted(project.glob("shop/*.py"))
    return [violation for path in paths for violation in lint.check_file(str(path), path.read_text(), OPTIONS)]


def test_every_project_is_judged_like_the_first(projects: list[Path]) -> None:
    for project in (*projects, *projects):
        messages = [f"{violation.code} {violation.message}" for violation in found_in(project)]
        assert len(messages) == 2
        assert messages[0].startswith(RESTOCK)
        assert messages[1].startswith(SHIP)


def test_those_that_are_done_with_take_no_memory(projects: list[Path]) -> None:
    gc.disable()
    try:
        found_in(projects[0])
        (first,) = registry._projects.values()
        files = vars(first)["_file_remembered"].values()
        held = [weakref.ref(thing) for thing in (first, first.startup, *vars(first.startup).values(), *files)]
        del first, files
        for project in projects[1:3]:
            found_in(project)
        assert all(thing() is not None for thing in held)
        found_in(projects[3])
        assert not [thing() for thing in held if thing() is not None]
    finally:
        gc.enable()


def test_what_was_found_in_them_is_remembered(projects: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    before = [found_in(project) for project in projects]
    monkeypatch.setattr(registry, "_projects", {})
    monkeypatch.setattr(lint, "check_module", None)
    assert [found_in(project) for project in projects[:3]] == before[:3]
