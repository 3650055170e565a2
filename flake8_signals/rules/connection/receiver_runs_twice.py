from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ReceiverRule, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.receivers import Receiver


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
        for index, connection in enumerate(receiver.connections):
            if connection.fact.uid_each_turn:
                if _is_one_object(connection) and connection.is_plain and not connection.may_be_undone:
                    yield self.violation(
                        connection,
                        f"each turn of the loop connects receiver {connection.title} with another dispatch_uid, so it "
                        "runs as often as the loop; use the same dispatch_uid, or none",
                    )
                continue
            earlier = next((other for other in receiver.connections[:index] if _both_run(connection, other)), None)
            if earlier is not None and not connection.may_be_undone:
                signal = connection.signals[0].name
                yield self.violation(
                    connection,
                    f"receiver {connection.title} is already connected to {signal} on line {earlier.place.line}, "
                    f"{_how(connection, earlier)}, so it runs twice; keep one of the two",
                )


def _both_run(one: Connection, other: Connection) -> bool:
    """Whether two connections of a receiver are both made, and both match one signal."""
    if len(one.signals) != 1 or one.signals != other.signals or not one.key or not other.key:
        return False
    if _raises(one) or _raises(other):
        return False
    if one.key.sender == other.key.sender:
        both_match = one.key.identity != other.key.identity
    else:
        both_match = _ANY in (one.key.sender, other.key.sender)
    same = (
        both_match
        and _is_one_object(one)
        and one.file.resolve(one.fact.receiver) == one.file.resolve(other.fact.receiver)
    )
    return same and one.is_plain and one.comes_with(other)


def _is_one_object(connection: Connection) -> bool:
    """Whether the receiver is the same each time the connection is made."""
    return connection.callee.kind in ("function", "method") and not connection.callee.fresh


def _raises(connection: Connection) -> bool:
    """Whether ``receiver()`` is given more than the signal by position, so nothing is connected."""
    call = connection.fact.call
    return connection.fact.how in ("decorator", "call") and call is not None and len(call.positional) > 1


def _how(connection: Connection, earlier: Connection) -> str:
    same = connection.key is not None and earlier.key is not None and connection.key.sender == earlier.key.sender
    return "with another dispatch_uid" if same else "with another sender"
