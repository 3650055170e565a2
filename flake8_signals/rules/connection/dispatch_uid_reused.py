from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.identities import may_be_undone
from flake8_signals.project.repetition import made_with
from flake8_signals.rule import FileRule, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.identities import Key
    from flake8_signals.syntax.facts import Place


class DispatchUidReused(FileRule):
    """Two receivers are connected to one signal under the same ``dispatch_uid``.

    ## Why is this bad?
    To the signal the uid identifies the receiver. The second connection with the same uid and sender counts as the
    first one made again, and is silently ignored.

    ## Example
    ```python
    @receiver(post_save, sender="shop.Order", dispatch_uid="order")
    def ship(sender, instance, **kwargs):
        instance.ship()


    @receiver(post_save, sender="shop.Order", dispatch_uid="order")  # SIG314
    def clear(sender, instance, **kwargs):
        cache.delete(instance.pk)
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender="shop.Order", dispatch_uid="ship order")
    def ship(sender, instance, **kwargs):
        instance.ship()


    @receiver(post_save, sender="shop.Order", dispatch_uid="clear order")
    def clear(sender, instance, **kwargs):
        cache.delete(instance.pk)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#preventing-duplicate-signals
    - ``Signal.connect()`` in ``django/dispatch/dispatcher.py``
    """

    code = "SIG314"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        taken: dict[tuple[Key, str, str], dict[tuple[str, Place], Connection]] = {}
        for connection in file.connections:
            key, function, made = connection.key, connection.callee.function, made_with(connection)
            if (
                connection.signal is None
                or key is None
                or not key.by_uid
                or function is None
                or not connection.is_plain
                or made is None
            ):
                continue
            # By function: the first that has the uid of this connection.
            earlier = taken.setdefault((key, connection.signal.path, made), {})
            itself = (function.path, function.place)
            other = next((one for by, one in earlier.items() if by != itself), None)
            earlier.setdefault(itself, connection)
            if other is not None and isinstance(key.identity, Literal) and not may_be_undone(connection):
                yield self.violation(
                    connection,
                    f"receiver {connection.title} is never connected: line {other.place.line} connects "
                    f"{other.title} with the same dispatch_uid {key.identity.value!r}; give each its own",
                )
