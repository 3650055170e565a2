from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ConnectionRule, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection


class StringReceiver(ConnectionRule):
    """The receiver is given as a string.

    ## Why is this bad?
    A string names the receiver, but nothing imports it: ``connect()`` raises `TypeError`, since a string is not
    callable and has no weak references. With ``weak=False`` and ``DEBUG = False`` it connects, and the error comes when
    the signal is sent.

    ## Example
    ```python
    post_save.connect("shop.services.ship", sender="shop.Order")  # SIG305
    ```

    ## Use instead
    ```python
    # shop/services.py
    def ship(sender, instance, **kwargs):
        instance.ship()
    # shop/signals.py
    from shop import services

    post_save.connect(services.ship, sender="shop.Order")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#listening-to-signals
    """

    code = "SIG305"

    def check(self, connection: Connection) -> Iterator[Violation]:
        receiver = connection.fact.receiver
        if isinstance(receiver, Literal) and isinstance(receiver.value, str) and connection.is_plain:
            yield self.violation(
                connection,
                f"the receiver is the string {receiver.value!r}, which no signal can call: connecting it raises "
                "TypeError; import the function and pass that",
            )
