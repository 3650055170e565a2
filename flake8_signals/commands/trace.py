"""The command ``flake8-signals trace``."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib import import_module

from flake8_signals.commands.mapped import add_arguments, data_of, options_for, say_what_is_missing, write
from flake8_signals.lint.projects import project_of
from flake8_signals.map.build import every_model
from flake8_signals.trace.answer import answer
from flake8_signals.trace.names import NoSuchNameError

FORMATS = ("text", "json", "mermaid")
"""The formats: each is a module of the package ``trace`` with a function ``render``."""


def run(arguments: list[str]) -> int:
    """Print what happens when something does; 0, or 2 with a line that says why that cannot be told."""
    parser = ArgumentParser(
        "flake8-signals trace",
        description="Tell what happens when a model is saved, deleted or changed, or a signal is sent.",
    )
    parser.add_argument(
        "name",
        metavar="NAME",
        help="a model (shop.Order), perhaps with an event (:save, :delete, :m2m, :init), a signal, or a receiver; "
        "the end of its dotted name will do",
    )
    add_arguments(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: %(default)s")
    asked = parser.parse_args(arguments)
    options = options_for(parser, asked)
    # What happens does not stop at a folder: the paths only say which project is meant.
    project = project_of(asked.paths[0], options)
    data = data_of(project, [project.root])
    say_what_is_missing(parser, project)
    try:
        told = answer(data, [name for _, name in every_model(project)], asked.name)
    except NoSuchNameError as error:
        parser.exit(2, f"{parser.prog}: {error}\n")
    write(parser, import_module(f"flake8_signals.trace.{asked.format}").render(told), asked.output)
    return 0
