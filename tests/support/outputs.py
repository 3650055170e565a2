"""Whether each format of ``check`` holds what it promises: ``python -m tests.support.outputs PROJECTS…``.

Each argument is a folder of unpacked projects, a folder each. Every project is checked once for each format, with all
rules on; the first of these runs fills the cache and the others read it. Each output has to parse, to name as many
findings as ``text`` does, at the same places, in files that exist, on lines that they have, and to keep the limits of
the service that reads it, and the schema that is published of it (``tests.support.schemas``; one that cannot be had is
named on standard error). Complaints are printed, and the status is 1 if there is one.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from flake8_signals.commands.formats import FORMATS
from flake8_signals.commands.formats.github import MOST_ANNOTATIONS
from tests.support.commands import flake8_signals
from tests.support.schemas import CHECKS, UnavailableError, check_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.support.schemas import Check

Place = tuple[str, int]
"""A path, and a line that counts from 1."""

ARGUMENTS = ("--isolated", "--signals-all")

MOST_BYTES = 10_000_000
"""GitHub takes a SARIF file of 10 MB, compressed; this is what it has before that."""


def main() -> int:
    """Check the projects in every format, and say what is not as promised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", nargs="+", type=Path)
    folders = [folder for projects in parser.parse_args().projects for folder in sorted(projects.iterdir())]
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["XDG_CACHE_HOME"] = temporary
        checks = {form: check for form in CHECKS if (check := _check(form, Path(temporary))) is not None}
        for project in filter(Path.is_dir, folders):
            counted = Counter(projects=1)
            for form, complaint in _complaints(project.resolve(), checks, counted):
                counted["complaints"] += 1
                print(f"{project.name}: {form}: {complaint}", flush=True)  # noqa: T201
            total += counted
            print(f"{project.name}: {_told(counted)}", flush=True)  # noqa: T201
    print(_told(total))  # noqa: T201
    return 1 if total["complaints"] else 0


def _told(counts: Counter[str]) -> str:
    return ", ".join(
        f"{counts[what]} {what}" for what in ("projects", "findings", "outputs", "held against a schema", "complaints")
    )


def _check(form: str, folder: Path) -> Check | None:
    """What checks a format by its schema, if that can be had."""
    try:
        return check_of(form, folder)
    except UnavailableError as error:
        print(f"no schema for {error}", file=sys.stderr)  # noqa: T201
        return None


def _complaints(project: Path, checks: Mapping[str, Check], counted: Counter[str]) -> Iterator[tuple[str, str]]:
    """Yield each format of a project with what is wrong about its output."""
    expected: Counter[Place] = Counter()
    for form in FORMATS:
        finished = flake8_signals("check", *ARGUMENTS, "--output-format", form, folder=project)
        counted["outputs"] += 1
        if finished.stderr:
            yield form, f"says {finished.stderr[:200]!r}"
        try:
            found = Counter((os.path.normpath(path), line) for path, line in READERS[form](finished.stdout))
        except (ValueError, KeyError, ET.ParseError) as error:
            yield form, f"cannot be read: {error!r}"
            continue
        if form == "text":
            expected = found
            counted["findings"] = found.total()
            yield from ((form, wrong) for wrong in _nowhere(project, found))
        elif found != expected:
            yield form, f"differs from text: {sorted((found - expected) | (expected - found))[:5]}"
        if finished.returncode != bool(expected):
            yield form, f"has the status {finished.returncode}"
        yield from ((form, wrong) for wrong in _unlike(form, finished.stdout))
        if form in checks:
            counted["held against a schema"] += 1
            yield from ((form, wrong) for wrong in checks[form](finished.stdout))


def _nowhere(project: Path, found: Counter[Place]) -> Iterator[str]:
    """Yield the places that do not exist."""
    lines: dict[str, int] = {}
    for path, line in found:
        file = project / path
        if not file.is_file():
            yield f"{path} does not exist"
            continue
        if path not in lines:
            lines[path] = len(file.read_bytes().splitlines()) or 1
        if not 1 <= line <= lines[path]:
            yield f"{path} has no line {line}"


def _unlike(form: str, text: str) -> Iterator[str]:
    """Yield in what the output of a format is not as its reader wants it, beyond the places."""
    if form == "sarif":
        if len(text.encode()) > MOST_BYTES:
            yield f"has {len(text.encode())} bytes"
    elif form == "github":
        kinds = Counter(re.findall(r"^::(\w+) ", text, re.MULTILINE))
        yield from (f"{count} annotations of {kind}" for kind, count in kinds.items() if count > MOST_ANNOTATIONS)
    elif form == "gitlab":
        prints = Counter(one["fingerprint"] for one in json.loads(text))
        yield from (f"the fingerprint {name} comes {count} times" for name, count in prints.items() if count > 1)
    elif form == "junit":
        [suite] = ET.fromstring(text)
        if int(suite.get("failures", -1)) != len(suite.findall("testcase/failure")):
            yield "counts wrongly"


def _of_lines(text: str) -> Iterator[Place]:
    for path, line in re.findall(r"^(?! )(.+?):(\d+):\d+: [A-Z]+\d+ ", text, re.MULTILINE):
        yield path, int(line)


def _of_json(text: str) -> Iterator[Place]:
    for one in json.loads(text):
        yield one["path"], one["line"]


def _of_sarif(text: str) -> Iterator[Place]:
    for run in json.loads(text)["runs"]:
        for result in run["results"]:
            where = result["locations"][0]["physicalLocation"]
            yield unquote(where["artifactLocation"]["uri"]), where["region"]["startLine"]


def _of_github(text: str) -> Iterator[Place]:
    for path, line in re.findall(r"^::\w+ file=(.+?),line=(\d+),", text, re.MULTILINE):
        yield unquote(path), int(line)
    for path, line in re.findall(r"^[A-Z]+\d+ (.+?):(\d+):\d+ ", text, re.MULTILINE):
        yield path, int(line)


def _of_gitlab(text: str) -> Iterator[Place]:
    for one in json.loads(text):
        yield one["location"]["path"], one["location"]["lines"]["begin"]


def _of_junit(text: str) -> Iterator[Place]:
    for case in ET.fromstring(text).iter("testcase"):
        if case.find("failure") is not None:
            yield case.attrib["file"], int(case.attrib["line"])


def _of_rdjson(text: str) -> Iterator[Place]:
    for one in json.loads(text)["diagnostics"]:
        yield one["location"]["path"], one["location"]["range"]["start"]["line"]


READERS: dict[str, Callable[[str], Iterator[Place]]] = {
    "text": _of_lines,
    "full": _of_lines,
    "json": _of_json,
    "sarif": _of_sarif,
    "github": _of_github,
    "gitlab": _of_gitlab,
    "junit": _of_junit,
    "rdjson": _of_rdjson,
}


if __name__ == "__main__":
    raise SystemExit(main())
