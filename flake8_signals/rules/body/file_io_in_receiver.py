from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class FileIoInReceiver(BodyRule):
    """A receiver reads, writes or removes files.

    ## Why is this bad?
    The transaction around the ``save()`` or ``delete()`` that sends the signal may be rolled back: the row is back
    then, but its file is gone. Touch files only after the commit.

    ## Example
    ```python
    @receiver(post_delete, sender=Order)
    def forget_label(sender, instance, **kwargs):  # SIG504
        os.remove(f"labels/{instance.pk}.pdf")
    ```

    ## Use instead
    ```python
    @receiver(post_delete, sender=Order)
    def forget_label(sender, instance, **kwargs):
        transaction.on_commit(partial(os.remove, f"labels/{instance.pk}.pdf"))
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/db/transactions/#performing-actions-after-commit
    """

    code = "SIG504"
    opt_in = True
    receives_any = (*django.DURING_WRITES, *django.LOGINS)

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next((r for r in receiver.own_effects if r.effect.kind == "file" and not r.effect.deferred), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} touches files ({found.effect.method}(), {found.where}), and a rollback "
                "does not undo that; do it in transaction.on_commit()",
            )
