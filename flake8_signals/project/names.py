"""Names across the files of a project: where each is defined, and which class or function it stands for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.files.remember import remembered
from flake8_signals.knowledge import django
from flake8_signals.knowledge.libraries import PLAIN_BASES
from flake8_signals.syntax.values import (
    Argument,
    Attribute,
    Call,
    Choice,
    Instance,
    Literal,
    Name,
    Starred,
    Unknown,
    Value,
    choice,
    last_part,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.modules import Modules
    from flake8_signals.syntax.facts import ClassOutline, Function, Import
    from flake8_signals.syntax.module import Module


_HOPS = 12
"""How many re-exports and aliases are followed."""

_STARS = 500
"""How many star imports, leading from one module to the next, are followed."""

_ANCESTORS = 50
"""How many classes that one inherits from are looked at."""


class Class(NamedTuple):
    """A class of the project: its outline and its module."""

    module: Module
    outline: ClassOutline

    @property
    def path(self) -> str:
        """Its full dotted name."""
        return f"{self.module.name}.{self.outline.qualname}"


def name_of(ancestor: str | Class) -> str:
    """The dotted name of what ``Names.ancestors`` gives."""
    return ancestor if isinstance(ancestor, str) else ancestor.path


class Symbol(NamedTuple):
    """What a dotted name of the project stands for: a qualified name in a module, or the module itself (empty)."""

    module: Module
    qualname: str

    @property
    def path(self) -> str:
        """Its full dotted name."""
        return f"{self.module.name}.{self.qualname}" if self.qualname else self.module.name

    @property
    def value(self) -> Value | None:
        """The value of its one plain assignment, if there is one."""
        return self.module.value(self.qualname) if self.qualname else None

    @property
    def function(self) -> SourceFunction | None:
        """The function (or class) that it is, if it is one."""
        function = self.module.function(self.qualname) if self.qualname else None
        return SourceFunction(self.module, function) if function is not None else None


class SourceFunction(NamedTuple):
    """A function of the project, or a class that is called: its facts and its module."""

    module: Module
    function: Function

    @property
    def qualname(self) -> str:
        """Its qualified name in its module."""
        return self.function.path.removeprefix(f"{self.module.name}.")


class Stars(NamedTuple):
    """The modules that star imports lead to, by name if they are not the project's; whether these are all."""

    sources: tuple[Module | str, ...]
    complete: bool


