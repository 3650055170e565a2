"""The whole project: all of its connections, receivers, sends and signals."""

from __future__ import annotations

import itertools
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered
from flake8_signals.project.handed_on import HandedOn
from flake8_signals.project.made_connections import made_in
from flake8_signals.project.receivers import Receiver
from flake8_signals.project.undoing import Undoing
from flake8_signals.syntax.values import Value, last_part

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.project import Project
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.facts import Place, Send


class Index:
    """Every file of a project that mentions signals."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.undoing = Undoing(self)
        self.handed_on = HandedOn(self)

    @cached_property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that may hold connections, disconnections, sends or signals, in the order of their paths."""
        project = self.project
        return tuple(
            project.file(project.modules.at(path))
            for path, summary in project.files.summaries.items()
            if summary.facts or (summary.signals and project.files.may_hold_facts(project.files.content(path)))
        )

    @cached_property
    def connections(self) -> tuple[Connection, ...]:
        """Every connection outside test code, one for each signal, without those that start-up undoes."""
        return tuple(connection for file in self.files for connection in self.connections_in(file))

    @cached_property
    def connections_of(self) -> dict[str, tuple[Connection, ...]]:
        """The same by the dotted name of the receiver."""
        return _by_receiver(self.connections)

    @remembered
    def connections_of_in(self, file: SourceFile) -> dict[str, tuple[Connection, ...]]:
        """The connections of each receiver in one file."""
        return _by_receiver(self.connections_in(file))

    @remembered
    def connections_in(self, file: SourceFile) -> tuple[Connection, ...]:
        """The same for one file."""
        made = () if file.is_test else made_in(file)
        return tuple(connection for connection in made if not self.undoing.undoes(connection))

    def may_tie(self, signal: str, receiver: str, likely: SourceFile) -> bool:
        """Whether some connection, even in a test or undone, may connect a receiver to a signal.

        The file ``likely`` and those that name the receiver are searched first, then all others.
        """
        ties = {(signal, receiver), (signal, "?"), ("?", receiver)}
        if not ties.isdisjoint(self._ties_of(likely)):
            return True
        named = self.mentioning(last_part(receiver))
        return any(not ties.isdisjoint(self._ties_of(file)) for file in itertools.chain(named, self.files))

    @remembered
    def _ties_of(self, file: SourceFile) -> frozenset[tuple[str, str]]:
        """The signal and the receiver of each connection in one file."""
        return frozenset((made.signal_path, made.receiver_path) for made in made_in(file))

    def connected_elsewhere(self, connection: Connection) -> tuple[Connection, ...]:
        """The connections of the same signal and receiver in other files that name the receiver."""
        keys = ((connection.signal_path, connection.receiver_path),)
        return self._connected.elsewhere(connection.words, keys, connection.path)

    def made_elsewhere(
        self, file: SourceFile, names: frozenset[str], signal: str, receiver: Value | None, uid: Value | None
    ) -> tuple[Connection, ...]:
        """The connections of a receiver, or with a uid, to a signal or an unknown one, in files with one of ``names``.

        Those in ``file`` are left out, and all if it has no path; tests and those that start-up undoes are not.
        """
        keys = ((path, of, what) for path in (signal, "?") for of, what in (("receiver", receiver), ("uid", uid)))
        return self._made.elsewhere(names, tuple(keys), file.path) if file.placed else ()

    @cached_property
    def _connected(self) -> _Table:
        return _Table(self, self.connections_in, lambda made: [(made.signal_path, made.receiver_path)])

    @cached_property
    def _made(self) -> _Table:
        return _Table(self, made_in, _identities)

    @remembered
    def positions(self, names: frozenset[str]) -> dict[str, int]:
        """The files whose text contains one of ``names``, in their order."""
        return {file.path: position for position, file in enumerate(self.mentioning(*names))}

    @remembered
    def mentioning(self, *names: str) -> tuple[SourceFile, ...]:
        """The files whose text contains one of ``names``."""
        found = set().union(*(self._mentioning(name) for name in names))
        return tuple(self.files[index] for index in sorted(found))

    @remembered
    def _mentioning(self, name: str) -> list[int]:
        """The positions of the files whose text contains ``name``."""
        return [index for index, file in enumerate(self.files) if name in file.module.content]

    @cached_property
    def receivers(self) -> dict[str, tuple[Receiver, ...]]:
        """By dotted name: each receiver with known source, once for each file that connects it."""
        found: dict[str, list[Receiver]] = {}
        for file in self.files:
            for path, receiver in self.receivers_in(file).items():
                found.setdefault(path, []).append(receiver)
        return {path: tuple(receivers) for path, receivers in found.items()}

    @remembered
    def receivers_in(self, file: SourceFile) -> dict[str, Receiver]:
        """The receivers that one file connects."""
        return {
            path: Receiver(file, callee.module, callee.function, tuple(dict.fromkeys(made.whole for made in connected)))
            for path, connected in self.connections_of_in(file).items()
            if (callee := connected[0].whole.callee).module is not None and callee.function is not None
        }

    def may_be_connected_elsewhere(self, receiver: str, file: SourceFile) -> bool:
        """Whether a file other than ``file``, which connects the receiver, contains its name or its class's."""
        names = {name for connection in self.connections_of_in(file).get(receiver, ()) for name in connection.words}
        return any(other is not file for other in self.mentioning(*names))

    @remembered
    def sends_of(self, signal: Signal) -> tuple[tuple[SourceFile, Send], ...]:
        """The sends of one of the project's signals, tests included."""
        summaries = self.project.files.summaries
        return tuple(
            (file, send)
            for file in self.mentioning(signal.name)
            if summaries[file.path].sends
            for send in self._sends_in(file).get(signal.path, ())
        )

    @remembered
    def _sends_in(self, file: SourceFile) -> dict[str, list[Send]]:
        """The sends in one file, by their signals."""
        found: dict[str, list[Send]] = {}
        for send in file.sends:
            signal = file.signal(send.signal)
            if signal is not None:
                found.setdefault(signal.path, []).append(send)
        return found

    @cached_property
    def defined(self) -> tuple[tuple[SourceFile, Signal, Place], ...]:
        """The signals that the project defines outside tests, at module or class level, with their places."""
        definitions = [
            (file, file.project.signals.signal_at(definition.path, file.module), definition.place)
            for file in self.files
            for definition in file.definitions
            if definition.bound_to in ("module", "class") and not file.is_test
        ]
        return tuple((file, signal, place) for file, signal, place in definitions if signal is not None)


