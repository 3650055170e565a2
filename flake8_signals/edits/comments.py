"""Comments in a tree: finding and writing them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import libcst as cst
from libcst import matchers

from flake8_signals.edits.nodes import replaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_signals.edits.statements import Statement


def inside(node: cst.CSTNode) -> list[str]:
    """The comments inside ``node``, in order."""
    found = matchers.findall(node, matchers.Comment())
    return [comment.value for comment in found if isinstance(comment, cst.Comment)]


def lost(before: cst.CSTNode, after: cst.CSTNode) -> list[str]:
    """The comments of ``before`` that ``after`` lacks."""
    left = Counter(inside(after))
    gone = []
    for comment in inside(before):
        if left[comment] <= 0:
            gone.append(comment)
        left[comment] -= 1
    return gone


def commented(statement: Statement, lines: Sequence[str]) -> Statement:
    """``statement`` with comment lines directly above it."""
    above = [cst.EmptyLine(comment=cst.Comment(line)) for line in lines]
    return statement.with_changes(leading_lines=[*statement.leading_lines, *above])


def with_comment(statement: cst.SimpleStatementLine, comment: str) -> cst.SimpleStatementLine:
    """``statement`` with ``comment`` after its first line and any comment there: the place where tools look for it."""
    breaks = matchers.findall(statement, matchers.ParenthesizedWhitespace())
    first = cst.ensure_type(breaks[0], cst.ParenthesizedWhitespace) if breaks else None
    behind = first.first_line if first else statement.trailing_whitespace
    text = f"{behind.comment.value}  {comment}" if behind.comment else comment
    space = behind.whitespace if behind.comment else cst.SimpleWhitespace("  ")
    return replaced(statement, {behind: behind.with_changes(whitespace=space, comment=cst.Comment(text))})
