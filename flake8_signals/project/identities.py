"""How a signal identifies the connections of a file, and what the file's disconnections undo by that."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.syntax.values import Attribute, Instance, Literal, Name, Value

if TYPE_CHECKING:
    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile


class Key(NamedTuple):
    """How a signal identifies a connection: by the dispatch uid or else the receiver, and by the sender.

    A missing sender is ``Literal(None)``.
    """

    identity: Value
    sender: Value
    by_uid: bool


def key_of(file: SourceFile, receiver: Value | None, sender: Value | None, uid: Value | None) -> Key | None:
    """How a signal would identify a connection that a file makes with these arguments; ``None`` if unknown."""
    given = [Literal(None) if value is None else file.resolve(value) for value in (uid, receiver, sender)]
    # Django tests the truth of the uid.
    by_uid = not (isinstance(given[0], Literal) and not given[0].value)
    identity, known_sender = given[0] if by_uid else given[1], given[2]
    if not isinstance(known_sender, (Name, Literal, Instance)):
        return None
    match identity:
        case Name() | Literal() | Instance() | Attribute(Instance()):
            return Key(identity, known_sender, by_uid)
    return None


def is_no_uid(uid: Value | None) -> bool:
    """Whether a dispatch uid is none, or so empty that it does not count."""
    return uid is None or (isinstance(uid, Literal) and not uid.value)


def may_be_undone(connection: Connection) -> bool:
    """Whether the file of a connection disconnects something from a signal that may be the connection's."""
    undone = connection.file.identities.undone
    return "" in undone or any(signal.path in undone for signal in connection.signals)


class Identities:
    """The connections of one file by what identifies them, and what its disconnections name."""

    def __init__(self, file: SourceFile) -> None:
        self._file = file

    @cached_property
    def by_receiver(self) -> dict[Value, list[Connection]]:
        """The connections of each receiver, as the file names it."""
        found: dict[Value, list[Connection]] = {}
        for connection in self._file.connections:
            found.setdefault(self._file.resolve(connection.fact.receiver), []).append(connection)
        return found

    @cached_property
    def by_uid(self) -> dict[Value, list[Connection]]:
        """The connections with each dispatch uid."""
        found: dict[Value, list[Connection]] = {}
        for connection in self._file.connections:
            if connection.key is not None and connection.key.by_uid:
                found.setdefault(connection.key.identity, []).append(connection)
        return found

    @cached_property
    def undone(self) -> frozenset[str]:
        """The dotted names of the signals that the file disconnects something from; empty for one that is unknown."""
        signals = (self._file.signal(fact.signal) for fact in self._file.disconnections)
        return frozenset("" if signal is None else signal.path for signal in signals)

    @cached_property
    def first_undone(self) -> dict[tuple[str, str, Key | None], int]:
        """The first line on which a function disconnects what has a key from a signal."""
        found: dict[tuple[str, str, Key | None], int] = {}
        for fact in self._file.disconnections:
            signal = self._file.signal(fact.signal)
            if signal is not None:
                undone = (
                    fact.context.function,
                    signal.path,
                    key_of(self._file, fact.receiver, fact.sender, fact.dispatch_uid),
                )
                found[undone] = min(found.get(undone, fact.place.line), fact.place.line)
        return found
