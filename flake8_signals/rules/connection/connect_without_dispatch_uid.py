from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.identities import may_be_undone
from flake8_signals.project.repetition import may_be_repeated
from flake8_signals.rule import ConnectionRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection


class ConnectWithoutDispatchUid(ConnectionRule):
    """A function that may run more than once connects a receiver without a ``dispatch_uid``.

    ## Why is this bad?
    Connecting the same module-level function again changes nothing. But a module imported under two names has two
    functions, and a receiver that is created for each call is a new one each time. With a ``dispatch_uid`` there is one
    connection, whatever the receiver is.

    ## Example
    ```python
    def ship(sender, instance, **kwargs):
        instance.ship()


    def resume():
        post_save.connect(ship, sender=Order)  # SIG313
    ```

    ## Use instead
    ```python
    def ship(sender, instance, **kwargs):
        instance.ship()


    def resume():
        post_save.connect(ship, sender=Order, dispatch_uid="ship order")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#preventing-duplicate-signals
    """

    code = "SIG313"
    opt_in = True

    def check(self, connection: Connection) -> Iterator[Violation]:
        if connection.fact.how != "connect" or not connection.lacks_uid or may_be_undone(connection):
            return
        if may_be_repeated(connection):
            yield self.violation(
                connection,
                f"{connection.title} is connected without a dispatch_uid by a function that may run more than once; "
                "pass one",
            )
