"""Nodes of the ``ast``: their parts, and what they say by themselves."""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING

from flake8_signals.syntax.values import Literal, Signature, SignatureParameter, literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.syntax.text import Text


TRIES = (ast.Try, getattr(ast, "TryStar", ast.Try))  # `except*` is new in Python 3.11

COMPOUND = frozenset({ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Match, *TRIES})
"""The statements that contain statements without being a scope of their own."""


_NO_PARTS = frozenset("arg asname attr conversion ctx id is_async kind level module op ops simple type_comment".split())
"""The fields that hold texts, numbers and operators."""

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

NESTED = (*FUNCTIONS, ast.ClassDef, ast.Lambda)
"""What holds code that does not run where it stands."""


_LITERALS = (type(None), bool, int, float, str)

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def signature(given: ast.arguments) -> Signature:
    """The signature that a function's parameters form."""
    plain = [*given.posonlyargs, *given.args]
    padded = [*[None] * (len(plain) - len(given.defaults)), *given.defaults]
    found = [
        SignatureParameter(
            one.arg,
            "positional-only" if index < len(given.posonlyargs) else "positional",
            default is not None,
            _literal(default),
        )
        for index, (one, default) in enumerate(zip(plain, padded, strict=True))
    ]
    if given.vararg is not None:
        found.append(SignatureParameter(given.vararg.arg, "*"))
    found += [
        SignatureParameter(one.arg, "keyword-only", default is not None, _literal(default))
        for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
    ]
    if given.kwarg is not None:
        found.append(SignatureParameter(given.kwarg.arg, "**"))
    return Signature(tuple(found))


def _literal(node: ast.expr | None) -> Literal | None:
    found = literal(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, _LITERALS) else None
    return found if isinstance(found, Literal) else None


def defaults(given: ast.arguments) -> dict[str, ast.expr]:
    """The defaults of parameters, by name."""
    positional = [*given.posonlyargs, *given.args]
    found = dict(zip((a.arg for a in positional[len(positional) - len(given.defaults) :]), given.defaults, strict=True))
    by_name = zip(given.kwonlyargs, given.kw_defaults, strict=True)
    return found | {a.arg: default for a, default in by_name if default is not None}


def bases(node: ast.ClassDef) -> Iterator[ast.expr]:
    """What a class inherits: of a generic class with its arguments, ``Model[T]``, the class itself."""
    for base in node.bases:
        yield base.value if isinstance(base, ast.Subscript) else base


def children(node: ast.AST) -> list[ast.AST]:
    """The same as ``ast.iter_child_nodes``, without operators and the like, in a quarter of the time."""
    found = []
    for field in _parts(type(node)):  # type: ignore[arg-type]  # mypy does not accept classes as keys
        value = getattr(node, field, None)
        if isinstance(value, list):
            found += [part for part in value if isinstance(part, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


@cache
def _parts(kind: type[ast.AST]) -> tuple[str, ...]:
    """The fields of a kind of node that may hold nodes with a place."""
    return tuple(field for field in kind._fields if field not in _NO_PARTS)


def within(node: ast.AST) -> list[ast.AST]:
    """A node and everything in it."""
    found = [node]
    for part in found:
        found += children(part)
    return found


def additions(module: ast.AST, name: str) -> Iterator[ast.expr]:
    """What statements outside of functions add to the list called ``name``, each as a list: ``+=``, ``append()``."""
    pending = children(module)
    for node in pending:
        match node:
            case ast.AugAssign(target=ast.Name(changed), value=value) if changed == name:
                yield value
            case ast.Call(ast.Attribute(ast.Name(changed), "extend"), [value]) if changed == name:
                yield value
            case ast.Call(ast.Attribute(ast.Name(changed), "append" | "insert"), [*_, value]) if changed == name:
                yield ast.List([value], ast.Load())
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            pending += children(node)


def yields(function: ast.AST) -> bool:
    """Whether calling a function makes a generator: functions inside it yield for themselves."""
    pending = children(function)
    for node in pending:
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            pending += children(node)
    return False


def absolute(text: Text, node: ast.ImportFrom) -> str:
    """The full name of the module in ``from … import``; the dots stay if the file's package is unknown."""
    if not node.level:
        return node.module or ""
    package = text.module.split(".") if text.module else []
    up = node.level - 1 if text.is_package else node.level
    if up > len(package):
        return "." * node.level + (node.module or "")
    return ".".join([*package[: len(package) - up], *([node.module] if node.module else [])])


def is_type_checking(test: ast.expr) -> bool:
    """Whether a condition is ``TYPE_CHECKING``, which is false when the program runs."""
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )
