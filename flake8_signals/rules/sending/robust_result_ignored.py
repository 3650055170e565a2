from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import SendRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.subjects import BoundSend


class RobustResultIgnored(SendRule):
    """The result of ``send_robust()`` is ignored.

    ## Why is this bad?
    The errors of the receivers are in the list that it returns, and otherwise only in the log. If nobody reads them, a
    receiver may fail for months.

    ## Example
    ```python
    paid = Signal()

    @receiver(paid)
    def ship(sender, order, **kwargs):
        order.ship()

    def pay(order):
        paid.send_robust(sender=Order, order=order)  # SIG706
    ```

    ## Use instead
    ```python
    paid = Signal()

    @receiver(paid)
    def ship(sender, order, **kwargs):
        order.ship()

    def pay(order):
        for _, result in paid.send_robust(sender=Order, order=order):
            if isinstance(result, Exception):
                order.flag(result)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#sending-signals
    """

    code = "SIG706"
    opt_in = True

    def check(self, send: BoundSend) -> Iterator[Violation]:
        method = send.fact.method
        runs = method == "send_robust" or (method == "asend_robust" and send.fact.awaited)
        if runs and not send.fact.used:
            yield self.violation(
                send,
                f"{method}() returns the errors of {send.signal.name}'s receivers, which nothing reads; check them",
            )
