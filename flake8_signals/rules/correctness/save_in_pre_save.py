"""SIG602."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.effects import done_to_itself
from flake8_signals.project.receivers import receivers_to_judge
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile


class SaveInPreSave(FileRule):
    """A receiver of ``pre_save`` saves the object that is about to be saved.

    ## Why is this bad?
    That save sends ``pre_save`` again, which calls the receiver, which saves again: it ends in
    ``RecursionError``. The object is saved anyway, with whatever the receiver has set.

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

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every handler that certainly saves its instance before it is saved."""
        for receiver in receivers_to_judge(file):
            saved = done_to_itself(receiver, "save") if receiver.receives_any("pre_save") else None
            if saved is not None:
                yield self.violation(
                    receiver,
                    f"receiver {receiver.title} saves its instance ({saved.where}), which sends pre_save again, until "
                    "RecursionError; leave that out, the object is saved anyway",
                )
