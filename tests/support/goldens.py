"""What the linter says of real projects, written down: to show that a change of the code changed nothing else.

``python -m tests.support.goldens freeze PROJECTS GOLDENS`` writes one folder for each project of the folder PROJECTS,
by the linter that the running Python has installed. ``… compare OLD NEW`` says whether two such folders are the same,
byte for byte, and ends with status 1 where they are not. Three minutes for nine thousand files on two cores.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

MAY_CONCERN_SIGNALS = re.compile(rb"signal|receiver|AppConfig", re.IGNORECASE)
"""The files that are also linted one by one: no rule speaks of one without any of these words."""


def freeze(projects: Path, goldens: Path) -> None:
    """Write the goldens of every project, a folder each, into a new folder; raises ``FileExistsError`` if it is there.

    For each project these are ``check.txt`` (all rules, nothing cached), ``cached.txt`` (the same once more),
    ``alone.txt`` (each file linted in a process of its own), ``map.json`` and ``fix.diff`` (with the unsafe fixes).
    """
    goldens.mkdir(parents=True)
    for project in sorted(folder for folder in projects.iterdir() if folder.is_dir()):
        target = goldens / project.name
        target.mkdir()
        with tempfile.TemporaryDirectory() as cache:
            (target / "check.txt").write_bytes(_said(project, cache, "check", "--signals-all", "."))
            (target / "cached.txt").write_bytes(_said(project, cache, "check", "--signals-all", "."))
            (target / "map.json").write_bytes(_said(project, cache, "map", "--format", "json", "."))
            (target / "fix.diff").write_bytes(_said(project, cache, "fix", "--unsafe", "--diff", "--signals-all", "."))
        with tempfile.TemporaryDirectory() as cache:
            (target / "alone.txt").write_bytes(_alone(project, cache))
        print(project.name, *(f"{file.name}:{_lines(file)}" for file in sorted(target.iterdir())), flush=True)  # noqa: T201


def _alone(project: Path, cache: str) -> bytes:
    """What ``check`` says of each file that may concern signals, when it is given that one file."""
    files = sorted(
        file.relative_to(project) for file in project.rglob("*.py") if MAY_CONCERN_SIGNALS.search(file.read_bytes())
    )
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        said = pool.map(lambda file: _said(project, cache, "check", "--signals-all", str(file)), files)
    return b"".join(b"# %b\n%b" % (os.fsencode(file), found) for file, found in zip(files, said, strict=True))


def _said(project: Path, cache: str, *arguments: str) -> bytes:
    """What a command of ours prints in the folder of a project, its errors and its exit status included."""
    environment = {**os.environ, "FLAKE8_SIGNALS_CACHE_DIR": cache, "PYTHONSAFEPATH": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what each process compiles anew takes longer than the work
    done = subprocess.run(
        [sys.executable, "-m", "flake8_signals", *arguments],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout + b"# status %d\n" % done.returncode


def compare(old: Path, new: Path) -> int:
    """Say which files of two folders of goldens differ, and how many are the same; the number of those that differ."""
    names = sorted({str(file.relative_to(folder)) for folder in (old, new) for file in folder.rglob("*.*")})
    different = [
        name
        for name in names
        if not ((old / name).exists() and (new / name).exists())
        or not filecmp.cmp(old / name, new / name, shallow=False)
    ]
    lines = sum(_lines(old / name) for name in names if (old / name).exists())
    for name in different:
        print(f"differs: {name}")  # noqa: T201
    print(f"{len(names)} files, {lines:,} lines compared; {len(different)} differ")  # noqa: T201
    return len(different)


def _lines(file: Path) -> int:
    return file.read_bytes().count(b"\n")


def main() -> int:
    """Run the command that the arguments name; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, places in (("freeze", ("projects", "goldens")), ("compare", ("old", "new"))):
        command = commands.add_parser(name)
        for place in places:
            command.add_argument(place, type=Path)
    given = parser.parse_args()
    if given.command == "freeze":
        freeze(given.projects, given.goldens)
        return 0
    return min(compare(given.old, given.new), 1)


if __name__ == "__main__":
    raise SystemExit(main())
