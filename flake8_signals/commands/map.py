"""The command ``flake8-signals map``."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flake8_signals.commands.mapped import add_arguments, data_of, fail, options_for, say_what_is_missing, write
from flake8_signals.diff.changes import are_any, changes
from flake8_signals.files.revision import UnknownRevision, before
from flake8_signals.lint.projects import project_of
from flake8_signals.map.build import VERSION

if TYPE_CHECKING:
    from argparse import Namespace

    from flake8_signals.project.project import Project

FORMATS = ("text", "json", "mermaid", "dot", "html")
"""The formats: each is a module of the package ``map`` with a function ``render``."""

DIFF_FORMATS = ("text", "markdown", "json")
"""The formats of ``--diff``: likewise, of the package ``diff``."""

_NO_MAP = "no map that was saved with --format json"


def run(arguments: list[str]) -> int:
    """Print (or write) the map of the project around the given path, or what changed in it.

    Returns 0; 1 if there are changes and ``--exit-code`` asks for that; 2 after a line that says what is wrong.
    """
    parser = ArgumentParser("flake8-signals map", description="Draw the map of a project's signals.")
    add_arguments(parser)
    parser.add_argument(
        "--format",
        choices=[*dict.fromkeys([*FORMATS, *DIFF_FORMATS])],
        default="text",
        help=f"with --diff {', '.join(DIFF_FORMATS[:-1])} or {DIFF_FORMATS[-1]} (default: %(default)s)",
    )
    parser.add_argument(
        "--diff",
        metavar="REVISION|FILE",
        help="tell what changed since a revision of git, or since a map saved as JSON",
    )
    parser.add_argument("--exit-code", action="store_true", help="with --diff: exit with 1 if anything changed")
    parser.add_argument(
        "--source-url",
        metavar="URL",
        help="what the page (--format html) links lines of code to, with {path} and {line}: "
        "https://github.com/OWNER/NAME/blob/main/{path}#L{line}",
    )
    asked = parser.parse_args(arguments)
    if asked.source_url is not None and (asked.format != "html" or "{path}" not in asked.source_url):
        parser.error("--source-url needs {path} in the address, and --format html")
    formats = FORMATS if asked.diff is None else DIFF_FORMATS
    if asked.format not in formats:
        how = "without" if asked.diff is None else "with"
        parser.error(f"there is no --format {asked.format} {how} --diff: choose from {', '.join(formats)}")
    if asked.exit_code and asked.diff is None:
        parser.error("--exit-code needs --diff")
    project = project_of(asked.paths[0], options_for(parser, asked))
    if asked.diff is None:
        package, data = "map", data_of(project, asked.paths)
        say_what_is_missing(parser, project)
    else:
        package, data = "diff", _changes(parser, asked, project)
    render = import_module(f"flake8_signals.{package}.{asked.format}").render
    text: str = render(data) if asked.source_url is None else render(data, asked.source_url)
    write(parser, text, asked.output)
    return int(asked.diff is not None and asked.exit_code and are_any(data))


def _changes(parser: ArgumentParser, asked: Namespace, project: Project) -> dict[str, Any]:
    """What is different from what ``--diff`` names."""
    if os.path.isfile(asked.diff):
        saved = _saved(parser, asked.diff)
        data = data_of(project, asked.paths)
        say_what_is_missing(parser, project)
        try:
            return changes(saved, data)
        except (LookupError, TypeError, AttributeError):
            fail(parser, f"{asked.diff}: {_NO_MAP}")
    try:
        former = project.with_unsaved(before(project.root, asked.diff))
    except UnknownRevision as error:
        fail(parser, f"{asked.diff} is neither a file nor a revision: {error}")
    data = data_of(project, asked.paths)
    found = changes(data_of(former, asked.paths), data)
    say_what_is_missing(parser, project, former)
    return found


def _saved(parser: ArgumentParser, path: str) -> dict[str, Any]:
    try:
        data = json.loads(Path(path).read_bytes())
        version = data["version"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        fail(parser, f"{path}: {_NO_MAP}")
    if version != VERSION:
        fail(parser, f"{path}: a map of version {version}; make it anew, for version {VERSION}")
    found: dict[str, Any] = data
    return found
