from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.identities import may_be_undone
from flake8_signals.project.repetition import may_be_repeated
from flake8_signals.rule import ConnectionRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection


class WeakFalsePerCall(ConnectionRule):
    """A function connects a receiver that it creates anew for each call, with ``weak=False``.

    ## Why is this bad?
    Each call of the function adds one more receiver that is never released. Memory grows, and the receiver's work is
    done once more for each call so far. A ``dispatch_uid`` keeps the first and ignores the others.

    ## Example
    ```python
    def watch(order):
        def shipped(sender, instance, **kwargs):
            order.ship()

        post_save.connect(shipped, sender="shop.Parcel", weak=False)  # SIG319
    ```

    ## Use instead
    ```python
    def shipped(sender, instance, **kwargs):
        instance.order.ship()


    post_save.connect(shipped, sender="shop.Parcel")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#preventing-duplicate-signals
    """

    code = "SIG319"
    opt_in = True
    supersedes = frozenset({"SIG313"})

    def check(self, connection: Connection) -> Iterator[Violation]:
        if connection.is_weak is False and _is_made_anew(connection) and _is_repeated(connection):
            yield self.violation(
                connection,
                "each call connects a new receiver, and weak=False keeps all of them; connect a module-level function, "
                "or pass a dispatch_uid",
            )


def _is_repeated(connection: Connection) -> bool:
    """Whether the connection may be made again and again, and is never undone."""
    return connection.fact.dispatch_uid is None and not may_be_undone(connection) and may_be_repeated(connection)


def _is_made_anew(connection: Connection) -> bool:
    return connection.callee.fresh or (connection.callee.function is not None and connection.callee.function.local)
