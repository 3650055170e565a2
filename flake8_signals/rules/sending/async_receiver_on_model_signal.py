from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ReceiverRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class AsyncReceiverOnModelSignal(ReceiverRule):
    """An ``async`` function receives a model's signal.

    ## Why is this bad?
    Models always send their signals with ``send()``. Each save then starts an event loop for the receiver, and a save
    in a thread with a running loop raises `RuntimeError`.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    async def ship(sender, instance, **kwargs):  # SIG723
        await instance.aship()
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#asynchronous-receivers
    - https://docs.djangoproject.com/en/stable/topics/async/#performance
    """

    code = "SIG723"
    opt_in = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        signals = [
            signal for connection in receiver.connections for signal in connection.signals if signal.looks_up_models
        ]
        if receiver.function.is_async and signals:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} is async, and {signals[0].name} is sent with send(): each call starts "
                "an event loop, or raises RuntimeError if one is running; make it a sync function",
            )
