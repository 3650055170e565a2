from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge.django import Sender
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.knowledge.django import BuiltInSignal
    from flake8_signals.project.file import SourceFile
    from flake8_signals.syntax.values import Call

_SENDERS = frozenset({Sender.MODEL, Sender.APP_CONFIG, Sender.MODELS_MODULE})
"""Who sends what only Django does: it saves and deletes, prepares and migrates.

Relations, requests, log-ins and settings have other implementations than Django's, which have to send its signals.
"""


class BuiltInSignalSentByHand(FileRule):
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

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every send of such a signal, outside of tests and of Django itself."""
        if file.is_test or file.module.name.startswith("django."):
            return
        for send in file.sends:
            signal = file.signal(send.signal)
            if signal is None or signal.built_in is None or signal.built_in.sender not in _SENDERS:
                continue
            if not _stands_in(send.call, signal.built_in):
                yield self.violation(
                    file.at(send.place),
                    f"every receiver of {signal.name}, in every installed app, takes this for Django's own; call what "
                    "is wanted directly, or send a signal of your own",
                )


def _stands_in(call: Call, signal: BuiltInSignal) -> bool:
    """Whether a call passes all that goes with a save or a delete: it stands in for one that sends nothing."""
    names = {argument.name for argument in signal.arguments}
    return "using" in names and names <= {*call.keywords}
