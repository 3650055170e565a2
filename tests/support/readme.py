"""The pages that are made, not written: parts of README.md, and the reference of all rules.

``python -m tests.support.readme`` refreshes them.
"""

import ast
import inspect
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from importlib import import_module
from itertools import groupby
from pathlib import Path

from flake8_signals.rule import Rule
from flake8_signals.rules import all_rules
from tests.support.commands import ROOT

README = ROOT / "README.md"
RULES = ROOT / "flake8_signals" / "rules" / "README.md"

_REFERENCE_HEAD = """\
# The rules of flake8-signals

This page is made from the docstrings of the rules: `python -m tests.support.readme` refreshes it.
`flake8-signals explain CODE` prints a part of it.

An *opt-in* rule only runs if `select` or `extend-select` names it by more than the bare `SIG`, or with `--signals-all`.
A *safe* fix is applied by `flake8-signals fix`. An *unsafe* one changes what the program does, so it has to be asked
for with `--unsafe`. Not every finding of a rule with a fix can be fixed. The level (`error`: something is broken;
`warning`: it works, but; `note`: opt-in) is what services such as GitHub are told.
"""


def by_topic() -> dict[str, list[Rule]]:
    """Return the rules of each topic, the topics in the order of their first codes but one."""
    topics: dict[str, list[Rule]] = {}
    for rule in all_rules():
        topics.setdefault(rule.topic(), []).append(rule)
    return dict(sorted(topics.items(), key=lambda topic: topic[1][0].code if topic[0] != "project" else "SIG9"))


def about(topic: str) -> str:
    """Return what a topic is about: the docstring of its package."""
    return inspect.cleandoc(import_module(f"flake8_signals.rules.{topic}").__doc__ or "")


def topic_table() -> str:
    """Return a table of the topics of the rules, each with its codes."""
    rows = ["| topic | about | codes | rules |", "| --- | --- | --- | --- |"]
    page = RULES.relative_to(ROOT).as_posix()
    for topic, rules in by_topic().items():
        groups = groupby((rule.code for rule in rules), key=lambda code: code if code < "SIG1" else f"{code[:4]}xx")
        opt_in = sum(rule.opt_in for rule in rules)
        count = f"{len(rules)}, of which {opt_in} opt-in" if opt_in else str(len(rules))
        codes = ", ".join(code for code, _ in groups)
        rows.append(f"| [{topic}]({page}#{topic}) | {about(topic)} | {codes} | {count} |")
    return "\n".join(rows)


def fix_of(rule: Rule) -> str:
    """Return how a rule's findings are fixed, as far as they are: what its source says."""
    tree = ast.parse(inspect.getsource(sys.modules[type(rule).__module__]))
    found: set[bool] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Fix":
            given = [*node.args[2:3], *(keyword.value for keyword in node.keywords if keyword.arg == "unsafe")]
            unsafe = given[0] if given else ast.Constant(value=False)
            found |= {bool(unsafe.value)} if isinstance(unsafe, ast.Constant) else {True, False}
    return ", ".join({False: "safe", True: "unsafe"}[unsafe] for unsafe in sorted(found))


@cache
def _since() -> dict[str, str]:
    """Return the version that brought each rule, as the changelog says."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = {}
    for section in changelog.split("\n## [")[1:]:
        version = section.partition("]")[0].replace("Unreleased", "the next version")
        found.update(dict.fromkeys(re.findall(r"^- (SIG\d{3})(?: \(opt-in\))?: ", section, re.MULTILINE), version))
    return found


def reference() -> str:
    """Return the page with the documentation of every rule."""
    parts = [_REFERENCE_HEAD]
    for topic, rules in by_topic().items():
        rows = ["| code | rule | finds | default | fix | since |", "| --- | --- | --- | --- | --- | --- |"]
        rows += [
            f"| [{rule.code}](#{rule.code.lower()}) | {rule.slug()} | {rule.summary()} "
            f"| {'opt-in' if rule.opt_in else 'on'} | {fix_of(rule)} | {_since()[rule.code]} |"
            for rule in rules
        ]
        parts.append(f"## {topic.capitalize()}\n\n{about(topic)}\n\n" + "\n".join(rows) + "\n")
    parts += [_section(rule) for rule in all_rules()]
    return "\n".join(parts)


def _section(rule: Rule) -> str:
    fix = fix_of(rule)
    facts = [
        f"[{rule.topic()}](#{rule.topic()})",
        "opt-in" if rule.opt_in else "on by default",
        rule.level(),
        f"fix: {fix}" if fix else "no fix",
        f"since {_since()[rule.code]}",
    ]
    text, in_code = [], False
    for line in rule.documentation().splitlines():
        in_code ^= line.startswith("```")
        text.append(f"#{line}" if line.startswith("#") and not in_code else line)
    heading = f'<a id="{rule.code.lower()}"></a>\n\n## {rule.code}: {rule.slug()}\n\n*{" · ".join(facts)}*'
    return f"{heading}\n\n" + "\n".join(text) + "\n"


def example_output() -> str:
    """Return what flake8 prints about the bundled example."""
    arguments = ["--isolated", "--select=SIG", "tests/example"]
    finished = subprocess.run(
        [sys.executable, "-m", "flake8", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return f"```text\n{finished.stdout}```"


def example_fix() -> str:
    """Return what ``fix`` says of a copy of the bundled example."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = shutil.copytree(ROOT / "tests" / "example", Path(temporary, "example"))
        command = [sys.executable, "-m", "flake8_signals", "fix", "--isolated", "--signals-no-cache", "."]
        finished = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=True)
    return f"```text\n{finished.stderr}```"


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
        "rules": topic_table(),
        "fix": example_fix(),
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
    RULES.write_text(reference(), encoding="utf-8")
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
