from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile


class RobustResultIgnored(FileRule):
    """What ``send_robust()`` returns is not looked at.

    ## Why is this bad?
    The errors of its receivers are in the list that it returns, and nowhere else but in a log. Where
    nobody looks there, a receiver may fail for months.

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

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every ``send_robust()`` or awaited ``asend_robust()`` that is a statement of its own."""
        for send in file.sends:
            runs = send.method == "send_robust" or (send.method == "asend_robust" and send.awaited)
            signal = file.signal(send.signal) if runs and not send.used else None
            if signal is not None:
                yield self.violation(
                    file.at(send.place),
                    f"the errors of {signal.name}'s receivers are in what {send.method}() returns, which nothing reads",
                )
