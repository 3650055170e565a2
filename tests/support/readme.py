"""The parts of README.md that are made, not written. ``python -m tests.support.readme`` refreshes them."""

import subprocess
import sys

from flake8_signals.rules import all_rules
from tests.support.commands import ROOT

README = ROOT / "README.md"


def rule_table() -> str:
    """Return a table of every rule: code, name, what it finds, and whether it is on by default."""
    rows = ["| code | rule | finds | |", "| --- | --- | --- | --- |"]
    for rule in all_rules():
        summary = " ".join(rule.documentation().partition("\n\n")[0].split())
        rows.append(f"| {rule.code} | {rule.slug()} | {summary} | {'opt-in' if rule.opt_in else ''} |")
    return "\n".join(rows)


def example_output() -> str:
    """Return what flake8 prints about the bundled example."""
    arguments = ["--isolated", "--select=SIG", "tests/example"]
    finished = subprocess.run(
        [sys.executable, "-m", "flake8", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return f"```text\n{finished.stdout}```"


def example_map(picture: str) -> str:
    """Return the map of the bundled example in one of its formats."""
    command = [sys.executable, "-m", "flake8_signals", "map", "--no-cache", "--format", picture, "tests/example"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return f"```{picture}\n{finished.stdout}```"


def example_trace() -> str:
    """Return what happens in the bundled example when an order is saved or deleted."""
    command = [sys.executable, "-m", "flake8_signals", "trace", "--no-cache", "orders.Order", "tests/example"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return f"```text\n{finished.stdout}```"


def refreshed(readme: str) -> str:
    """Return the text of a README with what stands between its markers made anew.

    Raises ValueError where a marker is not there exactly once.
    """
    made_anew = {
        "example": example_output(),
        "rules": rule_table(),
        "map": example_map("text"),
        "trace": example_trace(),
        "picture": example_map("mermaid"),
    }
    for name, made in made_anew.items():
        start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
        before, rest = readme.split(start)
        _, after = rest.split(end)
        readme = f"{before}{start}\n{made}\n\n{end}{after}"
    return readme


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
