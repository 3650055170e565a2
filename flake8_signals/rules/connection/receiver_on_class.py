from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ConnectionRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection


class ReceiverOnClass(ConnectionRule):
    """A class is connected as a receiver.

    ## Why is this bad?
    Each signal creates an instance and discards it, so ``__init__`` is the receiver. It works, but a function is
    clearer.

    ## Example
    ```python
    @receiver(post_save, sender="shop.Order")  # SIG310
    class Shipment:
        def __init__(self, sender, instance, **kwargs):
            instance.ship()
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#receiver-functions
    """

    code = "SIG310"
    opt_in = True

    def check(self, connection: Connection) -> Iterator[Violation]:
        if connection.callee.kind == "class":
            yield self.violation(
                connection,
                f"{connection.title} is a class: each signal creates an instance and discards it; connect a function",
            )
