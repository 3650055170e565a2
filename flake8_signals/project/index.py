"""The whole project: all of its connections, receivers, sends and signals."""

from __future__ import annotations

import itertools
import re
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec import structs

from flake8_signals.files.remember import remembered
from flake8_signals.project.connections import Connection
from flake8_signals.project.receivers import Receiver
from flake8_signals.project.senders import sender_name
from flake8_signals.syntax.arguments import bound, substitute
from flake8_signals.syntax.values import Instance, Literal, Parameter, Value, last_part, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.project import Project
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.facts import ConnectionFact, Disconnection, Place, Send
    from flake8_signals.syntax.module import Module


class Index:
    """Every file of a project that mentions signals."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.startup = project.startup

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
        made = () if file.is_test else self.made_in(file)
        return tuple(connection for connection in made if not self._is_undone(connection))

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
        return frozenset((made.signal_path, made.receiver_path) for made in self.made_in(file))

    def _is_undone(self, connection: Connection) -> bool:
        """Whether start-up undoes a connection."""
        uid = connection.fact.dispatch_uid
        identity = connection.receiver_path if uid is None else uid
        meant = (connection.signal_path, identity, connection.sender_path)
        return "?" not in meant and any(
            self._undoes(file, undone)
            for file in self._disconnecting
            if self._may_name(file, connection)
            for undone in self._disconnections_in(file).get(meant, ())
        )

    @remembered
    def _disconnections_in(self, file: SourceFile) -> dict[tuple[str, str | Value, str | None], list[Disconnection]]:
        """The disconnections in one file, by the signal, the receiver or else the dispatch uid, and the sender."""
        found: dict[tuple[str, str | Value, str | None], list[Disconnection]] = {}
        for undone in file.disconnections:
            signal, uid, sender = file.signal(undone.signal), undone.dispatch_uid, undone.sender
            path = signal.path if signal is not None else file.signal_path(undone.signal)
            identity = file.callee(undone.receiver).path if uid is None and undone.receiver is not None else uid
            if path != "?" and identity is not None:
                resolved = None if sender in (None, Literal(None)) else sender_name(file, file.resolve(sender))
                found.setdefault((path, identity, resolved), []).append(undone)
        return found

    @cached_property
    def _disconnecting(self) -> tuple[SourceFile, ...]:
        """The files outside tests with disconnections."""
        summaries = self.project.files.summaries
        return tuple(file for file in self.files if summaries[file.path].disconnects and not file.is_test)

    def _may_name(self, file: SourceFile, connection: Connection) -> bool:
        """Whether a file may contain the receiver of a connection, or its dispatch uid."""
        uid = connection.fact.dispatch_uid
        if uid is None:
            words = connection.words
        elif isinstance(uid, Literal) and isinstance(uid.value, str):
            words = frozenset({uid.value})
        else:
            return True
        return any(word in file.module.content for word in words)

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
        return _Table(self, self.made_in, _identities)

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

    def made_in(self, file: SourceFile) -> Iterator[Connection]:
        """The connections of a file, one for each signal, tests and those that start-up undoes included.

        One in a helper function that connects its own parameters counts once for each call of the helper at start-up.
        """
        for connection in file.connections:
            if not _parameters(connection.fact):
                for made in self._for_each_config(connection):
                    yield from made.for_each_signal()
        for fact in file.facts.connections:
            if fact.how != "wrapper" and _parameters(fact):
                called = [Connection(file, given) for given in self._called_with(file.module, fact)]
                for connection in called or [Connection(file, fact)]:
                    if connection.signals or connection.is_to_library:
                        yield from connection.for_each_signal()

    def _for_each_config(self, connection: Connection) -> Iterator[Connection]:
        """A connection with ``sender=self``, once for each configuration that runs it: they may inherit the method."""
        fact, module = connection.fact, connection.file.module
        if isinstance(fact.sender, Instance) and fact.context.function:
            apps = self.startup.apps
            running = [
                reach.config
                for reach in self.startup.ready.reaches
                if fact.sender.path in reach.targets.config_classes and reach.runs(module, fact.context.function)
            ]
            # One without a name is there to be inherited.
            running = list(filter(apps.has_name, running)) or running
            if running and [config.path for config in running] != [fact.sender.path]:
                for config in running:
                    given = structs.replace(fact, sender=Instance(config.path))
                    yield Connection(connection.file, given, None, connection)
                return
        yield connection

    def _called_with(self, module: Module, fact: ConnectionFact) -> Iterator[ConnectionFact]:
        """A connection in a helper function, with the arguments of each call at start-up in place of the parameters."""
        qualname = fact.context.function
        function = module.function(qualname)
        if function is None:
            return
        for _, call in self.startup.loading.calls_of(module, qualname):
            signature = function.signature.without_first() if function.owner else function.signature
            given = bound(signature, call)
            left = () if call.unpacks else signature.named
            for name in (p.name for p in left if p.has_default and p.name not in given):
                default = module.default(qualname, name)
                if default is not None:
                    given[name] = default
            values = {
                name: substitute(value, given, qualname)
                for name in ("signal", "receiver", "sender")
                if (value := getattr(fact, name)) is not None
            }
            yield structs.replace(fact, **values)

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
    def is_handed_on(self, name: str) -> bool:
        """Whether a file outside tests uses something called ``name`` in a way that is not understood here.

        Understood are definitions, imports, exports and calls of it, and the connections, disconnections and sends of
        known signals. Any other use may do any of these out of sight.
        """
        word = name.encode()
        here = re.escape(word)
        # What is assigned to, and a keyword, only goes by the same name.
        mention = re.compile(rb"\b%b\b(?!\s*=(?!=))" % here)
        plain = re.compile(
            rb"^\s*(?:from|import|(?:async\s+)?def)\b|\b__all__\b|\b%b\(|^\s*([\"']?)%b\1,?\s*$" % (here, here)
        )
        return any(
            mention.search(line) and not plain.search(line) and (path, number) not in self._understood_lines
            for path, text in self.project.files.texts.items()
            if word in text and not self.project.files.is_test(path)
            for number, line in self._lines_with(path).get(word, ())
        )

    @remembered
    def _lines_with(self, path: str) -> dict[bytes, list[tuple[int, bytes]]]:
        """The lines of a file that contain each word, without comments, and their numbers."""
        found: dict[bytes, list[tuple[int, bytes]]] = {}
        for number, line in enumerate(re.sub(rb"#.*", b"", self.project.files.text(path)).splitlines(), 1):
            for word in dict.fromkeys(re.findall(rb"[\w\x80-\xff]+", line)):
                found.setdefault(word, []).append((number, line))
        return found

    @cached_property
    def _understood_lines(self) -> frozenset[tuple[str, int]]:
        """The lines on which a known signal is defined, connected, disconnected or sent, by file."""
        found = []
        for file in self.files:
            places = [definition.place for definition in file.definitions]
            places += [connection.place for connection in file.connections if connection.signals]
            places += [send.place for send in file.sends if file.signal(send.signal)]
            places += [undone.place for undone in file.disconnections if file.signal(undone.signal)]
            for place in places:
                found += [(file.path, line) for line in range(place.line, place.end_line + 1)]
        return frozenset(found)

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

    def _undoes(self, file: SourceFile, disconnection: Disconnection) -> bool:
        """Whether start-up certainly runs a ``disconnect()``."""
        context = disconnection.context
        if context.conditions or context.catches:
            return False
        if context.function:
            return self.startup.loading.running(file.module, context.function).state == "ready"
        return self.startup.loading.of(file.module).is_at_start


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


def _parameters(fact: ConnectionFact) -> bool:
    """Whether a connection uses parameters of the function around it."""
    values = [value for value in (fact.signal, fact.receiver, fact.sender) if value is not None]
    return any(isinstance(inner, Parameter) for value in values for inner in walk(value))
