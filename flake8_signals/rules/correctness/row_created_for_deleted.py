from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project import models
from flake8_signals.project.effects import creating, keys_to_instance, pointed_at
from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax.values import Attribute, Call, Literal, Name, Parameter, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Relation
    from flake8_signals.syntax.values import Value

_KEYS = ("ForeignKey", "OneToOneField")

_ASKS_FOR_ITS_ROW = frozenset({"instance.pk", "instance.id", "instance._state"})

_CASCADE = (Name("django.db.models.CASCADE"), Name("django.db.models.deletion.CASCADE"))


class RowCreatedForDeleted(BodyRule):
    """A receiver of ``post_delete`` creates a row that points at what has just been deleted.

    ## Why is this bad?
    The instance still has its key, but its row is gone. So the new row's foreign key points at nothing: the delete ends
    in `IntegrityError`, and is rolled back. (Where this rule is named, a key to what the deleted row itself belonged to
    is reported too: should that be deleted, and take the row along, the delete fails as well.)

    ## Example
    ```python
    # shop/models.py
    from django.db import models


    class Order(models.Model):
        status = models.CharField(max_length=20, default="new")


    class Note(models.Model):
        order = models.ForeignKey(Order, models.SET_NULL, null=True)
        number = models.IntegerField(null=True)
    # shop/signals.py
    from .models import Note, Order


    @receiver(post_delete, sender=Order)
    def note_deletion(sender, instance, **kwargs):  # SIG618
        Note.objects.create(order=instance)
    ```

    ## Use instead
    ```python
    # shop/models.py
    from django.db import models


    class Order(models.Model):
        status = models.CharField(max_length=20, default="new")


    class Note(models.Model):
        order = models.ForeignKey(Order, models.SET_NULL, null=True)
        number = models.IntegerField(null=True)
    # shop/signals.py
    from .models import Note, Order


    @receiver(post_delete, sender=Order)
    def note_deletion(sender, instance, **kwargs):
        Note.objects.create(number=instance.pk)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#post-delete
    - ``Collector.delete()`` in ``django/db/models/deletion.py``
    """

    code = "SIG618"
    receives_any = ("post_delete",)
    runs_for_all = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        created = [(reached, call) for reached in receiver.done_at_once if (call := _creating(reached)) is not None]
        model = last_part(receiver.model)
        found = next((reached for reached, call in created if _points_at_deleted(receiver, reached, call)), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} creates a row of {last_part(found.model)} that points at the deleted "
                f"{model or 'row'} ({found.where}): the delete fails with IntegrityError; keep what is needed of it in "
                "plain fields",
            )
        elif receiver.file.options.runs(self.code, opt_in=True):
            parents = ((reached, _parent(receiver, reached, call)) for reached, call in created)
            reached, parent = next(((reached, parent) for reached, parent in parents if parent), (None, ""))
            if reached is not None:
                yield self.violation(
                    receiver,
                    f"receiver {receiver.title} creates a row of {last_part(reached.model)} that points at "
                    f"instance.{parent} ({reached.where}): when that is deleted, and this {model} with it, the delete "
                    "fails; ask 'origin' first what is deleted",
                )


def _creating(reached: ReachedEffect) -> Call | None:
    """The call with the fields of the row that an effect certainly inserts; ``None`` where there is none."""
    return None if any(map(_may_exclude, reached.effect.guards)) else creating(reached)


def _may_exclude(guard: str) -> bool:
    """Whether what is tested may say that the row is there after all."""
    return guard in _ASKS_FOR_ITS_ROW or guard.partition(".")[0] not in ("instance", "sender", "using", "settings")


def _points_at_deleted(receiver: Receiver, reached: ReachedEffect, call: Call) -> bool:
    return not models.is_unmanaged(receiver.file, reached.model) and any(
        _is_checked(_field(receiver.file, reached.model, relation))
        for relation, _ in keys_to_instance(receiver, reached.model, call)
    )


def _parent(receiver: Receiver, reached: ReachedEffect, call: Call) -> str:
    """The field of the deleted row whose target the new one points at, and takes the row along; empty for none."""
    file, made, deleted = receiver.file, reached.model, receiver.model
    if reached.effect.method.removeprefix("a") not in ("create", "save") or models.is_unmanaged(file, made):
        return ""
    given = {argument.keyword: argument.value for argument in call.arguments if argument.keyword}
    for relation, home in models.relations(file, made):
        target = pointed_at(home, relation)
        if not target or not _is_checked(_field(file, made, relation)):
            continue
        for own, its_home in models.relations(file, deleted):
            points = any(_reads(given.get(f"{relation.name}{end}"), f"{own.name}{end}") for end in ("", "_id"))
            if points and pointed_at(its_home, own) == target and _cascades(_field(file, deleted, own)):
                return own.name
    return ""


def _reads(value: Value | None, attribute: str) -> bool:
    """Whether a value is that attribute of the instance."""
    return (
        isinstance(value, Attribute)
        and isinstance(value.value, Parameter)
        and ((value.value.name, value.name) == ("instance", attribute))
    )


def _is_checked(key: Call | None) -> bool:
    """Whether the database certainly minds where a key points at."""
    return key is not None and not key.unpacks and key.argument("db_constraint") in (None, Literal(True))


def _cascades(key: Call | None) -> bool:
    """Whether what a key points at takes the row along when it is deleted."""
    return key is not None and key.argument("on_delete", 1) in _CASCADE


def _field(file: SourceFile, model: str, relation: Relation) -> Call | None:
    """The call that makes a key of a model; ``None`` where that is not known, or makes another kind of relation."""
    return models.made_by(file, model, relation) if relation.kind in _KEYS else None
