from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.project.called import is_bound_again
from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class UnknownAction(BodyRule):
    """A receiver of ``m2m_changed`` compares the ``action`` with a value that it never has.

    ## Why is this bad?
    The action is one of ``pre_add``, ``post_add``, ``pre_remove``, ``post_remove``, ``pre_clear`` and ``post_clear``.
    The comparison is never true, and the code under it never runs.

    ## Example
    ```python
    @receiver(m2m_changed, sender=Pizza.toppings.through)
    def order_menus(sender, instance, action, **kwargs):  # SIG608
        if action == "add":
            Order.objects.create(status=f"menus with pizza {instance.pk}")
    ```

    ## Use instead
    ```python
    @receiver(m2m_changed, sender=Pizza.toppings.through)
    def order_menus(sender, instance, action, **kwargs):
        if action == "post_add":
            Order.objects.create(status=f"menus with pizza {instance.pk}")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#m2m-changed
    """

    code = "SIG608"
    receives_only = ("m2m_changed",)

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        uses = [use for use in receiver.body.uses if use.name == "action"]
        if any(map(is_bound_again, uses)):
            return
        compared = {use.detail: use for use in reversed(uses) if use.how == "compare"}
        wrong = {action: use for action, use in compared.items() if action not in django.M2M_ACTIONS}
        for action, use in wrong.items():
            near = [known for known in django.M2M_ACTIONS if known.endswith(action.rpartition("_")[2])]
            meant = get_close_matches(action, django.M2M_ACTIONS, 1) or near[1:]
            rather = f"did you mean {meant[0]!r}?" if meant else f"it is one of {', '.join(django.M2M_ACTIONS)}"
            yield self.violation(
                receiver,
                f"receiver {receiver.title} compares the action with {action!r} (line {use.line}), which it never "
                f"is; {rather}",
            )
