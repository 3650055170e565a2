from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.effects import is_only_for
from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.receivers import Receiver


class CreatedUnchecked(BodyRule):
    """A receiver of ``post_save`` creates its instance's only related row on every save.

    ## Why is this bad?
    ``post_save`` is sent for every save. The second time there already is a row for this object, and a one-to-one field
    allows no other: ``IntegrityError``, and the object can never be saved again.

    ## Example
    ```python
    @receiver(post_save, sender=settings.AUTH_USER_MODEL)
    def create_customer(sender, instance, raw, **kwargs):  # SIG606
        if raw:
            return
        Customer.objects.create(user=instance)
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=settings.AUTH_USER_MODEL)
    def create_customer(sender, instance, created, raw, **kwargs):
        if created and not raw:
            Customer.objects.create(user=instance)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#post-save
    """

    code = "SIG606"
    receives_only = ("post_save",)
    runs_for_all = True
    ignores = "created"

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        effects = receiver.own_effects
        found = next((reached for reached in effects if _creates_the_only(receiver, reached)), None)
        makes_room = {reached.model for reached in effects if reached.effect.kind == "delete"}
        if found is not None and found.model not in makes_room:
            model = last_part(found.model)
            yield self.violation(
                receiver,
                f"receiver {receiver.title} creates a {model} on every save ({found.where}), and each object can have "
                "only one, so the second save raises IntegrityError; check created",
            )


def _creates_the_only(receiver: Receiver, reached: ReachedEffect) -> bool:
    """Whether an effect creates, whenever it is not ``raw``, the one row that can belong to the instance."""
    effect = reached.effect
    plain = effect.kind == "create" and effect.method in ("create", "acreate") and effect.call is not None
    if not plain or effect.in_loop or not set(effect.guards) <= {"raw"} or not reached.model:
        return False
    return effect.call is not None and is_only_for(receiver, reached.model, effect.call)
