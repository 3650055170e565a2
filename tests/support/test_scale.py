"""The monorepo that is measured has the size that it is asked for, and its shares find what the whole does."""

from pathlib import Path

import pytest

from tests.support import scale
from tests.support.commands import write

FILES, APPS, RECEIVERS = 120, 5, 43


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "monorepo", dict(scale.monorepo(FILES, APPS, RECEIVERS)))


def test_size(root: Path) -> None:
    texts = {path.relative_to(root): path.read_text() for path in root.rglob("*.py")}
    receivers = sum(text.count("@receiver(") + text.count(".connect(") for text in texts.values())
    assert (len(texts), len({*root.glob("apps/*/")}), receivers) == (FILES, APPS, RECEIVERS)


def test_shares_with_one_cache_find_what_the_whole_does(root: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    scale.check(root, tmp_path / "cache", whole).run()
    expected = scale.found_in(whole)
    assert sum("SIG004" in line for line in expected) == APPS
    for _ in ("empty", "full"):
        _, found = scale.in_shares(root, tmp_path / "shared", tmp_path)
        assert found == expected


def test_too_many_receivers_for_so_few_files() -> None:
    with pytest.raises(ValueError, match="need more than"):
        list(scale.monorepo(20, 2, 10))
