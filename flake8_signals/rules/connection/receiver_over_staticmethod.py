from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.knowledge import django
from flake8_signals.rule import ConnectionRule, Fix, Violation
from flake8_signals.syntax.values import Name, function_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.connections import Connection
    from flake8_signals.syntax.facts import Function


_DESCRIPTORS = {"builtins.staticmethod": "staticmethod", "builtins.classmethod": "classmethod"}


class ReceiverOverStaticmethod(ConnectionRule):
    """``@receiver`` stands above ``@staticmethod`` or ``@classmethod``.

    ## Why is this bad?
    Decorators are applied from the bottom up, so `receiver` is given a ``staticmethod`` object and not a function.
    Connecting that raises an exception when the module is imported. In the other order it works.

    ## Example
    ```python
    class Shipping:
        @receiver(post_save, sender="shop.Order")  # SIG308
        @staticmethod
        def ship(sender, instance, **kwargs):
            instance.ship()
    ```

    ## Use instead
    ```python
    class Shipping:
        @staticmethod
        @receiver(post_save, sender="shop.Order")
        def ship(sender, instance, **kwargs):
            instance.ship()
    ```

    ## References
    - https://docs.python.org/3/library/functions.html#staticmethod
    - ``_make_id()`` in ``django/dispatch/dispatcher.py``
    """

    code = "SIG308"

    def check(self, connection: Connection) -> Iterator[Violation]:
        function = connection.callee.function
        if function is None or connection.fact.how != "decorator":
            return
        below = _below(connection, function)
        if below:
            remedy = "swap the two" if below == "staticmethod" else "connect the bound method with connect()"
            yield self.violation(
                connection,
                f"@receiver is given a {below} object instead of the function {connection.title}, and connecting that "
                f"raises an exception; {remedy}",
                _fix(connection, function) if below == "staticmethod" else None,
            )


def _below(connection: Connection, function: Function) -> str:
    """Which of the two stands right below ``@receiver``; empty where neither does."""
    below = function.decorators[connection.fact.decorator_index + 1 : connection.fact.decorator_index + 2]
    # With a dispatch_uid and weak=False even such an object can be connected.
    if (
        not below
        or not isinstance(below[0].value, Name)
        or (connection.is_weak is False and connection.fact.dispatch_uid is not None)
    ):
        return ""
    return _DESCRIPTORS.get(below[0].value.path, "")


def _fix(connection: Connection, function: Function) -> Fix:
    """Put the one that stands below where the topmost of the ``@receiver`` above it is."""
    below = connection.fact.decorator_index + 1
    called = [function_of(d.value) for d in function.decorators[:below]]
    receivers = [connection.file.resolve(value) == Name(django.RECEIVER) for value in called]
    top = max((index + 1 for index, is_receiver in enumerate(receivers) if not is_receiver), default=0)
    order = (*range(top), below, *range(top, below), *range(below + 1, len(function.decorators)))
    return Fix(reorder, function.place, arguments=(order,))


@edits.of("FunctionDef")
def reorder(function: cst.FunctionDef, order: tuple[int, ...]) -> cst.FunctionDef:
    """``function`` with its decorators in another order."""
    return function.with_changes(decorators=[function.decorators[index] for index in order])
