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
                    f"@receiver is given a {below} object, not {wire.title}, which raises AttributeError; {remedy}",
                )


def _below(wire: Wire) -> str:
    """Which of the two is the next but ``@receiver`` below this one; empty where neither is."""
    function = wire.callee.function
    if wire.fact.how != "decorator" or function is None:
        return ""
    for decorator in function.decorators[wire.fact.decorator_index + 1 :]:
        called = decorator.value
        if isinstance(called, Name) and called.path in _DESCRIPTORS:
            return _DESCRIPTORS[called.path]
    return ""
