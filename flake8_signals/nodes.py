"""Edits of libcst nodes that the fixes of several rules share: they keep the layout and every comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import libcst as cst
from libcst import matchers

if TYPE_CHECKING:
    from collections.abc import Sequence

    Item = cst.Param | cst.ParamSlash | cst.Arg
    ItemT = TypeVar("ItemT", bound=Item)
    NodeT = TypeVar("NodeT", bound=cst.CSTNode)
    Whitespace = cst.BaseParenthesizableWhitespace
    Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement

NOTHING = cst.SimpleWhitespace("")


# --- Lists of parameters and arguments --------------------------------------------------------------------------------


def with_catch_all(given: cst.Parameters, name: str, opening: Whitespace) -> cst.Parameters:
    """``given`` with the parameter ``**name`` after all others, on a line of its own where the list has several lines.

    ``opening`` is the whitespace before the first one.
    """
    new = cst.Param(cst.Name(name), star="**")
    items: list[Item] = [*given.posonly_params]
    if isinstance(given.posonly_ind, cst.ParamSlash):
        items.append(given.posonly_ind)
    items += given.params
    if isinstance(given.star_arg, cst.Param):
        items.append(given.star_arg)
    items += given.kwonly_params
    if not items:
        return given.with_changes(star_kwarg=new)
    last, new = _followed(items, new, opening)
    return replaced(given, items[-1], last).with_changes(star_kwarg=new)


def with_argument(call: cst.Call, keyword: str, value: str) -> cst.Call:
    """``call`` with the argument ``keyword=value`` after all others, laid out likewise."""
    new = cst.Arg(cst.parse_expression(value), **by_keyword(keyword))
    if not call.args:
        return call.with_changes(args=[new])
    last, new = _followed(call.args, new, call.whitespace_before_args)
    return call.with_changes(args=[*call.args[:-1], last, new])


def by_keyword(name: str) -> dict[str, Any]:
    """What makes an argument one that is passed as ``name``."""
    return {"keyword": cst.Name(name), "equal": cst.AssignEqual(NOTHING, NOTHING)}


def without_argument(call: cst.Call, index: int) -> cst.Call:
    """``call`` without its argument at ``index``; the comments on that argument are lost (``comments`` tells them)."""
    dropped, kept = call.args[index], [*call.args[:index], *call.args[index + 1 :]]
    if not kept:
        return call.with_changes(args=[], whitespace_before_args=NOTHING)
    if index == len(kept):
        kept[-1] = _last(kept[-1], dropped)
    return call.with_changes(args=kept)


def _last(item: cst.Arg, dropped: cst.Arg) -> cst.Arg:
    """``item``, the last argument but one, as the last: the list ends as it did, and what follows ``item`` stays."""
    between = _after(item)
    closing = _after(dropped)
    if isinstance(between, cst.ParenthesizedWhitespace) and (between.first_line.comment or between.empty_lines):
        last_line = closing.last_line if isinstance(closing, cst.ParenthesizedWhitespace) else between.last_line
        closing = between.with_changes(last_line=last_line)
    return _with_after(item.with_changes(comma=dropped.comma), closing)


def _followed(items: Sequence[Item], new: ItemT, opening: Whitespace) -> tuple[Item, ItemT]:
    """The last of ``items`` and ``new``, as they stand when ``new`` follows it."""
    last = items[-1]
    closing = _after(last)
    breaks = [w for w in (opening, *map(_after, items[:-1])) if isinstance(w, cst.ParenthesizedWhitespace)]
    separator: Whitespace = cst.SimpleWhitespace(" ")
    if breaks:
        separator = breaks[-1].with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
    if isinstance(closing, cst.ParenthesizedWhitespace) and (closing.first_line.comment or closing.empty_lines):
        # Comments stay behind what they follow.
        separator = (breaks or [closing])[-1].with_changes(
            first_line=closing.first_line, empty_lines=closing.empty_lines
        )
        closing = closing.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
    follower = _with_after(_changed(new, comma=last.comma), closing)
    return _with_after(last.with_changes(comma=cst.Comma()), separator), follower


def _after(item: Item) -> Whitespace:
    """The whitespace behind an item and its comma."""
    if isinstance(item.comma, cst.Comma):
        return item.comma.whitespace_after
    return getattr(item, _name_of_after(item))  # type: ignore[no-any-return]


def _with_after(item: ItemT, whitespace: Whitespace) -> ItemT:
    if isinstance(item.comma, cst.Comma):
        comma = item.comma.with_changes(whitespace_after=whitespace)
        return _changed(item, comma=comma, **{_name_of_after(item): NOTHING})
    return _changed(item, **{_name_of_after(item): whitespace})


def _changed(item: ItemT, **changes: object) -> ItemT:
    changed: Any = item.with_changes(**changes)
    return changed  # type: ignore[no-any-return]


def _name_of_after(item: Item) -> str:
    if isinstance(item, cst.Arg):
        return "whitespace_after_arg"
    return "whitespace_after_param" if isinstance(item, cst.Param) else "whitespace_after"


# --- Names ------------------------------------------------------------------------------------------------------------


def unused(name: str, node: cst.CSTNode) -> str:
    """``name``, with as many underscores before it as make it one that ``node`` does not use."""
    used = {found.value for found in matchers.findall(node, matchers.Name()) if isinstance(found, cst.Name)}
    while name in used:
        name = f"_{name}"
    return name


# --- Comments and statements -----------------------------------------------------------------------------------------


def comments(node: cst.CSTNode) -> list[str]:
    """The comments inside ``node``, in their order."""
    found = matchers.findall(node, matchers.Comment())
    return [comment.value for comment in found if isinstance(comment, cst.Comment)]


def statements(text: str) -> list[Any]:
    """The statements of ``text``, ready to stand in any file: line ends and indentation are those of the file."""
    return [*cst.parse_module(text).body]


def block(suite: cst.BaseSuite) -> cst.IndentedBlock:
    """A suite as an indented block, be it one already or behind the colon."""
    if isinstance(suite, cst.IndentedBlock):
        return suite
    lines = suite.body if isinstance(suite, cst.SimpleStatementSuite) else []
    last = suite.trailing_whitespace if isinstance(suite, cst.SimpleStatementSuite) else cst.TrailingWhitespace()
    return cst.IndentedBlock([cst.SimpleStatementLine(lines, trailing_whitespace=last)])


def with_first(body: cst.IndentedBlock, text: str) -> cst.IndentedBlock:
    """``body`` with a statement before all others but a docstring, imports and a call of the inherited method."""
    kept: list[Any] = [*body.body]
    preamble = matchers.SimpleStatementLine(
        [
            matchers.Import()
            | matchers.ImportFrom()
            | matchers.Expr(matchers.SimpleString() | matchers.ConcatenatedString())
            | matchers.Expr(matchers.Call(matchers.Attribute(matchers.Call(matchers.Name("super")))))
        ]
    )
    index = next((i for i, statement in enumerate(kept) if not matchers.matches(statement, preamble)), len(kept))
    filler = matchers.SimpleStatementLine([matchers.Pass() | matchers.Expr(matchers.Ellipsis())])
    (new,) = statements(f"{text}\n")
    if index < len(kept) and matchers.matches(kept[index], filler) and not comments(kept[index]):
        new = new.with_changes(leading_lines=kept.pop(index).leading_lines)
    return body.with_changes(body=[*kept[:index], new, *kept[index:]])


def commented(statement: Statement, lines: Sequence[str]) -> Statement:
    """``statement`` with comment lines right above it."""
    above = [cst.EmptyLine(comment=cst.Comment(line)) for line in lines]
    return statement.with_changes(leading_lines=[*statement.leading_lines, *above])


def replaced(node: NodeT, old: cst.CSTNode, new: cst.CSTNode) -> NodeT:
    """``node`` with ``new`` for ``old`` somewhere inside it."""
    changed: Any = node.deep_replace(old, new)
    return changed  # type: ignore[no-any-return]
