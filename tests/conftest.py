"""What holds for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Machines differ in speed. The rest of the profiles is hypothesis's own, which tells CI apart; with
# ``--hypothesis-profile=thorough`` it looks ten times as long.
settings.register_profile("quick", deadline=None, max_examples=20)
settings.register_profile("thorough", deadline=None, max_examples=200)
settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let real projects be given that some tests are then run over, too."""
    parser.addoption("--corpus", type=Path, help="a folder of projects, each in a folder of its own")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests that take a ``real_project`` for each of these."""
    if "real_project" in metafunc.fixturenames:
        corpus = metafunc.config.getoption("corpus")
        projects = sorted(folder for folder in corpus.iterdir() if folder.is_dir()) if corpus else []
        metafunc.parametrize("real_project", projects, ids=[folder.name for folder in projects])


@pytest.fixture(autouse=True, scope="session")
def bytecode_is_written() -> Iterator[None]:
    """Let the processes that the tests start keep what they compile: compiled anew, it takes longer than the work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


@pytest.fixture(autouse=True, scope="session")
def cache_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the tests, and the processes that they start, away from the user's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("FLAKE8_SIGNALS_CACHE_DIR", str(folder))
        yield folder
