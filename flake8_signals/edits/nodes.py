"""Edits and searches that work on any node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import libcst as cst
from libcst import matchers

if TYPE_CHECKING:
    from collections.abc import Mapping

    NodeT = TypeVar("NodeT", bound=cst.CSTNode)


class _Replacer(cst.CSTTransformer):
    def __init__(self, new: Mapping[cst.CSTNode, cst.CSTNode]) -> None:
        super().__init__()
        self.new = new

    def on_leave(self, original_node: cst.CSTNode, updated_node: Any) -> Any:
        return self.new.get(original_node, updated_node)


def replaced(node: NodeT, new: Mapping[cst.CSTNode, cst.CSTNode]) -> NodeT:
    """``node`` with some of the nodes inside it replaced."""
    changed: Any = node.visit(_Replacer(new))
    return changed  # type: ignore[no-any-return]


class _Own(cst.CSTVisitor):
    def __init__(self, function: cst.FunctionDef, wanted: matchers.BaseMatcherNode) -> None:
        super().__init__()
        self.function = function
        self.wanted = wanted
        self.found: list[Any] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if matchers.matches(node, self.wanted):
            self.found.append(node)
        return node is self.function or not isinstance(node, (cst.FunctionDef, cst.ClassDef, cst.Lambda))


def own(function: cst.FunctionDef, wanted: matchers.BaseMatcherNode) -> list[Any]:
    """The matches in ``function``, but not in the functions and classes inside it."""
    visitor = _Own(function, wanted)
    function.visit(visitor)
    return visitor.found
