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
        "deletes its instance",
        "sends pre_delete again, until RecursionError; it is deleted anyway",
    ),
    (
        "post_delete",
        "delete",
        "deletes its instance",
        "sends post_delete again, until RecursionError; it is deleted already",
    ),
    ("post_delete", "save", "saves its instance", "inserts the deleted row anew; leave that out"),
    (
        "post_init",
        "refresh",
        "reloads its instance",
        "makes another one, which sends post_init again, until RecursionError",
    ),
)
"""The signal, the kind of effect, what that is, and what it does."""


class DeleteInPreDelete(BodyRule):
    """A receiver does to its instance what has just been done, or undoes it.

    ## Why is this bad?
    To delete the instance in ``pre_delete`` or ``post_delete`` sends the signal again, and so
    does ``refresh_from_db()`` in ``post_init``: it ends in ``RecursionError``. To save it in
    ``post_delete`` inserts the row again that was just deleted.

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
                yield self.violation(receiver, f"receiver {receiver.title} {does} ({found.where}): that {ends}")
                break
