"""A small part of what ``python -m tests.support.fuzz`` does, over our own cases."""

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.examples import CASES
from tests.support.fuzz import faults, mutated, placed, texts_of

TEXTS = texts_of(CASES)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_nothing_breaks_and_every_way_says_the_same(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    random = Random(seed)
    folder = tmp_path_factory.mktemp("fuzz")
    files = placed([mutated(random, TEXTS) for _ in range(random.choice((1, 2)))])
    assert [*faults(folder, files, Counter())] == []
