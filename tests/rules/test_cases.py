"""Every spelling and every trap: ``cases`` holds code whose marked lines are reported, and no others."""

from pathlib import Path

import pytest

from flake8_signals.rules import all_rules
from tests.support.examples import CASES, case, every_case, found, name_of


@pytest.mark.parametrize("path", every_case(), ids=name_of)
def test_marked_lines_are_reported_and_no_others(path: Path, tmp_path: Path) -> None:
    example = case(path)
    assert sorted(found(tmp_path, example)) == sorted(example.findings)


def test_each_folder_of_cases_is_named_after_a_rule() -> None:
    slugs = {rule.slug().replace("-", "_") for rule in all_rules()}
    assert {path.name for path in CASES.iterdir()} <= slugs
