"""Every spelling and every trap: ``cases`` holds code whose marked lines are reported, and no others."""

from pathlib import Path

import pytest

from flake8_signals.rules import all_rules
from tests.examples import CASES, case, found

SLUGS = tuple(rule.slug().replace("-", "_") for rule in all_rules())

ALL = sorted(path for path in CASES.iterdir() if path.name != "__pycache__" and not path.name.endswith(".fixed.py"))

every_case = pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in ALL])


@every_case
def test_marked_lines_are_reported_and_no_others(path: Path, tmp_path: Path) -> None:
    example = case(path)
    assert sorted(found(tmp_path, example)) == sorted(example.findings)


@every_case
def test_cases_are_named_after_a_rule(path: Path) -> None:
    assert path.stem.startswith(SLUGS)
