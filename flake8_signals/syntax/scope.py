"""Name resolution: from an expression to values with full dotted names. All resolution goes through here.

A scope's names are read from the ``ast``, which is cheap, since flake8 has already parsed the file. Expressions are
too, except in the body of a function, where libcst's visitor has them at hand. Anything uncertain becomes a ``Choice``
or ``Unknown``, and the rules stay silent.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from flake8_signals.files.remember import remembered
from flake8_signals.syntax.bindings import FUNCTIONS, Binding, bindings_of
from flake8_signals.syntax.text import Unanalysable
from flake8_signals.syntax.tree import COMPOUND, Definition, signature, within
from flake8_signals.syntax.values import (
    Argument,
    Attribute,
    Call,
    Collection,
    Instance,
    Lambda,
    Literal,
    Name,
    Parameter,
    Signature,
    Starred,
    Unknown,
    Value,
    added,
    attribute_of,
    choice,
    element,
    is_larger,
    item,
    literal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import libcst as cst

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
    """The names of a module, class, function, lambda or comprehension, and of the scopes around it."""

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

    @property
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
        return self._without(definition.name)

    @remembered
    def _without(self, name: str) -> Scope:
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

    @remembered
    def inside(self, node: Definition) -> Scope:
        """The scope of a definition in this scope: the same object for all callers."""
        return Scope(self.text, node, self)

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
        try:
            value = choice(self._value(name, binding) for binding in self.bindings[name])
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
                return self._parameter(name)
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

    def _parameter(self, name: str) -> Value:
        node = self.node
        owner = self.parent
        if isinstance(node, FUNCTIONS) and owner is not None and owner.is_class:
            names = [*node.args.posonlyargs, *node.args.args]
            decorators = {d.id for d in node.decorator_list if isinstance(d, ast.Name)}
            if names and names[0].arg == name and "staticmethod" not in decorators:
                path = f"{self.text.module}.{owner.qualname}"
                instance = Instance(path)
                classwise = "classmethod" in decorators or node.name in (
                    "__new__",
                    "__init_subclass__",
                    "__class_getitem__",
                )
                return Attribute(instance, "__class__") if classwise else instance
        return Parameter(name, self.qualname)

    def resolve(self, node: ast.expr) -> Value:
        """The value of an expression of the ``ast`` in this scope."""
        match node:
            case ast.Name(name):
                return self.dotted(name)
            case ast.Attribute(owner, name):
                return attribute_of(self.resolve(owner), name)
            case ast.Call(function):
                return Call(self.resolve(function), tuple(self._passed(node)))
            case ast.Constant(None | bool() | str() | int() | float() as value):
                return literal(value)
            case ast.Lambda(parameters):
                return Lambda(signature(parameters), self.inner("<lambda>"))
            case ast.Subscript(owner, key) if not isinstance(key, (ast.Slice, ast.Tuple)):
                return item(self.resolve(owner), self.resolve(key))
            case ast.IfExp(_, one, other):
                return choice((self.resolve(one), self.resolve(other)))
            case ast.BoolOp(ast.Or(), options):
                return choice(map(self.resolve, options))
            case ast.BinOp(one, ast.Add(), other):
                return added(self.resolve(one), self.resolve(other))
            case ast.NamedExpr(_, inner):
                return self.resolve(inner)
            case ast.List(items) | ast.Tuple(items) | ast.Set(items):
                kind: Any = type(node).__name__.lower()
                return Collection(kind, tuple(self._listed(items)))
            case ast.Dict(keys, values):
                pairs = [
                    Unknown() if key is None else Collection("tuple", (self.resolve(key), self.resolve(value)))
                    for key, value in zip(keys, values, strict=True)
                ]
                return Collection("dict", tuple(pairs))
            case ast.ListComp():
                return Collection("comprehension", (Unknown(),))
            case ast.SetComp() | ast.GeneratorExp():
                return Collection("generator", (Unknown(),))
            case _:
                return Unknown()

    def _passed(self, node: ast.Call) -> Iterator[Argument]:
        """The arguments of a call, in source order."""
        given: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
        if node.keywords and any(isinstance(argument, ast.Starred) for argument in node.args):
            given.sort(key=lambda argument: (argument.lineno, argument.col_offset))
        for argument in given:
            match argument:
                case ast.keyword(name, value):
                    yield Argument(self.resolve(value), name, "" if name else "**")
                case ast.Starred(value):
                    yield Argument(self.resolve(value), None, "*")
                case ast.expr():
                    yield Argument(self.resolve(argument), None, "")

    def _listed(self, items: Iterable[ast.expr]) -> Iterator[Value]:
        for node in items:
            if isinstance(node, ast.Starred):
                value = self.resolve(node.value)
                yield from value.items if isinstance(value, Collection) else (Unknown(),)
            else:
                yield self.resolve(node)

    def dotted(self, name: str) -> Value:
        """The value of a dotted name."""
        head, *rest = name.split(".")
        if head in ("None", "True", "False"):
            return Literal({"None": None, "True": True, "False": False}[head])
        value = self.lookup(head)
        for attribute in rest:
            value = attribute_of(value, attribute)
        return value

    def evaluate(self, node: Any) -> Value:
        """The value of a libcst expression in this scope, the same that ``resolve`` gives for its ``ast``."""
        # By class names: libcst's classes are abstract, which makes isinstance() slow.
        match type(node).__name__:
            case "Name":
                return self.dotted(node.value)
            case "Attribute":
                return attribute_of(self.evaluate(node.value), node.attr.value)
            case "Call":
                return Call(self.evaluate(node.func), tuple(self._arguments(node.args)))
            case "SimpleString" | "ConcatenatedString":
                text = node.evaluated_value
                return Literal(text) if isinstance(text, str) else Unknown()
            case "Integer" | "Float":
                return literal(node.evaluated_value)
            case "Lambda":
                return Lambda(_signature_of(node), self.inner("<lambda>"))
            case "Subscript":
                return self._item(node)
            case "IfExp":
                return choice((self.evaluate(node.body), self.evaluate(node.orelse)))
            case "BooleanOperation" if type(node.operator).__name__ == "Or":
                return choice((self.evaluate(node.left), self.evaluate(node.right)))
            case "BinaryOperation" if type(node.operator).__name__ == "Add":
                return added(self.evaluate(node.left), self.evaluate(node.right))
            case "NamedExpr":
                return self.evaluate(node.value)
            case _:
                return self._collection(node)

    def _collection(self, node: Any) -> Value:
        match type(node).__name__:
            case "List" | "Tuple" | "Set" as kind:
                return Collection(kind.lower(), tuple(self._elements(node.elements)))  # type: ignore[arg-type]
            case "Dict":
                return Collection("dict", tuple(self._pairs(node.elements)))
            case "ListComp":
                return Collection("comprehension", (Unknown(),))
            case "SetComp" | "GeneratorExp":
                return Collection("generator", (Unknown(),))
            case _:
                return Unknown()

    def _elements(self, elements: Iterable[cst.BaseElement]) -> Iterator[Value]:
        for node in elements:
            value = self.evaluate(node.value)
            if type(node).__name__ == "StarredElement":
                yield from value.items if isinstance(value, Collection) else (Unknown(),)
            else:
                yield value

    def _pairs(self, elements: Iterable[Any]) -> Iterator[Value]:
        for node in elements:
            if type(node).__name__ == "DictElement":
                yield Collection("tuple", (self.evaluate(node.key), self.evaluate(node.value)))
            else:
                yield Unknown()

    def _arguments(self, arguments: Iterable[cst.Arg]) -> Iterator[Argument]:
        for node in arguments:
            keyword = node.keyword.value if node.keyword else None
            yield Argument(self.evaluate(node.value), keyword, node.star)

    def _item(self, node: Any) -> Value:
        key: Any = node.slice[0]
        is_plain = len(node.slice) == 1 and type(key.slice).__name__ == "Index" and type(key.comma).__name__ != "Comma"
        # To the `ast`, x[1, 2] and x[(1, 2)] are the same.
        if not is_plain or key.slice.star or type(key.slice.value).__name__ == "Tuple":
            return Unknown()
        return item(self.evaluate(node.value), self.evaluate(key.slice.value))

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


def _is_empty(node: ast.expr) -> bool:
    """Whether an expression is an empty display: a name bound to one is there to be filled later."""
    return (isinstance(node, ast.List) and not node.elts) or (isinstance(node, ast.Dict) and not node.keys)


class Fixed(Scope):
    """A scope in which some names have a fixed value: one turn of a loop."""

    def __init__(self, scope: Scope, values: dict[str, Value]) -> None:
        super().__init__(scope.text, scope.node, scope.parent)
        self._bindings = scope.bindings
        self._known.update(values)


def unparsed(error: cst.ParserSyntaxError) -> Unanalysable:
    """The message for text that Python has parsed and libcst cannot parse."""
    return Unanalysable(f"libcst cannot parse it: {error.message.splitlines()[0]}")


def _signature_of(node: cst.Lambda) -> Signature:
    """The signature of a lambda, from its text."""
    import libcst as cst

    spelled = ast.parse(f"({cst.Module(()).code_for_node(node)}\n)", mode="eval").body
    return signature(cast("ast.Lambda", spelled).args)


def _definitions(block: list[ast.stmt]) -> Iterator[Definition]:
    for node in block:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield node
        elif type(node) in COMPOUND:
            for part in ("body", "orelse", "finalbody"):
                yield from _definitions(getattr(node, part, None) or [])
            for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
                yield from _definitions(part.body)
