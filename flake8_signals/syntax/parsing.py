"""Python's own parser, for other people's code."""

from __future__ import annotations

import ast
import symtable
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
"""The exceptions for a text that Python cannot parse."""


def parsed(text: str | bytes) -> ast.Module:
    """The ``ast`` of a text; raises any of ``UNPARSABLE``."""
    with _unwarned():
        return ast.parse(text)


def parsed_expression(text: str) -> ast.expr:
    """The ``ast`` of an expression; raises any of ``UNPARSABLE``."""
    with _unwarned():
        return ast.parse(text, mode="eval").body


@contextmanager
def _unwarned() -> Iterator[None]:
    """Silence Python's warnings about other people's string escapes: they do not name the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def can_be_parsed(text: str) -> bool:
    """Whether Python can certainly parse a text; takes two thirds of the time of building the tree."""
    try:
        with _unwarned():
            symtable.symtable(text, "<unknown>", "exec")
    except (*UNPARSABLE, SystemError):
        return False
    return True
