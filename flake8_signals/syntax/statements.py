"""The statements of a function as libcst nodes, and their lines, which come from the ``ast``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STATEMENTS = (cst.BaseSmallStatement, cst.BaseCompoundStatement)

NUMBERED = (*STATEMENTS, cst.ExceptHandler, cst.ExceptStarHandler)
"""The nodes whose line the ``ast`` knows."""


def is_constant(node: cst.CSTNode) -> bool:
    """Whether a statement is only a string or ``...``."""
    return isinstance(node, cst.Expr) and isinstance(
        node.value, (cst.SimpleString, cst.ConcatenatedString, cst.Ellipsis)
    )


def is_deletion(node: cst.CSTNode) -> bool:
    """Whether a statement only deletes names, items or attributes."""
    if isinstance(node, cst.Expr) and isinstance(node.value, cst.Call):
        return isinstance(node.value.func, cst.Name) and node.value.func.value == "delattr"
    return isinstance(node, cst.Del)


def first(block: cst.BaseSuite) -> list[cst.CSTNode]:
    """The statements of a block, without those nested in them."""
    found: list[cst.CSTNode] = []
    for line in block.body:
        found += line.body if isinstance(line, cst.SimpleStatementLine) else [line]
    return found


def statements(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Every statement and ``except`` of a block, nested ones too, in source order; parallel to ``ast_statements``."""
    if isinstance(node, NUMBERED):
        yield node
    if not isinstance(node, cst.BaseSmallStatement):
        for part in ("body", "handlers", "cases", "orelse", "finalbody"):
            inner = getattr(node, part, None) or ()
            for child in inner if isinstance(inner, (list, tuple)) else (inner,):
                yield from statements(child)


def ast_statements(block: Iterable[ast.AST]) -> Iterator[ast.stmt | ast.ExceptHandler]:
    """The same for the ``ast``."""
    for node in block:
        if isinstance(node, (ast.stmt, ast.ExceptHandler)):
            yield node
        for part in ("body", "handlers", "cases", "orelse", "finalbody"):
            yield from ast_statements(getattr(node, part, ()))
