"""What one app's ``ready()`` runs and loads: forwards, from call to call.

A call is *understood* where the text says which function of the project it runs (``targets``), and so are a property
and a parameter. What running code mentions in any other way *may* run: that is kept apart, in ``perhaps``.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from flake8_signals.files.import_scan import absolute
from flake8_signals.knowledge import django, libraries
from flake8_signals.project.names import Symbol
from flake8_signals.project.startup.apps import is_known_base, is_plain
from flake8_signals.project.startup.targets import Targets
from flake8_signals.syntax.values import (
    Attribute,
    Call,
    Choice,
    Instance,
    Item,
    Literal,
    Name,
    Parameter,
    Unknown,
    Value,
    last_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.names import Class
    from flake8_signals.project.startup.apps import Apps
    from flake8_signals.syntax.facts import Import, Part, Ran
    from flake8_signals.syntax.module import Module

_DEPTH = 8
"""How many calls, one inside the other, are followed from ``ready()``."""

_HOPS = 6
"""How many calls of ``partial()``, one around the other, are looked through."""

_UNKNOWN_PARTS = 6
"""How many parts of a module's name may be unknown."""

_MENTIONS = 4
"""How many functions, one calling or mentioning the next, are followed from one that is mentioned."""

_SPELLINGS = 100
"""How many names one call may load, put together from what loops go through."""

_OF_COLLECTIONS = frozenset(name for kind in (str, list, dict, set, tuple) for name in dir(kind))
"""The methods that Python's own objects have, too."""

