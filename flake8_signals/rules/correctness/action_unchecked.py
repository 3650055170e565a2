"""SIG607."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.receivers import receivers_to_judge
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile

_HARMLESS = frozenset({"log", "print", "cache"})
"""What may as well be done twice."""


class ActionUnchecked(FileRule):
    """A receiver of ``m2m_changed`` does not look at the ``action``.

    ## Why is this bad?
    The signal is sent twice for each change, before it (``pre_add``) and after it
    (``post_add``), and for every kind of change: whatever the receiver does is done twice, the
    first time with the relation as it was. An ``add()`` of what is there already sends both as well.

    ## Example
    ```python
    @receiver(m2m_changed, sender=Pizza.toppings.through)
    def order_menus(sender, instance, **kwargs):  # SIG607
        Order.objects.create(status=f"menus with pizza {instance.pk}")
    ```

    ## Use instead
    ```python
    @receiver(m2m_changed, sender=Pizza.toppings.through)
    def order_menus(sender, instance, action, **kwargs):
        if action in ("post_add", "post_remove", "post_clear"):
            Order.objects.create(status=f"menus with pizza {instance.pk}")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#m2m-changed
    """

    code = "SIG607"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every handler that does something, and never asks for the action."""
        for receiver in receivers_to_judge(file):
            body = receiver.body
            if not receiver.receives_only("m2m_changed") or not receiver.runs_as_written or body.forwards_kwargs:
                continue
            if any(use.name == "action" for use in body.uses):
                continue
            if any(reached.effect.kind not in _HARMLESS for reached in receiver.own_effects):
                yield self.violation(
                    receiver,
                    f"receiver {receiver.title} does not look at the action: m2m_changed is sent before and after each "
                    "change, so it runs twice; test the action",
                )
