"""Mutated files of real projects, through every command, each several times in other ways.

``python -m tests.support.fuzz PROJECTS`` takes files that mention signals, deletes, doubles and swaps some of their
tokens and lines, or splices two of them, and puts several of the results into a small project. Then no command may
fail; the findings must be the same for one file alone, for all files in either order, with an empty, a full and no
cache, and with a cache from before a fix; and what ``fix --unsafe`` writes must be Python, and be left alone by a
second run. What breaks that is told, and kept: as few of the files as still break it.
"""

from __future__ import annotations

import argparse
import gc
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import suppress
from functools import partial
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from jinja2 import Environment

from flake8_signals.commands.map import FORMATS
from flake8_signals.files import cache as cache_module
from flake8_signals.files.cache import Cache
from flake8_signals.files.decoding import decoded, lines_of
from flake8_signals.files.prefilter import may_hold_facts, mentions_signals
from flake8_signals.fix.mend import Mender
from flake8_signals.lint import projects
from flake8_signals.lint import run as lint
from flake8_signals.map.build import build
from flake8_signals.options import Options
from flake8_signals.project.project import Project
from flake8_signals.syntax.parsing import UNPARSABLE, parsed
from tests.support.commands import FILES, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

OPTIONS = Options(all_rules=True)

LARGEST = 3_000
"""How many characters a file may have that is mutated: time is better spent on many."""

TOGETHER = 12
"""How many mutated files are in a project: they share what a project costs."""

PATIENCE = 60
"""Seconds that one project may take."""

_TOKEN = re.compile(r"\w+|[ \t]+|\n|[^\w\s]|\s")

Text = tuple[str, str]
"""A file's name without its folder, and its text."""


