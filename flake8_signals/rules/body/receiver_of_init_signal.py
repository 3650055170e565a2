from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ConnectionRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection

_INIT = frozenset({"pre_init", "post_init"})


class ReceiverOfInitSignal(ConnectionRule):
    """A receiver is connected to ``pre_init`` or ``post_init``.

    ## Why is this bad?
    These two signals are sent for every instance, so once for each row of every queryset. A receiver makes all of them
    slower, whether they need its work or not.

    ## Example
    ```python
    @receiver(post_init, sender=Order)  # SIG506
    def remember_status(sender, instance, **kwargs):
        instance.old_status = instance.status
    ```

    ## Use instead
    ```python
    # shop/models.py
    class Order(models.Model):
        status = models.CharField(max_length=20, default="new")

        @classmethod
        def from_db(cls, *args, **kwargs):
            order = super().from_db(*args, **kwargs)
            order.old_status = order.status
            return order
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#pre-init
    """

    code = "SIG506"
    opt_in = True
    in_tests = False

    def check(self, connection: Connection) -> Iterator[Violation]:
        found = next((s.name for s in connection.signals if s.built_in is not None and s.name in _INIT), None)
        if found is not None:
            yield self.violation(
                connection,
                f"{connection.title} is connected to {found}, which is sent for every instance, including each row of "
                "a queryset; override from_db(), or use a cached property",
            )
