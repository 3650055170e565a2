from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax.values import Attribute, Name, Parameter, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Effect


class RelationChangedInItsReceiver(BodyRule):
    """A receiver of ``m2m_changed`` changes the same relation, for every action.

    ## Why is this bad?
    ``add()``, ``remove()`` and ``clear()`` send ``m2m_changed`` even if nothing changes. A receiver that calls one of
    them for every action is called again by its own change, until ``RecursionError``. Check the action first.

    ## Example
    ```python
    @receiver(m2m_changed, sender=Pizza.toppings.through)
    def add_cheese(sender, instance, action, **kwargs):  # SIG604 SIG607
        instance.toppings.add(Topping.objects.get(name="cheese"))
    ```

    ## Use instead
    ```python
    @receiver(m2m_changed, sender=Pizza.toppings.through)
    def add_cheese(sender, instance, action, **kwargs):
        if action == "post_clear":
            instance.toppings.add(Topping.objects.get(name="cheese"))
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#m2m-changed
    """

    code = "SIG604"
    opt_in = True
    receives_only = ("m2m_changed",)
    runs_as_written = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next((r for r in receiver.own_effects if r.effect.kind == "m2m" and _is_own(receiver, r.effect)), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} changes the relation it is called for ({found.where}), which calls it "
                "again; do that for one action only",
            )


def _is_own(receiver: Receiver, effect: Effect) -> bool:
    """Whether an effect changes the relation whose through model is the sender."""
    fields = {
        last_part(sender.path.removesuffix(".through"))
        for sender in receiver.senders or ()
        if isinstance(sender, Name) and sender.path.endswith(".through")
    }
    match effect.target:
        case Attribute(Parameter("instance"), field):
            return field in fields and not effect.guards and not effect.deferred
        case _:
            return False
