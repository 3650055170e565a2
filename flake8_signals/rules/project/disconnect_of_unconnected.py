from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.rule import DisconnectionRule, Violation
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.subjects import BoundDisconnection


class DisconnectOfUnconnected(DisconnectionRule):
    """A receiver is disconnected from a signal that it is not connected to.

    ## Why is this bad?
    ``disconnect()`` finds nothing and returns ``False``, without an error. The author believes that the receiver is
    off.

    ## Example
    ```python
    # shop/signals.py
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()


    def load(orders):
        pre_save.disconnect(ship, sender="shop.Order")  # SIG911
        for order in orders:
            order.save()
    ```

    ## Use instead
    ```python
    # shop/signals.py
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()


    def load(orders):
        post_save.disconnect(ship, sender="shop.Order")
        for order in orders:
            order.save()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#disconnecting-signals
    """

    code = "SIG911"
    in_tests = False
    needs_place = True

    def check(self, disconnection: BoundDisconnection) -> Iterator[Violation]:
        file, signal, receiver = disconnection.file, disconnection.signal, disconnection.fact.receiver
        callee = file.callee(receiver) if receiver is not None else None
        if callee is not None and callee.function is None:
            yield from self._of_django(disconnection, callee.path)
        if callee is None or callee.function is None or callee.fresh or callee.function.local:
            return
        if callee.signature is None:  # a decorator that is not known may connect it
            return
        index = file.project.index
        if not index.may_tie(signal.path, callee.path, file) and callee.function.name not in index.handed_on:
            yield self.violation(
                disconnection,
                f"{callee.function.name!r} is not connected to {signal.name} anywhere, so this disconnects "
                "nothing; name the signal that it is connected to",
            )

    def _of_django(self, disconnection: BoundDisconnection, receiver: str) -> Iterator[Violation]:
        """A receiver of Django's own apps, which they connect to other signals."""
        file, signal = disconnection.file, disconnection.signal
        connected = [last_part(own.signal) for own in django.CONNECTIONS if own.receiver == receiver]
        if connected and signal.name not in connected and not file.project.index.may_tie(signal.path, receiver, file):
            yield self.violation(
                disconnection,
                f"Django connects {last_part(receiver)!r} to {' and '.join(connected)}, not to {signal.name}, so this "
                "disconnects nothing; name the signal that it is connected to",
            )
