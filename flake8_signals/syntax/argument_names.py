"""What stands for a signal's arguments in the body of a receiver, read off the ``ast``.

A name counts as the signal's argument only while nothing binds it again, be it a parameter of a function inside.
"""

from __future__ import annotations

import ast
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    Function = ast.FunctionDef | ast.AsyncFunctionDef

KEYS = ("pk", "id")
"""The attributes that hold a model's key."""


class ArgumentNames:
    """What stands for the arguments of a receiver in its body: parameters, keys of ``kwargs`` and locals of both."""

    def __init__(self, node: Function) -> None:
        given = node.args
        own = {argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)}
        parameters = own | {argument.arg for argument in (given.vararg, given.kwarg) if argument is not None}
        self.catch_all = given.kwarg.arg if given.kwarg is not None else ""
        self.nodes = [part for statement in node.body for part in tree.within(statement)]
        self._bound = Counter(name for part in self.nodes for name in _binds(part))
        self._kept = {name for name in own if name not in self._bound}
        given_once = [
            part
            for part in self.nodes
            if isinstance(part, ast.Assign)
            and isinstance(part.targets[0], ast.Name)
            and self._bound[part.targets[0].id] == 1
            and part.targets[0].id not in parameters
        ]
        self._values = dict(_told_before(given_once))

    def value(self, node: ast.expr) -> ast.expr:
        """What a local stands for that is bound but once, by a plain assignment; else the expression itself."""
        for _ in range(5):
            if not (isinstance(node, ast.Name) and node.id in self._values):
                break
            node = self._values[node.id]
        return node

    def is_(self, node: ast.expr, argument: str) -> bool:
        """Whether an expression certainly is one of the receiver's arguments."""
        match self.value(node):
            case ast.Name(name):
                return name == argument and name in self._kept
            case ast.Subscript(ast.Name(owner), ast.Constant(key)) | ast.Call(
                ast.Attribute(ast.Name(owner), "get" | "pop"), [ast.Constant(key), *_]
            ):
                return key == argument and owner == self.catch_all and owner not in self._bound
            case _:
                return False

    def holds(self, node: ast.AST, argument: str) -> bool:
        """Whether something mentions one of the receiver's arguments."""
        return any(isinstance(part, ast.expr) and self.is_(part, argument) for part in tree.within(node))

    def definition(self, node: ast.expr) -> Function | None:
        """The one function inside that a name stands for."""
        if not isinstance(node, ast.Name) or self._bound[node.id] != 1:
            return None
        return next((part for part in self.nodes if isinstance(part, tree.FUNCTIONS) and part.name == node.id), None)

    def key(self, node: ast.AST) -> str:
        """``pk`` or ``id`` where an expression reads the instance's key; else empty."""
        match node:
            case ast.Attribute(owner, name, ast.Load()) if name in KEYS and self.is_(owner, "instance"):
                return name
            case _:
                return ""

    @cached_property
    def keeps_key(self) -> bool:
        """Whether the instance is, for all that the text tells, as Django sent it: saved, with its key."""
        for node in self.nodes:
            match node:
                case ast.Attribute(owner, name, ast.Store() | ast.Del()) if name in (*KEYS, "_state", "adding"):
                    owner = owner.value if isinstance(owner, ast.Attribute) else owner
                    if self.is_(owner, "instance"):
                        return False
                case ast.Call(ast.Attribute(owner, "delete" | "adelete")) if self.is_(owner, "instance"):
                    return False
        return True


def _told_before(given_once: list[ast.Assign]) -> Iterator[tuple[str, ast.expr]]:
    """The locals that are made of earlier ones alone: what is made of itself (``name = name or …``) stands for nothing.

    So whoever follows a value into its parts comes to an end.
    """
    later = {part.targets[0].id for part in given_once}  # type: ignore[attr-defined]
    for part in sorted(given_once, key=lambda part: (part.lineno, part.col_offset)):
        mentioned = {inner.id for inner in tree.within(part.value) if isinstance(inner, ast.Name)}
        if mentioned.isdisjoint(later):
            yield part.targets[0].id, part.value  # type: ignore[attr-defined]
            later.discard(part.targets[0].id)  # type: ignore[attr-defined]


def _binds(node: ast.AST) -> Iterator[str]:
    """The names that a node binds by itself, parameters included."""
    match node:
        case ast.Name(name, ast.Store() | ast.Del()) | ast.arg(name):
            yield name
        case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
            yield name
        case (
            ast.ExceptHandler(name=str() as name) | ast.MatchAs(name=str() as name) | ast.MatchStar(name=str() as name)
        ):
            yield name
        case ast.Import(aliases) | ast.ImportFrom(_, aliases):
            yield from (alias.asname or alias.name for alias in aliases)
        case ast.Global(names) | ast.Nonlocal(names):
            yield from names
        case ast.AugAssign(ast.Name(name)):
            yield name
