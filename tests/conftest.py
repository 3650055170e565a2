"""What holds for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Machines differ in speed. The rest of the profile is hypothesis's own, which tells CI apart.
settings.register_profile("untimed", settings(deadline=None))
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def cache_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the tests, and the processes that they start, away from the user's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("FLAKE8_SIGNALS_CACHE_DIR", str(folder))
        yield folder
