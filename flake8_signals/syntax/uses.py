"""How a function uses its parameters, the keys of its ``**kwargs``, and the locals derived from them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import libcst as cst

from flake8_signals.syntax.conditions import holds
from flake8_signals.syntax.effects import written
from flake8_signals.syntax.facts import Use
from flake8_signals.syntax.position import once
from flake8_signals.syntax.values import Argument, Attribute, Call, Collection, Item, Literal, Parameter, Value, rewrite
from flake8_signals.syntax.visitor import Looker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet

    from flake8_signals.syntax.position import Position
    from flake8_signals.syntax.values import Signature

_NO_GUARDS = frozenset("None True False all any bool callable getattr hasattr isinstance issubclass len type".split())
"""Names in a condition that do not say what it tests."""


class Uses:
    """The uses of one function's parameters so far; the visitor reports to it what is read and bound."""

    def __init__(self, signature: Signature, position: Position) -> None:
        self.found: list[Use] = []
        self.forwards_kwargs = False
        self._position = position
        self._catch_all = signature.catch_all
        self._parameters = {p.name for p in signature.parameters if p.kind not in ("*", "**")}
        self._aliases: dict[str, str] = {}
        """Locals that hold a key of ``kwargs``."""
        self._origins: dict[str, tuple[str, ...]] = {}
        """The names that each local was derived from."""
        self._known: set[cst.CSTNode] = set()
        """Names already understood as part of something larger."""

    # --- parameters and keys ---

    def is_catch_all(self, node: cst.CSTNode) -> bool:
        """Whether an expression is the whole of ``kwargs``."""
        return self._catch_all is not None and isinstance(node, cst.Name) and node.value == self._catch_all

    def key(self, node: cst.BaseExpression) -> str | None:
        """The key that ``kwargs["key"]``, ``kwargs.get("key")`` or ``kwargs.pop("key")`` reads."""
        match node:
            case cst.Subscript(
                value=owner, slice=[cst.SubscriptElement(slice=cst.Index(value=cst.SimpleString() as key))]
            ):
                pass
            case cst.Call(
                func=cst.Attribute(value=owner, attr=cst.Name(value="get" | "pop" | "setdefault")),
                args=[cst.Arg(value=cst.SimpleString() as key), *_],
            ):
                pass
            case _:
                return None
        found = key.evaluated_value
        return found if self.is_catch_all(owner) and isinstance(found, str) else None

    def as_parameter(self, value: Value) -> Value:
        """A value with each key read from ``kwargs`` replaced by the parameter that it could have been."""
        return value if self._catch_all is None else rewrite(value, self._key_as_parameter)

    def _key_as_parameter(self, value: Value) -> Value | None:
        match value:
            case Item(Parameter(owner, function), Literal(str() as key)) | Call(
                Attribute(Parameter(owner, function), "get" | "pop"), (Argument(Literal(str() as key)), *_)
            ) if owner == self._catch_all:
                return Parameter(key, function)
            case _:
                return None

    def _parameter(self, node: cst.Name) -> str | None:
        """The parameter (or key of ``kwargs``) that a name is."""
        return self._aliases.get(node.value, node.value if node.value in self._parameters else None)

    @contextmanager
    def shadowed(self, names: AbstractSet[str]) -> Iterator[None]:
        """Visit code in which these names are not parameters."""
        before = self._parameters
        self._parameters = before - names
        yield
        self._parameters = before

    # --- uses ---

    def use(self, node: cst.BaseExpression, how: str, detail: str = "") -> None:
        """Note a use of a parameter, or of a key of ``kwargs``, if ``node`` is one."""
        if isinstance(node, cst.Name):
            self.use_name(node, how, detail)
        elif (key := self.key(node)) is not None:
            self.use_key(key, how, detail)

    def use_name(self, node: cst.BaseExpression, how: str, detail: str = "") -> None:
        """Note a use of a parameter, or of a local that stands for one, if ``node`` is one."""
        name = self._parameter(node) if isinstance(node, cst.Name) else None
        if name is not None:
            self._known.add(node)
            self._add(name, how, detail, from_kwargs=node.value in self._aliases)  # type: ignore[attr-defined]

    def use_key(self, key: str, how: str, detail: str = "") -> None:
        """Note a use of a key of ``kwargs``."""
        self._add(key, how, detail, from_kwargs=True)

    def read(self, node: cst.Name) -> None:
        """Note a name, unless it is part of something already understood."""
        if node not in self._known:
            if self.is_catch_all(node):
                self.forwards_kwargs = True
                self._add("", "give", from_kwargs=True)
            self.use_name(node, "read")

    def copy(self, node: cst.BaseExpression) -> None:
        """Note ``**kwargs`` in a call or a dictionary: what it holds goes on, and nothing can change it."""
        if self.is_catch_all(node):
            self.forwards_kwargs = True
            self._known.add(node)

    def test(self, condition: cst.BaseExpression) -> None:
        """Note what a condition tests."""
        for name in self.tested(condition):
            if name in self._parameters or name in self._aliases.values():
                self._add(name, "test")
        for owner, attribute in _truths(condition):
            if (parameter := self._parameter(owner)) is not None:
                self._add(parameter, "test", attribute)

    def change(self, key: str, method: str = "") -> None:
        """Note that ``kwargs``, or one key of it, may differ from what was sent from here on."""
        self.found.append(Use(key, "assign", self._position.line, method, (), from_kwargs=True))

    def _add(self, name: str, how: str, detail: str = "", *, from_kwargs: bool = False) -> None:
        at = self._position
        self.found.append(Use(name, how, at.line, detail, once(*at.guards), from_kwargs))

    def bind(self, target: cst.BaseExpression, value: cst.BaseExpression | None) -> bool:
        """Note what is bound to a target; returns whether the target needs no visit as an expression."""
        if isinstance(target, cst.Name):
            self._bind_name(target, value)
            return True
        if isinstance(target, cst.Subscript) and self.is_catch_all(target.value):
            self.forwards_kwargs = True
            self.change(self.key(target) or "")
            return True
        if isinstance(target, cst.Attribute):
            self.use_name(target.value, "set", target.attr.value)
        return False

    def _bind_name(self, target: cst.Name, value: cst.BaseExpression | None) -> None:
        name = target.value
        made_from = self.tested(value) if value is not None else ()
        self._origins[name] = once(*self._origins.get(name, ()), *made_from, *self._position.guards)
        key = self.key(value) if value is not None else None
        if self._parameter(target) is not None:
            self.found.append(Use(self._aliases.pop(name, name), "assign", self._position.line))
        if key is not None:
            self._aliases[name] = key
        if name == self._catch_all:
            self.forwards_kwargs = True
            self.change("")

    # --- conditions ---

    def when(self, condition: cst.BaseExpression, *, true: bool = True) -> tuple[str, ...]:
        """What holds where a condition is true, or is not, as source."""
        return self.when_written(written(condition), true=true)

    def either_way(self, condition: cst.BaseExpression) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What holds where a condition is true, and what where it is not."""
        source = written(condition)
        return self.when_written(source), self.when_written(source, true=False)

    def when_written(self, condition: str, *, true: bool = True) -> tuple[str, ...]:
        """The same for a condition's source."""
        return holds(condition, true=true, keyed=self._catch_all)

    def tested(self, condition: cst.BaseExpression) -> tuple[str, ...]:
        """The names that a condition reads; locals are replaced by what they were derived from."""
        mentioned = Mentioned(self.key)
        mentioned.look(condition)
        found = []
        for path in mentioned.paths:
            head, dot, rest = path.partition(".")
            known = self._aliases.get(head, head)
            found += [f"{known}{dot}{rest}", known, *self._origins.get(head, ())]
        return tuple(name for name in once(*mentioned.keys, *found) if name not in _NO_GUARDS)


