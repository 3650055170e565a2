"""What one app's ``ready()`` runs and loads: forwards, from call to call.

A call is *understood* where the text says which function of the project it runs: by name, as a method of an object
whose class is known, through ``functools.partial``, a list or a dictionary of functions, a property, a parameter. What
running code mentions in any other way *may* run: that is kept apart, in ``perhaps``.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from flake8_signals.files.import_scan import absolute
from flake8_signals.knowledge import django, libraries
from flake8_signals.project.names import Symbol
from flake8_signals.syntax.values import (
    Attribute,
    Call,
    Choice,
    Collection,
    Instance,
    Item,
    Literal,
    Name,
    Parameter,
    Starred,
    Unknown,
    Value,
    alternatives,
    element,
    item,
    last_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_signals.project.names import Class
    from flake8_signals.project.startup.apps import Apps
    from flake8_signals.syntax.facts import Import, Part, Ran
    from flake8_signals.syntax.module import Module

_DEPTH = 8
"""How many calls, one inside the other, are followed from ``ready()``."""

_HOPS = 6
"""How many values, one leading to the next, are followed from what is called to a function."""

_STARTED = ("import_models", "ready")
"""The methods of a configuration that Django calls as it starts."""


class StartupStep(NamedTuple):
    """A function that start-up runs, and the one that calls it."""

    module: Module
    qualname: str
    caller: StartupStep | None

    @property
    def names(self) -> tuple[str, ...]:
        """The dotted names from ``ready()`` to here."""
        own = f"{self.module.name}.{self.qualname}"
        return (*self.caller.names, own) if self.caller else (own,)


class Reach:
    """What one app's ``ready()`` runs: every function on the way, and what each of them loads.

    ``perhaps`` are the functions that it mentions in some other way than to call them, by file and qualified name;
    ``methods`` the names of what it calls on objects of which the text does not tell the class; ``patterns`` what the
    names of modules look like that it loads by names put together as it runs.
    """

    def __init__(self, config: Class, apps: Apps) -> None:
        self.config = config
        self.apps = apps
        self.names = apps.names
        self.autodiscovers: set[str] = set()
        self.strings: list[tuple[str, StartupStep]] = []
        self.patterns: list[re.Pattern[str]] = []
        self.steps: list[StartupStep] = []
        self.callers: dict[tuple[str, str], list[StartupStep]] = {}
        self.perhaps: set[tuple[str, str]] = set()
        self.methods: set[str] = set()
        self._made: dict[str, tuple[str, Module]] = {}
        self._seen: set[tuple[str, str]] = set()
        for method in _STARTED:
            if method in config.outline.methods:
                self._run(Symbol(config.module, f"{config.outline.qualname}.{method}"), None, 0)
            else:
                self._run_assigned(method)

    def _run_assigned(self, method: str) -> None:
        """Run what a configuration has as a method and no ``def`` in its class says: assigned, or inherited."""
        assigned = self.config.module.value(f"{self.config.outline.qualname}.{method}")
        if assigned is not None:
            for symbol in self._functions(assigned, self.config.module):
                self._run(symbol, None, 0)
        elif not self.apps.is_plain(self.config):
            self._run_method(self.config.path, self.config.module, method, None, 0)

    def _run_method(
        self, path: str, near: Module, name: str, caller: StartupStep | None, depth: int, *, above: bool = False
    ) -> None:
        """Run a method as the class ``path`` has it: its own, or the one that it inherits (``above``: not its own)."""
        for index, ancestor in enumerate(self.names.ancestors(path, near)):
            if isinstance(ancestor, str):
                is_known = ancestor in django.APP_CONFIG or ancestor.startswith(libraries.PLAIN_BASES)
                if name == "ready" and not is_known:
                    # Another library's class: what its method loads of the app is not in sight.
                    self.patterns.append(re.compile(rf"{re.escape(self.apps.app_name(self.config))}\..*"))
            elif name in ancestor.outline.methods and not (above and index == 0):
                self._run(Symbol(ancestor.module, f"{ancestor.outline.qualname}.{name}"), caller, depth)
                return

    def _run(self, symbol: Symbol, caller: StartupStep | None, depth: int) -> None:
        module, qualname = symbol
        key = (module.path, qualname)
        if caller is not None:
            self.callers.setdefault(key, []).append(caller)
        if key in self._seen or depth > _DEPTH:
            return
        self._seen.add(key)
        step = StartupStep(module, qualname, caller)
        self.steps.append(step)
        found = module.running(qualname)
        for ran in found.calls:
            self._invoke(ran, step, depth)
        for value in found.reads:
            self._read(value, step, depth)

    # --- calls ---

    def _invoke(self, ran: Ran, step: StartupStep, depth: int) -> None:
        match ran.call.function:
            case Attribute(Call(Name("builtins.super")), name):
                owner = step.qualname.rpartition(".")[0]
                self._run_method(f"{step.module.name}.{owner}", step.module, name, step, depth + 1, above=True)
            case function:
                self._load_by_name(function, ran, step)
                found = list(self._functions(function, step.module))
                for symbol in found:
                    self._run(symbol, step, depth + 1)
                    self._run_given(symbol, ran.call, step, depth + 1)
                if not found and isinstance(function, Attribute):
                    self.methods.add(function.name)
        strings = [argument.value for argument in ran.call.arguments if isinstance(argument.value, Literal)]
        self.strings += [(literal.value, step) for literal in strings if isinstance(literal.value, str)]

    def _run_given(self, symbol: Symbol, call: Call, step: StartupStep, depth: int) -> None:
        """Run the functions that a call hands to a function which calls its own parameters."""
        function = symbol.module.function(symbol.qualname)
        called = {
            value.name
            for ran in symbol.module.running(symbol.qualname).calls
            if isinstance(value := ran.call.function, Parameter) and value.function == symbol.qualname
        }
        if function is None or not called:
            return
        named = [p.name for p in function.signature.parameters if p.kind in ("positional-only", "positional")]
        given = {*zip(named, call.positional, strict=False)}
        given |= {(a.keyword, a.value) for a in call.arguments if a.keyword is not None}
        for name, value in given:
            for handed in self._functions(value, step.module) if name in called else ():
                self._run(handed, step, depth + 1)

    def _functions(self, value: Value, near: Module, hops: int = _HOPS) -> Iterator[Symbol]:
        """The functions of the project that a call of ``value`` runs, as far as the text tells."""
        if not hops:
            return
        match value:
            case Attribute(Instance(path) | Attribute(Instance(path), "__class__"), name):
                yield from self._method_of(path, near, name)
            case Attribute(owner, name):
                for path, home in self._classes(owner, near, hops):
                    yield from self._method_of(path, home, name)
            case Call(Name("functools.partial" | "threading.Thread")) if value.arguments:
                target = value.argument("target") or (value.positional[0] if value.positional else None)
                if target is not None:
                    yield from self._functions(target, near, hops - 1)
            case Call(function):
                for symbol in self._functions(function, near, hops - 1):
                    for returned in self._returned(symbol):
                        yield from self._functions(returned, symbol.module, hops - 1)
            case Item(owner, key):
                for found, home in self._items(owner, key, near):
                    yield from self._functions(found, home, hops - 1)
            case Starred() | Choice():
                for option in alternatives(self.names.resolve(value, near)):
                    yield from self._functions(option, near, hops - 1)
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
            yield from self._method_of(symbol.path, module, "__init__")
        elif symbol.value is not None and symbol.value != Name(path):
            yield from self._functions(symbol.value, module, hops - 1)
        else:
            owner, _, name = qualname.rpartition(".")
            if owner:
                yield from self._functions(Attribute(Name(f"{module.name}.{owner}"), name), module, hops - 1)

    def _method_of(self, path: str, near: Module, name: str) -> Iterator[Symbol]:
        """The method that an object of a class has: a configuration's own, where one of its bases calls it."""
        if path in self._config_classes:
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
                for symbol in self._functions(function, near, hops - 1):
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
            for symbol in self._method_of(path, near, method):
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
    def _config_classes(self) -> frozenset[str]:
        ancestors = self.names.ancestors(self.config.path, self.config.module)
        return frozenset(a if isinstance(a, str) else a.path for a in ancestors)

    # --- what is read ---

    def _read(self, value: Value, step: StartupStep, depth: int) -> None:
        """Run the property that is read; keep in mind whatever else of the project may run for being mentioned."""
        found = list(self._functions(value, step.module))
        for symbol in found:
            if isinstance(value, Attribute) and self._is_property(symbol):
                self._run(symbol, step, depth + 1)
        self._mention(found)

    @staticmethod
    def _is_property(symbol: Symbol) -> bool:
        outline = symbol.module.functions.get(symbol.qualname)
        decorators = outline.decorators if outline is not None else ()
        return any(isinstance(d, Name) and last_name(d).endswith("property") for d in decorators)

    def _mention(self, symbols: Iterable[Symbol], depth: int = 3) -> None:
        """Keep in mind functions that may run, and those that they call or mention."""
        for symbol in symbols:
            key = (symbol.module.path, symbol.qualname)
            if key in self.perhaps or key in self._seen:
                continue
            self.perhaps.add(key)
            found = symbol.module.running(symbol.qualname)
            for inner in (*(ran.call.function for ran in found.calls), *found.reads) if depth else ():
                self._mention(self._functions(inner, symbol.module), depth - 1)

    # --- modules that are loaded by names ---

    def _load_by_name(self, function: Value, ran: Ran, step: StartupStep) -> None:
        """Keep in mind what a call loads that imports modules by their names."""
        path = ""
        while not path:
            match function:
                case Name():
                    resolved = self.names.resolve(function, step.module)
                    path = resolved.path if isinstance(resolved, Name) else "?"
                    symbol = self.names.locate(path, step.module)
                    if symbol is not None and symbol.qualname and isinstance(symbol.value, Call):
                        function, path = symbol.value, ""
                case Call(Name("functools.partial"), (bound, *rest)):
                    ran = structs.replace(ran, call=Call(bound.value, (*rest, *ran.call.arguments)))
                    function = bound.value
                case _:
                    return
        positional = [value.value for value in ran.call.positional if isinstance(value, Literal)]
        if path in libraries.IMPORTS_BY_NAME:
            self._load(ran, step)
        elif path == "builtins.exec":
            words = {word for text in positional if isinstance(text, str) for word in re.findall(r"\w+", text)}
            self.patterns += [re.compile(rf"(?:.*\.)?{word}") for word in words]
        elif path in libraries.IMPORTS_UNNAMED:
            self.patterns.append(re.compile(rf"{re.escape(step.module.package)}\..*"))
        elif path == django.AUTODISCOVER:
            self.autodiscovers.update(text for text in positional if isinstance(text, str))
            for parts in ran.texts[len(positional) :]:
                self.patterns.append(self._pattern((".*.", *parts), step))

    def _load(self, ran: Ran, step: StartupStep) -> None:
        """Keep in mind the module whose name ``import_module()`` is given, or what that name looks like."""
        parts = ran.texts[0] if ran.texts else ()
        package = self._literal(ran.texts[1], step) if len(ran.texts) > 1 else self.apps.app_name(self.config)
        name = self._literal(parts, step)
        if name:
            self.strings.append((absolute(name, package) if package else name, step))
        elif any(isinstance(part, str) and part.strip(".") for part in parts):
            self.patterns.append(self._pattern(parts, step))

    def _literal(self, parts: tuple[Part, ...], step: StartupStep) -> str:
        """A string whose parts are all known; empty where one is not."""
        known = [self._known(part, step) for part in parts]
        return "" if None in known else "".join(part for part in known if part is not None)

    def _pattern(self, parts: tuple[Part, ...], step: StartupStep) -> re.Pattern[str]:
        """What a string looks like of which some parts are known."""
        known = (self._known(part, step) for part in parts)
        return re.compile("".join(".*" if part is None else re.escape(part) for part in known))

    def _known(self, part: Part, step: StartupStep) -> str | None:
        """A part of a string, if it is known: text, or the configuration's own name, label or module."""
        match part:
            case str():
                return part
            case Attribute(Instance(path), "name") if path in self._config_classes:
                return self.apps.app_name(self.config)
            case Attribute(Instance(path), "label") if path in self._config_classes:
                label = self.config.outline.attribute("label")
                return label if isinstance(label, str) else self.apps.app_name(self.config).rpartition(".")[2]
            case Attribute(Instance(path) | Attribute(Instance(path), "__class__"), "__module__"):
                return self.config.module.name if path in self._config_classes else path.rpartition(".")[0]
            case Attribute(Instance(path), name):
                value = self.config.outline.attribute(name) if path in self._config_classes else None
                return value if isinstance(value, str) else None
            case Name("builtins.__package__" | "__package__"):
                return step.module.package
            case Name("builtins.__name__" | "__name__"):
                return step.module.name
            case Name(path):
                symbol = self.names.locate(path, step.module)
                held = symbol.value if symbol is not None and symbol.qualname else None
                return held.value if isinstance(held, Literal) and isinstance(held.value, str) else None
            case _:
                return None

    # --- what comes of it ---

    def imports(self) -> Iterator[tuple[StartupStep, Import]]:
        """Every import that a function on the way runs."""
        for step in self.steps:
            for statement in step.module.outline.imports:
                if statement.scope == step.qualname and statement.runtime:
                    yield step, statement

    def connects(self) -> bool:
        """Whether a receiver is connected on the way: by a function that runs, or by a module that one imports."""
        for step in self.steps:
            if any(c.context.function == step.qualname for c in step.module.facts.connections):
                return True
        loaded = [
            self.names.modules.find(i.target, step.module) or self.names.modules.find(i.module, step.module)
            for step, i in self.imports()
        ]
        return any(
            any(not c.context.function for c in module.facts.connections) for module in loaded if module is not None
        )

    def named(self) -> Iterator[tuple[str, StartupStep]]:
        """The dotted names in strings on the way, as in ``import_module("shop.signals")`` and loaders of all kinds.

        Those that begin with a dot count from the app.
        """
        package = self.apps.app_name(self.config)
        for text, step in self.strings:
            if "." in text:
                yield (f"{package}{text}" if text.startswith(".") else text), step