STARTED = ("import_models", "ready")
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

    The methods ``started`` are called first: for a class that a setting names, and that a library makes an object of,
    those that this runs.

    ``methods`` are the names of what it calls on objects of which the text does not tell the class, ``patterns`` what
    the names of modules look like that it loads by names put together as it runs.
    """

    def __init__(self, config: Class, apps: Apps, started: tuple[str, ...] = STARTED) -> None:
        self.config = config
        self.apps = apps
        self.names = apps.names
        self.targets = Targets(self.names, config)
        self.autodiscovers: set[str] = set()
        self.strings: list[tuple[str, StartupStep]] = []
        self.patterns: list[re.Pattern[str]] = []
        self.steps: list[StartupStep] = []
        self.callers: dict[tuple[str, str], list[StartupStep]] = {}
        self.methods: set[str] = set()
        self._seen: set[tuple[str, str]] = set()
        for method in started:
            if method in config.outline.methods:
                self._run(Symbol(config.module, f"{config.outline.qualname}.{method}"), None, 0)
            else:
                self._run_assigned(method)

    def _run_assigned(self, method: str) -> None:
        """Run what a configuration has as a method and no ``def`` in its class says: assigned, or inherited."""
        assigned = self.config.module.value(f"{self.config.outline.qualname}.{method}")
        if assigned is not None:
            for symbol in self.targets.functions(assigned, self.config.module):
                self._run(symbol, None, 0)
        elif not is_plain(self.config):
            self._run_method(self.config.path, self.config.module, method, None, 0)

    def _run_method(
        self, path: str, near: Module, name: str, caller: StartupStep | None, depth: int, *, above: bool = False
    ) -> None:
        """Run a method as the class ``path`` has it: its own, or the one that it inherits (``above``: not its own)."""
        for index, ancestor in enumerate(self.names.ancestors(path, near)):
            if isinstance(ancestor, str):
                if name == "ready" and not is_known_base(ancestor):
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
            if isinstance(value, Attribute):
                self._read(value, step, depth)

    # --- calls ---

    def _invoke(self, ran: Ran, step: StartupStep, depth: int) -> None:
        match ran.call.function:
            case Attribute(Call(Name("builtins.super")), name):
                owner = step.qualname.rpartition(".")[0]
                self._run_method(f"{step.module.name}.{owner}", step.module, name, step, depth + 1, above=True)
            case function:
                self._load_by_name(function, ran, step)
                found = list(self.targets.functions(function, step.module))
                for symbol in found:
                    self._run(symbol, step, depth + 1)
                    self._run_given(symbol, ran.call, step, depth + 1)
                if not found and isinstance(function, Attribute):
                    self.methods.add(function.name)
                    self._run_beside(function, step, depth + 1)
        strings = [argument.value for argument in ran.call.arguments if isinstance(argument.value, Literal)]
        self.strings += [(literal.value, step) for literal in strings if isinstance(literal.value, str)]

    def _run_beside(self, function: Attribute, step: StartupStep, depth: int) -> None:
        """Run the method of what a class keeps of its own objects: ``for one in ITEMS.values(): one.go()``.

        That is where the calling method's own class is the only one of the module with a method of that name.
        """
        owner = step.qualname.rpartition(".")[0]
        having = [outline.qualname for outline in step.module.outline.classes if function.name in outline.methods]
        if having == [owner] and function.name not in _OF_COLLECTIONS and isinstance(function.value, (Item, Unknown)):
            self._run(Symbol(step.module, f"{owner}.{function.name}"), step, depth)

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
            for handed in self.targets.functions(value, step.module) if name in called else ():
                self._run(handed, step, depth + 1)

    # --- what is read ---

    def _read(self, value: Attribute, step: StartupStep, depth: int) -> None:
        """Run the property that is read."""
        for symbol in self.targets.functions(value, step.module):
            if self._is_property(symbol):
                self._run(symbol, step, depth + 1)

    @staticmethod
    def _is_property(symbol: Symbol) -> bool:
        outline = symbol.module.functions.get(symbol.qualname)
        decorators = outline.decorators if outline is not None else ()
        return any(isinstance(d, Name) and last_name(d).endswith("property") for d in decorators)

    @cached_property
    def perhaps(self) -> frozenset[tuple[str, str]]:
        """The functions that it mentions in some other way than to call them, and those that they call or mention.

        Each by its file and qualified name.
        """
        found: set[tuple[str, str]] = set()
        level = ((read, step.module) for step in self.steps for read in step.module.running(step.qualname).reads)
        for _ in range(_MENTIONS):
            new: list[Symbol] = []
            for value, near in level:
                for symbol in self.targets.functions(value, near):
                    key = (symbol.module.path, symbol.qualname)
                    if key not in found and key not in self._seen:
                        found.add(key)
                        new.append(symbol)
            # Not a list: what the functions of the last level mention is never looked at.
            level = ((value, symbol.module) for symbol in new for value in _mentioned(symbol))
        return frozenset(found)

    # --- modules that are loaded by names ---

    def _load_by_name(self, function: Value, ran: Ran, step: StartupStep, hops: int = _HOPS) -> None:
        """Keep in mind what a call loads that imports modules by their names."""
        match function:
            case Call(Name("functools.partial"), (bound, *rest)) if hops:
                whole = Call(bound.value, (*rest, *ran.call.arguments))
                self._load_by_name(bound.value, structs.replace(ran, call=whole), step, hops - 1)
                return
            case Name():
                resolved = self.names.resolve(function, step.module)
                path = resolved.path if isinstance(resolved, Name) else "?"
            case _:
                return
        symbol = self.names.locate(path, step.module)
        if symbol is not None and symbol.qualname and isinstance(symbol.value, Call):
            self._load_by_name(symbol.value, ran, step, hops)
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
            self.autodiscovers.update(text for text in positional if isinstance(text, str))  # a partial's too
            for parts in ran.texts:
                names = self._spellings(parts, step)
                self.autodiscovers.update(filter(None, names))
                if not names and self._says_something(parts, step):  # a module of that name in any app
                    self.patterns.append(self._pattern((Unknown(), ".", *parts), step))

    def _load(self, ran: Ran, step: StartupStep) -> None:
        """Keep in mind the module whose name ``import_module()`` is given, or what that name looks like."""
        parts = ran.texts[0] if ran.texts else ()
        packages = self._spellings(ran.texts[1], step) if len(ran.texts) > 1 else [self.apps.app_name(self.config)]
        names = self._spellings(parts, step)
        for name in filter(None, names):
            self.strings += [(absolute(name, package) if package else name, step) for package in packages or [""]]
        if not names and self._says_something(parts, step):
            self.patterns.append(self._pattern(parts, step))

    def _spellings(self, parts: tuple[Part, ...], step: StartupStep) -> list[str]:
        """A string whose parts are all known, once for each turn of a loop over literals; none where one is not."""
        found = [""]
        for part in parts:
            known = [self._known(option, step) for option in (part.options if isinstance(part, Choice) else (part,))]
            if None in known or len(found) * len(known) > _SPELLINGS:
                return []
            found = [text + option for text in found for option in known if option is not None]
        return found

    def _says_something(self, parts: tuple[Part, ...], step: StartupStep) -> bool:
        """Whether some text of a module's name is known."""
        return any((self._known(part, step) or "").strip(".") for part in parts)

    def _pattern(self, parts: tuple[Part, ...], step: StartupStep) -> re.Pattern[str]:
        """What a string looks like of which some parts are known."""
        known = [self._known(part, step) for part in parts]
        if known.count(None) > _UNKNOWN_PARTS:  # each may stand for anything: trying them all takes for ever
            first, last = known.index(None), len(known) - known[::-1].index(None)
            known[first:last] = [None]
        return re.compile("".join(".*" if part is None else re.escape(part) for part in known))

    def _known(self, part: Part, step: StartupStep) -> str | None:
        """A part of a string, if it is known: text, or the configuration's own name, label or module."""
        match part:
            case str() | Literal(str()):
                return part if isinstance(part, str) else str(part.value)
            case Attribute(Instance(path), "name") if path in self.targets.config_classes:
                return self.apps.app_name(self.config)
            case Attribute(Instance(path), "label") if path in self.targets.config_classes:
                return self.apps.label(self.config)
            case Attribute(Instance(path) | Attribute(Instance(path), "__class__"), "__module__"):
                return self.config.module.name if path in self.targets.config_classes else path.rpartition(".")[0]
            case Attribute(Instance(path), name):
                value = self.config.outline.attribute(name) if path in self.targets.config_classes else None
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
            yield from ((step, statement) for statement in step.module.imports_in.get(step.qualname, ()))

    def runs(self, module: Module, qualname: str) -> bool:
        """Whether it runs the function ``qualname`` of ``module``."""
        return (module.path, qualname) in self._seen

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


def _mentioned(symbol: Symbol) -> Iterator[Value]:
    """What a function calls, and what it reads."""
    running = symbol.module.running(symbol.qualname)
    yield from (ran.call.function for ran in running.calls)
    yield from running.reads
