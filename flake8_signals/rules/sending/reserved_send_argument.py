from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.syntax.values import Call


class ReservedSendArgument(FileRule):
    """A signal is sent with an argument that Django passes itself: ``signal``, or ``sender`` twice.

    ## Why is this bad?
    Every receiver gets ``signal`` and ``sender`` from Django. A second value for either raises
    `TypeError`: for ``signal`` only once there is a receiver, so perhaps not before production.

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

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every send that passes what Django passes."""
        for send in file.sends:
            name = _reserved(send.call)
            signal = file.signal(send.signal) if name else None
            if signal is not None and not file.project.signals.has_own(signal, send.method):
                yield self.violation(
                    file.at(send.place),
                    f"Django itself passes {name!r} to the receivers of {signal.name}, and a second one raises "
                    "TypeError; give the argument another name",
                )


def _reserved(call: Call) -> str:
    if "signal" in call.keywords:
        return "signal"
    return "sender" if "sender" in call.keywords and call.positional else ""
