"""Whether fixed files need a formatter afterwards: ``python -m tests.support.cleanliness PROJECTS…``.

Each argument is a folder of unpacked projects, a folder each. A copy of every project is given to ``fix --unsafe`` with
all rules on. Of the files that this changed, those count that were clean before, under ``ruff check --select I,F,E``
and ``ruff format --check`` without any configuration; each of them that is no longer clean is printed with what ruff
says of it. The status is 1 if there is one.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

RUFF = ("ruff", "--isolated")

FIX = ("flake8_signals", "fix", "--unsafe", "--signals-all", "--signals-no-cache", ".")


def main() -> int:
    """Fix copies of the projects, and say what ruff says of the changed files that were clean before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", nargs="+", type=Path)
    folders = [folder for projects in parser.parse_args().projects for folder in sorted(projects.iterdir())]
    changed = clean = unclean = 0
    for project in filter(Path.is_dir, folders):
        with tempfile.TemporaryDirectory() as temporary:
            before, after = Path(temporary, "before"), Path(temporary, "after")
            for copy in (before, after):
                shutil.copytree(project, copy, symlinks=True)
            fix = [
                sys.executable,
                "-m",
                "flake8_signals",
                "fix",
                "--unsafe",
                "--signals-all",
                "--signals-no-cache",
                ".",
            ]
            subprocess.run(fix, cwd=after, capture_output=True, check=False)
            files = [file.relative_to(after) for file in after.rglob("*.py") if _differs(file, before, after)]
            changed += len(files)
            complained = complaints(before, files)
            files = [file for file in files if not complained.get(file)]
            clean += len(files)
            for file, what in sorted(complaints(after, files).items()):
                unclean += 1
                print(f"{project.name}/{file}: {', '.join(what)}")  # noqa: T201
                _show(before / file, after / file)
    print(f"{changed} files changed, {clean} of them clean before, {unclean} of these no longer clean")  # noqa: T201
    return 1 if unclean else 0


def complaints(folder: Path, files: list[Path]) -> dict[Path, list[str]]:
    """What ruff says of files in ``folder``: codes of rules, and ``format`` for those that it would reformat."""
    said: dict[Path, list[str]] = {}
    if not files:
        return said
    names = list(map(str, files))
    check = [*RUFF, "check", "--select", "I,F,E", "--output-format", "json", "--no-cache", *names]
    for found in json.loads(subprocess.run(check, cwd=folder, capture_output=True, check=False).stdout):
        code = f"{found['code']} (line {found['location']['row']})"
        said.setdefault(Path(found["filename"]).relative_to(folder.resolve()), []).append(code)
    form = [*RUFF, "format", "--check", "--no-cache", *names]
    for line in subprocess.run(form, cwd=folder, capture_output=True, check=False, text=True).stdout.splitlines():
        if line.startswith("Would reformat: "):
            said.setdefault(Path(line.removeprefix("Would reformat: ")), []).append("format")
    return said


def _differs(file: Path, before: Path, after: Path) -> bool:
    old = before / file.relative_to(after)
    return not old.exists() or old.read_bytes() != file.read_bytes()


def _show(before: Path, after: Path) -> None:
    """Print what a fix changed, and what ruff's formatter would change of it."""
    old = before if before.exists() else Path("/dev/null")
    subprocess.run(["diff", "-u", str(old), str(after)], check=False)
    subprocess.run([*RUFF, "format", "--diff", "--no-cache", str(after)], check=False)


if __name__ == "__main__":
    sys.exit(main())
