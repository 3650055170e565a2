"""SIG601."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.cascade import done_to_itself, hears, judged
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.file import SourceFile


class ReceiverSavesItself(FileRule):
    """A receiver of ``post_save`` saves the object that has just been saved.

    ## Why is this bad?
    That save sends ``post_save`` again, which calls the receiver, which saves again: it ends in
    ``RecursionError``. ``save(update_fields=…)`` sends the signal as well. A queryset's
    ``update()`` does not; and what ``pre_save`` sets is saved by the save that is on its way.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def mark_shipped(sender, instance, **kwargs):  # SIG601
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
    - https://docs.djangoproject.com/en/stable/ref/signals/#post-save
    """

    code = "SIG601"
    supersedes = frozenset({"SIG905"})

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every handler that certainly saves its instance again, and again."""
        for handler in judged(file):
            saved = done_to_itself(handler, "save") if hears(handler, "post_save") else None
            if saved is not None:
                yield self.violation(
                    handler,
                    f"receiver {handler.title} saves its instance ({saved.where}), which sends post_save again, until "
                    "RecursionError; use a queryset's update(), or save only if created",
                )
