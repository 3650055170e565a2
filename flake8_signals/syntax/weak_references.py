"""How long a receiver lives if the signal holds it weakly, as far as its file tells."""

from __future__ import annotations

import ast
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from flake8_signals.syntax.blocks import LOOPS, blocks, bound_by, nested, path_to
from flake8_signals.syntax.tree import FUNCTIONS, children, within
from flake8_signals.syntax.values import Name, function_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.syntax.scope import Scope
    from flake8_signals.syntax.values import Value

Lifetime = Literal["", "call", "function"]

_BRIEF = frozenset({"ready", "__init__", "__init_subclass__", "__set_name__", "contribute_to_class"})
"""Functions that only prepare something: no signal is expected while they run."""

_IDLE_CALLS = frozenset("connect receiver print debug info warning error exception log".split())
"""Functions that may be called without a signal being sent."""


def of_expression(node: ast.expr, statement: ast.stmt, scope: Scope) -> Lifetime:
    """The longest that the object of the expression ``node`` may live once ``statement`` has connected it.

    Until the end of the ``call``, or of the ``function`` around it; empty if something may hold it for longer.
    """
    node = _root(node)
    if isinstance(node, (ast.Call, ast.Lambda)):
        return "call"
    return of_name(node.id, statement, scope) if isinstance(node, ast.Name) else ""


def of_name(name: str, statement: ast.stmt, scope: Scope) -> Lifetime:
    """The longest that the object of a local ``name`` may live once ``statement`` has connected it.

    Until the end of the ``function`` that creates it, if that uses it for nothing else and does nothing afterwards.
    """
    function = scope.node
    if not isinstance(function, FUNCTIONS):
        return ""
    bindings = scope.bindings.get(name, ())
    made = {b.target == scope.path(name) or (type(b.value) in (ast.Call, ast.Lambda) and not b.path) for b in bindings}
    if made != {True} or name in _used_in(function, "connected"):
        return ""
    if function.name not in _BRIEF and not all(map(_is_idle, _following(function.body, statement))):
        return ""
    return "function"


def definition_before(name: str, statement: ast.stmt, module: Scope) -> int:
    """The line of the ``def`` that a module's ``name`` refers to at ``statement``; 0 if it may be something else."""
    before = [node for node in _flow(module.node).bound.get(name, ()) if node.lineno < statement.lineno]
    return before[-1].lineno if before and isinstance(before[-1], FUNCTIONS) else 0


def bound_again(name: str, statement: ast.stmt, module: Scope, *, in_loop: bool) -> int:
    """The line on which a module certainly binds ``name`` again after ``statement``.

    0 if there is none, or if something has read the name before, and may hold the old object. In a loop, the next turn
    binds the loop's names again.
    """
    flow = _flow(module.node)
    later = [node for node in flow.bound.get(name, ()) if node.lineno > statement.lineno]
    if not later and not in_loop:
        return 0
    path = path_to(module.node.body, statement)  # type: ignore[attr-defined]
    loops = [block[index] for block, index in path if isinstance(block[index], LOOPS)]
    if loops and isinstance(statement, FUNCTIONS):
        again, first, last = statement.lineno, loops[-1].lineno, loops[-1].end_lineno
    else:
        blocks = {id(block) for block, _ in path}
        found = next((node for node in later if flow.block[id(node)] in blocks), None)
        if found is None:
            return 0
        again, first, last = found.lineno, (statement.end_lineno or statement.lineno) + 1, found.end_lineno
    return 0 if any(first <= line <= (last or again) for line in flow.read.get(name, ())) else again


def makes_function(node: ast.AST, scope: Scope) -> bool:
    """Whether every call of the function ``node``, with the inner ``scope``, returns a function that it has created.

    Created by a ``def``, a lambda or ``functools.partial``, and held by nothing but the caller, unless a decorator of
    it does so.
    """
    if not isinstance(node, ast.FunctionDef):
        return False
    returned = _returned(node)
    return bool(returned) and all(value is not None and _is_made(value, node, scope) for value in returned)


def decorating_made(node: ast.AST, scope: Scope) -> tuple[Value, ...]:
    """The decorators of the functions that ``node`` makes and returns, other than ``functools.wraps``."""
    if not isinstance(node, ast.FunctionDef):
        return ()
    names = {value.id for value in _returned(node) if isinstance(value, ast.Name)}
    made = [part for part in nested(node.body) if isinstance(part, FUNCTIONS) and part.name in names]
    found = (scope.resolve(decorator) for part in made for decorator in part.decorator_list)
    return tuple(value for value in found if function_of(value) != Name("functools.wraps"))


def _returned(function: ast.FunctionDef) -> list[ast.expr | None]:
    return [part.value for part in nested(function.body) if isinstance(part, ast.Return)]


