"""Edits of statements and blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst
from libcst import matchers

if TYPE_CHECKING:
    Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement


def parsed(text: str) -> list[Any]:
    """The statements of ``text``, ready for any file: they take the file's line ends and indentation."""
    return [*cst.parse_module(text).body]


def block(suite: cst.BaseSuite) -> cst.IndentedBlock:
    """A suite as an indented block, even if it stands after the colon."""
    if isinstance(suite, cst.IndentedBlock):
        return suite
    lines = suite.body if isinstance(suite, cst.SimpleStatementSuite) else []
    last = suite.trailing_whitespace if isinstance(suite, cst.SimpleStatementSuite) else cst.TrailingWhitespace()
    return cst.IndentedBlock([cst.SimpleStatementLine(lines, trailing_whitespace=last)])


_DOCSTRING = matchers.SimpleStatementLine([matchers.Expr(matchers.SimpleString() | matchers.ConcatenatedString())])


_IMPORT = matchers.SimpleStatementLine([matchers.Import() | matchers.ImportFrom()])


_INHERITED = matchers.Call(matchers.Attribute(matchers.Call(matchers.Name("super"))))


_PREAMBLE = _IMPORT | matchers.SimpleStatementLine([matchers.Expr(_INHERITED)])


_FILLER = matchers.SimpleStatementLine([matchers.Pass() | matchers.Expr(matchers.Ellipsis())])


def with_first(body: cst.IndentedBlock, new: Statement, *, after_imports: bool = False) -> cst.IndentedBlock:
    """``body`` with ``new`` before all statements but a docstring (and, if asked, imports and ``super()`` calls)."""
    kept: list[Any] = [*body.body]
    index = int(bool(kept) and matchers.matches(kept[0], _DOCSTRING))
    while after_imports and index < len(kept) and matchers.matches(kept[index], _PREAMBLE):
        index += 1
    if index < len(kept) and matchers.matches(kept[index], _FILLER) and not kept[index].trailing_whitespace.comment:
        new = new.with_changes(leading_lines=kept.pop(index).leading_lines)
    return body.with_changes(body=[*kept[:index], new, *kept[index:]])
