"""SIG618."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project import models
from flake8_signals.project.effects import (
    done_at_once,
    keys_to_instance,
    model_of,
    pointed_at,
    receivers_to_judge,
    receives_any,
    runs_as_written,
)
from flake8_signals.rule import FileRule, Violation
from flake8_signals.syntax import calls
from flake8_signals.syntax.values import Attribute, Call, Literal, Name, Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.file import Receiver, SourceFile
    from flake8_signals.syntax.facts import Relation
    from flake8_signals.syntax.values import Value

_KEYS = ("ForeignKey", "OneToOneField")

_ASKS_FOR_ITS_ROW = frozenset({"instance.pk", "instance.id", "instance._state"})

_CASCADE = (Name("django.db.models.CASCADE"), Name("django.db.models.deletion.CASCADE"))


class RowCreatedForDeleted(FileRule):
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

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every handler that certainly does so, once."""
        for receiver in receivers_to_judge(file):
            if not receives_any(receiver, "post_delete") or not runs_as_written(receiver):
                continue
            created = [
                (reached, call) for reached in done_at_once(receiver) if (call := _creating(reached)) is not None
            ]
            model = model_of(receiver).rpartition(".")[2]
            found = next((reached for reached, call in created if _points_at_deleted(receiver, reached, call)), None)
            if found is not None:
                yield self.violation(
                    receiver,
                    f"receiver {receiver.title} creates a row of {found.model.rpartition('.')[2]} that points at the "
                    f"deleted {model or 'row'} ({found.where}): the delete fails with IntegrityError; keep what is "
                    "needed of it in plain fields",
                )
            elif file.options.runs(self.code, opt_in=True):
                parents = ((reached, _parent(receiver, reached, call)) for reached, call in created)
                reached, parent = next(((reached, parent) for reached, parent in parents if parent), (None, ""))
                if reached is not None:
                    yield self.violation(
                        receiver,
                        f"receiver {receiver.title} creates a row of {reached.model.rpartition('.')[2]} that points at "
                        f"instance.{parent} ({reached.where}): when that is deleted, and this {model} with it, the "
                        "delete fails; ask 'origin' first what is deleted",
                    )


def _creating(reached: ReachedEffect) -> Call | None:
    """The call with the fields of the row that an effect certainly inserts; ``None`` where there is none."""
    effect = reached.effect
    guarded = any(_may_exclude(guard) for guard in effect.guards)
    if guarded or not reached.model or effect.call is None:
        return None
    if effect.kind == "create":
        return effect.call
    made, _ = calls.split(effect.call.function)
    return made if effect.kind == "save" and isinstance(made, Call) and isinstance(effect.target, Name) else None


def _may_exclude(guard: str) -> bool:
    """Whether what is tested may say that the row is there after all."""
    return guard in _ASKS_FOR_ITS_ROW or guard.partition(".")[0] not in ("instance", "sender", "using", "settings")


def _points_at_deleted(receiver: Receiver, reached: ReachedEffect, call: Call) -> bool:
    return not _is_unmanaged(receiver, reached.model) and any(
        _is_checked(_field(receiver, reached.model, relation))
        for relation, _ in keys_to_instance(receiver, reached.model, call)
    )


def _parent(receiver: Receiver, reached: ReachedEffect, call: Call) -> str:
    """The field of the deleted row whose target the new one points at, and takes the row along; empty for none."""
    project, near, model = receiver.file.project, receiver.file.module, model_of(receiver)
    if reached.effect.method.removeprefix("a") not in ("create", "save") or _is_unmanaged(receiver, reached.model):
        return ""
    given = {argument.keyword: argument.value for argument in call.arguments if argument.keyword}
    for relation, where in models.relations(project, reached.model, near):
        target = pointed_at(project, relation, where)
        if not target or not _is_checked(_field(receiver, reached.model, relation)):
            continue
        for own, its_module in models.relations(project, model, near):
            points = any(_reads(given.get(f"{relation.name}{end}"), f"{own.name}{end}") for end in ("", "_id"))
            if points and pointed_at(project, own, its_module) == target and _cascades(_field(receiver, model, own)):
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


def _field(receiver: Receiver, model: str, relation: Relation) -> Call | None:
    """The call that makes a key of a model; ``None`` where that is not known, or makes another kind of relation."""
    for ancestor in receiver.file.project.names.ancestors(model, receiver.file.module):
        if not isinstance(ancestor, str) and relation in ancestor.outline.relations and relation.kind in _KEYS:
            value = ancestor.module.value(f"{ancestor.outline.qualname}.{relation.name}")
            return value if isinstance(value, Call) else None
    return None


def _is_unmanaged(receiver: Receiver, model: str) -> bool:
    """Whether Django does not make the table of a model, and so none of its constraints."""
    found = receiver.file.project.names.class_at(model, receiver.file.module)
    return found is not None and dict(found.outline.meta).get("managed") is False