def _is_made(value: ast.expr, function: ast.FunctionDef, scope: Scope) -> bool:
    if isinstance(value, ast.Lambda):
        return True
    if isinstance(value, ast.Call):
        return isinstance(value.func, (ast.Name, ast.Attribute)) and scope.resolve(value.func) == Name(
            "functools.partial"
        )
    if not isinstance(value, ast.Name):
        return False
    defined = [part for part in nested(function.body) if value.id in bound_by(part)]
    plain = [isinstance(part, FUNCTIONS) for part in defined]
    return bool(plain) and all(plain) and value.id not in _used_in(function, "returned")


# --- Statements ------------------------------------------------------------------------------------------------------


def _following(block: list[ast.stmt], statement: ast.stmt) -> Iterator[ast.stmt]:
    """Everything that runs after ``statement``, which is somewhere in ``block``; a loop's body runs once more."""
    inner: list[ast.stmt] = []
    for around, index in reversed(path_to(block, statement)):
        node = around[index]
        if isinstance(node, LOOPS):
            yield from node.body
        elif isinstance(node, ast.Try) and node.finalbody is not inner:
            yield from node.finalbody
        yield from around[index + 1 :]
        inner = around


@lru_cache(maxsize=256)
def _is_idle(node: ast.stmt) -> bool:
    """Whether a statement certainly sends no signal."""
    pending: list[ast.AST] = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, (ast.Await, ast.Yield, ast.YieldFrom)):
            return False
        if isinstance(part, ast.Call):
            called = part.func.func if isinstance(part.func, ast.Call) else part.func
            if getattr(called, "attr", getattr(called, "id", "")) not in _IDLE_CALLS:
                return False
        elif not isinstance(part, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
            pending.extend(children(part))
    return True


# --- Names -----------------------------------------------------------------------------------------------------------


class _Flow:
    """Where the statements of a module bind and read its names.

    ``bound`` holds the statements that bind each name, in source order, and ``block`` the block that each stands in.
    """

    def __init__(self, body: list[ast.stmt]) -> None:
        self._body = body
        self.bound: dict[str, list[ast.stmt]] = {}
        self.block: dict[int, int] = {}
        pending = [body]
        while pending:
            block = pending.pop()
            for node in block:
                for name in bound_by(node):
                    self.bound.setdefault(name, []).append(node)
                    self.block[id(node)] = id(block)
                pending.extend(blocks(node))
        for nodes in self.bound.values():
            nodes.sort(key=lambda node: node.lineno)

    @cached_property
    def read(self) -> dict[str, list[int]]:
        """The lines that read a name while the module runs, other than to connect it."""
        found: dict[str, list[int]] = {}
        for name, line in _reads(self._body):
            found.setdefault(name, []).append(line)
        return found


@lru_cache(maxsize=1)
def _flow(module: ast.Module) -> _Flow:
    return _Flow(module.body)


def _reads(block: list[ast.stmt]) -> Iterator[tuple[str, int]]:
    """The names that a block reads while it runs, and where; bodies of definitions run later."""
    pending: list[ast.AST] = [*block]
    connected: set[int] = set()
    while pending:
        part = pending.pop()
        if id(part) not in connected:
            yield from ((name, part.lineno) for name in _read_by(part))  # type: ignore[attr-defined]
        if isinstance(part, (*FUNCTIONS, ast.Lambda)):
            pending += [*getattr(part, "decorator_list", ()), part.args]
            continue
        if isinstance(part, ast.Call):
            connected.update(map(id, _connected(part)))
        pending.extend(children(part))


@lru_cache(maxsize=8)
def _used_in(function: ast.FunctionDef | ast.AsyncFunctionDef, but: Literal["connected", "returned"]) -> frozenset[str]:
    """The names that a function, with everything in it, uses for more than to connect (or return) them."""
    nodes = [node for statement in function.body for node in within(statement)]
    if but == "connected":
        left_out = {id(root) for node in nodes if isinstance(node, ast.Call) for root in _connected(node)}
    else:
        left_out = {id(node.value) for node in nodes if isinstance(node, ast.Return)}
    declared = (name for node in nodes if isinstance(node, (ast.Global, ast.Nonlocal)) for name in node.names)
    return frozenset(name for node in nodes if id(node) not in left_out for name in _read_by(node)).union(declared)


def _read_by(node: ast.AST) -> tuple[str, ...]:
    """The name that ``node`` itself reads, if any; ``name += …`` reads too."""
    if isinstance(node, ast.AugAssign):
        return (node.target.id,) if isinstance(node.target, ast.Name) else ()
    return (node.id,) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) else ()


def _connected(call: ast.Call) -> Iterator[ast.expr]:
    """What a call connects, if it connects something: the first name of that expression."""
    if isinstance(call.func, ast.Call) or (isinstance(call.func, ast.Attribute) and call.func.attr == "connect"):
        yield from map(_root, call.args[:1])
        yield from (_root(keyword.value) for keyword in call.keywords if keyword.arg == "receiver")


def _root(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node
