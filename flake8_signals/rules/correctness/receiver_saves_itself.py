from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flake8_signals import edits
from flake8_signals.edits import cst, matchers
from flake8_signals.project.effects import done_to_itself
from flake8_signals.rule import BodyRule, Fix, Violation
from flake8_signals.syntax.values import Argument, Collection, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.receivers import Receiver


class ReceiverSavesItself(BodyRule):
    """A receiver of ``post_save`` saves the object that has just been saved.

    ## Why is this bad?
    That save sends ``post_save`` again, which calls the receiver, which saves again: it ends in ``RecursionError``.
    ``save(update_fields=…)`` sends the signal as well. A queryset's ``update()`` does not. Attributes set in
    ``pre_save`` need no second save.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def mark_shipped(sender, instance, **kwargs):  # SIG601
        instance.shipped = True
        instance.save()
    ```

    ## Use instead
    ```python
    @receiver(pre_save, sender=Order)
    def mark_shipped(sender, instance, **kwargs):
        instance.shipped = True
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#post-save
    """

    code = "SIG601"
    supersedes = frozenset({"SIG905"})
    receives_any = ("post_save",)

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        saved = done_to_itself(receiver, "save")
        if saved is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} saves its instance ({saved.where}), which sends post_save again, until "
                "RecursionError; use a queryset's update(), or save only if created",
                _fix(receiver, saved),
            )


def _fix(receiver: Receiver, saved: ReachedEffect) -> Fix | None:
    """Write the named fields without a signal, or else set them in ``pre_save``."""
    call = saved.effect.call
    if saved.chain or call is None or call.unpacks:
        return None
    place, path = receiver.function.place, receiver.module.path
    match call.arguments:
        case ():
            connected = receiver.is_here and all(
                connection.fact.how == "decorator" for connection in receiver.connections
            )
            if len(receiver.connections) > 1 or not connected or not receiver.receives_only("post_save"):
                return None
            imports, unused = ("django.db.models.signals.pre_save",), ("django.db.models.signals.post_save",)
            return Fix(set_before, place, True, (receiver.connections[0].fact.decorator_index,), path, imports, unused)
        case (Argument(Collection("list" | "tuple", items), "update_fields"),):
            fields = tuple(str(item.value) for item in items if isinstance(item, Literal))
            if len(fields) == len(items) and all(map(str.isidentifier, fields)):
                return Fix(update_row, place, True, (fields,), path)
    return None


@edits.of("FunctionDef")
def update_row(function: cst.FunctionDef, fields: tuple[str, ...]) -> cst.FunctionDef:
    """``function`` with a queryset's ``update()`` of ``fields`` for each save of the instance that names fields."""
    given = ", ".join(f"{field}=instance.{field}" for field in fields)
    update = f"type(instance)._default_manager.filter(pk=instance.pk).update({given})"
    named = matchers.Arg(keyword=matchers.Name("update_fields"))
    save = matchers.Call(matchers.Attribute(matchers.Name("instance"), matchers.Name("save")), [named])
    changed = {
        statement: cst.Expr(cst.parse_expression(update))
        for statement in edits.nodes.own(function, matchers.Expr(save))
    }
    return edits.nodes.replaced(function, changed) if len(changed) == 1 else function


@edits.of("FunctionDef")
def set_before(function: cst.FunctionDef, index: int) -> cst.FunctionDef:
    """``function`` without its save, connected to ``pre_save`` at ``index``, if it only sets attributes."""
    body: list[Any] = [*edits.statements.block(function.body).body]
    *before, last = body
    target = matchers.AssignTarget(matchers.Attribute(matchers.Name("instance")))
    setting = matchers.SimpleStatementLine([matchers.Assign([target])])
    save = matchers.Call(matchers.Attribute(matchers.Name("instance"), matchers.Name("save")), [])
    decorator = function.decorators[index]
    signals = matchers.findall(decorator, matchers.Name("post_save"))
    saves = matchers.matches(last, matchers.SimpleStatementLine([matchers.Expr(save)]))
    sets = all(matchers.matches(s, setting) and _is_known_before(s.body[0].value) for s in before)
    if not before or not saves or len(signals) != 1 or not sets:
        return function
    changed = edits.nodes.replaced(function, {signals[0]: cst.Name("pre_save")})
    block = edits.statements.block(changed.body)
    return changed.with_changes(body=block.with_changes(body=block.body[:-1]))


def _is_known_before(value: cst.BaseExpression) -> bool:
    """Whether a value is the same before the instance is saved, when it may have neither a key nor anything related."""
    field = matchers.DoesNotMatch(matchers.Name("pk") | matchers.Name("id"))
    fields = matchers.findall(value, matchers.Attribute(matchers.Name("instance"), field))
    calls = [found for found in matchers.findall(value, matchers.Call()) if isinstance(found, cst.Call)]
    asked = any(edits.names.is_used(call.func, "instance") for call in calls)
    return not asked and edits.names.count(value)["instance"] == len(fields)
