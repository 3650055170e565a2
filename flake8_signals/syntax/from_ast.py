"""The values of expressions of the ``ast``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_signals.syntax.tree import signature
from flake8_signals.syntax.values import (
    Argument,
    Call,
    Collection,
    Lambda,
    Unknown,
    Value,
    added,
    attribute_of,
    choice,
    item,
    literal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_signals.syntax.scope import Scope


_LITERALS = (type(None), bool, str, int, float)


def value_of(node: ast.expr, scope: Scope) -> Value:
    """The value of an expression in a scope."""
    # Most expressions are one of these, and a pattern takes several times as long.
    if isinstance(node, ast.Name):
        return scope.lookup(node.id)
    if isinstance(node, ast.Attribute):
        return attribute_of(value_of(node.value, scope), node.attr)
    if isinstance(node, ast.Call):
        return Call(value_of(node.func, scope), tuple(_passed(node, scope)))
    if isinstance(node, ast.Constant):
        return literal(node.value) if isinstance(node.value, _LITERALS) else Unknown()
    match node:
        case ast.Lambda(parameters):
            return Lambda(signature(parameters), scope.inner("<lambda>"))
        case ast.Subscript(owner, key) if not isinstance(key, (ast.Slice, ast.Tuple)):
            return item(value_of(owner, scope), value_of(key, scope))
        case ast.IfExp(_, one, other):
            return choice((value_of(one, scope), value_of(other, scope)))
        case ast.BoolOp(_, options):
            return choice(value_of(option, scope) for option in options)
        case ast.BinOp(one, ast.Add(), other):
            return added(value_of(one, scope), value_of(other, scope))
        case ast.NamedExpr(_, inner):
            return value_of(inner, scope)
        case ast.List(items) | ast.Tuple(items) | ast.Set(items):
            kind: Any = type(node).__name__.lower()
            return Collection(kind, tuple(_listed(items, scope)))
        case ast.Dict(keys, values):
            pairs = [
                Unknown() if key is None else Collection("tuple", (value_of(key, scope), value_of(value, scope)))
                for key, value in zip(keys, values, strict=True)
            ]
            return Collection("dict", tuple(pairs))
        case ast.ListComp():
            return Collection("comprehension", (Unknown(),))
        case ast.SetComp() | ast.GeneratorExp():
            return Collection("generator", (Unknown(),))
        case _:
            return Unknown()


def _passed(node: ast.Call, scope: Scope) -> Iterator[Argument]:
    """The arguments of a call, in source order."""
    given: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
    if node.keywords and any(isinstance(argument, ast.Starred) for argument in node.args):
        given.sort(key=lambda argument: (argument.lineno, argument.col_offset))
    for argument in given:
        if isinstance(argument, ast.keyword):
            yield Argument(value_of(argument.value, scope), argument.arg, "" if argument.arg else "**")
        elif isinstance(argument, ast.Starred):
            yield Argument(value_of(argument.value, scope), None, "*")
        else:
            yield Argument(value_of(argument, scope))


def _listed(items: Iterable[ast.expr], scope: Scope) -> Iterator[Value]:
    for node in items:
        if isinstance(node, ast.Starred):
            value = value_of(node.value, scope)
            yield from value.items if isinstance(value, Collection) else (Unknown(),)
        else:
            yield value_of(node, scope)
