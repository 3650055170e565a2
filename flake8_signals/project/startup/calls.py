"""Who calls a function: as modules are imported, or by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered
from flake8_signals.syntax.values import Name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_signals.project.names import Names
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.project.startup.importers import Importers
    from flake8_signals.syntax.facts import ClassOutline
    from flake8_signals.syntax.module import Module
    from flake8_signals.syntax.values import Value


_HOPS = 3
"""How many functions, one calling the other, are followed from a call at module level."""


class Calls:
    """The calls of the functions of one project."""

    def __init__(self, names: Names, importers: Importers) -> None:
        self.names = names
        self.importers = importers
        self.files = importers.files

    @remembered
    def callers(self, module: Module, qualname: str, hops: int = _HOPS) -> tuple[Module, ...]:
        """The modules whose import runs a function: by a call at module level, a subclass, a field of a model.

        They may do so by other functions: ``hops`` at most.
        """
        return tuple(dict.fromkeys(self._callers(module, qualname, hops)))

    def _callers(self, module: Module, qualname: str, hops: int) -> Iterator[Module]:
        owner, _, method = qualname.rpartition(".")
        if method == "__init_subclass__":
            yield from self._users(module, owner, lambda outline: outline.bases)
        elif method == "contribute_to_class":
            yield from self._users(module, owner, lambda outline: outline.made)
        else:
            for user in self.importers.mentioning(module, method):
                if self.lines_calling(user, module, qualname):
                    yield user
                for between in self._functions_calling(user, module, qualname) if hops else ():
                    yield from self.callers(user, between, hops - 1)

    def _functions_calling(self, user: Module, module: Module, qualname: str) -> list[str]:
        """The functions of ``user`` that call another function there and then."""
        found = self._calling(user).get((module.path, qualname), [])
        return [name for name in found if name != qualname or user.path != module.path]

    @remembered
    def _calling(self, user: Module) -> dict[tuple[str, str], list[str]]:
        """The functions of ``user`` that call each function of the project."""
        found: dict[tuple[str, str], dict[str, None]] = {}
        for function in user.outline.functions:
            for call in user.calls(function.qualname):
                called = self._called(call.target, user)
                if called is not None:
                    found.setdefault(called, {})[function.qualname] = None
        return {called: list(functions) for called, functions in found.items()}

    def may_run_at_import(self, module: Module, qualname: str) -> bool:
        """Whether the import of some module runs a function, before any ``ready()`` perhaps."""
        return bool(self.callers(module, qualname))

    def lines_calling(self, user: Module, module: Module, qualname: str) -> list[int]:
        """The lines on which the import of ``user`` calls the function ``qualname`` of ``module``."""
        return self._lines_calling(user).get((module.path, qualname), [])

    @remembered
    def _lines_calling(self, user: Module) -> dict[tuple[str, str], list[int]]:
        """The lines on which the import of ``user`` calls each function of the project."""
        found: dict[tuple[str, str], list[int]] = {}
        for call in user.calls(""):
            called = self._called(call.target, user)
            if called is not None:
                found.setdefault(called, []).append(call.line)
        return found

    def is_call_of(self, target: Value, near: Module, module: Module, qualname: str) -> bool:
        """Whether ``target``, in ``near``, calls the function ``qualname`` of ``module``."""
        return self._called(target, near) == (module.path, qualname)

    def _called(self, target: Value, near: Module) -> tuple[str, str] | None:
        """The file and the qualified name of what ``target``, in ``near``, calls."""
        found = self.names.locate(target.path, near) if isinstance(target, Name) else None
        return None if found is None else (found.module.path, found.qualname)

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

    def may_be_called(self, receiver: Receiver) -> bool:
        """Whether some file may call a receiver itself, with whatever arguments."""
        called = _call_of(receiver)
        return receiver.is_called or any(called.search(text) is not None for text in self._elsewhere(receiver))

    def may_be_passed(self, receiver: Receiver, argument: str) -> bool:
        """Whether anything but Django's sends to a receiver's signals here may pass it ``argument``.

        Its own file calls it, another calls it with the argument or may connect it to another signal, or some file
        sends its signals by hand.
        """
        key, called = argument.encode(), _call_of(receiver)
        if (
            receiver.is_called
            or receiver.is_connected_at_home
            or any(
                b".connect(" in text or (key in text and called.search(text) is not None)
                for text in self._elsewhere(receiver)
            )
        ):
            return True
        sends = [f"{signal.name}.send".encode() for signal in receiver.signals]
        return any(key in text and any(send in text for send in sends) for text in self.files.texts.values())

    def _elsewhere(self, receiver: Receiver) -> Iterator[bytes]:
        """The texts of the files that name a receiver, but for its own and the one that is asked about."""
        for user in self.importers.mentioning(receiver.module, receiver.function.name):
            if user.path not in (receiver.module.path, receiver.path):
                yield self.files.text(user.path)


def _call_of(receiver: Receiver) -> re.Pattern[bytes]:
    """How a call of a receiver looks, and its ``def``, too."""
    return re.compile(rb"\b%b\s*\(" % re.escape(receiver.function.name.encode()))
