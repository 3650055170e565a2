"""The command ``flake8-signals map``."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib import import_module

from flake8_signals.commands.mapped import add_arguments, data_of, options_for, write

FORMATS = ("text", "json", "mermaid", "dot", "html")
"""The formats: each is a module of this package with a function ``render``."""


def run(arguments: list[str]) -> int:
    """Print (or write) the map of the project around the given path; 0, or 2 with one line if that fails."""
    parser = ArgumentParser("flake8-signals map", description="Draw the map of a project's signals.")
    add_arguments(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: %(default)s")
    parser.add_argument(
        "--source-url",
        default="",
        metavar="URL",
        help="where the page links lines of code to, with {path} and {line}, as in "
        "https://github.com/OWNER/NAME/blob/main/{path}#L{line}",
    )
    asked = parser.parse_args(arguments)
    if asked.source_url and (asked.format != "html" or "{path}" not in asked.source_url):
        parser.error("--source-url needs {path} in the address, and --format html")
    data = data_of(parser, options_for(parser, asked), asked.paths)
    wanted = {"source_url": asked.source_url} if asked.source_url else {}
    text: str = import_module(f"flake8_signals.map.{asked.format}").render(data, **wanted)
    write(parser, text, asked.output)
    return 0
