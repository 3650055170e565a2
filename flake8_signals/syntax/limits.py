"""How much text libcst may get at once."""

from __future__ import annotations

import ast

from flake8_signals.syntax import tree
from flake8_signals.syntax.text import Unanalysable

_LIMIT = 200_000
"""The number of characters above which a definition is not given to libcst."""

_DEPTH = 120
"""The nesting above which libcst's visitors would exhaust Python's stack."""


def bounded(node: ast.AST, text: str) -> None:
    """Raise ``Unanalysable`` where ``node`` is too large or nested too deeply for libcst."""
    if len(text) > _LIMIT:
        raise Unanalysable(f"{len(text):,} characters in one definition are more than the {_LIMIT:,} that are analysed")
    level = [node]
    for room in range(_DEPTH, 0, -1):
        level = [child for parent in level if not _fits(parent, room) for child in tree.children(parent)]
    if level:
        raise Unanalysable(f"expressions nested more than {_DEPTH} levels deep are not analysed")


def _fits(node: ast.AST, room: int) -> bool:
    """Whether ``node`` is certainly nested no deeper than that: each level takes at least one character."""
    return (
        isinstance(node, (ast.expr, ast.stmt))
        and node.lineno == node.end_lineno
        and (node.end_col_offset or 0) - node.col_offset < room - 4
    )
