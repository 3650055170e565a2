"""Mutated files of real projects, through every command, each several times in other ways.

``python -m tests.support.fuzz PROJECTS`` takes files that mention signals, deletes, doubles and swaps some of their
tokens, or splices two of them, and puts the result into a small project. Then no command may fail; the findings must be
the same for one file alone, for all files in either order, and with an empty, a full and no cache; and what
``fix --unsafe`` writes must be Python, and be left alone by a second run. What breaks that is kept, and told.
"""

from __future__ import annotations

import argparse
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from flake8_signals.commands.map import FORMATS
from flake8_signals.files.cache import Cache
from flake8_signals.files.decoding import decoded, lines_of
from flake8_signals.files.prefilter import mentions_signals
from flake8_signals.fix.mend import Mender
from flake8_signals.lint import projects
from flake8_signals.lint import run as lint
from flake8_signals.map.build import build
from flake8_signals.options import Options
from flake8_signals.project.project import Project
from flake8_signals.syntax.parsing import UNPARSABLE, parsed
from tests.support.commands import FILES, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OPTIONS = Options(all_rules=True)

LARGEST = 20_000
"""How many characters a file may have that is mutated: time is better spent on many."""

PATIENCE = 60
"""Seconds that one input may take."""

_TOKEN = re.compile(r"\w+|[ \t]+|\n|[^\w\s]|\s")


def texts_of(folder: Path) -> list[str]:
    """The texts below a folder that mention signals and are not too long."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        with suppress(OSError):
            content = path.read_bytes()
            if len(content) <= LARGEST and mentions_signals(content):
                found.append(decoded(content))
    return found


def mutated(random: Random, texts: Sequence[str]) -> str:
    """One of the texts, with some of its tokens deleted, doubled or swapped, or spliced with another."""
    text = random.choice(texts)
    if random.random() < 0.3:
        one, other = lines_of(text), lines_of(random.choice(texts))
        text = "".join(one[: random.randrange(len(one) + 1)] + other[random.randrange(len(other) + 1) :])
    tokens = _TOKEN.findall(text)
    for _ in range(random.choice((0, 1, 1, 2, 3, 8))):
        if len(tokens) < 2:
            break
        at, to = random.randrange(len(tokens)), random.randrange(len(tokens))
        kind = random.randrange(4)
        if kind == 0:
            del tokens[at]
        elif kind == 1:
            tokens.insert(at, tokens[at])
        elif kind == 2:
            tokens[at], tokens[to] = tokens[to], tokens[at]
        else:
            tokens[at] = tokens[to]
    return "".join(tokens)


def faults(folder: Path, texts: Sequence[str]) -> Iterator[str]:
    """What is wrong with how the commands treat a project with these texts, written into an empty folder."""
    project = write(folder / "project", FILES)
    for number, text in enumerate(texts):
        place = project / "shop" / ("signals.py" if not number else f"more{number}.py")
        place.write_text(text, encoding="utf-8", errors="surrogatepass")
    paths = sorted(map(str, project.rglob("*.py")))
    cache = folder / "cache"
    with _together():
        usual = _reports(paths, None)
    for path, report in usual.items():
        if "please report it" in str(report):
            yield f"{path}: {report}"
    ways = {"in the other order": (paths[::-1], None), "cold": (paths, cache), "warm": (paths, cache)}
    for way, (given, where) in ways.items():
        with _together():
            found = _reports(given, where)
        if found != usual:
            yield f"{way}: {_difference(usual, found)}"
    for path in paths:
        with _together():
            alone = _reports([path], None)
        if alone[path] != usual[path]:
            yield f"alone: {_difference({path: usual[path]}, alone)}"
    data = build(Project(str(project), OPTIONS), [str(project)])
    for name in FORMATS:
        import_module(f"flake8_signals.map.{name}").render(data)
    yield from _faults_of_fixes(project, [path for path in paths if usual[path] != "unparsable"])


def _faults_of_fixes(project: Path, paths: list[str]) -> Iterator[str]:
    for turn in ("first", "second"):
        mended = _mender(Project(str(project), OPTIONS)).mend(paths)
        if turn == "second" and mended.changes:
            yield f"a second fix changes {[*mended.changes]}"
        for path, change in mended.changes.items():
            try:
                compile(change.after, path, "exec", dont_inherit=True)
            except (SyntaxError, ValueError) as error:
                yield f"{path}: what is fixed does not compile: {error}"
            Path(path).write_bytes(change.after)
            paths += [path] if path not in paths else []


def _mender(project: Project) -> Mender:
    return Mender(project, lambda _path, _lines, found: found, lambda _path: "", lambda _path: None, unsafe=True)


def _reports(paths: Iterable[str], cache: Path | None) -> dict[str, Any]:
    """What is found in each file, one after the other in one run."""
    kept = Cache(str(cache)) if cache is not None else None
    projects._user_cache = lambda: kept
    found: dict[str, Any] = {}
    for path in paths:
        text = decoded(Path(path).read_bytes())
        try:
            found[path] = [v[1:5] for v in lint.check_file(path, lines_of(text), OPTIONS, partial(parsed, text))]
        except UNPARSABLE:
            found[path] = "unparsable"
    for results in projects._results.values():
        results.finish()
    if kept is not None:
        kept.close()
    return found


@contextmanager
def _together() -> Iterator[None]:
    """Let what happens inside be one run, which remembers nothing of others."""
    projects._projects.clear()
    projects._results.clear()
    usual = projects._user_cache
    try:
        yield
    finally:
        projects._user_cache = usual
        projects._projects.clear()
        projects._results.clear()


def _difference(usual: dict[str, Any], found: dict[str, Any]) -> str:
    return "; ".join(f"{path}: {usual[path]} != {found[path]}" for path in found if found[path] != usual[path])


def _late(*_: object) -> None:
    raise TimeoutError(f"it takes longer than {PATIENCE} seconds")


def main() -> int:
    """Try as many inputs as asked for; 1 if any of them breaks something."""
    parser = argparse.ArgumentParser("python -m tests.support.fuzz", description=__doc__)
    parser.add_argument("projects", type=Path)
    parser.add_argument("--count", type=int, default=1000, help="how many inputs (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="where to start: the same seed, the same inputs")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="when to stop at the latest")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-faults"), help="where what breaks something is kept")
    asked = parser.parse_args()
    texts = texts_of(asked.projects)
    signal.signal(signal.SIGALRM, _late)
    broken, done, began = 0, 0, time.monotonic()
    with suppress(KeyboardInterrupt):  # what is known by then is told
        for seed in range(asked.seed, asked.seed + asked.count):
            if time.monotonic() - began > asked.seconds:
                break
            random = Random(seed)
            given = [mutated(random, texts) for _ in range(random.choice((1, 1, 2)))]
            folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
            signal.alarm(PATIENCE)
            try:
                found = [*faults(folder, given)]
            except Exception:  # noqa: BLE001 - this is what is looked for
                found = [traceback.format_exc()]
            finally:
                signal.alarm(0)
                shutil.rmtree(folder, ignore_errors=True)
            done += 1
            if found:
                broken += 1
                write(asked.keep / str(seed), {f"{number}.py": text for number, text in enumerate(given)})
                sys.stdout.write(f"seed {seed}: {chr(10).join(found)}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{done} inputs from {len(texts)} files, {broken} of them break something\n")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