def strings(value: Value, *, inside: bool = False) -> Iterator[str]:
    """The literal strings that something is compared with: the value itself, or what is ``inside`` a collection."""
    match value:
        case Literal(str() as text) if not inside:
            yield text
        case Collection(_, items) if inside:
            for item in items:
                yield from strings(item)


def matched(pattern: cst.MatchPattern) -> Iterator[str]:
    """The literal strings that a pattern compares with."""
    match pattern:
        case cst.MatchValue(value=cst.SimpleString() as text) if isinstance(text.evaluated_value, str):
            yield text.evaluated_value
        case cst.MatchOr(patterns=patterns):
            for element in patterns:
                yield from matched(element.pattern)


def _truths(node: cst.BaseExpression) -> Iterator[tuple[cst.Name, str]]:
    """The attributes whose truth or ``None``-ness a condition tests: in ``not instance.pk`` that one."""
    match node:
        case cst.Attribute(cst.Name() as owner, cst.Name(attribute)):
            yield owner, attribute
        case cst.UnaryOperation(cst.Not(), inner):
            yield from _truths(inner)
        case cst.BooleanOperation(left, _, right):
            yield from _truths(left)
            yield from _truths(right)
        case cst.Comparison(left, [cst.ComparisonTarget(cst.Is() | cst.IsNot() | cst.Equal(), cst.Name("None"))]):
            yield from _truths(left)


class Mentioned(Looker):
    """Collects the ``names`` in some code, the ``paths`` of attributes read from them, the ``keys`` of ``kwargs``."""

    def __init__(self, key_of: Callable[[cst.BaseExpression], str | None]) -> None:
        super().__init__()
        self._key_of = key_of
        self.names: list[cst.Name] = []
        self.paths: list[str] = []
        self.keys: list[str] = []

    def visit_Name(self, node: cst.Name) -> None:
        self.names.append(node)
        self.paths.append(node.value)

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        path: list[str] = []
        owner: cst.BaseExpression = node
        while isinstance(owner, cst.Attribute):
            path.append(owner.attr.value)
            owner = owner.value
        self.look(owner)
        if isinstance(owner, cst.Name):
            self.paths[-1] = ".".join([owner.value, *reversed(path)])
        return False

    def visit_Subscript(self, node: cst.Subscript) -> bool:
        return self._is_no_key(node)

    def visit_Call(self, node: cst.Call) -> bool:
        match node:
            case cst.Call(
                func=cst.Name("hasattr" | "getattr"),
                args=[cst.Arg(cst.Name(owner)), cst.Arg(cst.SimpleString(evaluated_value=str() as attribute)), *_],
            ):
                self.paths.append(f"{owner}.{attribute}")
        return self._is_no_key(node)

    def _is_no_key(self, node: cst.BaseExpression) -> bool:
        key = self._key_of(node)
        if key is not None:
            self.keys.append(key)
        return key is None

    def visit_Arg(self, node: cst.Arg) -> bool:
        self.look(node.value)
        return False
