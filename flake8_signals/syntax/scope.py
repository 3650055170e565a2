"""Name resolution: from an expression to values with full dotted names. All resolution goes through here.

A scope's names are read from the ``ast``, which is cheap, since flake8 has already parsed the file. Expressions are
too (``from_ast``), except in the body of a function, where libcst's visitor has them at hand (``from_libcst``).
Anything uncertain becomes a ``Choice`` or ``Unknown``, and the rules stay silent.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.syntax.bindings import FUNCTIONS, Binding, bindings_of
from flake8_signals.syntax.from_ast import value_of
from flake8_signals.syntax.tree import COMPOUND, Definition, within
from flake8_signals.syntax.values import (
    Attribute,
    Call,
    Instance,
    Literal,
    Name,
    Parameter,
    Starred,
    Unknown,
    Value,
    attribute_of,
    choice,
    element,
    is_larger,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.syntax.text import Text

_DEPTH = 25
"""How many names that lead to each other are followed."""

_PARTS = 1000
"""How many parts a name's value may have beyond those that its own text spells.

A name that is used twice in the value of the next one doubles it.
"""

_BUILTINS = frozenset(
    "abs all any bool bytes callable classmethod delattr dict dir enumerate eval exec filter float frozenset getattr "
    "hasattr hash id input int isinstance issubclass iter len list map max min next object open print property range "
    "repr reversed round set setattr sorted staticmethod str sum super tuple type vars zip __import__ "
    "Exception BaseException ValueError TypeError KeyError AttributeError ImportError RuntimeError".split()
)


_TRANSPARENT = (
    ast.Name,
    ast.Attribute,
    ast.Constant,
    ast.List,
    ast.Tuple,
    ast.Set,
    ast.Dict,
    ast.IfExp,
    ast.BoolOp,
    ast.BinOp,
)
"""The expressions for which a module-level name is just another spelling."""


class Scope:
    """The names of a module, class, function, lambda or comprehension, and of the scopes around it.

    It knows none of the scopes inside it: a tree that is dropped must not wait for Python's garbage collector.
    """

    def __init__(self, text: Text, node: ast.AST, parent: Scope | None = None) -> None:
        self.text = text
        self.node = node
        self.parent = parent
        self._bindings: dict[str, list[Binding]] | None = None
        self._resolving: set[str] = set()
        self._known: dict[str, Value] = {}
        self._cut: dict[str, int] = {}
        """The known names whose values lack something that was too large, and the line of that."""

    @property
    def is_class(self) -> bool:
        """Whether this is a class body, whose names are invisible to inner functions."""
        return isinstance(self.node, ast.ClassDef)

    @cached_property
    def qualname(self) -> str:
        """The qualified name, empty at module level: ``Indexer.update``, ``connect_all.<locals>.on_save``."""
        if self.parent is None:
            return ""
        if isinstance(self.node, (*FUNCTIONS, ast.ClassDef)):
            return self.parent.inner(self.node.name)
        return self.parent.inner("<lambda>") if isinstance(self.node, ast.Lambda) else self.parent.qualname

    def inner(self, name: str) -> str:
        """The qualified name of something that this scope defines as ``name``."""
        qualname = self.qualname
        if not qualname:
            return name
        return f"{qualname}.{name}" if self.is_class else f"{qualname}.<locals>.{name}"

    def path(self, name: str) -> str:
        """The full dotted name of something that this scope defines as ``name``."""
        return f"{self.text.module}.{self.inner(name)}"

    @property
    def function(self) -> Scope | None:
        """The scope of the innermost function around this one, or this one itself."""
        scope: Scope | None = self
        while scope is not None and not isinstance(scope.node, (*FUNCTIONS, ast.Lambda)):
            scope = scope.parent
        return scope

    @property
    def bindings(self) -> dict[str, list[Binding]]:
        """The bindings of each name in this scope, in source order."""
        if self._bindings is None:
            self._bindings = {}
            for name, binding in bindings_of(self):
                self._bindings.setdefault(name, []).append(binding)
        return self._bindings

    def given(self, name: str) -> list[tuple[ast.expr, tuple[int | None, ...]]]:
        """The values that statements give a name, each with the path to the element that it is given."""
        bound = self.bindings.get(name, ())
        return [(b.value, b.path) for b in bound if b.value is not None and not b.entered]

    def before(self, definition: Definition) -> Scope:
        """This scope as the decorators of a definition see it, which stands for nothing yet under its own name."""
        name = definition.name
        bound, path = self.bindings.get(name, []), self.path(name)
        others = [binding for binding in bound if binding.target != path]
        is_outer = self.is_class and any(name in outer.bindings for outer in self._around)
        if len(others) != len(bound) - 1 or not (others or is_outer):
            return self
        seen = Scope(self.text, self.node, self.parent)
        seen._bindings = {**self.bindings, name: others}
        if not others:
            del seen._bindings[name]
        return seen

    @property
    def _around(self) -> Iterator[Scope]:
        """The scopes around this one whose names are visible in it."""
        scope = self.parent
        while scope is not None:
            if not scope.is_class:
                yield scope
            scope = scope.parent

    @cached_property
    def definitions(self) -> list[Definition]:
        """The functions and classes that this scope defines, in any of its branches, in source order."""
        return list(_definitions(self.node.body))  # type: ignore[attr-defined]

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The plain names that stand anywhere in the definition of this scope."""
        return frozenset(node.id for node in within(self.node) if isinstance(node, ast.Name))

    def defined_as(self, name: str) -> list[Definition]:
        """The functions and classes that this scope defines under one name."""
        return self._defined.get(name, [])

    @cached_property
    def classes(self) -> dict[str, ast.ClassDef]:
        """The classes at the top of this scope: of several of one name, the first."""
        body: list[ast.stmt] = self.node.body  # type: ignore[attr-defined]
        return {node.name: node for node in reversed(body) if isinstance(node, ast.ClassDef)}

    @cached_property
    def _defined(self) -> dict[str, list[Definition]]:
        found: dict[str, list[Definition]] = {}
        for node in self.definitions:
            found.setdefault(node.name, []).append(node)
        return found

    @cached_property
    def stars(self) -> tuple[str, ...]:
        """The modules of star imports."""
        return tuple(binding.target for binding in self.bindings.get("*", ()))

    def lookup(self, name: str) -> Value:
        """The value of ``name`` here."""
        if name in self._known:
            self.text.cut = self._cut.get(name, self.text.cut)
            return self._known[name]
        scope: Scope | None = self
        while scope is not None:
            if name in scope.bindings and (scope is self or not scope.is_class):
                before, self.text.cut = self.text.cut, 0
                value = scope._bound(name)  # noqa: SLF001 - the same class
                self._known[name] = value
                if self.text.cut:
                    self._cut[name] = self.text.cut
                else:
                    self.text.cut = before
                return value
            scope = scope.parent
        root = self.root
        if root.stars and not name.startswith("_"):
            return Starred(name, root.stars)
        return Name(f"builtins.{name}") if name in _BUILTINS else Unknown()

    @property
    def root(self) -> Scope:
        """The module's scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def _bound(self, name: str) -> Value:
        if name in self._resolving or len(self._resolving) > _DEPTH:
            return Unknown()
        self._resolving.add(name)
        bound = self.bindings[name]
        try:
            if len(bound) == 1:  # as most are
                value = self._value(name, bound[0])
            else:
                value = choice(self._value(name, binding) for binding in bound)
        finally:
            self._resolving.discard(name)
        if is_larger(value, _PARTS) and self._multiplies(name, value):
            self.text.cut = next(b.value.lineno for b in self.bindings[name] if b.value is not None)
            return Unknown()
        return value

    def _multiplies(self, name: str, value: Value) -> bool:
        """Whether a name's value is larger than what the text of its bindings spells (in two characters a part)."""
        given = {id(b.value): b.value for b in self.bindings[name] if b.value is not None}
        return bool(given) and is_larger(value, _PARTS + sum(len(self.text.segment(node)) for node in given.values()))

    def _value(self, name: str, binding: Binding) -> Value:
        if binding.target:
            if binding.target == "<global>":
                return self.root.lookup(name)
            if binding.target == "<nonlocal>":
                return self.parent.lookup(name) if self.parent else Unknown()
            if binding.target == "<parameter>":
                return _parameter(name, self)
            return Name(binding.target)
        if binding.value is None or _is_empty(binding.value):
            return Unknown()
        if binding.path:
            return element(self.resolve(binding.value), binding.path)
        if (self.parent is None or self.is_class) and (binding.entered or not isinstance(binding.value, _TRANSPARENT)):
            # Objects of a module or class are known by the name that holds them.
            return Name(self.path(name))
        if binding.entered:
            return Call(attribute_of(self.resolve(binding.value), "__enter__"))
        return self.resolve(binding.value)

    def resolve(self, node: ast.expr) -> Value:
        """The value of an expression of the ``ast`` in this scope."""
        return value_of(node, self)

    def dotted(self, name: str) -> Value:
        """The value of a dotted name."""
        head, *rest = name.split(".")
        if head in ("None", "True", "False"):
            return Literal({"None": None, "True": True, "False": False}[head])
        value = self.lookup(head)
        for attribute in rest:
            value = attribute_of(value, attribute)
        return value

    def iteration(self, name: str, line: int) -> tuple[ast.expr, tuple[int | None, ...]] | None:
        """The iterable of the loop that binds ``name``, as read on ``line``, and the path within one of its elements.

        ``None`` if no loop binds the name, or more than one does around this scope.
        """
        scope: Scope | None = self
        while scope is not None:
            if name in scope.bindings and (scope is self or not scope.is_class):
                values = [(b.value, b.path) for b in scope.bindings[name] if b.value is not None]
                if scope is self:
                    values = [(value, path) for value, path in values if value.lineno <= line][-1:]
                return values[0] if len(values) == 1 and None in values[0][1] else None
            scope = scope.parent
        return None


