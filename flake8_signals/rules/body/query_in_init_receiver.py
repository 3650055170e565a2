from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge.orm import EFFECTS
from flake8_signals.project.effects import is_certain
from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax.values import Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.receivers import Receiver

_HOLD_FOR_ROWS = frozenset({"instance", "instance.pk", "instance.id", "instance._state.adding", "sender"})
"""Tests that are true for each row of a queryset."""


class QueryInInitReceiver(BodyRule):
    """A receiver of ``pre_init`` or ``post_init`` queries the database.

    ## Why is this bad?
    Django sends these two signals for every instance, and a queryset creates one for each row: a list of a hundred
    orders now takes a hundred extra queries, wherever it is used. Django's documentation advises against it. Query
    where the value is needed: in a method, or a cached property.

    ## Example
    ```python
    @receiver(post_init, sender=Order)  # SIG506
    def count_parcels(sender, instance, **kwargs):  # SIG505
        instance.parcel_count = Parcel.objects.filter(order_id=instance.pk).count()
    ```

    ## Use instead
    ```python
    # shop/models.py
    from django.utils.functional import cached_property


    class Order(models.Model):
        @cached_property
        def parcel_count(self):
            return self.parcels.count()


    class Parcel(models.Model):
        order = models.ForeignKey(Order, models.CASCADE, related_name="parcels")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#django.db.models.signals.post_init
    """

    code = "SIG505"
    receives_any = ("pre_init", "post_init")

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next(filter(_is_query, receiver.own_effects), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} queries the database ({found.where}) for every instance, including "
                "each row of a queryset; query where the value is needed",
            )


def _is_query(reached: ReachedEffect) -> bool:
    """Whether an effect certainly is a query; a reload of the instance itself is left to SIG603."""
    effect = reached.effect
    own = effect.kind == "refresh" and isinstance(effect.target, Parameter)
    rarely = any(guard not in _HOLD_FOR_ROWS and not guard.startswith("<") for guard in effect.guards)
    return effect.kind in EFFECTS and is_certain(reached) and not (effect.deferred or own or rarely)