class _Table:
    """Connections by keys: those of the files that have been asked for."""

    def __init__(
        self,
        index: Index,
        made: Callable[[SourceFile], Iterable[Connection]],
        keys: Callable[[Connection], Iterable[Hashable]],
    ) -> None:
        self._index = index
        self._made = made
        self._keys = keys
        self._known: set[str] = set()
        self._found: dict[Hashable, list[tuple[int, Connection]]] = {}

    @remembered
    def elsewhere(self, names: frozenset[str], keys: tuple[Hashable, ...], path: str) -> tuple[Connection, ...]:
        """The connections under one of ``keys`` in files with one of ``names``, but for one file, in their order."""
        positions = self._in(names)
        found = {
            (positions[connection.path], number): connection
            for key in keys
            for number, connection in self._found.get(key, ())
            if connection.path != path and connection.path in positions
        }
        return tuple(connection for _, connection in sorted(found.items(), key=itemgetter(0)))

    @remembered
    def _in(self, names: frozenset[str]) -> dict[str, int]:
        """The positions of the files with one of ``names``, whose connections are then known."""
        for file in self._index.mentioning(*names):
            if file.path not in self._known:
                self._known.add(file.path)
                for number, connection in enumerate(self._made(file)):
                    for key in self._keys(connection):
                        self._found.setdefault(key, []).append((number, connection))
        return self._index.positions(names)


def _identities(connection: Connection) -> Iterator[Hashable]:
    """What a disconnection in another file may name a connection by."""
    signal = connection.signal_path
    yield signal, "receiver", connection.file.resolve(connection.fact.receiver)
    if connection.key is not None and connection.key.by_uid:
        yield signal, "uid", connection.key.identity


def _by_receiver(connections: Iterable[Connection]) -> dict[str, tuple[Connection, ...]]:
    found: dict[str, list[Connection]] = {}
    for connection in connections:
        found.setdefault(connection.receiver_path, []).append(connection)
    return {path: tuple(made) for path, made in found.items()}
