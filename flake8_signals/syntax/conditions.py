"""The conditions of an effect as Python source, each with its polarity: ``created``, ``not raw``, ``a is not None``."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from flake8_signals.syntax.parsing import UNPARSABLE, parsed_expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
"""The comparisons whose opposite is certain: ``not a < b`` need not be ``a >= b``."""

_RAISED = (" is raised", " is not raised")
"""How a condition says that an ``except`` catches something, and that it does not."""

UNTOLD = "…"
"""A condition that is too long, or too deep, to be told: something is tested."""

_LENGTH = 1000
"""How long a condition's source may be; beyond that, it is no more than noise."""


def holds(text: str, *, true: bool = True, keyed: str | None = None) -> tuple[str, ...]:
    """The conditions that hold where the expression ``text`` is true, or is not; ``…`` if that cannot be told.

    ``kwargs["raw"]`` and ``kwargs.get("raw")`` are written as ``raw`` if ``keyed`` is the name ``kwargs``.
    """
    if len(text) > _LENGTH:
        return (UNTOLD,)
    try:
        node = parsed_expression(f"({text})")
        if keyed is not None:
            node = _Keys(keyed).visit(node)
        return tuple(dict.fromkeys(map(ast.unparse, _parts(node, true=true))))
    except UNPARSABLE:
        return (UNTOLD,)


def raised(what: str) -> str:
    """The condition that an ``except`` catches ``what``."""
    return f"{what}{_RAISED[0]}"


def is_unless_raised(condition: str) -> bool:
    """Whether a condition is that no ``except`` catches something."""
    return condition.endswith(_RAISED[1])


@lru_cache(maxsize=256)
def opposite(found: tuple[str, ...]) -> tuple[str, ...]:
    """What holds where these conditions do not all hold."""
    if len(found) == 1:
        (only,) = found
        for this, other in (_RAISED, reversed(_RAISED)):
            if only.endswith(this):
                return (f"{only.removesuffix(this)}{other}",)
    if any(condition.endswith(_RAISED) for condition in found):
        return (f"not ({' and '.join(found)})",)
    return holds(" and ".join(f"({condition})" for condition in found), true=False)


def renamed(condition: str, names: Mapping[str, str]) -> str:
    """A condition of a called function, with parameters replaced by what the caller calls them."""
    names = {name: text for name, text in names.items() if name != text and name in condition}
    if not names or condition.endswith(_RAISED):
        return condition
    try:
        return ast.unparse(_Names(names).visit(parsed_expression(condition)))
    except UNPARSABLE:
        return condition


def _parts(node: ast.expr, *, true: bool) -> Iterable[ast.expr]:
    """The conditions of which an expression that is ``true``, or is not, is made up."""
    match node:
        case ast.UnaryOp(ast.Not(), inner):
            yield from _parts(inner, true=not true)
        case ast.BoolOp(operator, values) if isinstance(operator, ast.And if true else ast.Or):
            for value in values:
                yield from _parts(value, true=true)
        case ast.Compare(left, [operator], [right]) if not true and type(operator) in _OPPOSITES:
            yield ast.Compare(left, [_OPPOSITES[type(operator)]()], [right])
        case ast.Constant():
            pass
        case ast.Call(ast.Name("bool"), [value], []):
            yield from _parts(value, true=true)
        case _:
            yield node if true else ast.UnaryOp(ast.Not(), node)


class _Keys(ast.NodeTransformer):
    """Writes each key that is read from ``kwargs`` as the parameter that it could have been."""

    def __init__(self, keyed: str) -> None:
        self.keyed = keyed

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        match node:
            case ast.Subscript(ast.Name(self.keyed), ast.Constant(str() as key)) if key.isidentifier():
                return ast.Name(key)
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        match node:
            case ast.Call(
                ast.Attribute(ast.Name(self.keyed), "get" | "pop"),
                [ast.Constant(str() as key)] | [ast.Constant(str() as key), ast.Constant(None | False)],
                [],
            ) if key.isidentifier():
                return ast.Name(key)
        return self.generic_visit(node)


class _Names(ast.NodeTransformer):
    """Replaces names by expressions."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = {name: parsed_expression(text) for name, text in names.items()}

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return self.names.get(node.id, node)
