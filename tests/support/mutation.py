"""Whether the tests notice when our own code changes: ``python -m tests.support.mutation`` prints what they miss.

cosmic-ray changes a copy of this repository in one place at a time, and the tests that are about the changed module are
run. Each module has the same number of changes, chosen by ``--seed``. A change that no test notices is printed; it
either changes nothing that matters, or asks for a test. cosmic-ray has many requirements, so it lives in an environment
of its own; ``--cosmic-ray`` says where (``pipx install cosmic-ray`` puts it on the ``PATH``).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]

TESTS = {
    "files/import_scan.py": "tests/files/test_imports.py",
    "fix/change.py": "tests/fix/test_change.py",
    "fix/rewrite.py": "tests/fix/test_rewrite.py tests/fix/test_imports.py",
    "project/metadata.py": "tests/project/test_metadata.py",
    "project/labels.py": "tests/project/test_labels.py",
    "project/startup/apps.py": "tests/project",
    "project/startup/settings.py": "tests/project",
    "rules/project/unknown_lazy_sender.py": "tests/rules/test_cases.py -k unknown_lazy_sender",
    "syntax/conditions.py": "tests/syntax/test_conditions.py",
    "syntax/effects.py": "tests/syntax/test_effects.py",
    "syntax/skeleton.py": "tests/syntax/test_skeleton.py",
}
"""Modules, and the tests that are about each: few and fast, for they run once for each change."""

CONFIGURATION = """
[cosmic-ray]
module-path = "flake8_signals/{module}"
timeout = 60.0
excluded-modules = []
test-command = "{python} -m pytest -q -x -n0 -p no:randomly -p no:cacheprovider {tests}"

[cosmic-ray.distributor]
name = "local"
"""


def score(program: str, module: str, tests: str, count: int, random: Random, until: float) -> tuple[int, list[str]]:
    """How many changes of a module were tried, and those of them that the tests did not notice."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache"))
        settings = CONFIGURATION.format(module=module, python=sys.executable, tests=tests)
        (copy / "mutation.toml").write_text(settings)
        environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}

        def cosmic_ray(*arguments: str, seconds: float | None = None) -> None:
            command = [program, *arguments]
            subprocess.run(command, cwd=copy, env=environment, check=True, timeout=seconds, stdout=subprocess.DEVNULL)

        cosmic_ray("baseline", "mutation.toml")
        cosmic_ray("init", "mutation.toml", "session.sqlite")
        lines = (copy / "flake8_signals" / module).read_text().splitlines()
        _keep(copy / "session.sqlite", count, random, lines)
        try:
            cosmic_ray("exec", "mutation.toml", "session.sqlite", seconds=max(1.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            sys.stderr.write(f"{module}: out of time\n")
        with closing(sqlite3.connect(copy / "session.sqlite")) as session:
            outcomes = session.execute("SELECT test_outcome, diff FROM work_results").fetchall()
    done = [(outcome.lower(), diff) for outcome, diff in outcomes if outcome and diff]
    return len(done), [diff for outcome, diff in done if outcome == "survived"]


def _keep(session: Path, count: int, random: Random, lines: list[str]) -> None:
    """Leave so many changes, none of them in an annotation, which is not run."""
    with closing(sqlite3.connect(session)) as data, data:
        found = data.execute("SELECT operator_name, start_pos_row, occurrence, job_id FROM mutation_specs").fetchall()
        changes = [
            job
            for operator, row, _, job in sorted(found)
            if "BitOr" not in operator or not lines[row - 1].lstrip().startswith(("def ", "async def "))
        ]
        kept = set(random.sample(changes, min(count, len(changes))))
        for (job,) in data.execute("SELECT job_id FROM work_items").fetchall():
            if job not in kept:
                data.execute("DELETE FROM mutation_specs WHERE job_id = ?", (job,))
                data.execute("DELETE FROM work_items WHERE job_id = ?", (job,))


def main() -> int:
    """Try changes, and print those that no test notices and the share of the others; 1 if that is below 90 %."""
    parser = argparse.ArgumentParser("python -m tests.support.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", help=f"of {', '.join(TESTS)} (default: all)")
    parser.add_argument("--count", type=int, default=15, help="changes of each module (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=1800, help="when to stop at the latest (default: %(default)s)")
    parser.add_argument("--cosmic-ray", default="cosmic-ray", help="the program (default: %(default)s)")
    asked = parser.parse_args()
    until = time.monotonic() + asked.seconds
    tried, missed = 0, 0
    for module in asked.modules or TESTS:
        if time.monotonic() > until:
            break
        number, survivors = score(asked.cosmic_ray, module, TESTS[module], asked.count, Random(asked.seed), until)
        tried, missed = tried + number, missed + len(survivors)
        sys.stdout.write(f"{module}: {number - len(survivors)} of {number}\n")
        sys.stdout.write("".join(f"{diff}\n\n" for diff in survivors))
        sys.stdout.flush()
    share = (tried - missed) / tried if tried else 1
    sys.stdout.write(f"{tried - missed} of {tried} changes are noticed: {share:.0%}\n")
    return int(share < 0.9)


if __name__ == "__main__":
    sys.exit(main())
