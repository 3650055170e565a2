"""What the README shows and promises is so."""

import re
import subprocess
import sys
from importlib.metadata import requires

from flake8_signals.rules import all_rules
from tests.support.commands import ROOT
from tests.support.readme import README, refreshed

TEXT = README.read_text(encoding="utf-8")


def test_what_is_made_is_fresh() -> None:
    assert refreshed(TEXT) == TEXT, "run `python -m tests.support.readme`"


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
