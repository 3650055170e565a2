from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project import models
from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax import calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Fault


class KeyReadAfterDelete(BodyRule):
    """A receiver of a delete signal has ``on_commit()`` call something that reads the deleted object's key.

    ## Why is this bad?
    As soon as the row is deleted Django sets the object's primary key to ``None``. Inside a transaction (a request of a
    project with ``ATOMIC_REQUESTS``, any ``atomic()`` block) what ``on_commit()`` is given runs later than that, and is
    told ``None``. Read the key in the receiver itself.

    ## Example
    ```python
    @receiver(post_delete, sender=Order)
    def on_order_deleted(sender, instance, **kwargs):  # SIG615
        transaction.on_commit(lambda: logging.info("order %s is gone", instance.pk))
    ```

    ## Use instead
    ```python
    @receiver(post_delete, sender=Order)
    def on_order_deleted(sender, instance, **kwargs):
        transaction.on_commit(partial(logging.info, "order %s is gone", instance.pk))
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/db/transactions/#performing-actions-after-commit
    - https://docs.djangoproject.com/en/stable/ref/models/instances/#deleting-objects
    """

    code = "SIG615"
    receives_only = ("pre_delete", "post_delete")

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next((fault for fault in receiver.body.faults if _is_late(receiver, fault)), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} reads instance.{found.detail} in what on_commit() calls "
                f"(line {found.line}): inside a transaction that is None by then; "
                "read it first and pass it with partial()",
            )


def _is_late(receiver: Receiver, fault: Fault) -> bool:
    """Whether the key is read once Django has taken it away."""
    if fault.kind != "key-after-commit" or fault.by is None:
        return False
    by = receiver.file.sibling(receiver.module).resolve(fault.by)
    # A child's own key points to its parent, whose `id` it keeps.
    is_key = fault.detail == "pk" or (
        bool(receiver.model) and not models.concrete_parent(receiver.file, receiver.model)
    )
    return is_key and calls.root(by).startswith("django.db.")
