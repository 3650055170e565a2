"""A read-only libcst visitor: libcst's own walk rebuilds every node, which takes most of its time."""

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
"""Fields that do not affect what the code does, besides those called ``whitespace…``."""

_IN_SOURCE_ORDER: dict[type, tuple[str, ...]] = {cst.IfExp: ("body", "test", "orelse")}
"""The fields of the nodes whose class lists them in another order than the source."""


@cache
def is_kind(kind: type, of: type | tuple[type, ...]) -> bool:
    """``issubclass``, remembered: libcst's classes are abstract, which makes it slow."""
    return issubclass(kind, of)


class Looker(cst.CSTVisitor):
    """A visitor whose ``look`` does what ``node.visit(visitor)`` would, without whitespace and ``skipped`` nodes."""

    skipped: ClassVar[tuple[type[cst.CSTNode], ...]] = ()
    """The kinds of nodes that are skipped."""

    def look(self, node: cst.CSTNode) -> None:
        """Visit a node and everything in it."""
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
    """A visitor's methods for one kind of node, and the fields to descend into."""

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
    """A visitor class's method, unless it is libcst's own, which does nothing."""
    method: Method | None = getattr(visitor, name, None)
    return None if method is getattr(cst.CSTVisitor, name, None) else method