def texts_of(folder: Path) -> list[Text]:
    """The files below a folder that mention signals and are not too long; twice if they do more than mention them."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        with suppress(OSError):
            content = path.read_bytes()
            if len(content) <= LARGEST and mentions_signals(content):
                found += [(path.name, decoded(content))] * (1 + may_hold_facts(content))
    return found


def mutated(random: Random, texts: Sequence[Text]) -> Text:
    """One of the texts, with some of its parts deleted, doubled or swapped, or spliced with another."""
    name, text = random.choice(texts)
    other = random.choice(texts)[1]
    if random.random() < 0.3:
        first, second = lines_of(text), lines_of(other)
        text = "".join(first[: random.randrange(len(first) + 1)] + second[random.randrange(len(second) + 1) :])
    change = random.choice((_tokens_changed, _names_changed, _names_changed, _lines_changed))
    return name, change(random, text, other)


def _tokens_changed(random: Random, text: str, _other: str) -> str:
    return "".join(_changed(random, _TOKEN.findall(text)))


def _lines_changed(random: Random, text: str, _other: str) -> str:
    return "".join(_changed(random, lines_of(text)))


def _changed(random: Random, parts: list[str]) -> list[str]:
    for _ in range(random.choice((0, 1, 1, 2, 3, 8))):
        if len(parts) < 2:
            break
        at, to = random.randrange(len(parts)), random.randrange(len(parts))
        kind = random.randrange(4)
        if kind == 0:
            del parts[at]
        elif kind == 1:
            parts.insert(at, parts[at])
        elif kind == 2:
            parts[at], parts[to] = parts[to], parts[at]
        else:
            parts[at] = parts[to]
    return parts


def _names_changed(random: Random, text: str, other: str) -> str:
    """The text with some names in the place of others, so that most of it is still Python."""
    tokens = _TOKEN.findall(text)
    places = [at for at, token in enumerate(tokens) if _is_name(token)]
    names = [tokens[at] for at in places]
    foreign = [token for token in _TOKEN.findall(other) if _is_name(token)]
    for _ in range(random.choice((1, 2, 4, 8)) if names else 0):
        tokens[random.choice(places)] = random.choice(foreign if foreign and random.random() < 0.2 else names)
    return "".join(tokens)


def _is_name(token: str) -> bool:
    return token.isidentifier() and not iskeyword(token)


def placed(given: Sequence[Text]) -> dict[str, str]:
    """Where each text is in the project: beside others in an app, under its own name."""
    files: dict[str, str] = {}
    for name, text in given:
        number = 0
        while (place := f"shop{number or ''}/{name if number else 'signals.py'}") in files:
            number += 1
        files[place] = text
    return files


def faults(folder: Path, files: Mapping[str, str], counts: Counter[str]) -> Iterator[str]:
    """What is wrong with how the commands treat a project with these files, written into an empty folder.

    ``counts`` learns how many of the files can be parsed, are reported, and are fixed.
    """
    project = write(folder / "project", FILES)
    for name, text in files.items():
        place = project / name
        place.parent.mkdir(exist_ok=True)
        (place.parent / "__init__.py").touch()
        place.write_text(text, encoding="utf-8", errors="surrogatepass")
    paths = sorted(map(str, project.rglob("*.py")))
    given = {str(project / name) for name in files}
    cache = folder / "cache"
    known: list[Project] = []
    usual = _reports(paths, None, keep=known)
    counts["parsed"] += sum(usual[path] != "unparsable" for path in given)
    counts["reported"] += sum(bool(usual[path]) and usual[path] != "unparsable" for path in given)
    for path, report in usual.items():
        if "please report it" in str(report):
            yield f"{path}: {report}"
    yield from _difference("cold, in the other order", usual, _reports(paths[::-1], cache))
    yield from _difference("warm", usual, _reports(paths, cache))
    parsable = [path for path in paths if usual[path] != "unparsable"]
    for number, path in enumerate(given.intersection(parsable)):
        # What is known of a module is of its text alone, so only the first is read anew.
        start = known[0].with_unsaved({}) if number else None
        yield from _difference("alone", usual, _reports([path], None, start))
    data = build(known[0].with_unsaved({}), [str(project)])
    for name in FORMATS:
        import_module(f"flake8_signals.map.{name}").render(data)
    fixed: set[str] = set()
    yield from _faults_of_fixes(known[0].with_unsaved({}), parsable, fixed)
    counts["fixed"] += len(fixed & given)
    if fixed & given:
        paths = sorted(map(str, project.rglob("*.py")))
        yield from _difference("with the cache from before", _reports(paths, None), _reports(paths, cache))
    known[0].forget()


def _faults_of_fixes(project: Project, paths: list[str], fixed: set[str]) -> Iterator[str]:
    for turn, seen in (("first", project), ("second", Project(project.root, OPTIONS))):
        mended = _mender(seen).mend(paths)
        if turn == "second" and mended.changes:
            yield f"a second fix changes {[*mended.changes]}"
        for path, change in mended.changes.items():
            try:
                compile(change.after, path, "exec", dont_inherit=True)
            except (SyntaxError, ValueError) as error:
                yield f"{path}: what is fixed does not compile: {error}"
            Path(path).write_bytes(change.after)
            fixed.add(path)
            paths += [path] if path not in paths else []


def _mender(project: Project) -> Mender:
    return Mender(project, lambda _path, _lines, found: found, lambda _path: "", lambda _path: None, unsafe=True)


def _reports(
    paths: Iterable[str], cache: Path | None, start: Project | None = None, keep: list[Project] | None = None
) -> dict[str, Any]:
    """What is found in each file, one after the other in one run.

    ``start`` is the project to begin with, and ``keep`` receives the one that the run ends with.
    """
    kept = Cache(str(cache)) if cache is not None else None
    usual, projects._user_cache = projects._user_cache, lambda: kept
    projects._projects.clear()  # of what ran in this process before
    projects._results.clear()
    if start is not None:
        projects._projects[start.root, OPTIONS] = start
    found: dict[str, Any] = {}
    try:
        for path in paths:
            text = decoded(Path(path).read_bytes())
            try:
                found[path] = [v[1:5] for v in lint.check_file(path, text, OPTIONS, partial(parsed, text))]
            except UNPARSABLE:
                found[path] = "unparsable"
        for results in projects._results.values():
            results.finish()
        if keep is not None:
            keep.extend(projects._projects.values())
    finally:  # the next run remembers nothing of this one
        projects._user_cache = usual
        for project in projects._projects.values():
            if project not in (keep or ()):
                project.forget()
        projects._projects.clear()
        projects._results.clear()
        if kept is not None:
            kept.close()
    return found


def _difference(way: str, usual: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    for path in found:
        if found[path] != usual[path]:
            yield f"{way}: {path}: {usual[path]} != {found[path]}"


def _compile_templates_once() -> None:
    """The map's page has one; each run of ``map`` compiles it."""
    code = {}
    compile_template: Any = Environment.compile

    def compiled(self: Environment, source: str) -> Any:
        if source not in code:
            code[source] = compile_template(self, source)
        return code[source]

    setattr(Environment, "compile", compiled)  # noqa: B010 - it has overloads


