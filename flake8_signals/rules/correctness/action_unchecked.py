from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.receivers import Receiver

_HARMLESS = frozenset("log print cache query refresh call transaction".split())
"""What can be done twice without harm; a call counts by what the called function does."""

_ASKS_FOR_OTHERS = frozenset("action created raw update_fields origin signal sender kwargs".split())
"""What is tested to tell m2m_changed from the other signals of a receiver."""


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
    receives_any = ("m2m_changed",)
    runs_as_written = True
    ignores = "action"

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next((reached for reached in receiver.effects() if _is_done_twice(reached)), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} ignores the action: m2m_changed is sent before and after each change, so "
                f"what it does is done twice ({found.effect.method}(), {found.where}); check the action",
            )


def _is_done_twice(reached: ReachedEffect) -> bool:
    effect = reached.effect
    tested = {guard.partition(".")[0] for guard in effect.guards}
    return effect.kind not in _HARMLESS and not reached.perhaps and tested.isdisjoint(_ASKS_FOR_OTHERS)
