"""SIG308."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.facts import Name
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.file import SourceFile, Wire


_DESCRIPTORS = {"builtins.staticmethod": "staticmethod", "builtins.classmethod": "classmethod"}


class ReceiverOverStaticmethod(FileRule):
    """``@receiver`` stands above ``@staticmethod`` or ``@classmethod``.

    ## Why is this bad?
    Decorators run from the bottom up, so `receiver` is given a ``staticmethod`` object and not a function, and
    connecting that raises an exception as the module is imported. The other way round the function is a fine receiver.

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

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every function whose static or class method object would be connected."""
        for wire in file.wires:
            below = _below(wire)
            if below:
                remedy = "swap the two" if below == "staticmethod" else "connect the bound method, with connect()"
                yield self.violation(
                    wire,
                    f"@receiver is given a {below} object instead of the function {wire.title}, and connecting that "
                    f"raises an exception; {remedy}",
                )


def _below(wire: Wire) -> str:
    """Which of the two stands right below ``@receiver``; empty where neither does."""
    function = wire.callee.function
    if wire.fact.how != "decorator" or function is None:
        return ""
    below = function.decorators[wire.fact.decorator_index + 1 : wire.fact.decorator_index + 2]
    # By a uid, and held strongly, even such an object can be connected.
    if (
        not below
        or not isinstance(below[0].value, Name)
        or (wire.is_weak is False and wire.fact.dispatch_uid is not None)
    ):
        return ""
    return _DESCRIPTORS.get(below[0].value.path, "")
