"""Which modules run a function as they are imported."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered
from flake8_signals.project.startup.targets import Targets
from flake8_signals.syntax.values import Attribute, Name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_signals.project.names import Names
    from flake8_signals.project.startup.importers import Importers
    from flake8_signals.syntax.facts import ClassOutline, Ran
    from flake8_signals.syntax.module import Module
    from flake8_signals.syntax.values import Value


_HOPS = 3
"""How many functions, one calling the other, are followed from a call at module level."""

_IMPORTING = 100
"""How many modules that import each other are looked at, before they may be imported by any."""

_MAKING = ("__init__", "__new__", "__call__")
"""The methods that are called by the name of their class, or of its object."""

_WORDS = re.compile(r"[\w.]+")

_Key = tuple[str, str]
"""A function: its file, and its qualified name."""

_USED: dict[str, Callable[[ClassOutline], tuple[Value, ...]]] = {
    "__init_subclass__": lambda outline: outline.bases,
    "__set_name__": lambda outline: tuple(value for _, value in outline.made),
    "contribute_to_class": lambda outline: tuple(value for _, value in outline.made),
}
"""The methods that a class statement runs, with what it uses of their class."""


def _is_any(_: Module) -> bool:
    return True


class Calls:
    """The calls of the functions of one project."""

    def __init__(self, names: Names, importers: Importers) -> None:
        self.names = names
        self.importers = importers
        self.files = importers.files

    @remembered
    def callers(
        self, module: Module, qualname: str, among: Callable[[Module], bool] = _is_any, hops: int = _HOPS
    ) -> tuple[Module, ...]:
        """The modules whose import runs a function: by a call at module level, a subclass, a field of a model.

        They may do so by other functions: ``hops`` at most. Only those that are ``among`` some are asked about.
        """
        return tuple(filter(among, dict.fromkeys(self._callers(module, qualname, among, hops))))

    def _callers(self, module: Module, qualname: str, among: Callable[[Module], bool], hops: int) -> Iterator[Module]:
        owner, _, method = qualname.rpartition(".")
        if method in _USED:
            yield from self._users(module, owner, _USED[method])
            return
        if method in ("__init__", "__new__"):
            yield from self._users(module, owner, lambda outline: outline.metaclasses)
        for user in self.mentioning(module, qualname):
            if among(user) and self.calls_in(user, "", module, qualname):
                yield user
            if hops and self._may_be_imported_by(among, user):
                for between in self._functions_calling(user, module, qualname):
                    yield from self.callers(user, between, among, hops - 1)

    @remembered
    def _may_be_imported_by(self, among: Callable[[Module], bool], module: Module) -> bool:
        """Whether a module is one ``among`` some, or may be imported by one, itself or by others."""
        pending, seen = [module], {module.path}
        for current in pending:
            if among(current) or len(pending) > _IMPORTING:
                return True
            new = [path for path in self.importers.likely(current) if path not in seen]
            seen.update(new)
            pending += map(self.importers.modules.at, new)
        return False

    def mentioning(self, module: Module, qualname: str) -> Iterator[Module]:
        """The modules that may call a function of ``module``: they name it, or the class that it makes objects of."""
        return self.importers.mentioning(module, _called_as(qualname))

    def _functions_calling(self, user: Module, module: Module, qualname: str) -> list[str]:
        """The functions of ``user`` that call another function there and then."""
        found = self._calling(user, _called_as(qualname)).get((module.path, qualname), [])
        return [name for name in found if name != qualname or user.path != module.path]

    @remembered
    def _calling(self, user: Module, name: str) -> dict[_Key, list[str]]:
        """By what they call: the functions of ``user`` on whose lines ``name`` stands."""
        outlines = user.outline.functions
        first_lines = [outline.line for outline in outlines]
        likely = sorted({bisect_right(first_lines, line) for line in self._lines_with(name, user)} - {0})
        found: dict[_Key, list[str]] = {}
        for function in dict.fromkeys(outlines[index - 1].qualname for index in likely):
            for called in self._called(user, function, name):
                found.setdefault(called, []).append(function)
        return found

    def making(self, module: Module, owner: str) -> Iterator[Module]:
        """The modules with a class whose body makes an object of a class, or of one that inherits it."""
        return self._users(module, owner, _USED["contribute_to_class"])

    def _lines_with(self, name: str, user: Module) -> Iterator[int]:
        """The lines of ``user`` that contain ``name``, itself or as a part of what may be another name for it."""
        for number, line in enumerate(user.lines, 1):
            if name in line and any(self._may_mean(name, words, user) for words in _WORDS.findall(line)):
                yield number

    def _may_mean(self, name: str, words: str, user: Module) -> bool:
        """Whether words with dots between them may stand for what is called ``name``."""
        if name not in words:
            return False
        parts = words.split(".")
        return name in parts or bool(user.outline.stars) or parts[0] in self._other_names(user)

    @remembered
    def _other_names(self, user: Module) -> frozenset[str]:
        """The names in a module that may stand for something else than what the module itself defines as that."""
        outline = user.outline
        own = {function.qualname for function in outline.functions}.difference(outline.given)
        return frozenset(outline.names).difference(own).union(statement.name for statement in outline.imports)

    def may_run_at_import(self, module: Module, qualname: str) -> bool:
        """Whether the import of some module runs a function, before any ``ready()`` perhaps."""
        return bool(self.callers(module, qualname))

    def calls_in(self, user: Module, function: str, module: Module, qualname: str) -> list[Ran]:
        """The calls of the function ``qualname`` of ``module`` by one of ``user``, or by its import if it is empty."""
        return self._called(user, function, _called_as(qualname)).get((module.path, qualname), [])

    @remembered
    def _called(self, user: Module, function: str, name: str) -> dict[_Key, list[Ran]]:
        """The calls that a function of ``user`` makes (or its import) of what may be ``name``, by what they call."""
        found: dict[_Key, list[Ran]] = {}
        for ran in user.running(function).calls:
            target = ran.call.function
            if isinstance(target, Attribute) and target.name not in (name, *_MAKING):
                continue  # a method has the name that it is called by
            for called in dict.fromkeys(self._targets(target, user)):
                found.setdefault(called, []).append(ran)
        return found

    def is_call_of(self, target: Value, near: Module, module: Module, qualname: str) -> bool:
        """Whether ``target``, in ``near``, calls the function ``qualname`` of ``module``."""
        return (module.path, qualname) in self._targets(target, near)

    def _targets(self, target: Value, near: Module) -> Iterator[_Key]:
        """The functions that a call of ``target``, in ``near``, runs."""
        return ((found.module.path, found.qualname) for found in Targets(self.names).functions(target, near))

    def _users(self, module: Module, owner: str, used: Callable[[ClassOutline], tuple[Value, ...]]) -> Iterator[Module]:
        """The modules with a class that uses the class ``owner`` of ``module``, itself or by one that inherits it."""
        path = f"{module.name}.{owner}"
        pending, seen = [(module, owner)], {path}
        while pending:
            current, name = pending.pop()
            for user in self.importers.mentioning(current, name):
                for outline in user.outline.classes:
                    here = f"{user.name}.{outline.qualname}"
                    if self._is_named(f"{current.name}.{name}", used(outline), user):
                        yield user
                    if here not in seen and self._is_named(f"{current.name}.{name}", outline.bases, user):
                        seen.add(here)
                        pending.append((user, outline.qualname))

    def _is_named(self, path: str, values: tuple[Value, ...], near: Module) -> bool:
        """Whether one of ``values``, in ``near``, is the name of ``path``."""
        return any(self.names.resolve(value, near) == Name(path) for value in values)


def _called_as(qualname: str) -> str:
    """The name that stands where a function is called: a class's for the method that makes its objects."""
    owner, _, method = qualname.rpartition(".")
    return (owner if method in _MAKING else qualname).rpartition(".")[2]
