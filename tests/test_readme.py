"""What the README shows and promises is so."""

import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import requires
from importlib.util import find_spec
from pathlib import Path

import pytest

from flake8_signals import REFERENCE
from flake8_signals.commands.map import run as draw
from flake8_signals.project.files import Files
from flake8_signals.rules import all_rules
from tests.support.commands import EXAMPLE, ROOT, run
from tests.support.examples import documented
from tests.support.readme import README, RULES, example_output, fix_of, reference, refreshed

TEXT = README.read_text(encoding="utf-8")


def test_what_is_made_is_fresh() -> None:
    assert refreshed(TEXT) == TEXT, "run `python -m tests.support.readme`"


def test_the_reference_of_all_rules_is_fresh() -> None:
    page = RULES.read_text(encoding="utf-8")
    assert page == reference(), "run `python -m tests.support.readme`"
    for rule in all_rules():
        assert page.count(f'<a id="{rule.code.lower()}"></a>') == 1
        assert rule.link() == f"{REFERENCE}#{rule.code.lower()}"
    assert REFERENCE.endswith(f"/{RULES.relative_to(ROOT).as_posix()}")


def test_the_reference_says_how_each_rule_is_fixed() -> None:
    fixes = {rule.code: fix_of(rule) for rule in all_rules()}
    assert fixes["SIG004"] == "safe"
    assert fixes["SIG720"] == "unsafe"
    assert fixes["SIG003"] == ""
    cases = ROOT / "tests" / "rules" / "cases"
    mended = {path.parent.name.replace("_", "-") for path in cases.glob("*/*.fixed.py")}
    assert mended <= {rule.slug() for rule in all_rules() if fixes[rule.code]}


def test_its_options_are_those_of_the_plugin() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "flake8", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    options = re.findall(r"^ +(--signals-[a-z-]+)", shown.stdout, re.MULTILINE)
    assert re.findall(r"^\| `(--signals-[a-z-]+)` ", TEXT, re.MULTILINE) == options


def test_it_justifies_each_dependency() -> None:
    required = [line for line in requires("flake8-signals") or [] if "extra ==" not in line]
    names = [re.split(r"[^\w-]", line)[0] for line in required]
    _, _, section = TEXT.partition("## What it depends on")
    assert re.findall(r"^\| \[([a-z0-9-]+)\]", section.partition("\n## ")[0], re.MULTILINE) == names


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"^!\[.*\]\((.*)\)$", TEXT, re.MULTILINE)
    assert pictures
    assert [path for path in pictures if not (ROOT / path).is_file()] == []


def test_the_changelog_names_every_rule() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    named = re.findall(r"^- (SIG\d{3})( \(opt-in\))?: ", changelog, re.MULTILINE)
    assert named == [(rule.code, " (opt-in)" if rule.opt_in else "") for rule in all_rules()]


def test_ci_runs_its_test_command() -> None:
    [command] = re.findall(r"^python3 -m venv .* -m pytest$", TEXT, re.MULTILINE)
    assert command in (ROOT / ".ci" / "run").read_text()


