from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.senders import sent_by
from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Send


class NeverTrueInPostSave(BodyRule):
    """A receiver of ``post_save`` asks the object itself whether it is new, and that always says no.

    ## Why is this bad?
    ``post_save`` is sent once the row is written: the object has its primary key by then, and ``_state.adding`` is
    ``False``, be it new or not. What is meant for new objects never runs. ``created`` tells.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def pack(sender, instance, raw, **kwargs):  # SIG616
        if raw:
            return
        if instance._state.adding:
            Parcel.objects.create(order=instance)
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    def pack(sender, instance, created, raw, **kwargs):
        if raw:
            return
        if created:
            Parcel.objects.create(order=instance)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#post-save
    - https://docs.djangoproject.com/en/stable/ref/models/instances/#django.db.models.Model._state
    """

    code = "SIG616"
    receives_only = ("post_save",)

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next((fault for fault in receiver.body.faults if fault.kind == "never-new"), None)
        if found is not None and not _is_given_others(receiver):
            is_so = "is always False" if found.detail == "_state.adding" else "is always set"
            yield self.violation(
                receiver,
                f"receiver {receiver.title} tests instance.{found.detail} (line {found.line}), which {is_so} in "
                "post_save: what is meant for new objects never runs; test created",
            )


def _is_given_others(receiver: Receiver) -> bool:
    """Whether the receiver may meet an object that has not been saved: it is called, or the signal sent, by hand."""
    index = receiver.file.project.index
    by_hand = (sent for signal in receiver.signals for sent in index.sends_of(signal))
    return receiver.callers.are_at_home or any(
        not file.is_test and _may_hear(receiver, file, send) for file, send in by_hand
    )


def _may_hear(receiver: Receiver, file: SourceFile, send: Send) -> bool:
    """Whether a send in ``file`` reaches the receiver."""
    sent, awaited = sent_by(file, send.call.argument("sender", 0)), receiver.file.names.class_at(receiver.model)
    return sent is None or awaited is None or sent.may_be(awaited, file)
