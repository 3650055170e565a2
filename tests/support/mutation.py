"""Whether the tests notice when our own code changes: ``python -m tests.support.mutation`` prints what they miss.

cosmic-ray changes a copy of this repository in one place at a time, and the tests of the rooms that the changed module
serves are run, those that are most about it first. Each module has the same number of changes, at places chosen by
``--seed``. Left out is what no test could notice, or should: annotations, what only a type checker reads, what the
measuring of coverage leaves to other systems, identity for equality, the exact value of a limit, and that a result is
remembered. A change that no test notices is printed; it either changes nothing that matters, or asks for a test.
cosmic-ray has many requirements, so it lives in an environment of its own; ``--cosmic-ray`` says where (``pipx install
cosmic-ray`` puts it on the ``PATH``).
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from functools import cache
from itertools import permutations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[2]

RULES = "tests/rules/test_cases.py tests/rules/test_examples.py"

FIXES = "tests/fix/test_cases.py tests/fix/test_examples.py"

SMALL = "tests/fix/test_change.py tests/fix/test_rewrite.py tests/fix/test_traps.py tests/fix/test_imports.py"
"""The tests of fixes that take no time."""

LISTED = "tests/test_readme.py -k 'fresh or reference or changelog'"
"""Whether the rules are what the documentation lists."""

TESTS = {
    "files/": ("tests/files",),
    "project/": ("tests/project", RULES),
    "syntax/": ("tests/syntax", RULES, "tests/project", "tests/trace"),
    "edits/": (SMALL, "tests/fix --ignore tests/fix/test_properties.py"),
    "fix/": (SMALL, "tests/fix --ignore tests/fix/test_properties.py"),
}
"""What runs for the modules of a folder, one after the other, until something fails. Rules see ``tests_of``."""

DEFAULT = ("rules/", "project/startup/", "syntax/effects.py", "syntax/conditions.py", "fix/", "edits/")

REMEMBERING = frozenset({"remembered", "kept", "cached", "cache", "lru_cache", "collector_paused"})
"""The decorators without which the same comes out, only slower."""

CONFIGURATION = """
[cosmic-ray]
module-path = "flake8_signals/{module}"
timeout = 300.0
excluded-modules = []
test-command = {command}

