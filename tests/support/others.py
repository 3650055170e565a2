"""What other linters see of the bad examples of our rules: ``python -m tests.support.others BIN``.

BIN is the folder of ``ruff``, ``pylint`` (with pylint-django and Django beside it) and ``django-upgrade``. The examples
are those in the documentation of the rules that are on by default. An example counts as seen by a linter that says
something of a line that is marked there, or of the ``def`` below it, and does not say so of what to use instead;
django-upgrade sees what it rewrites. Prints for each linter the rules whose examples it sees. Some minutes.
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
from tests.support.examples import Example, documented

if TYPE_CHECKING:
    from collections.abc import Callable

Said = set[tuple[str, int, str]]
"""Paths, lines and codes."""


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
    arguments = ["--load-plugins=pylint_django", "--rcfile=", "--disable=C,R", "--output-format=json", "shop"]
    found = json.loads(_output([str(tools / "pylint"), *arguments], folder) or "[]")
    return {(each["path"], each["line"], each["symbol"]) for each in found}


def django_upgrade(tools: Path, folder: Path) -> Said:
    """Return which lines django-upgrade rewrites, for a project that only supports Django 5.2."""
    before = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.py")}
    names = [str(path) for path in before]
    _output([str(tools / "django-upgrade"), "--target-version", "5.2", *names], folder)
    changed = [path for path, text in before.items() if path.read_text(encoding="utf-8") != text]
    for path in changed:
        path.write_text(before[path], encoding="utf-8")
    return {(path.relative_to(folder).as_posix(), 0, "rewritten") for path in changed}


LINTERS: dict[str, Callable[[Path, Path], Said]] = {
    "ruff DJ013": ruff("DJ013"),
    "ruff, all rules of these families": ruff("DJ", "F", "B", "ASYNC", "S", "BLE", "PL", "RUF", "ARG"),
    "pylint with pylint-django": pylint,
    "django-upgrade": django_upgrade,
}


def _output(command: list[str], folder: Path) -> str:
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True).stdout


def _said(linter: Callable[[Path, Path], Said], tools: Path, example: Example) -> Said:
    with tempfile.TemporaryDirectory() as temporary:
        folder = write(Path(temporary).resolve(), example.all_files)
        return linter(tools, folder)


def seen(linter: Callable[[Path, Path], Said], tools: Path, bad: list[Example], good: list[Example]) -> set[str]:
    """Return what a linter says of the marked lines of the bad examples, and not of the good ones."""
    found: set[str] = set()
    for example in bad:
        marked = {(path, near) for path, line, _ in example.findings for near in (0, line, line + 1)}
        found |= {code for path, line, code in _said(linter, tools, example) if (path, line) in marked}
    for example in good if found else ():
        found -= {code for _, _, code in _said(linter, tools, example)}
    return found


def main() -> None:
    """Print what each linter sees."""
    tools = Path(sys.argv[1]).resolve()
    rules = [rule for rule in all_rules() if not rule.opt_in]
    examples = {rule.code: (documented(rule, "Example"), documented(rule, "Use instead")) for rule in rules}
    examples = {code: both for code, both in examples.items() if both[0]}
    for name, linter in LINTERS.items():
        told = {code: seen(linter, tools, bad, good) for code, (bad, good) in examples.items()}
        by_code = ", ".join(
            f"{code} ({re.sub(r'[{}]', '', ', '.join(sorted(said)))})" for code, said in told.items() if said
        )
        print(f"{name}: {sum(map(bool, told.values()))} of {len(told)}: {by_code}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