def test_its_first_command_finds_what_it_shows() -> None:
    """Run the last part of the command for the example; the rest of it, which installs, is run by test_release.py."""
    [command] = re.findall(r"^python3 -m venv .* \.venv/bin/(flake8 .*)$", TEXT, re.MULTILINE)
    said = subprocess.run(
        [sys.executable, "-m", *command.split()], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert f"```text\n{said.stdout}```" == example_output()


def commands() -> list[str]:
    """Return all commands of ours, in the order of the page: in blocks, as steps of CI jobs, and in sentences."""
    blocks = r"^(?:flake8-signals|flake8) .*$"
    steps = r"(?<=- )(?:run: )?flake8-signals .*$"
    inline = r"(?<=[ (]`)(?:flake8-signals|flake8) [^`$]*(?=`)"
    return re.findall(f"{blocks}|{steps}|{inline}", TEXT, re.MULTILINE)


def test_all_its_commands_do_as_it_says(tmp_path: Path) -> None:
    """Run them in a repository of the example, each from the state of the commit but for what others have put out."""
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    who = ["-c", "user.name=x", "-c", "user.email=x@y"]
    for arguments in (["init", "-qb", "main"], ["add", "-A"], [*who, "commit", "-qm", "one"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    found = commands()
    assert len(found) >= 30
    for line in found:
        plain = line.removeprefix("run: ").replace("origin/${{ github.base_ref }}", "HEAD")
        program, *arguments = re.split(r"\s#|\\?\|", plain)[0].split()
        finished = run(program.replace("-", "_"), *arguments, folder=tmp_path)
        assert finished.returncode == _status(program, arguments), (line, finished.stdout, finished.stderr)
        is_quiet = program == "flake8" or (
            arguments[0] != "fix" and not {"--suggest-config", "--add-noqa"} & {*arguments}
        )
        assert not (is_quiet and finished.stderr), line
        subprocess.run(["git", "checkout", "-q", "."], cwd=tmp_path, check=True)
    assert (tmp_path / "signals.md").read_text() == "### What this changes in the signals\n\nNothing.\n"


def _status(program: str, arguments: list[str]) -> int:
    """The exit status that the page promises: 1 for findings, and for what is left or would change."""
    if program == "flake8":
        return int("--version" not in arguments)
    if arguments[0] == "check":
        return int("--since" not in arguments and "--exit-zero" not in arguments)
    return int(arguments[:2] == ["fix", "--diff"])


def test_its_tools_are_there() -> None:
    for module in re.findall(r"python -m (tests\.[a-z.]+)", TEXT):
        assert find_spec(module), module
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for marker in re.findall(r"pytest -m (\w+)", TEXT):
        assert f'"{marker}: ' in settings
    for path in re.findall(r"pytest ((?:tests/\S+ )+)", TEXT):
        assert all((ROOT / each).exists() for each in path.split())


def test_its_links_lead_somewhere() -> None:
    headings = re.findall(r"^##+ (.*)$", re.sub(r"^```.*?^```", "", TEXT, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]*)\)", TEXT)) <= anchors
    assert [path for path in re.findall(r"\]\(([\w./]+)(?:#\S*)?\)", TEXT) if not (ROOT / path).exists()] == []
    contents = TEXT.partition("## ")[0]
    sections = re.findall(r"^## (.*)$", re.sub(r"^```.*?^```", "", TEXT, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    for section in sections[:-1]:
        assert f"(#{re.sub(r'[^a-z -]', '', section.lower()).replace(' ', '-')})" in contents


@pytest.mark.parametrize(
    ("select", "found"), [("select = E,F", ""), ("select = E,F,SIG", "SIG002"), ("extend-select = SIG111", "SIG002")]
)
def test_a_select_hides_the_plugin_from_flake8_alone(tmp_path: Path, select: str, found: str) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    (tmp_path / ".flake8").write_text(f"[flake8]\n{select}\n")
    said = run("flake8", "stock", folder=tmp_path).stdout
    assert ("SIG" in said, found in said) == (bool(found), True)
    assert "SIG002" in run("flake8_signals", "check", "stock", folder=tmp_path).stdout


def test_it_says_which_files_are_tests() -> None:
    _, _, section = TEXT.partition("## Tests\n")
    table = section.partition("\n## ")[0].partition("| --- | --- |\n")[2]
    files = Files(str(ROOT))
    named = re.findall(r"`([\w*.]+)`", table)
    tails = {"project", "utils", "support"}
    for name in [*named, *(f"test_{tail}" for tail in tails)]:
        if name not in tails:
            path = f"shop/{name.replace('*', 'x')}{'' if name.endswith('.py') else '/signals.py'}"
            assert files.is_test(str(ROOT / path)), name
    assert not files.is_test(str(ROOT / "shop/contest/signals.py"))


def test_it_counts_the_rules_that_others_were_measured_by() -> None:
    [number] = re.findall(r"^(\d+) rules that are on by default", TEXT, re.MULTILINE)
    assert int(number) == sum(bool(documented(rule, "Example")) for rule in all_rules() if not rule.opt_in)


def test_its_schema_is_that_of_the_map(tmp_path: Path) -> None:
    output = tmp_path / "map.json"
    assert draw([str(EXAMPLE), "--no-cache", "--format=json", "-o", str(output)]) == 0
    data = json.loads(output.read_text())
    section = TEXT.partition("### The map as JSON\n")[2].partition("\n## ")[0]
    assert f"`version` is {data['version']}." in section
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE)
    assert {key for key, _ in rows} == data.keys() - {"version", "root"}
    for key, told in rows:
        for row in data[key] if key != "cycles" else []:
            assert [name for name in row if f"`{name}`" not in told] == []
