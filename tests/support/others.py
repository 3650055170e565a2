"""What other linters see of the bad examples of our rules: ``python -m tests.support.others BIN``.

BIN is the folder of ``ruff``, ``pylint`` (with pylint-django and Django beside it) and ``django-upgrade``. The examples
are those in the documentation of the rules that are on by default. An example counts as seen by a linter that says
something of a line that is marked there, or of the line below it, and does not say so of what to use instead;
django-upgrade sees what it rewrites. Prints for each linter the rules whose examples it sees. A few minutes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from flake8_signals.rules import all_rules
from tests.support.commands import write
from tests.support.examples import documented

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_signals.rule import Rule

Said = set[tuple[str, int, str]]
"""Paths, lines (0: all of the file) and codes."""

ANYWHERE = 0


def ruff(*selected: str) -> Callable[[Path, Path], Said]:
    """Return what ruff's rules of these prefixes say."""

    def said(tools: Path, folder: Path) -> Said:
        chosen = ["--select", ",".join(selected)]
        arguments = ["check", "--isolated", "--preview", "--no-cache", "--output-format", "json", *chosen, "."]
        found = json.loads(_output([str(tools / "ruff"), *arguments], folder))
        return {
            (Path(each["filename"]).relative_to(folder).as_posix(), each["location"]["row"], each["code"])
            for each in found
        }

    return said


def pylint(tools: Path, folder: Path) -> Said:
    """Return the errors and warnings of pylint with pylint-django."""
    packages = sorted(path.name for path in folder.iterdir())
    arguments = ["--load-plugins=pylint_django", "--rcfile=", "--disable=C,R", "--output-format=json", *packages]
    found = json.loads(_output([str(tools / "pylint"), *arguments], folder))
    return {(each["path"], each["line"], each["symbol"]) for each in found}


def django_upgrade(tools: Path, folder: Path) -> Said:
    """Return which files django-upgrade rewrites, for projects that support nothing older than Django 5.2."""
    before = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.py")}
    _output([str(tools / "django-upgrade"), "--target-version", "5.2", *map(str, before)], folder)
    changed = [path for path, text in before.items() if path.read_text(encoding="utf-8") != text]
    return {(path.relative_to(folder).as_posix(), ANYWHERE, "rewritten") for path in changed}


LINTERS: dict[str, Callable[[Path, Path], Said]] = {
    "ruff DJ013": ruff("DJ013"),
    "ruff DJ,F,B,ASYNC,RUF,PL": ruff("DJ", "F", "B", "ASYNC", "RUF", "PL"),
    "pylint with pylint-django": pylint,
    "django-upgrade": django_upgrade,
}


def _output(command: list[str], folder: Path) -> str:
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True).stdout


def _written(folder: Path, rules: list[Rule], title: str) -> set[tuple[str, int]]:
    """Write the examples of a section, each as a package of its own, and return where their marks are."""
    marked = set()
    for rule in rules:
        for number, example in enumerate(documented(rule, title)):
            package = f"{rule.code}_{number}"
            own = {
                file: re.sub(r"^(\s*(?:from|import) )(?=shop\b)", rf"\1{package}.", text, flags=re.MULTILINE)
                for file, text in example.all_files.items()
            }
            write(folder / package, {"__init__.py": "", **own})
            marked |= {
                (f"{package}/{path}", near) for path, line, _ in example.findings for near in (ANYWHERE, line, line + 1)
            }
    return marked


def main() -> None:
    """Print what each linter sees."""
    tools = Path(sys.argv[1]).resolve()
    rules = [rule for rule in all_rules() if not rule.opt_in and documented(rule, "Example")]
    for name, linter in LINTERS.items():
        with tempfile.TemporaryDirectory() as temporary:
            bad, good = Path(temporary).resolve() / "bad", Path(temporary).resolve() / "good"
            marked = _written(bad, rules, "Example")
            _written(good, rules, "Use instead")
            seen = {(path[:6], code) for path, line, code in linter(tools, bad) if (path, line) in marked}
            seen -= {(path[:6], code) for path, _, code in linter(tools, good)}
        told = ", ".join(f"{code} ({what})" for code, what in sorted(seen))
        print(f"{name}: {len({code for code, _ in seen})} of {len(rules)}: {told}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
