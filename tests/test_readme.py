"""What the README shows and promises is so."""

import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

from flake8_signals import REFERENCE
from flake8_signals.commands.map import run as draw
from flake8_signals.rules import all_rules
from tests.support.commands import EXAMPLE, ROOT, run
from tests.support.readme import README, RULES, fix_of, reference, refreshed

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


def test_its_commands_for_the_map_do_as_it_says(tmp_path: Path) -> None:
    """Run all ``flake8-signals map`` and ``trace`` commands of the page, in order, in a repository of the example."""
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    who = ["-c", "user.name=x", "-c", "user.email=x@y"]
    for arguments in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "one"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    found = re.findall(r"^flake8-signals ((?:map|trace) .*)$", TEXT, re.MULTILINE)
    job = re.findall(r"- run: flake8-signals (map --diff .*)$", TEXT, re.MULTILINE)
    assert len(found) >= 4
    assert len(job) == 1
    for line in [*found, *job]:
        arguments = line.replace("origin/${{ github.base_ref }}", "HEAD").partition("#")[0].split()
        finished = run("flake8_signals", *arguments, folder=tmp_path)
        assert (finished.returncode, finished.stderr) == (0, ""), line
    assert (tmp_path / "signals.md").read_text() == "### What this changes in the signals\n\nNothing.\n"


def test_its_schema_is_that_of_the_map(tmp_path: Path) -> None:
    output = tmp_path / "map.json"
    assert draw([str(EXAMPLE), "--no-cache", "--format=json", "-o", str(output)]) == 0
    data = json.loads(output.read_text())
    _, _, section = TEXT.partition("### The map as JSON\n")
    assert f"`version` is {data['version']}." in section
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE)
    assert {key for key, _ in rows} == data.keys() - {"version", "root"}
    for key, told in rows:
        for row in data[key] if key != "cycles" else []:
            assert [name for name in row if f"`{name}`" not in told] == []
