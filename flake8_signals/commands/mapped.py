"""What ``map`` and ``trace`` have in common: their arguments, and the map of the project that these name."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from flake8_signals.commands.flake8_host.run import Run
from flake8_signals.commands.progress import Progress
from flake8_signals.files.collector import collector_paused
from flake8_signals.files.decoding import decoded
from flake8_signals.files.prefilter import mentions_signals
from flake8_signals.files.reading import content_of
from flake8_signals.files.roots import is_under, python_files, root_around
from flake8_signals.files.saying import printable
from flake8_signals.map.build import build, unanalysed, unparsable

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from flake8_signals.options import Options
    from flake8_signals.project.project import Project


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments that choose a project, and where the answer goes."""
    parser.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="files and folders of one project (default: .)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE instead of the terminal")
    parser.add_argument(
        "--root", "--signals-root", metavar="FOLDER", help="where the project starts (default: found from PATH)"
    )
    parser.add_argument("--no-cache", "--signals-no-cache", action="store_true", help="do not use the cache")


def options_for(parser: ArgumentParser, asked: Namespace) -> Options:
    """The linter's options as ``check`` would have them for these arguments, with the project's root.

    Ends the process with status 2 where a path is missing.
    """
    for path in [*asked.paths, *([asked.root] if asked.root else [])]:
        if not os.path.exists(path):
            fail(parser, f"{path}: no such file or folder")
    options = Run(parser.prog.rpartition(" ")[2], asked.paths).signals
    said: str | None = asked.root or options.root
    root, parts = (said, ()) if said else _root_and_parts(asked.paths)
    no_cache = asked.no_cache or options.no_cache
    return options._replace(root=os.path.abspath(root), parts=parts, no_cache=no_cache)


@collector_paused()
def data_of(project: Project, paths: Sequence[str]) -> dict[str, Any]:
    """The map of what stands under ``paths``; a terminal shows how far that is."""
    progress = Progress(len(project.index.files))
    try:
        data = build(project, [os.path.abspath(path) for path in paths], progress.tick)
    finally:
        progress.close()
    if project.cache is not None:
        project.cache.flush()
    return data


def say_what_is_missing(parser: ArgumentParser, *projects: Project) -> None:
    """Name the files that could not be read or analysed on standard error; each once."""
    said: dict[str, None] = {}
    for project in projects:
        unread = unparsable(project)
        if unread:
            version = ".".join(map(str, sys.version_info[:2]))
            said[f"Python {version} cannot parse, so left out: {', '.join(unread)}"] = None
        for place, reason in unanalysed(project):
            said[f"{place}: effects may be missing: {reason}"] = None
    for line in said:
        sys.stderr.write(f"{parser.prog}: {printable(line)}\n")


def write(parser: ArgumentParser, text: str, output: str | None) -> None:
    """Write the answer to a file, or to the terminal; ends the process with status 2 where that fails."""
    content = text.encode(errors="backslashreplace")  # UTF-8, as flake8 prints it; a file name may be no valid text
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    try:
        Path(output).write_bytes(content)
    except OSError as error:
        fail(parser, f"{output}: {error.strerror}")


def fail(parser: ArgumentParser, said: str) -> NoReturn:
    """End the process with status 2, after a line that says why."""
    parser.exit(2, f"{parser.prog}: {printable(said)}\n")


def _root_and_parts(paths: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The root around ``paths``; where that does not hold all of them, the folder around their own roots, and these."""
    root = _root_around(paths)
    if all(is_under(os.path.abspath(path), root) for path in paths):
        return root, ()
    roots = dict.fromkeys(_root_around([path]) for path in paths)
    outer = [one for one in roots if not any(is_under(one, other) for other in roots if other != one)]
    return os.path.commonpath(outer), tuple(outer)


def _root_around(paths: Sequence[str]) -> str:
    """The root that ``check`` finds for the files under ``paths``.

    There may be several. It is the paths' own if a file of that mentions signals, or else the one with the most such.
    """
    first = os.path.abspath(paths[0])
    own = root_around(first if os.path.isdir(first) else os.path.dirname(first))
    files = [file for path in map(os.path.abspath, paths) for file in _files(path)]
    if {root_around(os.path.dirname(file)) for file in files} <= {own}:
        return own
    found = Counter(root_around(os.path.dirname(file)) for file in files if _mentions_signals(file))
    return own if own in found or not found else found.most_common(1)[0][0]


def _files(path: str) -> list[str]:
    return [*python_files(path)] if os.path.isdir(path) else [path]


def _mentions_signals(path: str) -> bool:
    try:
        return mentions_signals(decoded(content_of(path)))
    except OSError:
        return False