def _late(*_: object) -> None:
    raise TimeoutError(f"it takes longer than {PATIENCE} seconds")


def tried(files: Mapping[str, str], counts: Counter[str]) -> list[str]:
    """The faults of a project with these files, a failure among them; it is removed again."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    found: list[str] = []
    signal.alarm(PATIENCE)
    try:
        found.extend(faults(folder, files, counts))
    except Exception:  # noqa: BLE001 - this is what is looked for
        found.append(traceback.format_exc())
    finally:
        signal.alarm(0)
        shutil.rmtree(folder, ignore_errors=True)
    return found


def fewest(files: dict[str, str]) -> dict[str, str]:
    """As few of the files as still break something: halves are left out, then ever smaller parts."""
    size = len(files) // 2
    while size:
        names = [*files]
        for at in range(0, len(names), size):
            rest = {name: text for name, text in files.items() if name not in names[at : at + size]}
            if rest and tried(rest, Counter()):
                files = rest
        size //= 2
    return files


def main() -> int:
    """Try as many inputs as asked for; 1 if any of them breaks something."""
    parser = argparse.ArgumentParser("python -m tests.support.fuzz", description=__doc__)
    parser.add_argument("projects", type=Path)
    parser.add_argument("--count", type=int, default=1000, help="how many mutated files (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="where to start: the same seed, the same inputs")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="when to stop at the latest")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-faults"), help="where what breaks something is kept")
    asked = parser.parse_args()
    texts = texts_of(asked.projects)
    signal.signal(signal.SIGALRM, _late)
    cache_module._TICK = 0  # files that were just written are remembered too
    _compile_templates_once()
    gc.disable()
    counts: Counter[str] = Counter()
    broken, began = 0, time.monotonic()
    seed = asked.seed
    with suppress(KeyboardInterrupt):  # what is known by then is told
        while counts["inputs"] < asked.count and time.monotonic() - began < asked.seconds:
            random = Random(seed)
            files = placed([mutated(random, texts) for _ in range(TOGETHER)])
            found = tried(files, counts)
            if not counts["inputs"]:
                gc.freeze()  # what is imported and the texts: they stay
            if seed % 10 == 0:
                gc.collect()
            counts["inputs"] += len(files)
            if found:
                broken += 1
                files = fewest(files)
                found = tried(files, Counter()) or found
                for name, text in files.items():
                    place = asked.keep / str(seed) / name
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_text(text, encoding="utf-8", errors="surrogatepass")
                sys.stdout.write(f"seed {seed}: {chr(10).join(found)}\n")
                sys.stdout.flush()
            seed += 1
    sys.stdout.write(
        f"{counts['inputs']} mutated files ({counts['parsed']} parsed, {counts['reported']} of them with findings,"
        f" {counts['fixed']} fixed) from {len(set(texts))} files, seeds {asked.seed} to {seed - 1}:"
        f" {broken} projects break something; {time.process_time():.0f} s of CPU\n"
    )
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
