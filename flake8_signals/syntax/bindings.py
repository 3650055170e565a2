"""What binds the names of a scope, read from its statements."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.syntax.tree import COMPOUND, absolute, is_type_checking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.syntax.scope import Scope

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

_BINDING = frozenset(
    {ast.Import, ast.ImportFrom, *FUNCTIONS, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.AugAssign}
    | {ast.For, ast.AsyncFor, ast.With, ast.AsyncWith, ast.Global, ast.Nonlocal}
)
"""The statements that bind names themselves."""


class Binding(NamedTuple):
    """One statement that binds a name.

    ``target`` is a dotted name if the statement gives one (an import, a ``def``, a class). ``value`` is the bound
    expression, and ``path`` selects an element of it (``None`` in it: any element, as in a loop). With neither, nothing
    is known. ``entered``: the name is bound to what a ``with`` statement gets from the value.
    """

    target: str = ""
    value: ast.expr | None = None
    path: tuple[int | None, ...] = ()
    entered: bool = False


def bindings_of(scope: Scope) -> Iterator[tuple[str, Binding]]:
    """The names that a scope binds, each with its bindings in source order."""
    node = scope.node
    if isinstance(node, (*FUNCTIONS, ast.Lambda)):
        arguments = node.args
        for argument in (
            *arguments.posonlyargs,
            *arguments.args,
            *arguments.kwonlyargs,
            arguments.vararg,
            arguments.kwarg,
        ):
            if argument is not None:
                yield argument.arg, Binding("<parameter>")
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
        for generator in node.generators:
            yield from _targets(generator.target, generator.iter, (None,))
    elif not isinstance(node, ast.Lambda):
        yield from _statements(scope, node.body)  # type: ignore[attr-defined]


def _statements(scope: Scope, statements: list[ast.stmt]) -> Iterator[tuple[str, Binding]]:
    for node in statements:
        kind = type(node)
        if kind in _BINDING:
            yield from _bound_by(scope, node)
        if kind not in COMPOUND:
            continue
        if isinstance(node, ast.If) and is_type_checking(node.test):
            yield from _statements(scope, node.orelse)
            continue
        for block in ("body", "orelse", "finalbody"):
            yield from _statements(scope, getattr(node, block, []))
        for handler in getattr(node, "handlers", ()):
            if handler.name:
                yield handler.name, Binding()
            yield from _statements(scope, handler.body)
        for case in getattr(node, "cases", ()):
            yield from _statements(scope, case.body)


def _bound_by(scope: Scope, node: ast.stmt) -> Iterator[tuple[str, Binding]]:
    """What a statement itself binds, without the statements inside it."""
    match node:
        case ast.Import() | ast.ImportFrom():
            yield from _imported_by(scope, node)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name, Binding(scope.path(node.name))
        case ast.Assign():
            for target in node.targets:
                yield from _targets(target, node.value, ())
        case ast.AnnAssign(value=ast.expr()):
            yield from _targets(node.target, node.value, ())
        case ast.AugAssign():
            yield from _targets(node.target, None, ())
        case ast.For() | ast.AsyncFor():
            yield from _targets(node.target, node.iter, (None,))
        case ast.With() | ast.AsyncWith():
            for item in node.items:
                if isinstance(item.optional_vars, ast.Name):
                    yield item.optional_vars.id, Binding("", item.context_expr, entered=True)
                elif item.optional_vars is not None:
                    yield from _targets(item.optional_vars, None, ())
        case ast.Global():
            yield from ((name, Binding("<global>")) for name in node.names)
        case ast.Nonlocal():
            yield from ((name, Binding("<nonlocal>")) for name in node.names)


def _imported_by(scope: Scope, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, Binding]]:
    if isinstance(node, ast.ImportFrom):
        module = absolute(scope.text, node)
        for alias in node.names:
            if alias.name == "*":
                yield "*", Binding(module)
            else:
                yield alias.asname or alias.name, Binding(f"{module}.{alias.name}")
        return
    for alias in node.names:
        if alias.asname:
            yield alias.asname, Binding(alias.name)
        else:
            top = alias.name.partition(".")[0]
            yield top, Binding(top)


def _targets(target: ast.expr, value: ast.expr | None, path: tuple[int | None, ...]) -> Iterator[tuple[str, Binding]]:
    match target:
        case ast.Name(name):
            yield name, Binding("", value, path)
        case ast.Tuple(items) | ast.List(items):
            starred = any(isinstance(item, ast.Starred) for item in items)
            for index, item in enumerate(items):
                yield from _targets(item, None if starred else value, (*path, index))
        case ast.Starred(inner):
            yield from _targets(inner, None, ())