[cosmic-ray.distributor]
name = "local"
"""


def tests_of(module: str) -> tuple[str, ...]:
    """The commands that run the tests about a module: for a rule, those of it and its fix that bear its name first."""
    name = Path(module).stem
    named = f"{RULES} {FIXES} -k '{name} or {name.replace('_', '-')}'"
    runs: tuple[str, ...] = (named, "tests/rules tests/fix/test_traps.py", LISTED)
    runs = next((tests for folder, tests in TESTS.items() if module.startswith(folder)), runs)
    pytest = f"{sys.executable} -m pytest -q -x -n0 -p no:randomly -p no:cacheprovider"
    return tuple(f"{pytest} {run}" for run in runs)


@cache
def passes(command: str) -> bool:
    """Whether tests pass without a change."""
    with tempfile.TemporaryDirectory() as scratch:
        environment = {**os.environ, "TMPDIR": scratch}  # of their own: pytest removes what other runs have left
        run = subprocess.run(shlex.split(command), cwd=ROOT, env=environment, check=False, stdout=subprocess.DEVNULL)
    return run.returncode == 0


def score(program: str, module: str, count: int, random: Random, until: float) -> tuple[int, list[str]]:
    """How many changes of a module were tried, and those of them that the tests did not notice."""
    commands = tests_of(module)
    if failing := [command for command in commands if not passes(command)]:
        raise RuntimeError(f"fails without a change: {failing[0]}")
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache"))
        settings = CONFIGURATION.format(
            module=module, command=json.dumps(f"sh -c {shlex.quote(' && '.join(commands))}")
        )
        (copy / "mutation.toml").write_text(settings)
        environment = {
            **os.environ,
            "PYTHONPATH": str(copy),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": scratch,
        }

        def cosmic_ray(*arguments: str, seconds: float | None = None) -> None:
            command = [program, *arguments]
            subprocess.run(command, cwd=copy, env=environment, check=True, timeout=seconds, stdout=subprocess.DEVNULL)

        cosmic_ray("init", "mutation.toml", "session.sqlite")
        _keep(copy / "session.sqlite", count, random, copy / "flake8_signals" / module)
        try:
            cosmic_ray("exec", "mutation.toml", "session.sqlite", seconds=max(1.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            sys.stderr.write(f"{module}: out of time\n")
        with closing(sqlite3.connect(copy / "session.sqlite")) as session:
            outcomes = session.execute("SELECT test_outcome, diff FROM work_results").fetchall()
    done = [(outcome.lower(), diff) for outcome, diff in outcomes if outcome and diff]
    return len(done), [diff for outcome, diff in done if outcome == "survived"]


def _keep(session: Path, count: int, random: Random, module: Path) -> None:
    """Leave so many changes, at different places as far as there are as many."""
    left_out = [*_left_out(ast.parse(module.read_text())), *_of_other_systems(module)]
    with closing(sqlite3.connect(session)) as data, data:
        found = data.execute(
            "SELECT start_pos_row, start_pos_col, operator_name, occurrence, job_id FROM mutation_specs"
        ).fetchall()
        places: dict[tuple[int, int], list[str]] = {}
        for row, column, operator, _, job in sorted(found):
            if not _is_of_identity(operator) and not any(
                start <= (row, column) < end and wanted in operator for start, end, wanted in left_out
            ):
                places.setdefault((row, column), []).append(job)
        chosen = random.sample(sorted(places), min(count, len(places)))
        kept = {random.choice(places[place]) for place in chosen}
        for (job,) in data.execute("SELECT job_id FROM work_items").fetchall():
            if job not in kept:
                data.execute("DELETE FROM mutation_specs WHERE job_id = ?", (job,))
                data.execute("DELETE FROM work_items WHERE job_id = ?", (job,))


def _is_of_identity(operator: str) -> bool:
    """Whether a change makes an equality an identity, or the reverse: whether objects are shared is no matter."""
    return operator.rpartition("/")[2] in {
        f"ReplaceComparisonOperator_{one}_{other}"
        for same in (("Eq", "Is"), ("NotEq", "IsNot"))
        for one, other in permutations(same)
    }


def _left_out(tree: ast.Module) -> Iterator[tuple[tuple[int, int], tuple[int, int], str]]:
    """The parts of a module whose changes mean nothing, each with a word of the operators that it is about."""
    for node in ast.walk(tree):
        match node:
            case ast.If(ast.Name("TYPE_CHECKING")):
                yield *_span(node), ""
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                arguments = (
                    *node.args.posonlyargs,
                    *node.args.args,
                    *node.args.kwonlyargs,
                    node.args.vararg,
                    node.args.kwarg,
                )
                for annotation in (node.returns, *(a.annotation for a in arguments if a is not None)):
                    if annotation is not None:
                        yield *_span(annotation), ""
                for decorator in node.decorator_list:
                    called = decorator.func if isinstance(decorator, ast.Call) else decorator
                    if ast.unparse(called).removeprefix("functools.") in REMEMBERING:
                        (line, column), end = _span(decorator)
                        yield (line, column - 1), end, "RemoveDecorator"  # from its @ on
            case ast.AnnAssign():
                yield *_span(node.annotation), ""
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name(name)], ast.Constant(int()) | ast.UnaryOp(ast.USub(), ast.Constant(int()))) if (
                name.isupper()
            ):
                yield *_span(node), ""


def _of_other_systems(module: Path) -> Iterator[tuple[tuple[int, int], tuple[int, int], str]]:
    """What is marked ``pragma: no cover``: lines, and the statements and heads of blocks that start on them."""
    _, _, lines, _, _ = Coverage(data_file=None, config_file=False).analysis2(str(module))
    for line in lines:
        yield (line, 0), (line + 1, 0), ""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.stmt | ast.ExceptHandler) and node.lineno in lines:
            start, end = _span(node)
            body = getattr(node, "body", None)
            yield start, _span(body[0])[0] if body else end, ""


def _span(node: ast.expr | ast.stmt | ast.ExceptHandler) -> tuple[tuple[int, int], tuple[int, int]]:
    return (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)


def _chosen(names: Iterable[str], sample: int, random: Random) -> Iterator[str]:
    """The modules that are named, and so many of those in each folder that is named."""
    package = ROOT / "flake8_signals"
    for name in names:
        found = [package / name] if name.endswith(".py") else sorted((package / name).rglob("[!_]*.py"))
        for path in random.sample(found, min(sample, len(found))):
            yield path.relative_to(package).as_posix()


def main() -> int:
    """Try changes, and print those that no test notices and the share of the others; 1 if that is below 90 %."""
    parser = argparse.ArgumentParser("python -m tests.support.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", default=DEFAULT, help="and folders of them (default: %(default)s)")
    parser.add_argument("--sample", type=int, default=3, help="how many modules of each folder (default: %(default)s)")
    parser.add_argument("--count", type=int, default=6, help="changes of each module (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=1800, help="when to stop at the latest (default: %(default)s)")
    parser.add_argument("--cosmic-ray", default="cosmic-ray", help="the program (default: %(default)s)")
    asked = parser.parse_args()
    until = time.monotonic() + asked.seconds
    tried, missed = 0, 0
    for module in _chosen(asked.modules, asked.sample, Random(asked.seed)):
        if time.monotonic() > until:
            break
        number, survivors = score(asked.cosmic_ray, module, asked.count, Random(asked.seed), until)
        tried, missed = tried + number, missed + len(survivors)
        sys.stdout.write(f"{module}: {number - len(survivors)} of {number}\n")
        sys.stdout.write("".join(f"{diff}\n\n" for diff in survivors))
        sys.stdout.flush()
    share = (tried - missed) / tried if tried else 1
    sys.stdout.write(f"{tried - missed} of {tried} changes are noticed: {share:.0%}\n")
    return int(share < 0.9)


if __name__ == "__main__":
    sys.exit(main())
