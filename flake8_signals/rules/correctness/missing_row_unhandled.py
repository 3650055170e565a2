from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax.values import Attribute, Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.receivers import Receiver

_OWN_KEYS = frozenset({"instance.pk", "instance.id", "instance._state.adding", "instance._state", "<try>", "<except>"})


class MissingRowUnhandled(BodyRule):
    """A receiver of ``pre_save`` gets the saved row of its instance, which may not exist.

    ## Why is this bad?
    Before its first save an object has no row, and ``get()`` raises ``DoesNotExist``: no object can be created any
    more. The same happens to an object whose row was deleted, or that a fixture loads.

    ## Example
    ```python
    @receiver(pre_save, sender=Order)
    def remember_status(sender, instance, **kwargs):  # SIG614
        instance.old_status = sender.objects.get(pk=instance.pk).status
    ```

    ## Use instead
    ```python
    @receiver(pre_save, sender=Order)
    def remember_status(sender, instance, **kwargs):
        old = sender.objects.filter(pk=instance.pk).first()
        instance.old_status = old.status if old else None
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/models/querysets/#get
    """

    code = "SIG614"
    opt_in = True
    receives_only = ("pre_save",)

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next((reached for reached in receiver.own_effects if _gets_itself(receiver, reached)), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} gets the saved row of its instance ({found.where}), which does not exist "
                "for a new object, so get() raises DoesNotExist; use filter().first()",
            )


def _gets_itself(receiver: Receiver, reached: ReachedEffect) -> bool:
    effect = reached.effect
    if effect.kind != "query" or effect.method not in ("get", "aget") or _OWN_KEYS.intersection(effect.guards):
        return False
    own = isinstance(effect.target, (Parameter, Attribute)) or (reached.model and reached.model == receiver.model)
    given = [argument.value for argument in effect.call.arguments] if effect.call is not None else []
    return bool(own) and any(
        isinstance(key, Attribute)
        and isinstance(key.value, Parameter)
        and (key.value.name, key.name) in (("instance", "pk"), ("instance", "id"))
        for key in given
    )
