"""A small part of what ``python -m tests.support.fuzz`` does, over our own cases."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.examples import CASES
from tests.support.fuzz import faults, fewest, mutated, placed, texts_of, tried

TEXTS = texts_of(CASES)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_nothing_breaks_and_every_way_says_the_same(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    random = Random(seed)
    folder = tmp_path_factory.mktemp("fuzz")
    files = placed([mutated(random, TEXTS) for _ in range(random.choice((1, 2)))])
    assert [*faults(folder, files, Counter())] == []


def test_only_the_files_are_kept_that_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    def at_fault(_folder: Path, files: dict[str, str], _counts: Counter[str]) -> Iterator[str]:
        if {"one", "other"} <= {*files.values()}:
            yield "they do not agree"

    monkeypatch.setattr("tests.support.fuzz.faults", at_fault)
    texts = ["", "one", *[""] * 7, "other", ""]
    assert sorted(fewest(placed([("signals.py", text) for text in texts])).values()) == ["one", "other"]


def test_a_rule_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flake8_signals.rules.signature.receiver_without_kwargs.ReceiverWithoutKwargs.check", None)
    text = "from django.db.models.signals import post_save\npost_save.connect(lambda sender: None, weak=False)\n"
    assert "please report it" in "".join(tried(placed([("signals.py", text)]), Counter()))
