from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax.values import Attribute, Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.receivers import Receiver

_ARGUMENTS = frozenset({"instance", "raw", "update_fields"})
"""What may be tested on the way: these tests are evaluated."""


class MissingRowUnhandled(BodyRule):
    """A receiver of ``pre_save`` gets the saved row of its instance, which may not exist.

    ## Why is this bad?
    Before its first save an object has no row, and ``get()`` raises ``DoesNotExist``: no object can be created any
    more. A test of ``instance.pk`` does not help where a fixture is loaded: its rows have their keys before they are
    saved.

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
    receives_only = ("pre_save",)
    runs_for_all = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next((reached for reached in receiver.own_effects if _gets_itself(receiver, reached)), None)
        if found is not None:
            is_new = found.effect.line in receiver.body.run_for_new
            when = "for a new object" if is_new else "for a new row that loaddata loads"
            yield self.violation(
                receiver,
                f"receiver {receiver.title} gets the saved row of its instance ({found.where}), which does not exist "
                f"{when}, so get() raises DoesNotExist; use filter().first()",
            )


def _gets_itself(receiver: Receiver, reached: ReachedEffect) -> bool:
    effect, body = reached.effect, receiver.body
    reached_lines = (*body.run_for_new, *(body.run_for_loaded if receiver.runs_as_written else ()))
    if effect.kind != "query" or effect.method not in ("get", "aget") or effect.in_loop or effect.deferred:
        return False
    tested = {guard.partition(".")[0] for guard in effect.guards}
    if effect.line not in reached_lines or not tested <= _ARGUMENTS:
        return False
    own = isinstance(effect.target, (Parameter, Attribute)) or (reached.model and reached.model == receiver.model)
    given = [argument.value for argument in effect.call.arguments] if effect.call is not None else []
    return bool(own) and any(
        isinstance(key, Attribute)
        and isinstance(key.value, Parameter)
        and (key.value.name, key.name) in (("instance", "pk"), ("instance", "id"))
        for key in given
    )
