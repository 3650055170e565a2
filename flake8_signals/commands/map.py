"""The command ``flake8-signals map``."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

from flake8_signals.files.saying import printable
from flake8_signals.lint.projects import project_of
from flake8_signals.map.build import build, unanalysed, unparsable
from flake8_signals.options import Options

FORMATS = ("text", "json", "mermaid", "dot", "html")
"""The formats: each is a module of this package with a function ``render``."""


def run(arguments: list[str]) -> int:
    """Print (or write) the map of the project around the given path; 0, or 2 with one line if that fails."""
    parser = ArgumentParser("flake8-signals map", description="Draw the map of a project's signals.")
    parser.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="files and folders of one project (default: .)"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: %(default)s")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE instead of the terminal")
    parser.add_argument(
        "--root", "--signals-root", metavar="FOLDER", help="where the project starts (default: found from PATH)"
    )
    parser.add_argument("--no-cache", "--signals-no-cache", action="store_true", help="do not use the cache")
    asked = parser.parse_args(arguments)
    for path in [*asked.paths, *([asked.root] if asked.root else [])]:
        if not os.path.exists(path):
            parser.exit(2, f"{parser.prog}: {printable(path)}: no such file or folder\n")
    options = Options(root=asked.root, no_cache=asked.no_cache)
    project = project_of(os.path.join(os.path.abspath(asked.paths[0]), "__init__.py"), options)
    data = build(project, [os.path.abspath(path) for path in asked.paths])
    unread = unparsable(project)
    if unread:
        version = ".".join(map(str, sys.version_info[:2]))
        said = printable(", ".join(unread))
        sys.stderr.write(f"{parser.prog}: Python {version} cannot parse, so left out: {said}\n")
    for place, reason in unanalysed(project):
        sys.stderr.write(f"{parser.prog}: {printable(place)}: effects may be missing: {reason}\n")
    if project.cache is not None:
        project.cache.flush()
    text: str = import_module(f"flake8_signals.map.{asked.format}").render(data)
    content = text.encode(errors="backslashreplace")  # UTF-8, as flake8 prints it; a file name may be no valid text
    if asked.output is None:
        sys.stdout.buffer.write(content)
        return 0
    try:
        Path(asked.output).write_bytes(content)
    except OSError as error:
        parser.exit(2, f"{parser.prog}: {asked.output}: {error.strerror}\n")
    return 0
