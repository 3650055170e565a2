"""The whole project at once: every connection in it, whether start-up makes it, and what its receivers set off."""

from __future__ import annotations

import itertools
import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from flake8_signals.knowledge import django
from flake8_signals.project.effects import done_always
from flake8_signals.project.file import Connection, Receiver, SourceFile, is_test
from flake8_signals.project.startup import Loading
from flake8_signals.syntax.arguments import bound, substitute
from flake8_signals.syntax.values import Argument, Call, Instance, Literal, Name, Parameter, Value, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.project import Project
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.facts import ConnectionFact, Disconnection, Place, Send
    from flake8_signals.syntax.module import Module


class TriggeredSave(NamedTuple):
    """A save that calls a receiver: made by ``receiver`` (whose name is ``path``), it reaches a ``connection``."""

    path: str
    connection: Connection
    receiver: Receiver
    reached: ReachedEffect


_SAVED = ("django.db.models.signals.pre_save", "django.db.models.signals.post_save")


class Index:
    """Every file of a project that mentions signals."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.startup = project.startup
        self._connections: dict[str, tuple[Connection, ...]] = {}
        self._ties: dict[str, frozenset[tuple[str, str]]] = {}
        self._mentioning: dict[str, set[str]] = {}
        self._sends: dict[str, tuple[tuple[SourceFile, Send], ...]] = {}

    @cached_property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that may hold connections, disconnections, sends or signals, in the order of their paths."""
        project = self.project
        return tuple(
            project.file(project.modules.at(path))
            for path, summary_of in project.files.summaries.items()
            if summary_of.facts or (summary_of.signals and project.files.may_hold_facts(project.files.content(path)))
        )

    @cached_property
    def connections(self) -> tuple[Connection, ...]:
        """Every connection outside test code, once for each signal, without those that start-up undoes."""
        return tuple(connection for file in self.files for connection in self.connections_in(file))

    def connections_in(self, file: SourceFile) -> tuple[Connection, ...]:
        """Those of one file."""
        if file.path not in self._connections:
            connections = (
                ()
                if file.is_test
                else [connection for connection in self._made_in(file) for connection in connection.for_each_signal()]
            )
            self._connections[file.path] = tuple(
                connection for connection in connections if not self._is_undone(connection)
            )
        return self._connections[file.path]

    def may_tie(self, signal: str, receiver: str, likely: SourceFile) -> bool:
        """Whether some connection, be it in a test or undone, ties a receiver to a signal, for all that can be told.

        One in the file ``likely``, or in one that names the receiver, settles that; else every file is looked at.
        """
        ties = {(signal, receiver), (signal, "?"), ("?", receiver)}
        if not ties.isdisjoint(self._ties_of(likely)):
            return True
        named = self.mentioning(receiver.rpartition(".")[2])
        return any(not ties.isdisjoint(self._ties_of(file)) for file in itertools.chain(named, self.files))

    def _ties_of(self, file: SourceFile) -> frozenset[tuple[str, str]]:
        """The signal and the receiver of each connection in one file."""
        if file.path not in self._ties:
            connections = (
                connection for connection in self._made_in(file) for connection in connection.for_each_signal()
            )
            self._ties[file.path] = frozenset(
                (connection.signal_path, connection.receiver_path) for connection in connections
            )
        return self._ties[file.path]

    def _is_undone(self, connection: Connection) -> bool:
        """Whether start-up disconnects a link."""
        return any(
            self._matches(connection, file, undone) and self._undoes(file, undone)
            for file in self._disconnecting
            if self._may_name(file, connection)
            for undone in file.disconnections
        )

    @cached_property
    def _disconnecting(self) -> tuple[SourceFile, ...]:
        """The files outside tests that disconnect something."""
        summaries = self.project.files.summaries
        return tuple(file for file in self.files if summaries[file.path].disconnects and not file.is_test)

    def _may_name(self, file: SourceFile, connection: Connection) -> bool:
        """Whether the receiver of a link, or its dispatch uid, may stand in a file."""
        uid = connection.fact.dispatch_uid
        if uid is None:
            words = connection.words
        elif isinstance(uid, Literal) and isinstance(uid.value, str):
            words = frozenset({uid.value})
        else:
            return True
        return any(word in file.module.content for word in words)

    def mentioning(self, *names: str) -> list[SourceFile]:
        """The files in whose text one of ``names`` stands."""
        for name in names:
            if name not in self._mentioning:
                self._mentioning[name] = {file.path for file in self.files if name in file.module.content}
        found = set().union(*(self._mentioning[name] for name in names))
        return [file for file in self.files if file.path in found]

    def _made_in(self, file: SourceFile) -> Iterator[Connection]:
        """The connections of a file.

        One that a helper function makes of its parameters counts once for each call of it at start-up.
        """
        for connection in file.connections:
            if not _parameters(connection.fact):
                yield connection
        for fact in file.facts.connections:
            if fact.how != "wrapper" and _parameters(fact):
                called = [Connection(file, given) for given in self._called_with(file.module, fact)]
                yield from (connection for connection in called or [Connection(file, fact)] if connection.signals)

    def _called_with(self, module: Module, fact: ConnectionFact) -> Iterator[ConnectionFact]:
        """A connection in a helper function, with what each call at start-up gives for the function's parameters."""
        qualname = fact.context.function
        function = module.function(qualname)
        if function is None:
            return
        for _, call in self.startup.calls_of(module, qualname):
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

    def sender_name(self, value: Value, near: Module) -> str:
        """The dotted name of a class given as a sender, in ``near``."""
        match value:
            case Literal(str() as label):
                return label
            case Instance(path):
                return path
            case Call(Name(path), (Argument(Literal(str() as app)), Argument(Literal(str() as model)))) if (
                path.endswith("get_model")
            ):
                return f"{app}.{model}"
            case Name(path) if path.endswith(".through"):
                return self._through(path, near)
            case Name(path):
                return self._class_name(path, near)
            case _:
                return "?"

    def _class_name(self, path: str, near: Module) -> str:
        if path in django.MODELS:
            return path
        found = self.project.names.class_at(path, near)
        if found is not None:
            return found.path
        located = self.project.names.locate(path, near)
        value = located.module.value(located.qualname) if located is not None and located.qualname else None
        if located is not None and isinstance(value, Call):
            return self.sender_name(value, located.module)
        if located is None and path.rpartition(".")[2][:1].isupper() and not path.startswith("django.conf."):
            return path
        return "?"

    def _through(self, path: str, near: Module) -> str:
        """The class behind ``Model.field.through``: the one that the field names, or the one that Django makes."""
        if path in django.THROUGH_MODELS:
            return django.THROUGH_MODELS[path]
        owner, field = path.removesuffix(".through").rpartition(".")[::2]
        model = self.project.names.class_at(owner, near)
        if model is None:
            return "?"
        for ancestor in self.project.names.ancestors(owner, near):
            if isinstance(ancestor, str):
                continue
            for relation in ancestor.outline.relations:
                if relation.name == field:
                    if relation.through is None:
                        return (
                            f"{model.module.name}.{model.outline.qualname}_{field}"
                            if relation.kind.endswith("ManyToManyField")
                            else "?"
                        )
                    through = self.project.names.resolve(relation.through, ancestor.module)
                    if isinstance(through, Literal) and isinstance(through.value, str) and "." not in through.value:
                        return f"{ancestor.module.name}.{through.value}"
                    return self.sender_name(through, ancestor.module)
        return "?"

    # --- what it sets off ---

    @cached_property
    def receivers(self) -> dict[str, tuple[Receiver, ...]]:
        """By its dotted name: each receiver whose source is known, as each file that connects it has it."""
        found: dict[str, tuple[Receiver, ...]] = {}
        for file in self.files:
            for path, receiver in self.receivers_in(file).items():
                found[path] = (*found.get(path, ()), receiver)
        return found

    def receivers_in(self, file: SourceFile) -> dict[str, Receiver]:
        """Those that one file connects."""
        found: dict[str, list[Connection]] = {}
        for connection in self.connections_in(file):
            found.setdefault(connection.receiver_path, []).append(connection.whole)
        return {
            path: Receiver(file, callee.module, callee.function, tuple(dict.fromkeys(connections)))
            for path, connections in found.items()
            if (callee := connections[0].callee).module is not None and callee.function is not None
        }

    def may_hear_saves(self, receiver: str, file: SourceFile) -> bool:
        """Whether a save may call a receiver that ``file`` connects, there or perhaps in another file that names it."""
        connections = [connection for connection in self.connections_in(file) if connection.receiver_path == receiver]
        if any(connection.signal_path in _SAVED for connection in connections):
            return True
        names = {name for connection in connections for name in connection.words}
        return any(other is not file for other in self.mentioning(*names))

    @cached_property
    def triggered_saves(self) -> tuple[TriggeredSave, ...]:
        """Every save that a receiver certainly makes whenever it runs, with each receiver that this calls."""
        by_signal: dict[str, list[Connection]] = {}
        for connection in self.connections:
            by_signal.setdefault(connection.signal_path, []).append(connection)
        found: dict[tuple[str, str], TriggeredSave] = {}
        for path, receivers in self.receivers.items():
            for receiver in receivers:
                for reached in certain_saves(receiver):
                    if not any(
                        connection.is_connected for connection in self.connections if connection.receiver_path == path
                    ):
                        continue
                    for signal in _SAVED:
                        for connection in by_signal.get(signal, ()):
                            if self._is_sent_by(connection, reached.model) and connection.is_connected:
                                found.setdefault(
                                    (path, connection.receiver_path), TriggeredSave(path, connection, receiver, reached)
                                )
        return tuple(found.values())

    def _is_sent_by(self, connection: Connection, model: str) -> bool:
        """Whether a signal of ``model`` reaches a connection."""
        if connection.sender_path is None:
            return bool(model)
        if connection.sender_path == "?":
            return False
        label, _, name = connection.sender_path.rpartition(".")
        if "." not in label and label in self.startup.labels:
            return f"{self.startup.labels[label]}.models.{name}" == model
        return connection.sender_path == model

    @cached_property
    def cycles(self) -> tuple[tuple[TriggeredSave, ...], ...]:
        """The shortest ways on which a receiver's saves call it again.

        Each is there once, from the receiver whose name comes first.
        """
        onward: dict[str, list[TriggeredSave]] = {}
        for triggered in self.triggered_saves:
            onward.setdefault(triggered.path, []).append(triggered)
        found: dict[frozenset[str], tuple[TriggeredSave, ...]] = {}
        for start in sorted(onward):
            ways: list[tuple[TriggeredSave, ...]] = [(triggered,) for triggered in onward[start]]
            seen: set[str] = set()
            while ways:
                way = ways.pop(0)
                reached = way[-1].connection.receiver_path
                if reached == start:
                    found.setdefault(frozenset(triggered.path for triggered in way), way)
                    break
                if reached not in seen:
                    seen.add(reached)
                    ways += [(*way, triggered) for triggered in onward.get(reached, ())]
        return tuple(found.values())

    def is_handed_on(self, name: str) -> bool:
        """Whether some file outside tests does more with what is called ``name`` than is known here.

        That is, more than to define, import, export or call it, and to connect, disconnect or send a known signal:
        whoever it is handed to may do any of these.
        """
        here = re.escape(name.encode())
        # What is assigned to, and a keyword, only goes by the same name.
        mention = re.compile(rb"\b%b\b(?!\s*=(?!=))" % here)
        plain = re.compile(
            rb"^\s*(?:from|import|(?:async\s+)?def)\b|\b__all__\b|\b%b\(|^\s*([\"']?)%b\1,?\s*$" % (here, here)
        )
        return any(
            mention.search(line) and not plain.search(line) and (path, number) not in self._understood_lines
            for path, text in self.startup.texts.items()
            if name.encode() in text and not is_test(self.project.files.relative(path))
            for number, line in enumerate(re.sub(rb"#.*", b"", text).splitlines(), 1)
        )

    @cached_property
    def _understood_lines(self) -> frozenset[tuple[str, int]]:
        """The lines on which a known signal is defined, connected, disconnected or sent, with their files."""
        found = []
        for file in self.files:
            places = [definition.place for definition in file.definitions]
            places += [connection.place for connection in file.connections if connection.signals]
            places += [send.place for send in file.sends if file.signal(send.signal)]
            places += [undone.place for undone in file.disconnections if file.signal(undone.signal)]
            for place in places:
                found += [(file.path, line) for line in range(place.line, place.end_line + 1)]
        return frozenset(found)

    def sends_of(self, signal: Signal) -> tuple[tuple[SourceFile, Send], ...]:
        """Where a signal of the project is sent, tests included."""
        if signal.path not in self._sends:
            summaries = self.project.files.summaries
            self._sends[signal.path] = tuple(
                (file, send)
                for file in self.mentioning(signal.name)
                if summaries[file.path].sends
                for send in file.sends
                if (sent := file.signal(send.signal)) is not None and sent.path == signal.path
            )
        return self._sends[signal.path]

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

    # --- whether it is connected ---

    def loading(self, connection: Connection) -> Loading:
        """Whether, how and by whom a connection is made when Django starts."""
        context = connection.fact.context
        module = connection.file.module
        if context.function:
            loading = self.startup.running(module, context.function)
        elif "__name__" in "".join(context.conditions):
            loading = Loading("lazy", (module.name,))
        else:
            loading = self.startup.loading(module)
        if loading.is_at_start and self.is_dead(connection):
            return Loading("dead", loading.chain)
        return loading

    def is_dead(self, connection: Connection) -> bool:
        """Whether the connection is weak, and nothing else holds what it connects."""
        if connection.fact.weak is not None and connection.fact.weak != Literal(True):
            return False
        callee = connection.callee
        if callee.fresh and callee.kind != "function":
            return True
        return callee.function is not None and callee.function.local and callee.kind == "function"

    def _undoes(self, file: SourceFile, disconnection: Disconnection) -> bool:
        """Whether start-up certainly runs a ``disconnect()``."""
        context = disconnection.context
        if context.conditions or context.catches:
            return False
        if context.function:
            return self.startup.running(file.module, context.function).state == "ready"
        return self.startup.loading(file.module).is_at_start

    def _matches(self, connection: Connection, file: SourceFile, disconnection: Disconnection) -> bool:
        signal = file.signal(disconnection.signal)
        if signal is None or signal.path != connection.signal_path:
            return False
        fact = connection.fact
        if disconnection.dispatch_uid is not None or fact.dispatch_uid is not None:
            same = disconnection.dispatch_uid == fact.dispatch_uid
        else:
            receiver = disconnection.receiver
            same = receiver is not None and file.callee(receiver).path == connection.receiver_path != "?"
        sender = disconnection.sender
        resolved = (
            None if sender is None or sender == Literal(None) else self.sender_name(file.resolve(sender), file.module)
        )
        return same and resolved == connection.sender_path != "?"


def _parameters(fact: ConnectionFact) -> bool:
    """Whether a connection is made of parameters of the function that it stands in."""
    values = [value for value in (fact.signal, fact.receiver, fact.sender) if value is not None]
    return any(isinstance(inner, Parameter) for value in values for inner in walk(value))


def certain_saves(receiver: Receiver) -> list[ReachedEffect]:
    """The effects by which a handler saves an object of a known model whenever it runs.

    They are behind no guard, happen there and then, and are no queries that send no signals or create nothing the
    second time.
    """
    return [reached for reached in done_always(receiver) if _saves(reached)]


def _saves(reached: ReachedEffect) -> bool:
    effect = reached.effect
    if effect.deferred or not reached.model:
        return False
    return effect.kind == "save" or (
        effect.kind == "create" and effect.method in ("create", "acreate", "update_or_create")
    )
