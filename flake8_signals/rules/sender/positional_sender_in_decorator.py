from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.project.models import is_class
from flake8_signals.rule import ConnectionRule, Fix, Violation
from flake8_signals.syntax.values import Literal, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.syntax.values import Value

_LABEL = re.compile(r"\w+\.\w+")

_MODEL = re.compile(r".*\.models\.(?:\w+\.)*[A-Z]\w*")
"""The path of a model, wherever it is defined."""


class PositionalSenderInDecorator(ConnectionRule):
    """The sender is passed to ``@receiver`` without its keyword.

    ## Why is this bad?
    ``connect()`` takes the sender as its second argument; ``receiver`` takes one signal (or a list of signals), and
    everything else by keyword. The decorator raises `TypeError` when the module is imported.

    ## Example
    ```python
    @receiver(post_save, Order)  # SIG408
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#django.dispatch.receiver
    """

    code = "SIG408"
    supersedes = frozenset({"SIG401"})

    def check(self, connection: Connection) -> Iterator[Violation]:
        call = connection.fact.call
        if connection.fact.how not in ("decorator", "call") or call is None or len(call.positional) != 2:
            return
        if _is_sender(connection.file, call.positional[1]):
            yield self.violation(
                connection,
                f"@receiver takes the sender of {connection.title} by keyword only, so this raises TypeError; "
                "write sender=",
                Fix(name_sender, connection.place),
            )


def _is_sender(file: SourceFile, value: Value) -> bool:
    match value:
        case Literal(text):
            return isinstance(text, str) and _LABEL.fullmatch(text) is not None
        case Name("django.conf.settings.AUTH_USER_MODEL"):
            return True
        case Name(path) if file.signal(value) is None and _MODEL.fullmatch(path):
            return True
        case _:
            return is_class(file, file.resolve(value))


@edits.of("Call")
def name_sender(call: cst.Call) -> cst.Call:
    """A call of ``receiver()`` whose second argument is passed as ``sender``."""
    return edits.arguments.connecting(call, _with_keyword)


def _with_keyword(call: cst.Call) -> cst.Call:
    signal, sender, *others = call.args
    return call.with_changes(args=[signal, sender.with_changes(**edits.arguments.by_keyword("sender")), *others])