class Names:
    """Dotted names, resolved across a project."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self._unsettled: set[tuple[str, Module]] = set()
        """The names for which the search was given up, and from where."""

    @remembered
    def locate(self, path: str, near: Module) -> Symbol | None:
        """Where the dotted name ``path`` is defined; re-exports, star imports and aliases are followed.

        ``None`` if that is not in this project's files.
        """
        asked = (path, near)
        seen = {asked}
        for _ in range(_HOPS):
            found = self._split(path, near)
            if found is None:
                return None
            module, rest = found
            if not rest:
                return Symbol(module, "")
            step = self._step(module, rest)
            if step is None:
                if not (rest.partition(".")[0] in module.names or self._stars(module).complete):
                    self._unsettled.add(asked)
                    asked[1].give_up(f"a name leads to more than {_STARS} star imports")
                return None
            if step == path or isinstance(step, Symbol):
                return step if isinstance(step, Symbol) else Symbol(module, rest)
            if (step, module) in seen:
                return None
            seen.add((step, module))
            path, near = step, module
        self._unsettled.add(asked)
        asked[1].give_up(f"a name leads through more than {_HOPS} imports")
        return None

    @remembered
    def _split(self, path: str, near: Module) -> tuple[Module, str] | None:
        """The module that a dotted name starts with, and the rest of the name, inside that module."""
        if path.startswith(f"{near.name}."):
            rest = path[len(near.name) + 1 :]
            if rest.partition(".")[0] in near.names and not self._is_of_submodule(near, rest):
                return near, rest
        parts = path.split(".")
        for length in range(len(parts), 0, -1):
            module = self.modules.find(".".join(parts[:length]), near)
            if module is not None:
                rest = ".".join(parts[length:])
                if length > 1 and (not rest or parts[length] not in module.names):
                    package = self.modules.find(".".join(parts[: length - 1]), near)
                    if package is not None and self._hides(package, module):
                        return package, ".".join(parts[length - 1 :])
                return module, rest
        return None

    def _is_of_submodule(self, package: Module, rest: str) -> bool:
        """Whether ``rest`` belongs to a module of the package whose name the package itself gives to something else."""
        head, _, tail = rest.partition(".")
        submodule = self.modules.find(f"{package.name}.{head}", package) if package.is_package and tail else None
        return submodule is not None and tail.partition(".")[0] in submodule.names

    def _hides(self, package: Module, module: Module) -> bool:
        """Whether a package gives the name of one of its modules to something else: ``from .paid import paid``."""
        name = last_part(module.name)
        if name not in package.content or name not in package.names:
            return False
        imported = _imported_as(name, package)
        return not imported or any(target != module.name for target in imported)

    @remembered
    def _step(self, module: Module, rest: str) -> Symbol | str | None:
        """One step from ``module.rest`` towards its definition: that place, or the next dotted name."""
        head, _, tail = rest.partition(".")
        if head in module.names:
            return self._bound(module, rest)
        for star in self._stars(module).sources:
            if isinstance(star, str):
                if django.canonical(f"{star}.{head}") in django.SIGNALS:
                    return f"{star}.{rest}"
            elif head in star.names:
                return self._bound(star, rest)
        for package in (module, *self._stars(module).sources):
            if tail and not isinstance(package, str) and package.is_package:
                submodule = self.modules.find(f"{package.name}.{head}", package)
                if submodule is not None:
                    return f"{package.name}.{rest}"
        return None

    def _bound(self, module: Module, rest: str) -> Symbol | str:
        """One step from ``module.rest`` where the module itself binds the name."""
        head, _, tail = rest.partition(".")
        if head in module.classes or head in module.functions:
            return Symbol(module, rest)
        targets = _imported_as(head, module)
        if targets:
            known = [target for target in targets if self._split(target, module) is not None]
            target = (known or targets)[0]
            return f"{target}.{tail}" if tail else target
        value = module.value(head)
        if isinstance(value, Name) and value.path != f"{module.name}.{head}":
            return f"{value.path}.{tail}" if tail else value.path
        loaded = self._loaded_by_string(value, module)
        return (f"{loaded}.{tail}" if tail else loaded) if loaded else Symbol(module, rest)

    @remembered
    def _stars(self, module: Module) -> Stars:
        """What the star imports of a module lead to, in the order in which a name is looked for."""
        found: dict[str, Module | str] = {}
        pending = [(module, star) for star in reversed(module.outline.stars)]
        for _ in range(_STARS):
            if not pending:
                return Stars(tuple(found.values()), complete=True)
            importer, star = pending.pop()
            source = self.modules.find(star, importer)
            if source is None:
                found.setdefault(star, star)
            elif source.path != module.path and source.path not in found:
                found[source.path] = source
                pending += [(source, onward) for onward in reversed(source.outline.stars)]
        return Stars(tuple(found.values()), complete=False)

    def _loaded_by_string(self, value: Value | None, near: Module) -> str:
        """The dotted name behind ``get_class("refund.signals", "refunded")``, if only one fits.

        ``get_class`` stands for the project's own loaders.
        """
        match value:
            case Call(
                Name(loader),
                (Argument(Literal(str() as module)), Argument(Literal(str() as name))),
            ) if loader.endswith(".get_class"):
                ending = os.sep + module.replace(".", os.sep) + ".py"
                found = [path for path in self.modules.files.paths if path.endswith(ending)]
                if len(found) == 1 and name in self.modules.at(found[0]).names:
                    return f"{self.modules.at(found[0]).name}.{name}"
        return ""

    def resolve(self, value: Value, near: Module) -> Value:
        """``value`` with its name followed to its definition.

        The result is Django's canonical name, the project's, or the name unchanged.
        """
        match value:
            case Name(path):
                canonical = django.canonical(path)
                if canonical in django.SIGNALS or path.startswith(("builtins.", "django.")):
                    return Name(canonical)
                return self._follow(path, near)
            case Starred(name, modules):
                for module in modules:
                    canonical = django.canonical(f"{module}.{name}")
                    if canonical in django.SIGNALS or canonical in (
                        "django.dispatch.receiver",
                        "django.dispatch.Signal",
                    ):
                        return Name(canonical)
                    path = f"{module}.{name}"
                    if self.locate(path, near) is not None or self._follow(path, near) != Name(path):
                        return self.resolve(Name(path), near)
                return Unknown()
            case Choice(options):
                # An import of a module that this project lacks fails: the name stands for something else.
                there = [option for option in options if not self.is_missing(option, near)]
                return choice(self.resolve(option, near) for option in there or options)
            case _:
                return value

    def is_missing(self, value: Value, near: Module) -> bool:
        """Whether ``value`` is a name in one of this project's packages that does not exist."""
        if not isinstance(value, Name) or self.modules.find(value.path.partition(".")[0], near) is None:
            return False
        return self.locate(value.path, near) is None and (value.path, near) not in self._unsettled

    @remembered
    def _follow(self, path: str, near: Module) -> Name:
        """The canonical spelling of a dotted name, followed as far as possible, even out of the project."""
        for _ in range(_HOPS):
            canonical = django.canonical(path)
            if canonical in django.SIGNALS or path.startswith("django."):
                return Name(canonical)
            found = self._split(path, near)
            if found is None or not found[1]:
                return Name(path if found is None else found[0].name)
            step = self._step(*found)
            if isinstance(step, Symbol):
                return Name(step.path)
            if step is None or step == path:
                return Name(path)
            path, near = step, found[0]
        return Name(path)

    def class_at(self, path: str, near: Module) -> Class | None:
        """The class of the project that a dotted name stands for."""
        found = self.locate(path, near)
        if found is None:
            return None
        outline = found.module.classes.get(found.qualname)
        return Class(found.module, outline) if outline else None

    def ancestors(self, path: str, near: Module) -> Iterator[str | Class]:
        """The class ``path`` and everything that it inherits from, nearest first.

        Classes of the project, and the dotted names of others (``?`` if unknown).
        """
        pending: list[tuple[str, Module]] = [(path, near)]
        seen: set[str] = set()
        for name, module in pending:
            if len(seen) == _ANCESTORS:
                near.give_up(f"a class inherits from more than {_ANCESTORS} others")
                yield "?"
                return
            found = self.class_at(name, module)
            # In Django's own sources its classes go by the names that the tables have for them.
            if found is None or found.path in django.CANONICAL:
                spelled = name if found is None else found.path
                yield django.canonical(self._follow(spelled, module).path) if spelled != "?" else "?"
                continue
            if found.path in seen:
                continue
            seen.add(found.path)
            yield found
            for base in found.outline.bases:
                resolved = self.resolve(base, found.module)
                pending.append((resolved.path if isinstance(resolved, Name) else "?", found.module))

    @remembered
    def is_subclass(self, path: str, parents: frozenset[str], near: Module) -> bool | None:
        """Whether the class ``path`` is or inherits one of ``parents`` (dotted names); ``None`` if unknown."""
        unknown = False
        for ancestor in self.ancestors(path, near):
            name = name_of(ancestor)
            if name in parents:
                return True
            if isinstance(ancestor, str) and not name.startswith((*PLAIN_BASES, "django.")):
                unknown = True
        return None if unknown else False

    def makes_instances(self, path: str, near: Module) -> bool:
        """Whether calling the class ``path`` certainly creates an object that nothing but the caller holds."""
        ancestors = list(self.ancestors(path, near))
        return isinstance(ancestors[0], Class) and all(
            ancestor in ("builtins.object", "abc.ABC", "typing.Generic", "typing_extensions.Generic")
            if isinstance(ancestor, str)
            else not ancestor.outline.customised
            and "__new__" not in ancestor.outline.methods
            and not _hands_itself_on(ancestor)
            for ancestor in ancestors
        )

    def function(self, value: Value, near: Module, line: int = 0) -> SourceFunction | None:
        """The function or class that ``value`` names; of several in ``near`` itself, the one defined on ``line``."""
        if not isinstance(value, Name):
            return None
        is_near = value.path.startswith(f"{near.name}.")
        if (is_near and line) or "<locals>" in value.path:
            own = near.function(value.path.removeprefix(f"{near.name}."), line)
            return SourceFunction(near, own) if own is not None else None
        found = self.locate(value.path, near)
        return found.function if found is not None else None

    def method(self, path: str, name: str, near: Module) -> SourceFunction | None:
        """The method ``name`` of the class ``path``, its own or inherited."""
        for ancestor in self.ancestors(path, near):
            if isinstance(ancestor, str):
                if ancestor != "builtins.object":
                    return None
            elif name in ancestor.outline.methods:
                return Symbol(ancestor.module, f"{ancestor.outline.qualname}.{name}").function
        return None


