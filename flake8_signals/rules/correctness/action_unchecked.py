from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver

_HARMLESS = frozenset({"log", "print", "cache"})
"""What can be done twice without harm."""


class ActionUnchecked(BodyRule):
    """A receiver of ``m2m_changed`` ignores the ``action``.

    ## Why is this bad?
    The signal is sent twice for each change, before it (``pre_add``) and after it (``post_add``), and for every kind of
    change. The receiver's work is done twice, the first time with the relation as it was. An ``add()`` of something
    that is already there sends both as well.

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
    receives_only = ("m2m_changed",)
    runs_as_written = True
    ignores = "action"

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        if any(reached.effect.kind not in _HARMLESS for reached in receiver.own_effects):
            yield self.violation(
                receiver,
                f"receiver {receiver.title} ignores the action: m2m_changed is sent before and after each change, so "
                "it runs twice; check the action",
            )
