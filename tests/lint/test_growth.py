"""The work grows as the project does, whatever grows in it: nothing that is linted makes the linter hang."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.support.commands import FILES, run, write
from tests.support.growth import PROJECTS, calls, cost, growths

if TYPE_CHECKING:
    from pathlib import Path

MOST = 2.4
"""What the work may grow by as a project doubles: a little more than twice, for what is sorted."""

MEMORY = 300
"""How many MiB a run may take."""


@pytest.fixture(scope="session", autouse=True)
def all_is_imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Import what the linter imports as it needs it: that is no work of a project."""
    calls(write(tmp_path_factory.mktemp("imported"), FILES))


@pytest.mark.parametrize("what", PROJECTS)
def test_small_projects_take_work_by_their_size(what: str, tmp_path: Path) -> None:
    project = PROJECTS[what]
    sizes = [project.size // 8 or 1, project.size // 4 or 1, project.size // 2]
    work = [calls(write(tmp_path / str(size), project.make(size))) for size in sizes]
    # What each step adds, so that what every project takes does not hide how it grows.
    first, second = (after - before for before, after in itertools.pairwise(work))
    assert second <= 3 * first + 20_000, f"{work} calls for the sizes {sizes}"


@pytest.mark.slow
@pytest.mark.parametrize("what", PROJECTS)
def test_projects_take_work_and_memory_by_their_size(what: str) -> None:
    project = PROJECTS[what]
    costs = [cost(project, project.size << doubling, 60) for doubling in range(3)]
    assert max(growths(one.calls for one in costs)) <= MOST
    assert all(one.memory is not None and one.memory <= MEMORY for one in costs)


@pytest.mark.parametrize(
    ("what", "size", "why"),
    [
        ("steps of pairs", 24, "too large"),
        ("steps of attributes of one of two", 24, "too large"),
        ("a chain of re-exports", 40, "more than 12 imports"),
        ("star imports among modules that all import each other", 900, "more than 500 star imports"),
        ("depth of signal classes", 60, "more than 50 others"),
    ],
)
def test_what_leads_further_than_is_followed_is_said_once(what: str, size: int, why: str, tmp_path: Path) -> None:
    folder = write(tmp_path, PROJECTS[what].make(size))
    lines = run("flake8_signals", "check", "shop/signals.py", folder=folder).stdout.splitlines()
    found = [line for line in lines if "SIG000" in line]
    assert len(found) == 1
    assert why in found[0]
