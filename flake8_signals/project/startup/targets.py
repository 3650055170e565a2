"""Which functions of the project a call runs, as far as the text tells.

By name, as a method of an object whose class is known, through ``functools.partial``, a list or a dictionary of
functions, what another function returns.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.project.names import Symbol, name_of
from flake8_signals.syntax.values import (
    Attribute,
    Call,
    Choice,
    Collection,
    Instance,
    Item,
    Name,
    Starred,
    Unknown,
    Value,
    alternatives,
    element,
    item,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.names import Class, Names
    from flake8_signals.syntax.module import Module

_HOPS = 6
"""How many values, one leading to the next, are followed from what is called to a function."""


class Targets:
    """The functions that calls run: where a configuration is given, those of its own ``ready()``."""

    def __init__(self, names: Names, config: Class | None = None) -> None:
        self.names = names
        self.config = config
        self._made: dict[str, tuple[str, Module]] = {}

    def functions(self, value: Value, near: Module, hops: int = _HOPS) -> Iterator[Symbol]:
        """The functions of the project that a call of ``value`` runs, as far as the text tells."""
        if not hops:
            return
        match value:
            case Attribute(Instance(path) | Attribute(Instance(path), "__class__"), name):
                yield from self.method_of(path, near, name)
            case Attribute(owner, name):
                for path, home in self._classes(owner, near, hops):
                    yield from self.method_of(path, home, name)
            case Call(Name("functools.partial" | "threading.Thread")) if value.arguments:
                target = value.argument("target") or (value.positional[0] if value.positional else None)
                if target is not None:
                    yield from self.functions(target, near, hops - 1)
            case Call(function):
                for symbol in self.functions(function, near, hops - 1):
                    for returned in self._returned(symbol):
                        yield from self.functions(returned, symbol.module, hops - 1)
            case Item(owner, key):
                for found, home in self._items(owner, key, near):
                    yield from self.functions(found, home, hops - 1)
            case Starred() | Choice():
                for option in alternatives(self.names.resolve(value, near)):
                    yield from self.functions(option, near, hops - 1)
            case Name(path):
                yield from self._named(path, near, hops)

    def _named(self, path: str, near: Module, hops: int) -> Iterator[Symbol]:
        if "<locals>" in path and path.startswith(f"{near.name}."):
            yield Symbol(near, path[len(near.name) + 1 :])
            return
        symbol = self.names.locate(path, near)
        if symbol is None or not symbol.qualname:
            return
        module, qualname = symbol
        if qualname in module.functions:
            yield symbol
        elif qualname in module.classes:
            yield from self.method_of(symbol.path, module, "__init__")
        elif symbol.value is not None and symbol.value != Name(path):
            yield from self.functions(symbol.value, module, hops - 1)
        else:
            owner, _, name = qualname.rpartition(".")
            if owner:
                yield from self.functions(Attribute(Name(f"{module.name}.{owner}"), name), module, hops - 1)

    def method_of(self, path: str, near: Module, name: str) -> Iterator[Symbol]:
        """The method that an object of a class has: a configuration's own, where one of its bases calls it."""
        if self.config is not None and path in self.config_classes:
            path, near = self.config.path, self.config.module
        path, near = self._made.get(path, (path, near))
        for ancestor in self.names.ancestors(path, near):
            if not isinstance(ancestor, str) and name in ancestor.outline.methods:
                # What this calls on itself, it calls on an object of the class that it was found by.
                self._made[ancestor.path] = (path, near)
                yield Symbol(ancestor.module, f"{ancestor.outline.qualname}.{name}")
                return

    def _classes(self, value: Value, near: Module, hops: int) -> Iterator[tuple[str, Module]]:
        """The classes whose object (or that itself) ``value`` is, each with the module that names it so."""
        if not hops:
            return
        match value:
            case Instance(path):
                yield path, near
            case Call(Name(path)) if self.names.class_at(path, near) is not None:
                yield path, near
            case Call(function):
                for symbol in self.functions(function, near, hops - 1):
                    for returned in self._returned(symbol):
                        yield from self._classes(returned, symbol.module, hops - 1)
            case Attribute(Instance(path), name):
                for assigned, home in self._assigned(path, near, name):
                    yield from self._classes(assigned, home, hops - 1)
            case Choice():
                for option in alternatives(value):
                    yield from self._classes(option, near, hops - 1)
            case Name(path):
                located = self.names.locate(path, near)
                if located is None or not located.qualname:
                    return
                if self.names.class_at(path, near) is not None:
                    yield path, near
                elif located.value is not None and located.value != Name(path):
                    yield from self._classes(located.value, located.module, hops - 1)

    def _assigned(self, path: str, near: Module, name: str) -> Iterator[tuple[Value, Module]]:
        """What ``self.name`` is given in an object's methods that run first, or its class's body."""
        for method in ("__init__", "ready"):
            for symbol in self.method_of(path, near, method):
                sets = symbol.module.running(symbol.qualname).sets
                yield from ((assigned, symbol.module) for given, assigned in sets if given == name)
        held = near.value(f"{path.removeprefix(f'{near.name}.')}.{name}")
        if held is not None:
            yield held, near

    @staticmethod
    def _returned(symbol: Symbol) -> tuple[Value, ...]:
        """What a function returns."""
        function = symbol.module.function(symbol.qualname)
        return symbol.module.body(function).returned if function is not None and not function.is_class else ()

    def _items(self, value: Value, key: Value, near: Module) -> Iterator[tuple[Value, Module]]:
        """The item of the collection that ``value`` is, or is the name of, with the module that spells it."""
        if isinstance(value, Name):
            symbol = self.names.locate(value.path, near)
            if symbol is not None and symbol.qualname and symbol.value is not None:
                value, near = symbol.value, symbol.module
        if isinstance(value, Collection):
            yield element(value, (None,)) if key == Unknown() else item(value, key), near

    @cached_property
    def config_classes(self) -> frozenset[str]:
        """The names of the configuration's class, and of all that it inherits."""
        if self.config is None:
            return frozenset()
        ancestors = self.names.ancestors(self.config.path, self.config.module)
        return frozenset(map(name_of, ancestors))
