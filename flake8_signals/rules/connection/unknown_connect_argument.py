from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.knowledge import django
from flake8_signals.project.subjects import disconnections
from flake8_signals.rule import FileRule, Fix, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.values import Call

_CONNECT = django.CONNECT_PARAMETERS
_RECEIVER = ("signal", *django.CONNECT_PARAMETERS[1:])


class UnknownConnectArgument(FileRule):
    """``connect()``, ``disconnect()`` or ``@receiver`` is given an argument that it does not have.

    ## Why is this bad?
    The call raises `TypeError`. Up to Django 1.11 ``disconnect()`` had a ``weak`` argument, which did nothing; only
    model signals have ``apps``.

    ## Example
    ```python
    def ship(sender, instance, **kwargs):
        instance.ship()


    post_save.connect(ship, sender=Order)


    def pause():
        post_save.disconnect(ship, sender=Order, weak=False)  # SIG317
    ```

    ## Use instead
    ```python
    def ship(sender, instance, **kwargs):
        instance.ship()


    post_save.connect(ship, sender=Order)


    def pause():
        post_save.disconnect(ship, sender=Order)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#django.dispatch.Signal.connect
    - https://docs.djangoproject.com/en/stable/releases/2.0/#features-removed-in-2-0
    """

    code = "SIG317"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        for connection in file.connections:
            if connection.fact.call is not None and connection.fact.how != "wrapper":
                method = "connect()" if connection.fact.how == "connect" else "@receiver"
                known = _CONNECT if method == "connect()" else _RECEIVER
                for name in _unknown(connection.fact.call, known, file.signal(connection.fact.signal), file):
                    yield self.violation(connection, _message(method, name))
        for disconnection in disconnections(file):
            call, place = disconnection.fact.call, disconnection.place
            for name in _unknown(call, django.DISCONNECT_PARAMETERS, disconnection.signal, file):
                fix = Fix(drop_weak, place) if name == "weak" else None
                yield self.violation(disconnection, _message("disconnect()", name), fix)


def _unknown(call: Call, known: tuple[str, ...], signal: Signal | None, file: SourceFile) -> list[str]:
    """The keywords of a call that the signal's method certainly does not know."""
    if signal is None or file.project.signals.has_own(signal, "connect", "disconnect"):
        return []
    lazy = file.names.is_subclass(signal.class_path, frozenset({django.MODEL_SIGNAL}))
    return [
        name
        for name in call.keywords
        if name not in known and not (name == django.MODEL_SIGNAL_PARAMETER and lazy is not False)
    ]


def _message(method: str, name: str) -> str:
    return f"{method} has no argument {name!r}, so this raises TypeError; remove it"


@edits.of("Call")
def drop_weak(call: cst.Call) -> cst.Call:
    """A call without its argument ``weak``."""
    index = edits.arguments.index_of(call, "weak")
    return call if index is None else edits.arguments.without_argument(call, index)
