from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ReceiverRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class ReceiverOnInstanceMethod(ReceiverRule):
    """A method is connected as a plain function, so nothing passes ``self``.

    ## Why is this bad?
    While a class body runs there is no instance yet. ``@receiver`` connects the plain function, and calling it raises
    `TypeError` for the missing argument. The same happens to a method connected through its class.

    ## Example
    ```python
    class Shipping:
        @receiver(post_save, sender="shop.Order")
        def ship(self, sender, instance, **kwargs):  # SIG309
            instance.ship()
    ```

    ## Use instead
    ```python
    class Shipping:
        def ship(self, sender, instance, **kwargs):
            instance.ship()


    shipping = Shipping()
    post_save.connect(shipping.ship, sender="shop.Order")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#receiver-functions
    """

    code = "SIG309"
    supersedes = frozenset({"SIG207"})

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        missing = next(filter(None, (connection.unbound for connection in receiver.connections)), "")
        if missing:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} is a method, but connected as a plain function: no signal passes "
                f"{missing!r}, so calling it raises TypeError; connect the method of an instance",
            )
