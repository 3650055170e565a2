"""The blocks of statements in a function or module, and what they give to names."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_signals.syntax.tree import FUNCTIONS, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOOPS = (ast.For, ast.AsyncFor, ast.While)


def blocks(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    """The blocks of a statement, but not those of functions and classes."""
    if not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        yield from (block for name in ("body", "orelse", "finalbody") if (block := getattr(node, name, None)))
        yield from (part.body for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())))


def nested(block: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a block and of its inner blocks."""
    pending = [*block]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(inner for block in blocks(node) for inner in block)


def path_to(block: list[ast.stmt], statement: ast.stmt) -> list[tuple[list[ast.stmt], int]]:
    """The way to ``statement``, somewhere in ``block``: each block on the way, and the index in it."""
    path = []
    while statement not in block:
        inside = ((index, part) for index, node in enumerate(block) for part in blocks(node))
        index, inner = next((index, part) for index, part in inside if _covers(part, statement))
        path.append((block, index))
        block = inner
    return [*path, (block, block.index(statement))]


def _covers(block: list[ast.stmt], statement: ast.stmt) -> bool:
    """Whether ``statement`` is somewhere in a block, judged by its line."""
    return block[0].lineno <= statement.lineno <= (block[-1].end_lineno or 0)


def bound_by(node: ast.stmt) -> set[str]:
    """The names that a statement itself binds or deletes, without those of its blocks."""
    targets: list[ast.expr] = []
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return {node.name}
        case ast.Import() | ast.ImportFrom():
            return {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        case ast.Assign() | ast.Delete():
            targets = node.targets
        case ast.For() | ast.AsyncFor() | ast.AugAssign():
            targets = [node.target]
        case ast.AnnAssign() if node.value is not None:
            targets = [node.target]
        case ast.With() | ast.AsyncWith():
            targets = [item.optional_vars for item in node.items if item.optional_vars is not None]
    parts = [part for target in targets for part in within(target)]
    return {part.id for part in parts if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load)}


def value_before(name: str, statement: ast.stmt, function: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.expr | None:
    """What straight-line code last gives to a local ``name`` before ``statement``; ``None`` if that is not certain."""
    for block, index in reversed(path_to(function.body, statement)):
        if block[index] is not statement and _may_bind(block[index], name):
            return None  # by another branch, or in another turn
        for before in reversed(block[:index]):
            given = _given_by(before, name)
            if given is not None:
                return None if any(isinstance(part, ast.Name) and part.id == name for part in within(given)) else given
            if _may_bind(before, name):
                return None
    return None


def _given_by(statement: ast.stmt, name: str) -> ast.expr | None:
    """The whole value that a plain assignment gives to ``name``."""
    match statement:
        case ast.Assign(targets, value) if any(isinstance(t, ast.Name) and t.id == name for t in targets):
            return value
        case ast.AnnAssign(ast.Name(given), _, ast.expr() as value) if given == name:
            return value
        case _:
            return None


def _may_bind(statement: ast.stmt, name: str) -> bool:
    """Whether something in a statement may give another value to ``name``."""
    for part in within(statement):
        match part:
            case ast.Name(given, ast.Store() | ast.Del()) if given == name:
                return True
            case ast.ExceptHandler(_, given) | ast.MatchAs(_, given) | ast.MatchStar(given) if given == name:
                return True
            case ast.MatchMapping(rest=given) if given == name:
                return True
            case ast.Nonlocal(names) if name in names:
                return True
            case ast.stmt() if name in bound_by(part):
                return True
    return False
