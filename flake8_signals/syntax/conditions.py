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


@lru_cache(maxsize=1024)
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


def is_if_raised(condition: str) -> bool:
    """Whether a condition is that an ``except`` catches something."""
    return condition.endswith(_RAISED[0])


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


@lru_cache(maxsize=1024)
def names_in(condition: str) -> frozenset[str]:
    """The names in a condition."""
    try:
        node = parsed_expression(condition)
    except UNPARSABLE:
        return frozenset()
    return frozenset(inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name))


def settled(condition: str) -> str | None:
    """A condition without the parts that constants decide; empty if it certainly holds, ``None`` if certainly not."""
    try:
        node = _folded(parsed_expression(condition))
    except UNPARSABLE:
        return condition
    match node:
        case ast.Constant(value):
            return "" if value else None
        case _:
            return ast.unparse(node)


def _folded(node: ast.expr) -> ast.expr:
    """A tested expression, with what constants decide in the place of its parts."""
    match node:
        case ast.UnaryOp(ast.Not(), inner):
            found = _folded(inner)
            return ast.Constant(not found.value) if isinstance(found, ast.Constant) else ast.UnaryOp(ast.Not(), found)
        case ast.BoolOp(operator, values):
            return _joined(operator, [_folded(value) for value in values])
        case ast.Compare(ast.Constant(left), [operator], [right]):
            return _compared(left, operator, right, node)
        case _:
            return node


def _joined(operator: ast.boolop, values: list[ast.expr]) -> ast.expr:
    decides = isinstance(operator, ast.Or)
    if any(isinstance(value, ast.Constant) and bool(value.value) is decides for value in values):
        return ast.Constant(decides)
    left = [value for value in values if not isinstance(value, ast.Constant)]
    return ast.BoolOp(operator, left) if len(left) > 1 else left[0] if left else ast.Constant(not decides)


def _compared(left: object, operator: ast.cmpop, right: ast.expr, node: ast.expr) -> ast.expr:
    """A comparison with a constant, decided if the other side is one, or a collection of such."""
    try:
        other = ast.literal_eval(right)
    except ValueError:
        return node
    match operator:
        case ast.Eq() | ast.NotEq():
            return ast.Constant((left == other) is isinstance(operator, ast.Eq))
        case ast.Is() | ast.IsNot() if left is None or other is None or isinstance(left, bool):
            return ast.Constant((left is other) is isinstance(operator, ast.Is))
        case ast.In() | ast.NotIn() if isinstance(other, (tuple, list, set, dict)):
            return ast.Constant((left in other) is isinstance(operator, ast.In))
        case _:
            return node


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

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        return ast.NamedExpr(node.target, self.visit(node.value))

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return self.names.get(node.id, node)
