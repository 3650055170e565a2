from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import libraries
from flake8_signals.rule import ConnectionRule, Violation
from flake8_signals.syntax.values import Argument, Attribute, Call, Lambda, Name, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection


class UnstableDispatchUid(ConnectionRule):
    """The ``dispatch_uid`` is different each time the connection is made.

    ## Why is this bad?
    A uid identifies a connection that is made again. One that is different each time identifies nothing: the receiver
    is connected once more each time the code runs, and can never be disconnected by that uid.

    ## Example
    ```python
    @receiver(post_save, sender="shop.Order", dispatch_uid=uuid.uuid4())  # SIG315
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender="shop.Order", dispatch_uid="ship order")
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#preventing-duplicate-signals
    """

    code = "SIG315"

    def check(self, connection: Connection) -> Iterator[Violation]:
        made_by = "" if connection.fact.dispatch_uid is None else _made_by(connection.fact.dispatch_uid)
        if made_by:
            yield self.violation(
                connection,
                f"the dispatch_uid of {connection.title} comes from {made_by} and is different each time, so it does "
                "not prevent a second connection; pass a fixed string",
            )


def _made_by(value: Value) -> str:
    """What creates a value that is different each time; empty where nothing certainly does."""
    match value:
        case Lambda():
            return "a lambda"
        case Call(Name("builtins.id"), (Argument(inner),)):
            # The id of an object that is passed in identifies it for as long as it lives.
            return "id()" if isinstance(inner, (Name, Call, Lambda)) else ""
        case Call(Name(path)) if path in libraries.NEW_EACH_TIME:
            return f"{path.rpartition('.')[2]}()"
        case Call(Name("builtins.str" | "builtins.repr" | "builtins.hash" | "builtins.int"), (Argument(inner),)):
            return _made_by(inner)
        case Attribute(inner, _) | Call(Attribute(inner, _)):
            return _made_by(inner)
    return ""
