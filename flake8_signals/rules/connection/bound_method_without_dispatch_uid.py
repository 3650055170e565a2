from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ConnectionRule, Violation
from flake8_signals.syntax.values import Attribute, Instance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection


class BoundMethodWithoutDispatchUid(ConnectionRule):
    """A method of ``self`` is connected without a ``dispatch_uid``.

    ## Why is this bad?
    The same bound method connected twice is one receiver, but each instance of the class has its own. With a second
    instance the receiver runs twice for each signal. A ``dispatch_uid`` makes them one.

    ## Example
    ```python
    class Indexer:
        def __init__(self):
            post_save.connect(self.update, sender=Order)  # SIG312

        def update(self, sender, instance, **kwargs):
            cache.delete(instance.pk)
    ```

    ## Use instead
    ```python
    class Indexer:
        def __init__(self):
            post_save.connect(self.update, sender=Order, dispatch_uid="index order")

        def update(self, sender, instance, **kwargs):
            cache.delete(instance.pk)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#preventing-duplicate-signals
    """

    code = "SIG312"
    opt_in = True
    supersedes = frozenset({"SIG313"})

    def check(self, connection: Connection) -> Iterator[Violation]:
        receiver = connection.fact.receiver
        if isinstance(receiver, Attribute) and isinstance(receiver.value, Instance) and not _is_identified(connection):
            yield self.violation(
                connection,
                f"each instance connects its own {receiver.name!r}, so a signal runs it once per instance; "
                "pass a dispatch_uid if once is enough",
            )


def _is_identified(connection: Connection) -> bool:
    return not connection.lacks_uid or connection.fact.context.function.endswith(".ready")
