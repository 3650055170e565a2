"""A libcst visitor that only looks: libcst's own walk makes every node anew, which takes most of its time."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import libcst as cst

if TYPE_CHECKING:
    from collections.abc import Callable

    Method = Callable[[cst.CSTVisitor, cst.CSTNode], bool | None]

_LAYOUT = frozenset(
    "header footer indent leading_lines lines_after_decorators lines_after_module_docstring body_whitespace lpar rpar "
    "lbracket rbracket lbrace rbrace trailing_whitespace comma semicolon colon dot equal".split()
)
"""Fields of nodes that say nothing about what the code does; those called ``whitespace…`` do not either."""

_IN_SOURCE_ORDER: dict[type, tuple[str, ...]] = {cst.IfExp: ("body", "test", "orelse")}
"""The fields of nodes that list them in another order than the source has."""


@cache
def is_kind(kind: type, of: type | tuple[type, ...]) -> bool:
    """``issubclass``, remembered: libcst's classes are abstract ones, for which Python takes its time."""
    return issubclass(kind, of)


class Looker(cst.CSTVisitor):
    """A visitor whose ``look`` does what ``node.visit(visitor)`` would, but for whitespace and what is ``beside``."""

    skipped: ClassVar[tuple[type[cst.CSTNode], ...]] = ()
    """The kinds of nodes that are not looked at."""

    def look(self, node: cst.CSTNode) -> None:
        """Visit a node and what is in it."""
        plan = _plan(type(self), type(node))
        if plan.visit is None or plan.visit(self, node) is not False:
            for name in plan.inside:
                value: Any = getattr(node, name)
                if isinstance(value, cst.CSTNode):
                    self.look(value)
                elif isinstance(value, (list, tuple)):
                    for part in value:
                        self.look(part)
        if plan.leave is not None:
            plan.leave(self, node)


class _Plan(NamedTuple):
    """What a kind of visitor has for a kind of node: its methods, and the fields to look into."""

    visit: Method | None
    leave: Method | None
    inside: tuple[str, ...]


@cache
def _plan(visitor: type[Looker], kind: type[cst.CSTNode]) -> _Plan:
    if issubclass(kind, visitor.skipped):
        return _Plan(None, None, ())
    names = _IN_SOURCE_ORDER.get(kind) or tuple(f.name for f in fields(kind) if f.type not in (str, "str"))
    inside = tuple(name for name in names if not name.startswith("whitespace") and name not in _LAYOUT)
    return _Plan(_own(visitor, f"visit_{kind.__name__}"), _own(visitor, f"leave_{kind.__name__}"), inside)


def _own(visitor: type[Looker], name: str) -> Method | None:
    """The method of a class of visitors, unless that is libcst's own, which does nothing."""
    method: Method | None = getattr(visitor, name, None)
    return None if method is getattr(cst.CSTVisitor, name, None) else method
