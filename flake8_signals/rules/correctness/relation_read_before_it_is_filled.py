from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project import models
from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax.values import Attribute, Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class RelationReadBeforeItIsFilled(BodyRule):
    """A receiver of ``post_save`` reads a many-to-many relation of an object that has just been created.

    ## Why is this bad?
    A row has to be there before others can be related to it: forms, serializers and the admin save the object first,
    and fill its many-to-many relations afterwards. While ``post_save`` is sent for a new object they are empty.

    ## Example
    ```python
    @receiver(post_save, sender=Pizza)
    def announce(sender, instance, created, **kwargs):  # SIG617
        if created:
            names = [topping.name for topping in instance.toppings.all()]
            logging.info("new pizza with %s", ", ".join(names))
    ```

    ## Use instead
    ```python
    @receiver(m2m_changed, sender=Pizza.toppings.through)
    def announce(sender, instance, action, reverse, **kwargs):
        if action == "post_add" and not reverse:
            names = [topping.name for topping in instance.toppings.all()]
            logging.info("pizza with %s", ", ".join(names))
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#m2m-changed
    - https://docs.djangoproject.com/en/stable/topics/forms/modelforms/#the-save-method
    """

    code = "SIG617"
    receives_only = ("post_save",)

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        faults = receiver.body.faults
        found = next((f for f in faults if f.kind == "read-as-created" and _is_own(receiver, f.detail)), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} reads instance.{found.detail} of a new object (line {found.line}), and "
                "many-to-many relations are filled after post_save: it is always empty; use m2m_changed",
            )


def _is_own(receiver: Receiver, field: str) -> bool:
    """Whether a field of the receiver's model is a many-to-many relation that no other receiver here fills."""
    file, model = receiver.file, receiver.model
    relation = models.relation(file, f"{model}.{field}") if model else None
    if relation is None or not relation[0].kind.endswith("ManyToManyField") or receiver.callers.are_at_home:
        return False
    return not any(_fills(other, field) for other in file.receivers)


def _fills(receiver: Receiver, field: str) -> bool:
    """Whether a receiver adds to a relation of this name of its own instance."""
    filled = (reached.effect.target for reached in receiver.own_effects if reached.effect.kind in ("m2m", "create"))
    return any(
        isinstance(target, Attribute) and target.name == field and isinstance(target.value, Parameter)
        for target in filled
    )
