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


ONE_IMPORT = matchers.SimpleStatementLine([matchers.Import() | matchers.ImportFrom()])


_INHERITED = matchers.Call(matchers.Attribute(matchers.Call(matchers.Name("super"))))


_PREAMBLE = ONE_IMPORT | matchers.SimpleStatementLine([matchers.Expr(_INHERITED)])


_FILLER = matchers.SimpleStatementLine([matchers.Pass() | matchers.Expr(matchers.Ellipsis())])


def preamble(body: cst.IndentedBlock) -> range:
    """The indexes of what stands first in a block: the imports and ``super()`` calls after a docstring."""
    start = index = int(bool(body.body) and matchers.matches(body.body[0], _DOCSTRING))
    while index < len(body.body) and matchers.matches(body.body[index], _PREAMBLE):
        index += 1
    return range(start, index)


def with_first(body: cst.IndentedBlock, new: Statement, *, after_imports: bool = False) -> cst.IndentedBlock:
    """``body`` with ``new`` before all statements but a docstring (and, if asked, imports and ``super()`` calls)."""
    kept: list[Any] = [*body.body]
    first = preamble(body)
    index = first.stop if after_imports else first.start
    if index < len(kept) and matchers.matches(kept[index], _FILLER) and not kept[index].trailing_whitespace.comment:
        new = new.with_changes(leading_lines=kept.pop(index).leading_lines)
    return body.with_changes(body=[*kept[:index], new, *kept[index:]])
