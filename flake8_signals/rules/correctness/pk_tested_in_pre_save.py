from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project import models
from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class PkTestedInPreSave(BodyRule):
    """A receiver of ``pre_save`` takes an object with a key for a saved one, though the key has a default.

    ## Why is this bad?
    Where the primary key has a default (most often a ``UUIDField``), every object has its key before it is first saved:
    the test never tells a new object from a saved one. ``instance._state.adding`` does.

    ## Example
    ```python
    # shop/models.py
    from django.db import models


    class Order(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid.uuid4)
        status = models.CharField(max_length=20)
    # shop/signals.py
    from .models import Order


    @receiver(pre_save, sender=Order)
    def start(sender, instance, **kwargs):  # SIG613
        if not instance.pk:
            instance.status = "new"
    ```

    ## Use instead
    ```python
    # shop/models.py
    from django.db import models


    class Order(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid.uuid4)
        status = models.CharField(max_length=20)
    # shop/signals.py
    from .models import Order


    @receiver(pre_save, sender=Order)
    def start(sender, instance, **kwargs):
        if instance._state.adding:
            instance.status = "new"
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/models/instances/#django.db.models.Model._state
    """

    code = "SIG613"
    supersedes = frozenset({"SIG614"})
    receives_only = ("pre_save",)

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        if not receiver.model or not models.makes_key(receiver.file, receiver.model):
            return
        tests = (use for use in receiver.body.uses if use.name == "instance" and use.how == "test")
        found = next((use for use in tests if use.detail in ("pk", "id")), None)
        if found is not None and not _copes_without_row(receiver):
            yield self.violation(
                receiver,
                f"receiver {receiver.title} tests instance.{found.detail} (line {found.line}), which is set before "
                "the first save, as the key has a default; check instance._state.adding",
            )


def _copes_without_row(receiver: Receiver) -> bool:
    """Whether it also asks for the saved row, and catches that there is none: a new object is no surprise then."""
    return any(
        reached.effect.method in ("get", "aget")
        and "<try>" in reached.effect.guards
        and reached.model == receiver.model
        for reached in receiver.own_effects
    )
