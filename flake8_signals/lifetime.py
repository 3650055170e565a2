"""How long a receiver lives beside the signal's own weak reference, as far as the file that connects it tells."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Literal

from flake8_signals.facts import Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_signals.names import Scope

Lifetime = Literal["", "call", "function"]

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

_BRIEF = frozenset({"ready", "__init__", "__init_subclass__", "__set_name__", "contribute_to_class"})
"""Functions that prepare something for later: no signal is awaited while they run."""

_IDLE_CALLS = frozenset("connect receiver debug info warning error exception log".split())
"""What a function may call without a signal being sent meanwhile."""


def of_expression(node: ast.expr, statement: ast.stmt, scope: Scope) -> Lifetime:
    """How long what ``node`` makes or names lives at most, once ``statement`` has connected it.

    Until that ``call`` is over, or the ``function`` around it; empty where something may hold it for longer.
    """
    node = _root(node)
    if isinstance(node, (ast.Call, ast.Lambda)):
        return "call"
    return of_name(node.id, statement, scope) if isinstance(node, ast.Name) else ""


def of_name(name: str, statement: ast.stmt, scope: Scope) -> Lifetime:
    """How long what a local ``name`` stands for lives at most, once ``statement`` has connected it.

    As long as the ``function`` that makes it, where that uses it for nothing else, and does nothing after it.
    """
    function = scope.node
    if not isinstance(function, _FUNCTIONS):
        return ""
    bindings = scope.bindings.get(name, ())
    made = {b.target == scope.path(name) or (type(b.value) in (ast.Call, ast.Lambda) and not b.path) for b in bindings}
    if made != {True} or _is_used(function.body, name):
        return ""
    if function.name not in _BRIEF and not all(map(_is_idle, _following(function.body, statement))):
        return ""
    return "function"


def definition_before(name: str, statement: ast.stmt, module: Scope) -> int:
    """The line of the ``def`` that a module's ``name`` is at ``statement``; 0 where it may be something else."""
    statements = _nested(module.node.body)  # type: ignore[attr-defined]
    before = itertools.takewhile(lambda node: node is not statement, statements)
    bound = [node for node in before if _binds(node, name)]
    return bound[-1].lineno if bound and isinstance(bound[-1], _FUNCTIONS) else 0


def bound_again(name: str, statement: ast.stmt, module: Scope) -> int:
    """The line on which a module certainly binds ``name`` again after ``statement``.

    0 where it does not, or where something has read the name by then, and may hold what it stood for.
    """
    for node in _following(module.node.body, statement):  # type: ignore[attr-defined]
        if _is_read([node], name):
            return 0
        if _binds(node, name):
            return node.lineno
    return 0


def makes_function(node: ast.AST, scope: Scope) -> bool:
    """Whether every call of the function ``node``, whose inside is ``scope``, returns a function that it has just made.

    Made by a ``def``, a lambda or ``functools.partial``, and held by nothing but the caller.
    """
    if not isinstance(node, ast.FunctionDef):
        return False
    returned = [part.value for part in _nested(node.body) if isinstance(part, ast.Return)]
    return bool(returned) and all(value is not None and _is_made(value, node, scope) for value in returned)


def _is_made(value: ast.expr, function: ast.FunctionDef, scope: Scope) -> bool:
    if isinstance(value, ast.Lambda):
        return True
    if isinstance(value, ast.Call):
        return isinstance(value.func, (ast.Name, ast.Attribute)) and scope.resolve(value.func) == Name(
            "functools.partial"
        )
    if not isinstance(value, ast.Name):
        return False
    defined = [part for part in _nested(function.body) if _binds(part, value.id)]
    return (
        bool(defined)
        and all(
            isinstance(part, _FUNCTIONS) and all(_is_wraps(d, scope) for d in part.decorator_list) for part in defined
        )
        and not _is_used(function.body, value.id, returned=True)
    )


def _is_wraps(decorator: ast.expr, scope: Scope) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, (ast.Name, ast.Attribute))
        and scope.resolve(decorator.func) == Name("functools.wraps")
    )


# --- Statements ------------------------------------------------------------------------------------------------------


def _blocks(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    """The blocks of a statement, but not those of what it defines."""
    if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
        yield from (block for name in ("body", "orelse", "finalbody") if (block := getattr(node, name, None)))
        yield from (part.body for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())))


