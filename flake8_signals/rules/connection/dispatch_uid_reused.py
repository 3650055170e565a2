from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from flake8_signals.rule import ConnectionRule, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection


class DispatchUidReused(ConnectionRule):
    """Two receivers are connected to one signal under the same ``dispatch_uid``.

    ## Why is this bad?
    To the signal the uid identifies the receiver. The second connection with the same uid and sender counts as the
    first one made again, and is silently ignored.

    ## Example
    ```python
    @receiver(post_save, sender="shop.Order", dispatch_uid="order")
    def ship(sender, instance, **kwargs):
        instance.ship()


    @receiver(post_save, sender="shop.Order", dispatch_uid="order")  # SIG314
    def clear(sender, instance, **kwargs):
        cache.delete(instance.pk)
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender="shop.Order", dispatch_uid="ship order")
    def ship(sender, instance, **kwargs):
        instance.ship()


    @receiver(post_save, sender="shop.Order", dispatch_uid="clear order")
    def clear(sender, instance, **kwargs):
        cache.delete(instance.pk)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#preventing-duplicate-signals
    - ``Signal.connect()`` in ``django/dispatch/dispatcher.py``
    """

    code = "SIG314"

    def check(self, connection: Connection) -> Iterator[Violation]:
        earlier = itertools.takewhile(lambda other: other is not connection, connection.file.connections)
        taken = next((other for other in earlier if _takes(other, connection)), None)
        if taken is None or connection.key is None or connection.may_be_undone:
            return
        if isinstance(connection.key.identity, Literal):
            yield self.violation(
                connection,
                f"receiver {connection.title} is never connected: line {taken.place.line} connects "
                f"{taken.title} with the same dispatch_uid {connection.key.identity.value!r}; give each its own",
            )


def _takes(earlier: Connection, connection: Connection) -> bool:
    """Whether an earlier connection of another function certainly has the uid of ``connection``."""
    one, other = earlier.callee.function, connection.callee.function
    return (
        len(connection.signals) == 1
        and connection.signals == earlier.signals
        and connection.is_plain
        and connection.key is not None
        and connection.key.by_uid
        and connection.key == earlier.key
        and one is not None
        and other is not None
        and (one.path, one.place) != (other.path, other.place)
        and connection.comes_with(earlier)
    )
