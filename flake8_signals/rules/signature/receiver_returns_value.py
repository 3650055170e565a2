from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ReceiverRule, Violation
from flake8_signals.syntax.values import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class ReceiverReturnsValue(ReceiverRule):
    """A receiver of one of Django's own signals returns a value.

    ## Why is this bad?
    Django ignores what the receivers of its signals return (only ``file_changed`` uses it). The value was meant for
    somebody, and nobody gets it: an instance that ``pre_save`` should have changed instead, a response, a veto.

    ## Example
    ```python
    @receiver(pre_save, sender=Order)
    def number(sender, instance, **kwargs):  # SIG209
        instance.status = "numbered"
        return instance
    ```

    ## Use instead
    ```python
    @receiver(pre_save, sender=Order)
    def number(sender, instance, **kwargs):
        instance.status = "numbered"
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#sending-signals
    """

    code = "SIG209"
    opt_in = True
    in_tests = False

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        used = [signal.built_in is None or signal.built_in.result_used for signal in receiver.signals]
        body = receiver.body
        returns = zip(body.returns, body.returned, strict=True)
        lines = [line for line, value in returns if not isinstance(value, Call)]
        if receiver.signals and not any(used) and lines:
            names = " and ".join(signal.name for signal in receiver.signals)
            yield self.violation(
                receiver,
                f"receiver {receiver.title} returns a value on line {lines[0]}, and {names} ignores it; return nothing",
            )
