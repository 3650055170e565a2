"""Which connections start-up itself undoes again."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered
from flake8_signals.project.senders import sender_name
from flake8_signals.syntax.values import Literal, Value

if TYPE_CHECKING:
    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.index import Index
    from flake8_signals.syntax.facts import Disconnection


class Undoing:
    """The disconnections that start-up makes."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def undoes(self, connection: Connection) -> bool:
        """Whether start-up undoes a connection."""
        uid = connection.fact.dispatch_uid
        identity = connection.receiver_path if uid is None else uid
        meant = (connection.signal_path, identity, connection.sender_path)
        return "?" not in meant and any(
            _is_run(file, undone)
            for file in self._disconnecting
            if _may_name(file, connection)
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
        summaries = self._index.project.files.summaries
        return tuple(file for file in self._index.files if summaries[file.path].disconnects and not file.is_test)


def _may_name(file: SourceFile, connection: Connection) -> bool:
    """Whether a file may contain the receiver of a connection, or its dispatch uid."""
    uid = connection.fact.dispatch_uid
    if uid is None:
        words = connection.words
    elif isinstance(uid, Literal) and isinstance(uid.value, str):
        words = frozenset({uid.value})
    else:
        return True
    return any(word in file.module.content for word in words)


def _is_run(file: SourceFile, disconnection: Disconnection) -> bool:
    """Whether start-up certainly runs a ``disconnect()``."""
    context, loading = disconnection.context, file.project.startup.loading
    if context.conditions or context.catches:
        return False
    if context.function:
        return loading.running(file.module, context.function).state == "ready"
    return loading.at_start(file.module) is not None
