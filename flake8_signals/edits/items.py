"""Parameters and arguments as items of a list: the whitespace between them when one is added or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import libcst as cst

if TYPE_CHECKING:
    from collections.abc import Sequence

    Item = cst.Param | cst.ParamSlash | cst.Arg
    ItemT = TypeVar("ItemT", bound=Item)
    Whitespace = cst.BaseParenthesizableWhitespace

NOTHING = cst.SimpleWhitespace("")


def followed(items: Sequence[Item], new: ItemT, opening: Whitespace) -> tuple[Item, ItemT]:
    """The last of ``items`` and ``new``, laid out for ``new`` to follow it."""
    last = items[-1]
    closing = after(last)
    breaks = [w for w in (opening, *map(after, items[:-1])) if isinstance(w, cst.ParenthesizedWhitespace)]
    separator: Whitespace = cst.SimpleWhitespace(" ")
    if breaks:
        separator = breaks[-1].with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
    if isinstance(closing, cst.ParenthesizedWhitespace) and (closing.first_line.comment or closing.empty_lines):
        # A comment stays after the item that it follows.
        separator = (breaks or [closing])[-1].with_changes(
            first_line=closing.first_line, empty_lines=closing.empty_lines
        )
        closing = closing.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
    ended = isinstance(last.comma, cst.Comma)
    follower = with_after(_changed(new, comma=cst.Comma() if ended else last.comma), closing)
    if not ended:
        last = _changed(last, comma=cst.Comma(), **{_name_of_after(last): NOTHING})
    return with_after(last, separator), follower


def after(item: Item) -> Whitespace:
    """The whitespace after an item and its comma."""
    if isinstance(item.comma, cst.Comma):
        return item.comma.whitespace_after
    return getattr(item, _name_of_after(item))  # type: ignore[no-any-return]


def with_after(item: ItemT, whitespace: Whitespace) -> ItemT:
    """An item with other whitespace after it and its comma."""
    if isinstance(item.comma, cst.Comma):
        return _changed(item, comma=item.comma.with_changes(whitespace_after=whitespace))
    return _changed(item, **{_name_of_after(item): whitespace})


def _changed(item: ItemT, **changes: object) -> ItemT:
    changed: Any = item.with_changes(**changes)
    return changed  # type: ignore[no-any-return]


def _name_of_after(item: Item) -> str:
    if isinstance(item, cst.Arg):
        return "whitespace_after_arg"
    return "whitespace_after_param" if isinstance(item, cst.Param) else "whitespace_after"
