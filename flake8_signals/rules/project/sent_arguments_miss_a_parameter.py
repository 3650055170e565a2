from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.rule import LastingConnectionRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection


class SentArgumentsMissAParameter(LastingConnectionRule):
    """A receiver requires an argument that no ``send()`` of its signal passes.

    ## Why is this bad?
    Every ``send()`` of the signal raises ``TypeError`` (``send_robust()`` logs it): the receiver never does its work.

    ## Example
    ```python
    # shop/events.py
    paid = Signal()


    def pay(order):
        paid.send(sender=order.__class__, order=order)
    # shop/signals.py
    from .events import paid


    @receiver(paid)
    def ship(sender, order, customer, **kwargs):  # SIG906
        order.ship(customer)
    ```

    ## Use instead
    ```python
    # shop/events.py
    paid = Signal()


    def pay(order):
        paid.send(sender=order.__class__, order=order, customer=order.customer)
    # shop/signals.py
    from .events import paid


    @receiver(paid)
    def ship(sender, order, customer, **kwargs):
        order.ship(customer)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#sending-signals
    """

    code = "SIG906"

    def check(self, connection: Connection) -> Iterator[Violation]:
        index, signal, signature = connection.file.project.index, connection.signal, connection.callee.signature
        if signal is None or signal.module is None or signature is None or connection.receiver is None:
            return
        sends = index.sends_of(signal)
        shown = next((where for where in sends if not where[0].is_test), None)
        if shown is None or any(send.call.unpacks for _, send in sends):
            return
        if index.project.signals.has_own(signal, *django.ALL_SEND_METHODS):
            return
        passed = {name for _, send in sends for name in send.call.keywords} | django.RESERVED_ARGUMENTS
        missing = [p.name for p in signature.required if p.kind != "positional-only" and p.name not in passed]
        if missing and signal.name not in index.handed_on:
            where = f"{index.project.files.relative(shown[0].path)}:{shown[1].place.line}"
            yield self.violation(
                connection.receiver,
                f"receiver {connection.title} requires {missing[0]!r}, which no send() of {signal.name} passes "
                f"({where}): calling it raises TypeError; send it, or give the parameter a default",
            )
