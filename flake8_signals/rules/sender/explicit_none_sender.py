from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.rule import ConnectionRule, Fix, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.connections import Connection


class ExplicitNoneSender(ConnectionRule):
    """A receiver is connected with ``sender=None``.

    ## Why is this bad?
    It is the default, and reads like its opposite: it means "any sender", not "the sender ``None``".

    ## Example
    ```python
    @receiver(request_finished, sender=None)  # SIG409
    def close(sender, **kwargs):
        connection.close()
    ```

    ## Use instead
    ```python
    @receiver(request_finished)
    def close(sender, **kwargs):
        connection.close()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-to-signals-sent-by-specific-senders
    """

    code = "SIG409"
    opt_in = True

    def check(self, connection: Connection) -> Iterator[Violation]:
        if connection.fact.sender == Literal(None):
            yield self.violation(
                connection,
                f"sender=None connects {connection.title} to any sender, which is the default; remove it",
                Fix(drop_sender, connection.place) if connection.fact.how != "wrapper" else None,
            )


@edits.of("Call")
def drop_sender(call: cst.Call) -> cst.Call:
    """A call of ``connect()`` or ``receiver()`` without its sender."""
    return edits.arguments.connecting(call, _without_sender)


def _without_sender(call: cst.Call) -> cst.Call:
    index = edits.arguments.index_of(call, "sender", 1)
    if index is None or any(argument.keyword is None for argument in call.args[index + 1 :]):
        return call
    return edits.arguments.without_argument(call, index)
