from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import SendRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.subjects import BoundSend
    from flake8_signals.syntax.values import Call


class MalformedSend(SendRule):
    """A signal is sent without a sender, or with positional arguments after it.

    ## Why is this bad?
    ``send()`` and its variants take the sender, and everything else by keyword. Any other call raises `TypeError`.

    ## Example
    ```python
    paid = Signal()

    @receiver(paid)
    def forget(sender, **kwargs):
        cache.delete("unpaid")

    def pay(order):
        paid.send(Order, order)  # SIG702
    ```

    ## Use instead
    ```python
    paid = Signal()

    @receiver(paid)
    def forget(sender, **kwargs):
        cache.delete("unpaid")

    def pay(order):
        paid.send(Order, order=order)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#sending-signals
    """

    code = "SIG702"

    def check(self, send: BoundSend) -> Iterator[Violation]:
        wrong = _wrong(send.fact.call)
        if wrong and send.is_plain:
            yield self.violation(send, f"{send.signal.name}.{send.fact.method}() {wrong}")


def _wrong(call: Call) -> str:
    if len(call.positional) > 1:
        return "takes only the sender by position, so this raises TypeError; pass the rest by keyword"
    if not call.positional and "sender" not in call.keywords and not call.unpacks:
        return "needs a sender, so this raises TypeError; pass sender=None if there is none"
    return ""
