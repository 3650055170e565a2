"""One file as the rules see it: its facts, bound to the rest of the project."""

from __future__ import annotations

import functools
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from flake8_signals.files.hashing import hashed
from flake8_signals.files.import_scan import absolute, mentions
from flake8_signals.project.callables import callee
from flake8_signals.project.connections import Connection, Key
from flake8_signals.project.decorators import connected_by, connected_inside, keeps_signature, task_decorator
from flake8_signals.project.names import Namespace
from flake8_signals.project.places import At
from flake8_signals.project.receivers import MetSignature, Receiver
from flake8_signals.syntax import facts
from flake8_signals.syntax.values import Attribute, Instance, Literal, Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_signals.options import Options
    from flake8_signals.project.callables import Callee
    from flake8_signals.project.project import Project
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.facts import (
        ConnectionFact,
        Disconnection,
        FileFacts,
        Function,
        Import,
        Place,
        Send,
        SignalDefinition,
    )
    from flake8_signals.syntax.module import Module
    from flake8_signals.syntax.values import Signature, Value


class _Decorated(NamedTuple):
    """What the decorators of a function make of it: the last that may change its signature, those for tasks."""

    last_opaque: int
    tasks: tuple[tuple[int, str], ...]


class SourceFile:
    """One file, bound to its project; ``placed`` is false for text without a path (nameless standard input)."""

    def __init__(self, module: Module, project: Project, *, placed: bool = True) -> None:
        self.module = module
        self.project = project
        self.placed = placed
        self.names = Namespace(module, project.names)
        self._decorations: dict[tuple[str, Place], _Decorated] = {}

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

    def imports_of(self, names: frozenset[str]) -> list[Import]:
        """The file's imports of one of the dotted ``names``, or from a module of that name."""
        is_djangos = self.module.name.startswith("django.")  # it may say so with dots alone
        if not is_djangos and not any(module in self.module.content for module in _modules_of(names)):
            return []
        if self._seems_to_import.isdisjoint(names):
            return []
        return [i for i in self.module.outline.imports if i.target in names or i.module in names]

    @cached_property
    def _seems_to_import(self) -> frozenset[str]:
        """The full names that the file seems to import, according to the import scan."""
        content = self.module.content.encode(errors="surrogatepass")
        summary = self.project.files.summaries.get(self.path) if self.placed else None
        is_saved = summary is not None and summary.content == hashed(content)
        found = self.project.files.imports[self.path] if is_saved else mentions(content)
        return frozenset(absolute(mention.target, self.module.package) for mention in found)

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
    def receiver_of(self) -> dict[Connection, Receiver]:
        """The receiver of each connection whose receiver is known."""
        return {connection: receiver for receiver in reversed(self.receivers) for connection in receiver.connections}

    @cached_property
    def receivers_here(self) -> frozenset[str]:
        """The qualified names of the receivers that are defined in this file."""
        return frozenset(receiver.qualname for receiver in self.receivers if receiver.is_here)

    @cached_property
    def connections_of(self) -> dict[Value, list[Connection]]:
        """The connections of each receiver, as the file names it."""
        found: dict[Value, list[Connection]] = {}
        for connection in self.connections:
            found.setdefault(self.resolve(connection.fact.receiver), []).append(connection)
        return found

    @cached_property
    def connections_with_uid(self) -> dict[Value, list[Connection]]:
        """The connections with each dispatch uid."""
        found: dict[Value, list[Connection]] = {}
        for connection in self.connections:
            if connection.key is not None and connection.key.by_uid:
                found.setdefault(connection.key.identity, []).append(connection)
        return found

    @cached_property
    def undone(self) -> frozenset[str]:
        """The dotted names of the signals that the file disconnects something from; empty for one that is unknown."""
        signals = (self.signal(fact.signal) for fact in self.disconnections)
        return frozenset("" if signal is None else signal.path for signal in signals)

    @cached_property
    def first_undone(self) -> dict[tuple[str, str, Key | None], int]:
        """The first line on which a function disconnects what has a key from a signal."""
        found: dict[tuple[str, str, Key | None], int] = {}
        for fact in self.disconnections:
            signal = self.signal(fact.signal)
            if signal is not None:
                undone = (fact.context.function, signal.path, self.key(fact.receiver, fact.sender, fact.dispatch_uid))
                found[undone] = min(found.get(undone, fact.place.line), fact.place.line)
        return found

    def troubles(self, receivers: Iterable[Receiver]) -> list[tuple[int, str]]:
        """What could not be analysed: the file's facts, its receivers' signatures, and the bodies of ``receivers``.

        The line of each, and the reason. Failures of other questions, asked for other files, are left out.
        """
        asked = {receiver.qualname for receiver in receivers if receiver.is_here and receiver.body is not None}
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

    def key(self, receiver: Value | None, sender: Value | None, uid: Value | None) -> Key | None:
        """How a signal would identify a connection with these arguments; ``None`` if unknown."""
        given = [Literal(None) if value is None else self.resolve(value) for value in (uid, receiver, sender)]
        # Django tests the truth of the uid.
        by_uid = not (isinstance(given[0], Literal) and not given[0].value)
        identity, known_sender = given[0] if by_uid else given[1], given[2]
        if not isinstance(known_sender, (Name, Literal, Instance)):
            return None
        match identity:
            case Name() | Literal() | Instance() | Attribute(Instance()):
                return Key(identity, known_sender, by_uid)
        return None

    def sibling(self, module: Module) -> SourceFile:
        """Another file of the same project, or this one."""
        return self if module is self.module else self.project.file(module)

    def line(self, line: int, column: int = 0) -> At:
        """A line of this file, to report a violation at."""
        return At(self.path, facts.Place(line, column, line, column))

    def holds_nothing(self, function: Function) -> bool:
        """Whether none of a function's decorators can hold the function, because all of them are Django's own."""
        return all(keeps_signature(self, decorator.value) for decorator in function.decorators)

    def last_opaque(self, function: Function) -> int:
        """The position of the last decorator of a function here that may change its signature; -1 if none does."""
        return self._decorated(function).last_opaque

    def tasks_of(self, function: Function) -> tuple[tuple[int, str], ...]:
        """The decorators that make a function here a task: their positions and dotted names."""
        return self._decorated(function).tasks

    def _decorated(self, function: Function) -> _Decorated:
        key = (function.path, function.place)
        if key not in self._decorations:
            values = [decorator.value for decorator in function.decorators]
            opaque = (index for index, value in enumerate(values) if not keeps_signature(self, value))
            tasks = ((index, task_decorator(self, value)) for index, value in enumerate(values))
            found = _Decorated(max(opaque, default=-1), tuple(task for task in tasks if task[1]))
            self._decorations[key] = found
        return self._decorations[key]

    def at(self, place: Place) -> At:
        """A place in this file, to report a violation at."""
        return At(self.path, place)


@functools.cache
def _modules_of(names: frozenset[str]) -> frozenset[str]:
    """The modules of dotted ``names``."""
    return frozenset(name.rpartition(".")[0] for name in names)


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
