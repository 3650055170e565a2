from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge.django import SIGNALS
from flake8_signals.rule import ReceiverRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Use

_DJANGOS = frozenset(argument.name for signal in SIGNALS.values() for argument in signal.arguments)
"""What Django's signals send: such a key most likely is another signal's, and not one that a library's users pass."""


class KwargsKeyNeverSent(ReceiverRule):
    """A receiver reads an argument from ``**kwargs`` that is never there.

    ## Why is this bad?
    ``**kwargs`` holds the arguments that the signal sends and no parameter takes. A key that none of the receiver's
    signals sends is never in it, nor is the name of a parameter: ``kwargs["instance"]`` raises `KeyError` if
    ``instance`` is a parameter too. ``kwargs.get()`` always gives the default instead.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def forget(sender, instance, **kwargs):  # SIG205
        cache.delete(f"order-{kwargs['instance'].pk}")
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    def forget(sender, instance, **kwargs):
        cache.delete(f"order-{instance.pk}")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/
    """

    code = "SIG205"

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        function = receiver.function
        if receiver.signature is None:
            return
        reported = set()
        for use in receiver.body.uses:
            reason = _missing(receiver, use)
            if reason and use.name not in reported:
                reported.add(use.name)
                kwargs = f"**{function.signature.catch_all}"
                result = "that raises KeyError" if use.how == "key" else "that always gives the default"
                yield self.violation(
                    receiver,
                    f"receiver {receiver.title} reads {use.name!r} from its {kwargs} on line {use.line}, {reason}: "
                    f"{result}",
                )


def _missing(receiver: Receiver, use: Use) -> str:
    """Why what ``use`` reads is never there; empty where it may be."""
    signature = receiver.function.signature
    guarded = {use.name, "signal", "<try>", signature.catch_all}.intersection(use.guards)
    # A signal's call certainly raises KeyError: another caller may pass what has a default.
    reads = use.how == "key" or (use.detail in ("get", "pop") and not _is_for_others(receiver))
    if not use.from_kwargs or not reads or guarded or receiver.puts_into_kwargs(use.name):
        return ""
    if any(use.name in connection.callee.bound for connection in receiver.connections):
        return ""
    if any(parameter.name == use.name for parameter in signature.named):
        return "but it is a parameter, so it is not in there"
    sent = [connection.sent(use.name) for connection in receiver.connections]
    if all(sent) and not any(any(arguments) for arguments in sent) and not _may_be_passed(receiver, use):
        return f"but {' or '.join(signal.name for signal in receiver.signals)} never sends it"
    return ""


def _is_for_others(receiver: Receiver) -> bool:
    """Whether the receiver is one use of a function that has others, or only makes ready what it passes on."""
    is_partial = any(connection.callee.kind == "partial" for connection in receiver.connections)
    return is_partial or receiver.callers.are_at_home or receiver.body.forwards_kwargs


def _may_be_passed(receiver: Receiver, use: Use) -> bool:
    """Whether another call than the signal's may pass what has a default: a library's users may call the receiver."""
    startup = receiver.file.project.startup
    is_of_library = not startup.settings.exist_for(receiver.module) and use.name not in _DJANGOS
    return use.how != "key" and (is_of_library or receiver.callers.may_pass(use.name))
