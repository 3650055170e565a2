"""SIG306."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.facts import Collection, Literal
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.file import SourceFile, Wire


class MalformedReceiverDecorator(FileRule):
    """The decorator ``receiver`` is not given one signal, or a list or tuple of signals.

    ## Why is this bad?
    ``@receiver`` without a signal connects nothing, and the function's name then stands for a decorator. Several
    signals that are not in one list, a set, a generator or lists in a list raise an exception as the module is
    imported; an empty list connects nothing, silently.

    ## Example
    ```python
    @receiver(request_started, request_finished)  # SIG306
    def clear(sender, **kwargs):
        cache.clear()
    ```

    ## Use instead
    ```python
    @receiver([request_started, request_finished])
    def clear(sender, **kwargs):
        cache.clear()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#django.dispatch.receiver
    - ``receiver()`` in ``django/dispatch/dispatcher.py``
    """

    code = "SIG306"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every use of Django's decorator with arguments that it cannot use."""
        for wire in file.wires:
            trouble = _trouble(wire, file) if wire.fact.how in ("decorator", "call") else ""
            if trouble:
                yield self.violation(wire, trouble)


def _trouble(wire: Wire, file: SourceFile) -> str:
    call = wire.fact.call
    if call is None:
        name = wire.title
        return f"@receiver is given no signal, so {name} is connected to nothing; write @receiver(signal)"
    signals = [file.signal(value) for value in call.positional]
    if len(signals) > 1 and all(signals):
        return "@receiver takes one argument, so several signals raise TypeError; put them in a list"
    match call.argument("signal", 0):
        case None:
            return "@receiver is given no signal, which raises TypeError; name the signal first"
        case Collection("list" | "tuple", ()):
            return "@receiver is given no signal but an empty list, so it connects nothing; name the signals in it"
        case Collection("list" | "tuple", items) if any(isinstance(item, Collection) for item in items):
            return "@receiver is given a list inside a list, which raises AttributeError; put the signals in one list"
        case Collection("set" | "dict" | "generator" as kind):
            return f"@receiver is given a {kind}, which raises AttributeError; put the signals in a list"
        case Literal(str() as text):
            return (
                f"@receiver is given the string {text!r}, which raises AttributeError; import the signal and pass that"
            )
    return ""
