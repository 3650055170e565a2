"""Each rule's fix: its own example becomes what it says to use instead, to the letter."""

from pathlib import Path

import pytest

from flake8_signals.rule import Rule
from flake8_signals.rules import all_rules
from tests.support.examples import documented
from tests.support.fixing import mended_example, sorted_imports

every_rule = pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=f"{rule.code}-{rule.slug()}") for rule in all_rules()]
)


@every_rule
def test_the_example_is_fixed_to_what_to_use_instead(rule: Rule, tmp_path: Path) -> None:
    instead = documented(rule, "Use instead")
    for number, example in enumerate(documented(rule, "Example")):
        files, outcome = mended_example(tmp_path / str(number), example, rule.code)
        assert not outcome.refused
        if outcome.fixed:
            wanted = {name: sorted_imports(text) for name, text in instead[number].all_files.items()}
            assert {name: sorted_imports(text) for name, text in files.items()} == wanted
        else:
            assert files == example.all_files
