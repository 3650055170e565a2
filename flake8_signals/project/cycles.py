"""The saves that receivers make and the receivers that these call: which chains lead back to their start."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.project.effects import Follow
from flake8_signals.syntax import calls
from flake8_signals.syntax.values import Argument, Attribute, Call, Item, Name, Parameter

if TYPE_CHECKING:
    from flake8_signals.project.connections import Connection
    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.index import Index
    from flake8_signals.project.receivers import Receiver

_SAVED = ("django.db.models.signals.pre_save", "django.db.models.signals.post_save")
"""The signals of a save."""


class TriggeredSave(NamedTuple):
    """A save by ``receiver`` (whose name is ``path``) that calls another receiver through ``connection``."""

    path: str
    connection: Connection
    receiver: Receiver
    reached: ReachedEffect


def cycles(index: Index) -> tuple[tuple[TriggeredSave, ...], ...]:
    """The shortest chains by which a receiver's saves call it again.

    Each chain is listed once, from the receiver whose name comes first.
    """
    onward: dict[str, list[TriggeredSave]] = {}
    for triggered in _triggered_saves(index):
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


def _triggered_saves(index: Index) -> tuple[TriggeredSave, ...]:
    """Every save that a receiver makes on each run, with each receiver that it calls."""
    listening = [
        connection for signal in _SAVED for connection in index.connections if connection.signal_path == signal
    ]
    found: dict[tuple[str, str], TriggeredSave] = {}
    for path, receivers in index.receivers.items():
        saves = [(receiver, reached) for receiver in receivers for reached in certain_saves(receiver)]
        if saves and any(made.is_connected for made in index.connections if made.receiver_path == path):
            for receiver, reached in saves:
                for connection in listening:
                    if _is_sent_by(index, connection, reached.model) and connection.is_connected:
                        called = (path, connection.receiver_path)
                        found.setdefault(called, TriggeredSave(path, connection, receiver, reached))
    return tuple(found.values())


def _is_sent_by(index: Index, connection: Connection, model: str) -> bool:
    """Whether signals of ``model`` reach a connection."""
    if connection.sender_path is None:
        return bool(model)
    if connection.sender_path == "?":
        return False
    label, _, name = connection.sender_path.rpartition(".")
    labels = index.startup.apps.labels
    if "." not in label and label in labels:
        return f"{labels[label]}.models.{name}" == model
    return connection.sender_path == model


def may_hear_saves(index: Index, receiver: str, file: SourceFile) -> bool:
    """Whether a save may call a receiver that ``file`` connects, there or in another file that names it."""
    return index.may_be_connected_elsewhere(receiver, file) or any(
        connection.receiver_path == receiver and connection.signal_path in _SAVED
        for connection in index.connections_in(file)
    )


def certain_saves(receiver: Receiver) -> list[ReachedEffect]:
    """The effects by which a receiver saves an object of a known model on each run.

    They are unconditional and immediate. Queries that send no signals, or that create nothing the second time, are not
    among them. In a loop they are where it goes through all rows, or all that belong to the receiver's instance.
    """
    return [
        reached
        for reached in receiver.effects(Follow.UNGUARDED)
        if not reached.effect.guards and _saves(reached) and (not reached.effect.in_loop or _is_of_each_row(reached))
    ]


def _is_of_each_row(reached: ReachedEffect) -> bool:
    """Whether a save in a loop is that of the loop's row, and the loop leaves out none that the instance has."""
    call = reached.effect.call
    owner = calls.split(call.function)[0] if call is not None else None
    match owner:
        case Item(Call(Attribute(_, "all"), ()) | Call(Name(), ()) as query):
            return calls.split(query.function)[1] == "all"
        case Item(Call(function, (Argument(Parameter("instance"), str()),))):
            return calls.split(function)[1] == "filter"
        case _:
            return False


def _saves(reached: ReachedEffect) -> bool:
    effect = reached.effect
    if effect.deferred or not reached.model:
        return False
    return effect.kind == "save" or (
        effect.kind == "create" and effect.method in ("create", "acreate", "update_or_create")
    )
