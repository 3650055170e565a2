"""Edits of call arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from flake8_signals.edits.items import NOTHING, after, followed, with_after

if TYPE_CHECKING:
    from collections.abc import Callable


def connecting(call: cst.Call, edit: Callable[[cst.Call], cst.Call]) -> cst.Call:
    """``call`` with ``edit`` applied where the sender is passed: in ``receiver(signal)(function)`` the inner call."""
    return call.with_changes(func=edit(call.func)) if isinstance(call.func, cst.Call) else edit(call)


def index_of(call: cst.Call, keyword: str, position: int | None = None) -> int | None:
    """The index of the argument of ``call`` that is passed as ``keyword``, or else stands at ``position``."""
    for index, argument in enumerate(call.args):
        if argument.keyword is not None and argument.keyword.value == keyword:
            return index
    given = call.args[: (position or 0) + 1]
    plain = position is not None and len(given) > position and all(not (a.keyword or a.star) for a in given)
    return position if plain else None


def with_value(call: cst.Call, index: int, value: cst.BaseExpression) -> cst.Call:
    """``call`` with ``value`` as its argument at ``index``."""
    args = [arg.with_changes(value=value) if i == index else arg for i, arg in enumerate(call.args)]
    return call.with_changes(args=args)


def with_argument(call: cst.Call, keyword: str, value: str, position: int | None = None) -> cst.Call:
    """``call`` with ``value`` as its argument ``keyword``; a new argument comes last, in the layout of the others.

    ``position`` is where the argument may stand without its keyword.
    """
    index = index_of(call, keyword, position)
    if index is not None:
        return with_value(call, index, cst.parse_expression(value))
    new = cst.Arg(cst.parse_expression(value), **by_keyword(keyword))
    last, new = followed(call.args, new, call.whitespace_before_args)
    return call.with_changes(args=[*call.args[:-1], last, new])


def kept(call: cst.Call) -> cst.Call:
    """A call of ``connect()`` or ``receiver()`` with ``weak=False``."""
    return connecting(call, lambda inner: with_argument(inner, "weak", "False", 2))


def by_keyword(name: str) -> dict[str, Any]:
    """A function that makes an argument a keyword argument called ``name``."""
    return {"keyword": cst.Name(name), "equal": cst.AssignEqual(NOTHING, NOTHING)}


def without_argument(call: cst.Call, index: int) -> cst.Call:
    """``call`` without its argument at ``index``; comments on it are removed too (see ``comments.lost``)."""
    dropped, kept = call.args[index], [*call.args[:index], *call.args[index + 1 :]]
    if not kept:
        return call.with_changes(args=[], whitespace_before_args=NOTHING)
    if index == len(kept):
        kept[-1] = _last(kept[-1], dropped)
    return call.with_changes(args=kept)


def _last(item: cst.Arg, dropped: cst.Arg) -> cst.Arg:
    """``item``, the last argument but one, as the last: the list keeps its end, and what follows ``item`` stays."""
    between = after(item)
    closing = after(dropped)
    if isinstance(closing, cst.ParenthesizedWhitespace):
        closing = closing.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
    if isinstance(between, cst.ParenthesizedWhitespace) and (between.first_line.comment or between.empty_lines):
        last_line = closing.last_line if isinstance(closing, cst.ParenthesizedWhitespace) else between.last_line
        closing = between.with_changes(last_line=last_line)
    return with_after(item.with_changes(comma=dropped.comma), closing)
