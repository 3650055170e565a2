"""``flake8-signals explain``."""

from collections.abc import Callable

import pytest

from flake8_signals.__main__ import main
from flake8_signals.rule import FileRule, Rule
from flake8_signals.rules import all_rules


class OptedIn(FileRule):
    """Something else.

    ## Why is this bad?
    It is not.
    """

    code = "SIG190"
    opt_in = True


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
@pytest.mark.parametrize(
    "spelling",
    [
        lambda rule: rule.code,
        lambda rule: rule.code.lower(),
        lambda rule: rule.slug(),
        lambda rule: rule.slug().upper().replace("-", "_"),
    ],
    ids=["code", "small code", "name", "NAME"],
)
def test_it_prints_the_rules_documentation(
    rule: Rule, spelling: Callable[[Rule], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", spelling(rule)]) == 0
    heading, _, documentation = capsys.readouterr().out.partition("\n\n")
    assert heading == f"# {rule.code}: {rule.slug()}"
    assert documentation.startswith(rule.documentation())
    assert documentation.endswith(f"\n\n{rule.link()}\n")
    assert ("## Off by default" in documentation) is rule.opt_in


def test_it_says_how_to_turn_on_a_rule_that_is_off(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("flake8_signals.commands.explain.all_rules", lambda: (OptedIn(),))
    assert main(["explain", "SIG190"]) == 0
    assert "Name `SIG190` in `select` or `extend-select`, or give `--signals-all`." in capsys.readouterr().out
    assert main(["explain", "--all"]) == 0
    assert capsys.readouterr().out == "SIG190  test-explain (opt-in)  Something else.\n"


def test_all_lists_every_rule_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--all"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in all_rules()]


def test_an_unknown_code_is_bad_usage_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["explain", "SIG999"])
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "'SIG999'" in said.err


def test_a_name_that_is_almost_right(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["explain", "receiver-not-loaded"])
    assert "did you mean receivers-not-loaded?" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["SIG004", "--all"]])
def test_one_of_a_code_and_all(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["explain", *arguments])
    assert ended.value.code == 2
    assert "usage: flake8-signals explain" in capsys.readouterr().err
