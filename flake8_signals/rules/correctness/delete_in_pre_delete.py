from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.effects import done_to_itself
from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver

_MISTAKES = (
    (
        "pre_delete",
        "delete",
        "deletes",
        "sends pre_delete again, until RecursionError; remove it, Django deletes it anyway",
    ),
    (
        "post_delete",
        "delete",
        "deletes",
        "sends post_delete again, until RecursionError; remove it, it is already deleted",
    ),
    ("post_delete", "save", "saves", "inserts the deleted row again; remove it"),
    (
        "post_init",
        "refresh",
        "reloads",
        "creates an instance and sends post_init again, until RecursionError; remove it",
    ),
)
"""The signal, the kind of effect, its name, and its consequence."""


class DeleteInPreDelete(BodyRule):
    """A receiver deletes, saves or reloads the instance that its signal is about.

    ## Why is this bad?
    Deleting the instance in ``pre_delete`` or ``post_delete`` sends the signal again, and so does ``refresh_from_db()``
    in ``post_init``: it ends in ``RecursionError``. Saving it in ``post_delete`` inserts the deleted row again.

    ## Example
    ```python
    @receiver(pre_delete, sender=Order)
    def unpack(sender, instance, **kwargs):  # SIG603
        instance.parcels.all().delete()
        instance.delete()


    @receiver(post_delete, sender=Parcel)
    def weigh_nothing(sender, instance, **kwargs):  # SIG603
        instance.weight = 0
        instance.save()
    ```

    ## Use instead
    ```python
    @receiver(pre_delete, sender=Order)
    def unpack(sender, instance, **kwargs):
        instance.parcels.all().delete()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#pre-delete
    - https://docs.djangoproject.com/en/stable/ref/signals/#post-delete
    """

    code = "SIG603"

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        for signal, kind, does, ends in _MISTAKES:
            found = done_to_itself(receiver, kind) if receiver.receives_any(signal) else None
            if found is not None:
                yield self.violation(
                    receiver, f"receiver {receiver.title} {does} its instance ({found.where}), which {ends}"
                )
                break
