"""Each rule's own documentation: its example is reported where it says so, and what to use instead is clean."""

import re
from collections import Counter
from pathlib import Path

import pytest

from flake8_signals.rule import Rule
from flake8_signals.rules import all_rules
from tests.support.commands import flake8
from tests.support.examples import ENDS, SECTIONS, Example, Finding, documented, found, section, write

every_rule = pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=f"{rule.code}-{rule.slug()}") for rule in all_rules()]
)


def test_codes_are_unique() -> None:
    codes = Counter(rule.code for rule in all_rules())
    assert not [code for code, count in codes.items() if count > 1]


def test_each_file_holds_one_rule() -> None:
    modules = Counter(type(rule).__module__ for rule in all_rules())
    assert not [module for module, count in modules.items() if count > 1]


@every_rule
def test_a_rule_is_called_by_what_is_wrong(rule: Rule) -> None:
    assert re.fullmatch(r"SIG\d{3}", rule.code)
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", type(rule).__name__).lower().split()
    assert "".join(words) == rule.slug().replace("-", "")
    assert rule.code not in rule.supersedes
    assert all(re.fullmatch(r"SIG\d{3}", code) for code in rule.supersedes)


@every_rule
def test_the_documentation_has_every_section(rule: Rule) -> None:
    summary, *titles = re.split(r"^## (?=.)", rule.documentation(), flags=re.MULTILINE)
    assert summary.strip().endswith(".")
    assert tuple(title.splitlines()[0] for title in titles) == SECTIONS
    assert all(section(rule, title).strip() for title in SECTIONS)
    assert section(rule, "References").strip().startswith("- ")


@every_rule
def test_the_example_is_reported(rule: Rule, tmp_path: Path) -> None:
    examples = documented(rule, "Example")
    assert examples
    for number, example in enumerate(examples):
        assert rule.code in {code for _, _, code in example.findings}
        wanted = example._replace(codes=(rule.code,)) if rule.code in ENDS else example
        assert sorted(found(tmp_path / str(number), wanted)) == sorted(example.findings)


@every_rule
def test_what_to_use_instead_is_clean(rule: Rule, tmp_path: Path) -> None:
    examples = documented(rule, "Use instead")
    assert examples
    for number, example in enumerate(examples):
        assert not example.findings
        assert not sorted(found(tmp_path / str(number), example))


# --- Through flake8 --------------------------------------------------------------------------------------------------


def reported(folder: Path) -> dict[str, set[Finding]]:
    """Run flake8 once over the examples in a folder, and return what it finds in each."""
    finished = flake8("--isolated", "--select=SIG", "--signals-all", ".", folder=folder)
    assert finished.returncode in {0, 1}, finished.stderr
    findings: dict[str, set[Finding]] = {}
    for line in finished.stdout.splitlines():
        matched = re.match(r"\./([^/]+)/([^:]+):(\d+):\d+: (SIG\d{3}) .", line)
        assert matched, line
        code, path, number, reported_code = matched.groups()
        if reported_code not in ENDS or reported_code == code:
            findings.setdefault(code, set()).add((path, int(number), reported_code))
    return findings


def with_noqa(example: Example) -> dict[str, str]:
    """Return the files of an example with a ``noqa`` for each finding, on the line that it is reported on."""
    changed = dict(example.all_files)
    for path, number, _ in example.findings:
        lines = changed[path].splitlines()
        codes = ",".join(sorted(code for p, n, code in example.findings if (p, n) == (path, number)))
        line = lines[number - 1]
        if codes not in line:
            lines[number - 1] = f"{line},{codes}" if "# noqa: " in line else f"{line}  # noqa: {codes}"
        changed[path] = "\n".join(lines) + "\n"
    return changed


@pytest.fixture(scope="module")
def first_examples() -> dict[str, Example]:
    return {rule.code: documented(rule, "Example")[0] for rule in all_rules()}


@pytest.fixture(scope="module")
def plain_run(first_examples: dict[str, Example], tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[Finding]]:
    folder = tmp_path_factory.mktemp("plain")
    for code, example in first_examples.items():
        write(folder / code, example.all_files)
    return reported(folder)


@pytest.fixture(scope="module")
def noqa_run(first_examples: dict[str, Example], tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[Finding]]:
    folder = tmp_path_factory.mktemp("noqa")
    for code, example in first_examples.items():
        write(folder / code, with_noqa(example))
    return reported(folder)


@pytest.mark.xdist_group("flake8 over the examples")
@every_rule
def test_flake8_reports_the_example(
    rule: Rule, first_examples: dict[str, Example], plain_run: dict[str, set[Finding]]
) -> None:
    assert plain_run.get(rule.code, set()) >= first_examples[rule.code].findings


@pytest.mark.xdist_group("flake8 over the examples, silenced")
@every_rule
def test_noqa_on_the_reported_line_silences_it(rule: Rule, noqa_run: dict[str, set[Finding]]) -> None:
    assert not noqa_run.get(rule.code)
