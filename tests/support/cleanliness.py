"""Whether fixed files need a formatter afterwards: ``python -m tests.support.cleanliness PROJECTS…``.

Each argument is a folder of unpacked projects, a folder each. A copy of every project is given to ``fix --unsafe`` with
all rules on. Of the files that this changed, those count that were clean before, under ``ruff check --select I,F,E``
(but for imports that look unused) and ``ruff format --check``, without any configuration; each of them that is no
longer clean is printed with what ruff says of it. The status is 1 if there is one.

Real projects have few findings that can be fixed. With ``--broken ROUNDS``, ruff first brings them into its own shape.
Then each round breaks every file that is clean in one place, in the ways of ``tests.support.mutants`` and
``tests.support.breakages``.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from flake8_signals.rules import all_rules
from tests.support.breakages import BREAKAGES
from tests.support.mutants import Broken, kinds, source_of
from tests.support.readme import fix_of

RUFF = ("ruff", "--isolated")

FIXED = frozenset(rule.code for rule in all_rules() if fix_of(rule))

LEFT_ALONE = frozenset({"SIG317", "SIG405", "SIG503", "SIG601", "SIG611"})
"""The rules whose fixes do not know the form that the mutants break to."""

SAID = ("-m", "flake8_signals", "fix", "--unsafe", "--signals-all", "--signals-no-cache", ".")


def main() -> int:
    """Fix copies of the projects, and say what ruff says of the changed files that were clean before."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", nargs="+", type=Path)
    parser.add_argument("--broken", type=int, metavar="ROUNDS", default=0)
    given = parser.parse_args()
    folders = [folder for projects in given.projects for folder in sorted(projects.iterdir())]
    total: Counter[str] = Counter()
    fixes: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for project in filter(Path.is_dir, folders):
        counted: Counter[str] = Counter()
        for seed in range(given.broken or 1):
            with tempfile.TemporaryDirectory() as temporary:
                before, after = Path(temporary, "before"), Path(temporary, "after")
                shutil.copytree(project, before, symlinks=True)
                (before / ".git").mkdir(exist_ok=True)  # where the project ends
                if given.broken and not break_some(before, seed, fixes, tried):
                    break
                shutil.copytree(before, after, symlinks=True)
                counted += _compared(project.name, before, after, fixes)
        print(f"{project.name}: {_told(counted)}", flush=True)  # noqa: T201
        total += counted
    print(f"fixes: {', '.join(f'{code} {count}' for code, count in sorted(fixes.items()))}")  # noqa: T201
    print(_told(total))  # noqa: T201
    return 1 if total["unclean"] else 0


def _told(counts: Counter[str]) -> str:
    return (
        f"{counts['changed']} files changed, {counts['clean']} of them clean before,"
        f" {counts['unclean']} of these no longer clean"
    )


def _compared(name: str, before: Path, after: Path, fixes: Counter[str]) -> Counter[str]:
    """Fix what is in ``after``, and count the files that changed, that were clean before, and that no longer are."""
    done = subprocess.run([sys.executable, *SAID], cwd=after, capture_output=True, check=False, text=True)
    for line in re.findall(r"^\d+ findings? fixed, .*: (.*)$", done.stderr, re.MULTILINE):
        fixes.update({code: int(count) for code, count in re.findall(r"(SIG\d+) (\d+)", line)})
    files = [file.relative_to(after) for file in after.rglob("*.py") if _differs(file, before, after)]
    complained, complained_now = complaints(before, files), complaints(after, files)
    # An import that looks unused is what SIG111 is about: it does not make a file unclean, but one more of them does.
    clean = [file for file in files if _is_clean(complained.get(file, []))]
    unclean = {
        file: said
        for file in clean
        if not _is_clean(said := complained_now.get(file, [])) or len(said) > len(complained.get(file, []))
    }
    for file, what in sorted(unclean.items()):
        print(f"{name}/{file}: {', '.join(what)}", flush=True)  # noqa: T201
        _show(before / file, after / file)
    return Counter(changed=len(files), clean=len(clean), unclean=len(unclean))


def _is_clean(said: list[str]) -> bool:
    return all(code.startswith("F401 ") for code in said)


def break_some(project: Path, seed: int, fixes: Counter[str], tried: Counter[str]) -> int:
    """Break each file of a project that is clean in one place, in a way that has a fix; the number of those.

    Of the ways that a file allows it is one whose rule has had the fewest ``fixes`` so far, and was ``tried`` least.
    """
    for command in (("check", "--select", "I,F401", "--fix-only"), ("format",)):
        subprocess.run([*RUFF, *command, "--quiet", "--no-cache", "."], cwd=project, capture_output=True, check=False)
    mapped = subprocess.run(
        [sys.executable, "-m", "flake8_signals", "map", "--format", "json", "."],
        cwd=project,
        capture_output=True,
        check=True,
    )
    places: dict[Path, dict[str, list[Broken]]] = {}
    for kind, found in kinds(project, json.loads(mapped.stdout)["receivers"]):
        for broken in found if kind.partition(" ")[0] in FIXED - LEFT_ALONE else ():
            places.setdefault(broken.path, {}).setdefault(kind, []).append(broken)
    for path in sorted(project.rglob("*.py")):
        source = source_of(path)
        if source is not None and ("django" in source.text or path.name == "__init__.py"):
            for kind, edit in BREAKAGES.items():
                for text, what in edit(source):
                    places.setdefault(path, {}).setdefault(kind, []).append(Broken(path, text, path, (), what))
    unclean = complaints(project, [path.relative_to(project) for path in places])
    number = 0
    for path, by_kind in sorted(places.items()):
        if path.relative_to(project) not in unclean:
            kind = min(by_kind, key=lambda kind: (fixes[kind.partition(" ")[0]] + tried[kind], kind))
            tried[kind] += 1
            chance = random.Random(f"{path.relative_to(project)}{seed}")
            path.write_text(_in_shape(chance.choice(by_kind[kind]).text, path), encoding="utf-8")
            number += 1
    return number


def _in_shape(text: str, path: Path) -> str:
    """A broken text as ruff lays it out: what a breakage leaves unshapely is not the fix's fault."""
    for command in (["check", "--select", "I", "--fix-only", "--quiet"], ["format"]):
        shape = [*RUFF, *command, "--no-cache", "--stdin-filename", str(path), "-"]
        done = subprocess.run(shape, input=text, capture_output=True, check=False, text=True)
        text = done.stdout or text
    return text


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
