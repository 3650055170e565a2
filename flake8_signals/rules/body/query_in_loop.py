from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge.orm import EFFECTS
from flake8_signals.project.effects import is_certain
from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class QueryInLoop(BodyRule):
    """A receiver queries the database in a loop.

    ## Why is this bad?
    Each ``save()`` that sends the signal runs one query per iteration, and nobody who calls ``save()`` expects that.
    Use one query for all of them.

    ## Example
    ```python
    @receiver(post_delete, sender=Customer)
    def weigh_nothing(sender, instance, **kwargs):  # SIG507
        for parcel in Parcel.objects.filter(order__customer=None):
            parcel.weight = 0
            parcel.save()
    ```

    ## Use instead
    ```python
    @receiver(post_delete, sender=Customer)
    def weigh_nothing(sender, instance, **kwargs):
        Parcel.objects.filter(order__customer=None).update(weight=0)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/db/optimization/#use-bulk-methods
    """

    code = "SIG507"
    opt_in = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        effects = [reached.effect for reached in receiver.own_effects if is_certain(reached)]
        found = next((effect for effect in effects if effect.in_loop and effect.kind in EFFECTS), None)
        if found is not None:
            called = "iterates over a queryset" if found.method == "iterate" else f"calls {found.method}()"
            yield self.violation(
                receiver,
                f"receiver {receiver.title} {called} in a loop (line {found.line}): one query per iteration, "
                "every time the signal is sent; use one query for all",
            )
