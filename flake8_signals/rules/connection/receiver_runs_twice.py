from __future__ import annotations

import itertools
from operator import itemgetter
from typing import TYPE_CHECKING

from flake8_signals.project.identities import may_be_undone
from flake8_signals.project.repetition import made_with
from flake8_signals.rule import ReceiverRule, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.identities import Key
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.values import Value


_ANY = Literal(None)
"""The sender of a connection without one."""


class ReceiverRunsTwice(ReceiverRule):
    """A receiver is connected to a signal twice, and one signal matches both connections.

    ## Why is this bad?
    The same connection made again changes nothing. But a signal distinguishes connections by dispatch uid and by
    sender: a receiver connected with two uids, or both with a sender and without one, runs twice. In a loop it runs as
    often as there are uids.

    ## Example
    ```python
    @receiver(post_save, sender="shop.Order", dispatch_uid="clear cache")
    @receiver(post_save, sender="shop.Order", dispatch_uid="clear order")  # SIG311
    def clear(sender, instance, **kwargs):
        cache.delete(instance.pk)
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender="shop.Order", dispatch_uid="clear cache")
    def clear(sender, instance, **kwargs):
        cache.delete(instance.pk)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#preventing-duplicate-signals
    """

    code = "SIG311"

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        met: dict[tuple[str, str, Value], _Met] = {}
        for connection in receiver.connections:
            repeats = connection.fact.uid_each_turn
            if repeats and _is_one_object(connection) and not may_be_undone(connection):
                yield self.violation(
                    connection,
                    f"each turn of the loop connects receiver {connection.title} with another dispatch_uid, so it "
                    "runs as often as the loop; use the same dispatch_uid, or none",
                )
            signal, key, made = connection.signal, connection.key, made_with(connection)
            if signal is None or key is None or made is None or _raises(connection):
                continue
            same = (signal.path, made, connection.file.resolve(connection.fact.receiver))
            others = met.setdefault(same, _Met())
            earlier = others.running_beside(key) if _is_one_object(connection) and not repeats else None
            others.add(connection, key)
            if earlier is not None and not may_be_undone(connection):
                yield self.violation(
                    connection,
                    f"receiver {connection.title} is already connected to {signal.name} on line {earlier.place.line}, "
                    f"{_how(connection, earlier)}, so it runs twice; keep one of the two",
                )


class _Met:
    """The connections so far of one receiver to one signal, which are made together: the first of each key."""

    def __init__(self) -> None:
        self._by_sender: dict[Value, dict[Value, tuple[int, Connection]]] = {}
        self._numbers = itertools.count()
        self._with_sender: list[tuple[int, Connection]] = []

    def add(self, connection: Connection, key: Key) -> None:
        """Keep a connection in mind."""
        number = next(self._numbers)
        self._by_sender.setdefault(key.sender, {}).setdefault(key.identity, (number, connection))
        if key.sender != _ANY and not self._with_sender:
            self._with_sender.append((number, connection))

    def running_beside(self, key: Key) -> Connection | None:
        """The first that Django keeps beside one with this ``key``, and that matches a signal which matches that."""
        others = (made for identity, made in self._by_sender.get(key.sender, {}).items() if identity != key.identity)
        by_any = self._by_sender.get(_ANY, {}).values()
        beside = [*itertools.islice(others, 1)]
        beside += self._with_sender if key.sender == _ANY else itertools.islice(by_any, 1)
        return min(beside, key=itemgetter(0))[1] if beside else None


def _is_one_object(connection: Connection) -> bool:
    """Whether what is connected is the same object each time, by Django's own ``connect()``."""
    return connection.callee.kind in ("function", "method") and not connection.callee.fresh and connection.is_plain


def _raises(connection: Connection) -> bool:
    """Whether ``receiver()`` is given more than the signal by position, so nothing is connected."""
    call = connection.fact.call
    return connection.fact.how in ("decorator", "call") and call is not None and len(call.positional) > 1


def _how(connection: Connection, earlier: Connection) -> str:
    same = connection.key is not None and earlier.key is not None and connection.key.sender == earlier.key.sender
    return "with another dispatch_uid" if same else "with another sender"
