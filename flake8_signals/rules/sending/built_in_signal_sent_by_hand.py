from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge.django import Sender
from flake8_signals.rule import SendRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.knowledge.django import BuiltInSignal
    from flake8_signals.project.subjects import BoundSend
    from flake8_signals.syntax.values import Call

_BULK_WRITES = frozenset({"bulk", "update"})

_SENDERS = frozenset({Sender.MODEL, Sender.APP_CONFIG, Sender.MODELS_MODULE})
"""Who sends what only Django does: it saves and deletes, prepares and migrates.

Relations, requests, log-ins and settings have other implementations than Django's, which have to send its signals.
"""


class BuiltInSignalSentByHand(SendRule):
    """A model's own signal is sent by hand.

    ## Why is this bad?
    Every receiver of the project and of every installed library takes it for a save or a delete that
    never was: caches, indexes and audit logs record it, other rows are created for it. Whatever the sender does not
    pass (``raw``, ``using``, ``update_fields``) is missing, too. A send with all that a save or a delete sends, as
    after ``bulk_update()``, is meant to be one, and not reported.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def ship(sender, instance, **kwargs):
        instance.ship()

    def resend(order):
        post_save.send(sender=Order, instance=order)  # SIG708
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    def ship(sender, instance, **kwargs):
        instance.ship()

    def resend(order):
        order.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#module-django.db.models.signals
    """

    code = "SIG708"
    advice = True
    in_tests = False

    def check(self, send: BoundSend) -> Iterator[Violation]:
        signal, is_djangos = send.signal, send.file.module.name.startswith("django.")
        if signal.built_in is None or signal.built_in.sender not in _SENDERS or is_djangos:
            return
        missing = _missing(send.fact.call, signal.built_in)
        if missing and not send.fact.call.unpacks and _writes_in_bulk(send):
            yield self.violation(
                send,
                f"this {signal.name} does not pass {', '.join(missing)}: a receiver that takes one of these fails with "
                "TypeError; pass all that Django does",
            )
        elif missing is None or missing:
            yield self.violation(
                send,
                f"every receiver of {signal.name}, in every installed app, takes this for Django's own; call what "
                "is wanted directly, or send a signal of your own",
            )


def _missing(call: Call, signal: BuiltInSignal) -> list[str] | None:
    """What a call does not pass of all that goes with a save or a delete; ``None`` for another signal."""
    names = [argument.name for argument in signal.arguments]
    return [name for name in names if name not in call.keywords] if "using" in names else None


def _writes_in_bulk(send: BoundSend) -> bool:
    """Whether the function around a send itself writes what sends nothing: it then tells of that on purpose."""
    module = send.file.module
    around = module.function(send.fact.context.function) if send.fact.context.function else None
    return around is not None and any(effect.kind in _BULK_WRITES for effect in module.body(around).effects)
