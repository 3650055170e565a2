"""Changes that are made to a signal's list of receivers by hand (``facts.ListChange``)."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_signals.syntax import tree
from flake8_signals.syntax.facts import ListChange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.syntax.scope import Scope

_CHANGES = frozenset({"append", "insert", "remove", "pop"})

_RESETS = frozenset({"connect", "disconnect"})
"""The methods of a signal that make it forget whom it has called for which sender."""


def changes(statement: ast.stmt, scope: Scope) -> Iterator[ListChange]:
    """What a statement certainly adds to a list of receivers, or takes out of it, unless the cache is cleared later.

    To empty the list is safe: a signal without receivers does not ask its cache. So is putting back what was saved.
    """
    for owner in _changed(statement):
        if not _is_reset(owner, statement, scope):
            yield ListChange(scope.resolve(owner), scope.text.place(statement))


def _changed(statement: ast.stmt) -> Iterator[ast.expr]:
    """The signals whose lists a statement changes."""
    match statement:
        case ast.Assign(targets, value):
            yield from (owner for target in targets if (owner := _list(target)) and _is_made(target, value))
        case ast.AugAssign(target, _, ast.List()):
            yield from filter(None, [_list(target)])
        case ast.Delete(targets):
            single = (t for t in targets if isinstance(t, ast.Subscript) and not isinstance(t.slice, ast.Slice))
            yield from filter(None, map(_list, single))
        case ast.Expr(ast.Call(ast.Attribute(ast.Attribute(owner, "receivers"), method))) if method in _CHANGES:
            yield owner


def _list(target: ast.expr) -> ast.expr | None:
    """The signal whose list, or part of it, is assigned to."""
    match target:
        case ast.Attribute(owner, "receivers") | ast.Subscript(ast.Attribute(owner, "receivers")):
            return owner
        case _:
            return None


def _is_made(target: ast.expr, value: ast.expr) -> bool:
    """Whether a value is a list that is made there, with something in it, or takes the place of one receiver."""
    match target, value:
        case ast.Subscript(slice=key), _ if not isinstance(key, ast.Slice):
            return True
        case _, ast.List(elements):
            return bool(elements)
        case _, ast.ListComp():
            return True
        case _, ast.BinOp():  # what adds two saved lists puts them back
            return any(isinstance(part, (ast.List, ast.ListComp, ast.Slice)) for part in tree.within(value))
        case _, ast.Call(ast.Name("list"), [ast.GeneratorExp() | ast.Call(ast.Name("filter"))]):
            return True
        case _:
            return False


def _is_reset(owner: ast.expr, statement: ast.stmt, scope: Scope) -> bool:
    """Whether what follows in the same function (or module) may make the signal forget what it remembers."""
    around = scope.function
    nodes = tree.within(around.node if around is not None else scope.root.node)
    return any(
        isinstance(node, ast.Attribute)
        and node.lineno >= statement.lineno
        and (
            node.attr == "sender_receivers_cache" or (node.attr in _RESETS and ast.dump(node.value) == ast.dump(owner))
        )
        for node in nodes
    )
