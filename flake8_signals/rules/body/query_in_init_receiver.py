from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.effects import is_certain
from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax.values import Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.receivers import Receiver

_QUERIES = frozenset("query create update delete bulk m2m save refresh sql".split())

_HOLD_FOR_ROWS = frozenset({"instance", "instance.pk", "instance.id", "instance._state.adding", "sender"})
"""What may be tested, and holds for each row of a queryset all the same."""


class QueryInInitReceiver(BodyRule):
    """A receiver of ``pre_init`` or ``post_init`` queries the database.

    ## Why is this bad?
    Django sends these two for every object that is made, and a queryset makes one for each row:
    a list of a hundred orders now takes a hundred queries more, wherever it is. Django's
    documentation says not to. Ask when the answer is needed: in a method, or a cached property.

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
                f"receiver {receiver.title} queries the database ({found.where}), and runs for every object that is "
                "made, each row of a queryset among them; query when the answer is needed",
            )


def _is_query(reached: ReachedEffect) -> bool:
    """Whether an effect certainly is a query; what SIG603 says of the object itself is left to that."""
    effect = reached.effect
    own = effect.kind == "refresh" and isinstance(effect.target, Parameter)
    rarely = any(guard not in _HOLD_FOR_ROWS and not guard.startswith("<") for guard in effect.guards)
    return effect.kind in _QUERIES and is_certain(reached) and not (effect.deferred or own or rarely)
