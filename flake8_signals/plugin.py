"""The flake8 plugin: its options, and the violations as the tuples that flake8 expects.

Every flake8 process imports this module, and most files mention no signals. So whatever is slow to import is imported
only for a file that does.
"""

from __future__ import annotations

import os.path
import re
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Any, ClassVar

from flake8.exceptions import ExecutionError

from flake8_signals.files.prefilter import mentions_signals
from flake8_signals.options import Options

if TYPE_CHECKING:
    import ast
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from flake8.options.manager import OptionManager

_SMALL = 2000
"""The characters of a text at which the collector is told what stays: what flake8 knows of that file will stay too."""


class Plugin:
    """The checker that flake8 creates for each file; flake8 passes the arguments by their names.

    ``options`` belongs to the process. flake8 parses them once; forked workers inherit them, and others parse them
    again.
    """

    options: ClassVar[Options] = Options()
    _learned: ClassVar[bool] = False
    """Whether something has been found out that the collector need not look through again and again."""

    def __init__(self, tree: ast.Module, filename: str, lines: Sequence[str]) -> None:
        self._tree = tree
        self._filename = filename
        self._lines = lines

    def run(self) -> Iterator[tuple[int, int, str, type[Plugin]]]:
        """Every violation of the file as flake8 expects it: line, column, code and message, and this class."""
        text = "".join(self._lines)
        if Plugin._learned and len(text) < _SMALL:
            from flake8_signals.files.collector import keep_to_the_end

            Plugin._learned = False
            keep_to_the_end()
        if not mentions_signals(text):
            return
        from flake8_signals.lint import run as lint  # not for the many files without signals

        Plugin._learned = True
        path = None if self._filename in {"-", "stdin"} else self._filename
        for violation in lint.check_file(path, text, self.options, self._tree):
            yield violation.line, violation.column, f"{violation.code} {violation.message}", Plugin

    @classmethod
    def add_options(cls, manager: OptionManager) -> None:
        """Register the options, for the command line and the configuration files alike."""
        defaults = Options()

        def add(name: str, *, help: str, **details: Any) -> None:  # noqa: A002 - argparse's own name
            manager.add_option(f"--signals-{name}", parse_from_config=True, help=help, **details)

        add(
            "modules",
            metavar="NAMES",
            comma_separated_list=True,
            default=",".join(defaults.signals_modules),
            help="Comma-separated names of the modules and packages that may hold receivers. (Default: %(default)s)",
        )
        add(
            "max-statements",
            metavar="N",
            type=_count,
            default=defaults.max_statements,
            help="How many statements of its own a receiver may have. (Default: %(default)s)",
        )
        add(
            "max-branches",
            metavar="N",
            type=_count,
            default=defaults.max_branches,
            help="How many branch points a receiver may have. (Default: %(default)s)",
        )
        add(
            "max-writes",
            metavar="N",
            type=_count,
            default=defaults.max_writes,
            help="How many writes to other models a receiver may make. (Default: %(default)s)",
        )
        add(
            "allowed-calls",
            metavar="GLOBS",
            comma_separated_list=True,
            default=",".join(defaults.allowed_calls),
            help="Comma-separated globs of dotted names whose calls never count as business logic.",
        )
        add(
            "min-django",
            metavar="VERSION",
            type=_django_version,
            help="The oldest Django that the project supports. (Default: what the metadata of each project says)",
        )
        add(
            "root",
            metavar="FOLDER",
            normalize_paths=True,
            help="Where the project starts. (Default: for each file the nearest folder above it with manage.py, "
            "pyproject.toml, setup.cfg or .git)",
        )
        add("no-cache", action="store_true", default=defaults.no_cache, help="Do not use the cache.")
        add("all", action="store_true", default=defaults.all_rules, help="Run the opt-in rules too.")

    @classmethod
    def parse_options(cls, options: Namespace) -> None:
        """Take over the options that flake8 has parsed; raises its ``ExecutionError`` if the root is not a folder."""
        root = options.signals_root
        if root is not None and not os.path.isdir(root):
            raise ExecutionError(f"--signals-root: {root!r} is not a folder")
        cls.options = Options(
            signals_modules=tuple(options.signals_modules),
            max_statements=options.signals_max_statements,
            max_branches=options.signals_max_branches,
            max_writes=options.signals_max_writes,
            allowed_calls=tuple(options.signals_allowed_calls),
            min_django=options.signals_min_django,
            root=root and os.path.abspath(root),
            no_cache=options.signals_no_cache,
            all_rules=options.signals_all,
            selected=(*(options.select or ()), *(options.extend_select or ())),
        )


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]+", text):
        raise ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def _django_version(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]+)\.([0-9]+)(\.[0-9]+)?", text)
    if not found:
        raise ArgumentTypeError(f"{text!r} is not a version of Django, such as 5.2")
    return int(found[1]), int(found[2])
