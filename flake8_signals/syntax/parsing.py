"""Python's own parser, for texts of other people."""

from __future__ import annotations

import ast
import symtable
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python raises for a text that it cannot parse."""


def parsed(text: str | bytes) -> ast.Module:
    """The ``ast`` of a text; raises any of ``UNPARSABLE``."""
    with _unwarned():
        return ast.parse(text)


@contextmanager
def _unwarned() -> Iterator[None]:
    """What Python has to say of other people's string escapes is not for here: it names no file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def can_be_parsed(text: str) -> bool:
    """Whether Python certainly can parse a text: told in two thirds of the time that it takes to have the tree."""
    try:
        with _unwarned():
            symtable.symtable(text, "<unknown>", "exec")
    except (*UNPARSABLE, SystemError):
        return False
    return True