def _nested(block: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a block and of the blocks inside it, in source order."""
    for node in block:
        yield node
        for inner in _blocks(node):
            yield from _nested(inner)


def _following(block: list[ast.stmt], statement: ast.stmt) -> list[ast.stmt]:
    """What runs after ``statement``, which stands somewhere in ``block``: in a loop, the loop's body once more."""
    for index, node in enumerate(block):
        if node is statement:
            return block[index + 1 :]
        for inner in _blocks(node):
            if statement in _nested(inner):
                again = node.body if isinstance(node, (ast.For, ast.AsyncFor, ast.While)) else []
                finally_ = node.finalbody if isinstance(node, ast.Try) and inner is not node.finalbody else []
                return [*_following(inner, statement), *again, *finally_, *block[index + 1 :]]
    return []


def _binds(node: ast.stmt, name: str) -> bool:
    """Whether a statement binds ``name`` (or deletes it) itself, not only in one of its blocks."""
    targets: list[ast.expr] = []
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return node.name == name
        case ast.Import() | ast.ImportFrom():
            return any((alias.asname or alias.name.partition(".")[0]) == name for alias in node.names)
        case ast.Assign() | ast.Delete():
            targets = node.targets
        case ast.For() | ast.AsyncFor() | ast.AugAssign():
            targets = [node.target]
        case ast.AnnAssign() if node.value is not None:
            targets = [node.target]
        case ast.With() | ast.AsyncWith():
            targets = [item.optional_vars for item in node.items if item.optional_vars is not None]
    return any(
        isinstance(part, ast.Name) and part.id == name and not isinstance(part.ctx, ast.Load)
        for target in targets
        for part in ast.walk(target)
    )


def _is_idle(node: ast.stmt) -> bool:
    """Whether nothing happens in a statement that could send a signal."""
    pending: list[ast.AST] = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, (ast.Await, ast.Yield, ast.YieldFrom)):
            return False
        if isinstance(part, ast.Call):
            called = part.func.func if isinstance(part.func, ast.Call) else part.func
            if getattr(called, "attr", getattr(called, "id", "")) not in _IDLE_CALLS:
                return False
        elif not isinstance(part, (*_FUNCTIONS, ast.ClassDef, ast.Lambda)):
            pending.extend(ast.iter_child_nodes(part))
    return True


# --- Names -----------------------------------------------------------------------------------------------------------


def _is_used(block: list[ast.stmt], name: str, *, returned: bool = False) -> bool:
    """Whether anything in a function's body, whatever it defines included, uses its own ``name``.

    But to connect it, or to return it where ``returned`` is set.
    """
    nodes = [node for statement in block for node in ast.walk(statement)]
    harmless = {id(root) for node in nodes if isinstance(node, ast.Call) for root in _connected(node)}
    if returned:
        harmless = {id(node.value) for node in nodes if isinstance(node, ast.Return)}
    return any(
        _loads(node, name, but=harmless) or (isinstance(node, (ast.Global, ast.Nonlocal)) and name in node.names)
        for node in nodes
    )


def _is_read(block: list[ast.stmt], name: str) -> bool:
    """Whether a block, as it runs, reads ``name`` but to connect it; what it only defines reads it another day."""
    pending: list[ast.AST] = list(block)
    connected: set[int] = set()
    while pending:
        part = pending.pop()
        if _loads(part, name, but=connected):
            return True
        if isinstance(part, (*_FUNCTIONS, ast.Lambda)):
            pending += [*getattr(part, "decorator_list", ()), part.args]
            continue
        if isinstance(part, ast.Call):
            connected.update(map(id, _connected(part)))
        pending.extend(ast.iter_child_nodes(part))
    return False


def _loads(node: ast.AST, name: str, *, but: set[int]) -> bool:
    """Whether ``node`` itself reads ``name``, unless it is one of ``but``; ``name += …`` does too."""
    if isinstance(node, ast.AugAssign):
        return isinstance(node.target, ast.Name) and node.target.id == name
    return isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load) and id(node) not in but


def _connected(call: ast.Call) -> Iterator[ast.expr]:
    """What a call connects, if it does: the first name of that expression."""
    if isinstance(call.func, ast.Call) or (isinstance(call.func, ast.Attribute) and call.func.attr == "connect"):
        yield from map(_root, call.args[:1])
        yield from (_root(keyword.value) for keyword in call.keywords if keyword.arg == "receiver")


def _root(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node
