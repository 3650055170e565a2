"""One file as the rules see it: its facts, bound to the rest of the project."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import structs

from flake8_signals.project.callables import callee
from flake8_signals.project.connections import Connection
from flake8_signals.project.decorations import Decorations
from flake8_signals.project.decorators import connected_by, connected_inside
from flake8_signals.project.identities import Identities
from flake8_signals.project.imports import Imports
from flake8_signals.project.names import Namespace
from flake8_signals.project.places import At
from flake8_signals.project.receivers import MetSignature, Receiver, is_dropped
from flake8_signals.syntax import facts
from flake8_signals.syntax.values import Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.options import Options
    from flake8_signals.project.callables import Callee
    from flake8_signals.project.project import Project
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.facts import (
        ConnectionFact,
        Disconnection,
        FileFacts,
        Place,
        Send,
        SignalDefinition,
    )
    from flake8_signals.syntax.module import Module
    from flake8_signals.syntax.values import Signature, Value


class SourceFile:
    """One file, bound to its project; ``placed`` is false for text without a path (nameless standard input)."""

    def __init__(self, module: Module, project: Project, *, placed: bool = True) -> None:
        self.module = module
        self.project = project
        self.placed = placed
        self.names = Namespace(module, project.names)
        self.identities = Identities(self)
        self.decorations = Decorations(self)
        self.imports = Imports(self)

    @property
    def path(self) -> str:
        """The file's path."""
        return self.module.path

    @property
    def options(self) -> Options:
        """The options of the run."""
        return self.project.options

    @cached_property
    def is_test(self) -> bool:
        """Whether this is test code, judged by its path below the project's root."""
        return self.project.files.is_test(self.path)

    @cached_property
    def facts(self) -> FileFacts:
        """The facts of the file; none if all that could hold some are decorators that connect nothing."""
        if self.placed and not self.project.files.may_hold_facts(self.module.content.encode(errors="surrogatepass")):
            return facts.FileFacts()
        return self.module.facts

    @cached_property
    def connections(self) -> tuple[Connection, ...]:
        """Every connection of the file that may be to a signal of Django's kind, in source order.

        A decorator other than Django's ``receiver`` counts if it wraps it; a ``connect()`` counts if it may be a
        signal's.
        """
        return tuple(
            connection
            for fact in self.facts.connections
            for connection in (Connection(self, seen) for seen in _unwrapped(self, fact))
            if fact.how != "connect" or connection.signals or connection.is_to_library
        )

    @cached_property
    def receivers(self) -> tuple[Receiver, ...]:
        """The functions that this file connects, wherever they are defined, in the order of their first connection."""
        found: dict[tuple[str, str, int], list[Connection]] = {}
        for connection in self.connections:
            callee = connection.callee
            if callee.module is not None and callee.function is not None:
                key = (callee.module.path, callee.function.path, callee.function.place.line)
                found.setdefault(key, []).append(connection)
        return tuple(
            Receiver(self, connections[0].callee.module, connections[0].callee.function, tuple(connections))  # type: ignore[arg-type]
            for connections in found.values()
        )

    @cached_property
    def receivers_to_judge(self) -> tuple[Receiver, ...]:
        """The receivers whose bodies are checked here.

        None in tests, none that the file of their ``def`` connects too, and none that never run as nothing holds them.
        """
        return tuple(
            receiver
            for receiver in (() if self.is_test else self.receivers)
            if not receiver.is_connected_at_home and not is_dropped(self, receiver.function, receiver.connections)
        )

    @cached_property
    def receiver_of(self) -> dict[Connection, Receiver]:
        """The receiver of each connection whose receiver is known."""
        return {connection: receiver for receiver in reversed(self.receivers) for connection in receiver.connections}

    @cached_property
    def receivers_here(self) -> frozenset[str]:
        """The qualified names of the receivers that are defined in this file."""
        return frozenset(receiver.qualname for receiver in self.receivers if receiver.is_here)

    def troubles(self) -> list[tuple[int, str]]:
        """What could not be analysed: the file's facts, its receivers' signatures, and the bodies that it judges.

        The line of each, and the reason. Failures of other questions, asked for other files, are left out.
        """
        asked = {
            receiver.qualname for receiver in self.receivers_to_judge if receiver.is_here and receiver.body is not None
        }
        if not self.module.troubles:
            return []
        own = f"{self.module.name}."
        asked |= {
            connection.callee.path.removeprefix(own)
            for connection in self.connections
            if connection.callee.function is None
        }
        found = self.module.troubles.items()
        return sorted(why for what, why in found if what in asked or what not in self.module.functions)

    @cached_property
    def connections_at_import(self) -> tuple[Connection, ...]:
        """The connections that importing this module makes, if anything depends on whether it is imported.

        Test code does not count. Nor do receivers of signals that the module itself defines or sends, since every
        sender has imported the module.
        """
        if self.is_test or not self.placed:
            return ()
        connections = [
            connection
            for connection in self.connections
            if not connection.fact.context.function and "__name__" not in "".join(connection.fact.context.conditions)
        ]
        own = {signal.path for send in self.sends if (signal := self.signal(send.signal)) is not None}
        if all(
            connection.signals
            and all(s.path in own or (s.module is not None and s.module.path == self.path) for s in connection.signals)
            for connection in connections
        ):
            return ()
        return tuple(connections)

    @cached_property
    def met_signatures(self) -> tuple[MetSignature, ...]:
        """The signature of every receiver that this file connects, lambdas included, if it is known."""
        found: dict[tuple[Receiver | Place, Signature], list[Connection]] = {}
        for connection in self.connections:
            signature = connection.callee.signature
            if signature is not None:
                signature = signature.without_first() if connection.unbound else signature
                found.setdefault((connection.receiver or connection.place, signature), []).append(connection)
        return tuple(
            MetSignature(who, f"receiver {who.title}", signature, tuple(connections))
            if isinstance(who, Receiver)
            else MetSignature(connections[0], "this lambda", signature, tuple(connections))
            for (who, signature), connections in found.items()
        )

    @property
    def sends(self) -> tuple[Send, ...]:
        """The calls in the file that may send; ``signal`` says whether it is a signal that is sent."""
        return self.facts.sends

    @property
    def disconnections(self) -> tuple[Disconnection, ...]:
        """The calls in the file that may disconnect; ``signal`` says whether it is from a signal."""
        return self.facts.disconnections

    @property
    def definitions(self) -> tuple[SignalDefinition, ...]:
        """The calls in the file that make a signal of Django's kind."""
        is_class = self.project.signals.is_class
        return tuple(d for d in self.facts.definitions if is_class(d.call.function, self.module, d.context.owner))

    @property
    def signal_names(self) -> Iterator[tuple[str, Place]]:
        """The dotted names by which signals are connected, disconnected and sent, as imported, and their places.

        What depends on a test or a ``try`` is left out.
        """
        found = self.facts
        named: tuple[ConnectionFact | Disconnection | Send, ...] = (
            *found.connections,
            *found.disconnections,
            *found.sends,
        )
        for fact in named:
            if isinstance(fact.signal, Name) and not fact.context.conditions and not fact.context.catches:
                yield fact.signal.path, fact.place

    def resolve(self, value: Value) -> Value:
        """``value``, its names followed to where they are defined."""
        return self.names.resolve(value)

    def signal(self, value: Value) -> Signal | None:
        """The signal that ``value`` is, if it is known to be one."""
        return self.project.signals.signal(value, self.module)

    def signal_path(self, value: Value) -> str:
        """The dotted name of another library's signal; ``"?"`` if it is none."""
        resolved = self.resolve(value)
        if (
            isinstance(resolved, Name)
            and not (resolved.path.startswith(".") or self.names.is_missing(resolved))
            and self.names.locate(resolved.path) is None
        ):
            return resolved.path
        return "?"

    def callee(self, value: Value, fact: ConnectionFact | None = None) -> Callee:
        """What a receiver expression calls."""
        return callee(self, value, fact)

    def sibling(self, module: Module) -> SourceFile:
        """Another file of the same project, or this one."""
        return self if module is self.module else self.project.file(module)

    def line(self, line: int, column: int = 0) -> At:
        """A line of this file, to report a violation at."""
        return At(self.path, facts.Place(line, column, line, column))

    def at(self, place: Place) -> At:
        """A place in this file, to report a violation at."""
        return At(self.path, place)


def _unwrapped(file: SourceFile, fact: ConnectionFact) -> tuple[ConnectionFact, ...]:
    """A connection as Django sees it; empty if nothing is connected.

    A decorator that wraps ``receiver`` is replaced by what it connects.
    """
    if fact.how != "wrapper" or fact.call is None:
        return (fact,)
    if connected_by(file, fact.call.function) == "nothing":
        return ()
    inside = connected_inside(file, fact.call)
    return tuple(structs.replace(fact, **found._asdict()) for found in inside) or (
        (fact,) if Connection(file, fact).signals else ()
    )
