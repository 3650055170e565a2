from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst
from flake8_signals.knowledge import django
from flake8_signals.rule import ConnectionRule, Fix, Violation
from flake8_signals.syntax.values import Call, Name, function_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection

_RETURNING = frozenset(map(Name, django.RETURNING_DECORATORS))


class ReceiverCalled(ConnectionRule):
    """A receiver is called, so its result, ``None``, is connected instead.

    ## Why is this bad?
    The receiver runs once, when the module is imported. Then `connect()` raises `TypeError`, since there are no weak
    references to ``None``. With ``weak=False`` and ``DEBUG = False`` the error comes only when the signal is sent.

    ## Example
    ```python
    def clear(sender=None, **kwargs):
        cache.clear()


    request_finished.connect(clear())  # SIG304
    ```

    ## Use instead
    ```python
    def clear(sender=None, **kwargs):
        cache.clear()


    request_finished.connect(clear)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions
    """

    code = "SIG304"
    supersedes = frozenset({"SIG313"})

    def check(self, connection: Connection) -> Iterator[Violation]:
        name = _called(connection)
        if name:
            yield self.violation(
                connection,
                f"{name!r} is called here, so its result, None, is connected: that raises TypeError; "
                f"pass {name!r} without the parentheses",
                _fix(connection),
            )


def _called(connection: Connection) -> str:
    """The name of the function whose result is connected, if that is certainly ``None``; empty otherwise."""
    if not isinstance(connection.fact.receiver, Call) or connection.fact.lifetime != "call" or not connection.is_plain:
        return ""
    called = connection.file.callee(connection.fact.receiver.function)
    function = called.function
    if called.module is None or function is None or called.kind not in ("function", "method"):
        return ""
    home = connection.file.sibling(called.module)
    if any(home.resolve(function_of(decorator.value)) not in _RETURNING for decorator in function.decorators):
        return ""
    # A function that does nothing may be there to be overridden.
    body = called.module.body(function)
    other = function.is_async or function.is_generator or body.returns or not body.effects
    return "" if other else function.name


def _fix(connection: Connection) -> Fix | None:
    """Drop the parentheses, where there is nothing in them."""
    called = connection.fact.receiver
    return Fix(pass_itself, connection.place) if isinstance(called, Call) and not called.arguments else None


@edits.of("Call")
def pass_itself(call: cst.Call) -> cst.Call:
    """A call of ``connect()`` with its receiver not called."""
    index = edits.arguments.index_of(call, "receiver", 0)
    receiver = None if index is None else call.args[index].value
    return edits.arguments.with_value(call, index or 0, receiver.func) if isinstance(receiver, cst.Call) else call
