"""Which modules run a function as they are imported."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from flake8_signals.project.startup.targets import Targets
from flake8_signals.syntax.values import Name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_signals.project.names import Names
    from flake8_signals.project.startup.importers import Importers
    from flake8_signals.syntax.facts import ClassOutline, Ran
    from flake8_signals.syntax.module import Module
    from flake8_signals.syntax.values import Value


_HOPS = 3
"""How many functions, one calling the other, are followed from a call at module level."""

_USED: dict[str, Callable[[ClassOutline], tuple[Value, ...]]] = {
    "__init_subclass__": lambda outline: outline.bases,
    "__set_name__": lambda outline: outline.made,
    "contribute_to_class": lambda outline: outline.made,
}
"""The methods that a class statement runs, with what it uses of their class."""


class Calls:
    """The calls of the functions of one project."""

    def __init__(self, names: Names, importers: Importers) -> None:
        self.names = names
        self.importers = importers
        self.files = importers.files

    def callers(self, module: Module, qualname: str, hops: int = _HOPS) -> Iterator[Module]:
        """The modules whose import runs a function: by a call at module level, a subclass, a field of a model.

        They may do so by other functions: ``hops`` at most.
        """
        owner, _, method = qualname.rpartition(".")
        if method in _USED:
            yield from self._users(module, owner, _USED[method])
            return
        if method in ("__init__", "__new__"):
            yield from self._users(module, owner, lambda outline: outline.metaclasses)
        for user in self.mentioning(module, qualname):
            if any(self.runs_at_import(user, module, qualname)):
                yield user
            for between in self._functions_calling(user, module, qualname) if hops else ():
                yield from self.callers(user, between, hops - 1)

    def mentioning(self, module: Module, qualname: str) -> Iterator[Module]:
        """The modules that may call a function of ``module``: they name it, or the class that it makes objects of."""
        return self.importers.mentioning(module, _called_as(qualname))

    def _functions_calling(self, user: Module, module: Module, qualname: str) -> Iterator[str]:
        """The functions of ``user`` that call another function there and then."""
        outlines = user.outline.functions
        first_lines = [outline.line for outline in outlines]
        name = _called_as(qualname)
        likely = {bisect_right(first_lines, n) for n, line in enumerate(user.lines, 1) if name in line}
        for function in {outlines[index - 1].qualname: None for index in sorted(likely) if index}:
            is_other = function != qualname or user.path != module.path
            if is_other and any(
                self.is_call_of(ran.call.function, user, module, qualname) for ran in user.running(function).calls
            ):
                yield function

    def may_run_at_import(self, module: Module, qualname: str) -> bool:
        """Whether the import of some module runs a function, before any ``ready()`` perhaps."""
        return next(self.callers(module, qualname), None) is not None

    def runs_at_import(self, user: Module, module: Module, qualname: str) -> Iterator[Ran]:
        """The calls by which the import of ``user`` runs the function ``qualname`` of ``module``."""
        return (ran for ran in user.running("").calls if self.is_call_of(ran.call.function, user, module, qualname))

    def is_call_of(self, target: Value, near: Module, module: Module, qualname: str) -> bool:
        """Whether ``target``, in ``near``, calls the function ``qualname`` of ``module``."""
        found = Targets(self.names).functions(target, near)
        return any((symbol.module.path, symbol.qualname) == (module.path, qualname) for symbol in found)

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
    return (owner if method in ("__init__", "__new__", "__call__") else qualname).rpartition(".")[2]