def _parameter(name: str, scope: Scope) -> Value:
    """The value of a parameter of the function or lambda that a scope is of."""
    node, owner = scope.node, scope.parent
    if isinstance(node, FUNCTIONS) and owner is not None and owner.is_class:
        names = [*node.args.posonlyargs, *node.args.args]
        decorators = {d.id for d in node.decorator_list if isinstance(d, ast.Name)}
        if names and names[0].arg == name and "staticmethod" not in decorators:
            instance = Instance(f"{scope.text.module}.{owner.qualname}")
            classwise = "classmethod" in decorators or node.name in (
                "__new__",
                "__init_subclass__",
                "__class_getitem__",
            )
            return Attribute(instance, "__class__") if classwise else instance
    return Parameter(name, scope.qualname)


def _is_empty(node: ast.expr) -> bool:
    """Whether an expression is an empty display: a name bound to one is there to be filled later."""
    return (isinstance(node, ast.List) and not node.elts) or (isinstance(node, ast.Dict) and not node.keys)


class Fixed(Scope):
    """A scope in which some names have a fixed value: one turn of a loop."""

    def __init__(self, scope: Scope, values: dict[str, Value]) -> None:
        super().__init__(scope.text, scope.node, scope.parent)
        self._bindings = scope.bindings
        self._known.update(values)


def _definitions(block: list[ast.stmt]) -> Iterator[Definition]:
    for node in block:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield node
        elif type(node) in COMPOUND:
            for part in ("body", "orelse", "finalbody"):
                yield from _definitions(getattr(node, part, None) or [])
            for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
                yield from _definitions(part.body)
