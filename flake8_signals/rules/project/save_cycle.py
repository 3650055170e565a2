from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.cycles import certain_saves, may_hear_saves
from flake8_signals.rule import FileRule, Violation
from flake8_signals.syntax.values import Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.cycles import TriggeredSave
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.index import Index


class SaveCycle(FileRule):
    """Receivers save each other's models in an endless loop.

    ## Why is this bad?
    A receiver saves an object of another model, whose receiver saves the first model again. Each save sends its signal,
    until Python raises ``RecursionError``. Each file looks harmless by itself.

    ## Example
    ```python
    # shop/signals.py
    from .models import Order, Parcel


    @receiver(post_save, sender=Order)
    def pack(sender, instance, **kwargs):
        Parcel.objects.create(order=instance)
    # shop/parcels.py
    from .models import Order, Parcel


    @receiver(post_save, sender=Parcel)  # SIG001
    def count(sender, instance, **kwargs):  # SIG905
        instance.order.save()
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from . import parcels, signals  # noqa: F401
    ```

    ## Use instead
    ```python
    # shop/signals.py
    from .models import Order, Parcel


    @receiver(post_save, sender=Order)
    def pack(sender, instance, created, raw, **kwargs):
        if created and not raw:
            Parcel.objects.create(order=instance)


    @receiver(post_save, sender=Parcel)
    def count(sender, instance, **kwargs):
        instance.order.save()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#post-save
    """

    code = "SIG905"
    needs_place = True

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every loop of unguarded saves, once, on the receiver whose name comes first."""
        index = file.project.index
        receivers = index.receivers_in(file)
        if not any(
            may_hear_saves(index, name, file) and certain_saves(receiver) for name, receiver in receivers.items()
        ):
            return
        for cycle in index.project.cycles_of.get(file.path, ()):
            if not _saves_its_own_instance(cycle):
                yield self.violation(cycle[0].receiver, _message(index, cycle))


def _saves_its_own_instance(cycle: tuple[TriggeredSave, ...]) -> bool:
    """Whether the loop is one receiver that saves its own instance: SIG601 reports that."""
    return len(cycle) == 1 and isinstance(cycle[0].reached.effect.target, Parameter)


def _message(index: Index, cycle: tuple[TriggeredSave, ...]) -> str:
    steps = [
        f"{triggered.path.rpartition('.')[2]!r} saves {triggered.reached.model.rpartition('.')[2]} "
        f"({_where(index, triggered)})"
        for triggered in cycle
    ]
    return (
        f"{', then '.join(steps)}, and so on until RecursionError; guard one of them (if created:), or use update() "
        "instead of save()"
    )


def _where(index: Index, triggered: TriggeredSave) -> str:
    """The file and line in the receiver that lead to the save."""
    reached = triggered.reached
    line = reached.chain[0].line if reached.chain else reached.effect.line
    return f"{index.project.files.relative(triggered.receiver.module.path)}:{line}"
