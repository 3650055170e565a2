from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import SendRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.subjects import BoundSend
    from flake8_signals.syntax.values import Call


class ReservedSendArgument(SendRule):
    """A signal is sent with an argument that Django passes itself: ``signal``, or ``sender`` twice.

    ## Why is this bad?
    Every receiver gets ``signal`` and ``sender`` from Django. A second value for either raises `TypeError`. For
    ``signal`` it does so only once there is a receiver, so possibly only in production.

    ## Example
    ```python
    paid = Signal()

    @receiver(paid)
    def forget(sender, **kwargs):
        cache.delete("unpaid")

    def pay(order):
        paid.send(Order, signal="paid", order=order)  # SIG703
    ```

    ## Use instead
    ```python
    paid = Signal()

    @receiver(paid)
    def forget(sender, **kwargs):
        cache.delete("unpaid")

    def pay(order):
        paid.send(Order, name="paid", order=order)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#receiver-functions
    """

    code = "SIG703"

    def check(self, send: BoundSend) -> Iterator[Violation]:
        name = _reserved(send.fact.call)
        if name and send.is_plain:
            yield self.violation(
                send,
                f"Django itself passes {name!r} to the receivers of {send.signal.name}, so a second one raises "
                "TypeError; give the argument another name",
            )


def _reserved(call: Call) -> str:
    if "signal" in call.keywords:
        return "signal"
    return "sender" if "sender" in call.keywords and call.positional else ""
