from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.names import Class
from flake8_signals.rule import SendRule, Violation
from flake8_signals.syntax.values import Collection, Instance, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.subjects import BoundSend
    from flake8_signals.syntax.values import Value


class UnhashableCachedSender(SendRule):
    """The signal cannot use the sender as a key to look up its receivers.

    ## Why is this bad?
    A signal looks up its receivers by the sender, which has to be hashable. With ``use_caching=True`` it caches them in
    a ``WeakKeyDictionary``, which accepts neither ``None`` nor a string nor a number as a key. The send raises
    `TypeError` as soon as there is a receiver.

    ## Example
    ```python
    paid = Signal(use_caching=True)

    @receiver(paid)
    def ship(sender, order, **kwargs):
        order.ship()

    def pay(order):
        paid.send(sender=None, order=order)  # SIG704
    ```

    ## Use instead
    ```python
    paid = Signal(use_caching=True)

    @receiver(paid)
    def ship(sender, order, **kwargs):
        order.ship()

    def pay(order):
        paid.send(sender=Order, order=order)
    ```

    ## References
    - https://docs.python.org/3/library/weakref.html#weakref.WeakKeyDictionary
    - https://docs.djangoproject.com/en/stable/topics/signals/#sending-signals
    """

    code = "SIG704"

    def check(self, send: BoundSend) -> Iterator[Violation]:
        sender, signal = send.fact.call.argument("sender", 0), send.signal
        if sender is None or send.file.project.signals.has_own(signal, "__init__", send.fact.method):
            return
        what = _unhashable(send.file, sender) or (_unreferable(sender) if signal.is_cached else "")
        if what:
            yield self.violation(
                send,
                f"{signal.name} caches its receivers by sender, and {what} cannot be a key: {send.fact.method}() "
                "raises TypeError once there is a receiver; send it by a class",
            )


def _unhashable(file: SourceFile, sender: Value) -> str:
    match sender:
        case Collection("list" | "dict" | "set" as kind):
            return f"a {kind}"
        case Instance(path):
            first = next(iter(file.names.ancestors(path)), "")
            methods = first.outline.methods if isinstance(first, Class) else ()
            unhashable = "__eq__" in methods and "__hash__" not in methods
            return "an object that has __eq__ and no __hash__" if unhashable else ""
        case _:
            return ""


def _unreferable(sender: Value) -> str:
    match sender:
        case Literal(None):
            return "None"
        case Literal(value):
            return f"the {type(value).__name__} {value!r}"
        case Collection("tuple"):
            return "a tuple"
        case _:
            return ""
