"""Receivers: how they are connected, what they do, and what each signal passes to them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.knowledge import django
from flake8_signals.project.callers import Callers
from flake8_signals.project.connections import Connection
from flake8_signals.project.decorators import always_runs, may_choose, may_put_off
from flake8_signals.project.effects import Follow, happens_always, is_allowed
from flake8_signals.project.names import SourceFunction
from flake8_signals.project.places import At
from flake8_signals.project.relations import named_model
from flake8_signals.syntax.values import Literal, Name, Signature, Value, function_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.facts import Body, Function, Place
    from flake8_signals.syntax.module import Module

_RUNNING = django.WRAPPING_DECORATORS | django.RETURNING_DECORATORS | {"builtins.staticmethod", "builtins.classmethod"}
"""Decorators whose result certainly runs the function on every call."""

_RUNS = frozenset(map(Name, _RUNNING))


class Receiver:
    """One function that receives signals, with all of its connections in one file."""

    def __init__(
        self, file: SourceFile, module: Module, function: Function, connections: tuple[Connection, ...]
    ) -> None:
        self.file = file
        self.module = module
        self.function = function
        self.connections = connections

    @property
    def name(self) -> str:
        """Its own name, with its class's where it is a method."""
        return self.qualname.rpartition("<locals>.")[2]

    @property
    def qualname(self) -> str:
        """Its qualified name in its module."""
        return SourceFunction(self.module, self.function).qualname

    @cached_property
    def callers(self) -> Callers:
        """Who else calls it than its signals."""
        return Callers(self)

    @property
    def body(self) -> Body:
        """What it does by itself; calls are not followed."""
        return self.module.body(self.function)

    @property
    def is_here(self) -> bool:
        """Whether it is defined in this file."""
        return self.module.path == self.file.module.path

    @property
    def is_connected_at_home(self) -> bool:
        """Whether it is defined in another file that connects it too."""
        return not self.is_here and any(
            own.function.path == self.function.path for own in self.file.project.file(self.module).receivers
        )

    @property
    def is_connected_before(self) -> bool:
        """Whether it is defined in another file, and one before this connects it to all of its signals here, too."""
        if self.is_here or not self.file.placed:
            return False
        paths = {connection.signal_path for connection in self.connections}
        for other in self.file.project.index.receivers.get(self.function.path, ()):
            if other.path == self.path:
                return False
            if not other.file.is_test and paths <= {connection.signal_path for connection in other.connections}:
                return True
        return False

    @property
    def path(self) -> str:
        """The file in which violations about it are reported: the connection's."""
        return self.file.path

    @property
    def place(self) -> Place:
        """Where violations about it are reported: its ``def``, or the connecting line if that is in another file."""
        return self.function.place if self.is_here else self.connections[0].place

    def report_at(self, connection: Connection) -> Receiver | Connection:
        """Where a violation about it and a ``connection`` is reported: its ``def``, or the connection if elsewhere."""
        return self if self.is_here else connection

    @property
    def where(self) -> str:
        """What a message adds to its name: the place of its ``def``, if that is in another file."""
        return (
            ""
            if self.is_here
            else f" (defined at {self.file.project.files.relative(self.module.path)}:{self.function.place.line})"
        )

    @property
    def title(self) -> str:
        """How a message names it: ``'ship'``, with its place if that is in another file."""
        return f"{self.name!r}{self.where}"

    @property
    def signature(self) -> Signature | None:
        """The signature that all of its connections call; ``None`` if one is unknown."""
        found = {connection.callee.signature for connection in self.connections}
        return found.pop() if len(found) == 1 else None

    @property
    def signals(self) -> tuple[Signal, ...]:
        """The signals that this file connects it to; empty if one is unknown."""
        found = [connection.signals for connection in self.connections]
        return tuple(dict.fromkeys(signal for signals in found for signal in signals)) if all(found) else ()

    def receives_only(self, *names: str) -> bool:
        """Whether every signal that this file connects it to is Django's and called one of ``names``."""
        return bool(self.signals) and all(s.built_in is not None and s.name in names for s in self.signals)

    def receives_any(self, *names: str) -> bool:
        """Whether it is connected to one of Django's signals called ``names``, and to no unknown signal."""
        return any(signal.built_in is not None and signal.name in names for signal in self.signals)

    def puts_into_kwargs(self, name: str) -> bool:
        """Whether it may add something called ``name`` to its ``**kwargs`` itself, or has that done."""
        changes = [use for use in self.body.uses if use.from_kwargs and use.how in ("assign", "give")]
        removing = ("pop", "popitem", "clear")
        return any(change.name in (name, "") and change.detail not in removing for change in changes)

    @cached_property
    def senders(self) -> tuple[Value, ...] | None:
        """The senders that it is connected with; ``None`` if a connection gives none, or an unknown one."""
        found: list[Value] = []
        for connection in self.connections:
            sender = connection.sender
            if sender is None or not isinstance(sender, (Name, Literal)):
                return None
            found.append(sender)
        return tuple(dict.fromkeys(found))

    @cached_property
    def model(self) -> str:
        """The one model whose signals it receives; empty if there are several, or it is unknown."""
        found = {named_model(self.file, sender) or "" for sender in self.senders or ()}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def runs_as_written(self) -> bool:
        """Whether no decorator can keep it from running when it is called."""
        home = self.file.sibling(self.module)
        called = [home.resolve(function_of(decorator.value)) for decorator in self.function.decorators]
        return all(connection.fact.how != "wrapper" for connection in self.connections) and all(
            isinstance(decorator, Name) and decorator.path in _RUNNING for decorator in called
        )

    @cached_property
    def runs_for_saves(self) -> bool:
        """Whether no decorator can keep it from running when it is called, unless for what a fixture loads."""
        home = self.file.sibling(self.module)
        return self.runs_as_written or (
            all(connection.fact.how != "wrapper" for connection in self.connections)
            and all(
                home.resolve(function_of(decorator.value)) in _RUNS or always_runs(home, decorator.value)
                for decorator in self.function.decorators
            )
        )

    @cached_property
    def runs_for_all(self) -> bool:
        """Whether no decorator can keep it from running because of what is sent, but for what a fixture loads."""
        home = self.file.sibling(self.module)
        return self.runs_as_written or (
            all(connection.fact.how != "wrapper" for connection in self.connections)
            and not any(
                home.resolve(function_of(decorator.value)) not in _RUNS and may_choose(home, decorator.value)
                for decorator in self.function.decorators
            )
        )

    def effects(self, follow: Follow = Follow.EVERY) -> tuple[ReachedEffect, ...]:
        """Everything that it does, by itself and through the followed calls.

        The effects of a called function may include some whose calls would not be followed from here.
        """
        return self.file.project.effects(SourceFunction(self.module, self.function), self.model, follow)

    @property
    def own_effects(self) -> tuple[ReachedEffect, ...]:
        """What it does itself."""
        return self.effects(Follow.NONE)

    @property
    def done_at_once(self) -> Iterator[ReachedEffect]:
        """What it does before the commit; without uncertain effects and what ``--signals-allowed-calls`` names."""
        home = self.file.sibling(self.module)
        if any(may_put_off(home, decorator.value) for decorator in self.function.decorators):
            return
        for reached in self.effects(Follow.AT_ONCE):
            if not (reached.effect.deferred or reached.perhaps or is_allowed(reached.effect, self.file.options)):
                yield reached

    @property
    def done_always(self) -> Iterator[ReachedEffect]:
        """What it does once on every run, behind no guard."""
        return (reached for reached in self.effects(Follow.ALWAYS) if happens_always(reached.effect))


def is_dropped(file: SourceFile, function: Function, connections: Iterable[Connection]) -> bool:
    """Whether nothing holds a receiver once its module is loaded: its name certainly stands for something else then."""
    return file.decorations.holds_nothing(function) and all(
        made.fact.bound_again and made.is_weak for made in connections
    )


class MetSignature(NamedTuple):
    """A signature, and the connections that call it; violations are reported at ``at``, and name it ``title``."""

    at: Receiver | Connection
    title: str
    signature: Signature
    connections: tuple[Connection, ...]

    @property
    def written(self) -> At | None:
        """Where the parameters are written: after the name of a ``def``, or in the call that is given a lambda."""
        if isinstance(self.at, Connection):
            return At(self.at.path, self.at.place)
        return None if self.at.function.is_class else At(self.at.module.path, self.at.function.place)