class Namespace(NamedTuple):
    """The project's names as seen from one of its modules."""

    module: Module
    names: Names

    def resolve(self, value: Value) -> Value:
        """``value`` with its name followed to its definition."""
        return self.names.resolve(value, self.module)

    def locate(self, path: str) -> Symbol | None:
        """Where a dotted name is defined; ``None`` if that is not in this project's files."""
        return self.names.locate(path, self.module)

    def is_missing(self, value: Value) -> bool:
        """Whether ``value`` is a name in one of this project's packages that does not exist."""
        return self.names.is_missing(value, self.module)

    def class_at(self, path: str) -> Class | None:
        """The class of the project that a dotted name stands for."""
        return self.names.class_at(path, self.module)

    def ancestors(self, path: str) -> Iterator[str | Class]:
        """The class ``path`` and everything that it inherits from, nearest first."""
        return self.names.ancestors(path, self.module)

    def is_subclass(self, path: str, parents: frozenset[str]) -> bool | None:
        """Whether the class ``path`` is or inherits one of ``parents``; ``None`` if unknown."""
        return self.names.is_subclass(path, parents, self.module)

    def makes_instances(self, path: str) -> bool:
        """Whether calling the class ``path`` certainly creates an object that nothing but the caller holds."""
        return self.names.makes_instances(path, self.module)

    def function(self, value: Value, line: int = 0) -> SourceFunction | None:
        """The function or class that ``value`` names; of several here, the one defined on ``line``."""
        return self.names.function(value, self.module, line)

    def method(self, path: str, name: str) -> SourceFunction | None:
        """The method ``name`` of the class ``path``, its own or inherited."""
        return self.names.method(path, name, self.module)


def _imported_as(name: str, module: Module) -> list[str]:
    """The dotted names that a module's top-level imports bind to a name: several, if one may fail."""
    return [_bound_by(statement) for statement in module.imported.get(name, ())]


def _bound_by(statement: Import) -> str:
    """What an import binds its name to: ``import a.b`` binds ``a`` only."""
    if statement.target == statement.module and statement.target.partition(".")[0] == statement.name:
        return statement.name
    return statement.target


def _hands_itself_on(made: Class) -> bool:
    """Whether creating an object of the class may make something else hold it."""
    function = made.module.function(f"{made.outline.qualname}.__init__") if "__init__" in made.outline.methods else None
    if function is None or not function.signature.parameters:
        return "__init__" in made.outline.methods
    own = function.signature.parameters[0].name
    body = made.module.body(function)
    calls_itself = any(
        effect.call is not None
        and isinstance(effect.call.function, Attribute)
        and isinstance(effect.call.function.value, Instance)
        for effect in body.effects
    )
    return calls_itself or any(use.name == own and use.how not in ("attribute", "set") for use in body.uses)
