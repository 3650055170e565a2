from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.effects import done_to_itself
from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class SaveInPreSave(BodyRule):
    """A receiver of ``pre_save`` saves the object that is about to be saved.

    ## Why is this bad?
    That save sends ``pre_save`` again, which calls the receiver, which saves again: it ends in ``RecursionError``. The
    object is saved anyway, with all that the receiver sets.

    ## Example
    ```python
    @receiver(pre_save, sender=Order)
    def mark_shipped(sender, instance, **kwargs):  # SIG602
        instance.shipped = True
        instance.save()
    ```

    ## Use instead
    ```python
    @receiver(pre_save, sender=Order)
    def mark_shipped(sender, instance, **kwargs):
        instance.shipped = True
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#pre-save
    """

    code = "SIG602"
    supersedes = frozenset({"SIG905"})
    receives_any = ("pre_save",)

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        saved = done_to_itself(receiver, "save")
        if saved is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} saves its instance ({saved.where}), which sends pre_save again, until "
                "RecursionError; remove it, Django saves the instance anyway",
            )
