from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst, matchers
from flake8_signals.knowledge import django
from flake8_signals.project.decorators import task_decorator
from flake8_signals.rule import BodyRule, Fix, Violation
from flake8_signals.syntax.values import Call, Collection, Name, Parameter, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.values import Value

_SENDS = ("send", "send_with_options")


class TaskBeforeCommit(BodyRule):
    """A receiver dispatches a task before the transaction is committed.

    ## Why is this bad?
    The worker is another process, with a database connection of its own: it sees the saved row
    only once the transaction around the ``save()`` is committed. A task that is dispatched by a
    receiver may start before that, find no row or the old one, and it runs even if the
    transaction is rolled back in the end. A project with ``ATOMIC_REQUESTS``, or any
    ``atomic()`` block around the save, meets this now and then, under load.

    ## Example
    ```python
    # shop/tasks.py
    from celery import shared_task


    @shared_task
    def pack(order_id):
        Order.objects.get(pk=order_id).ship()
    # shop/signals.py
    from shop.tasks import pack


    @receiver(post_save, sender=Order)
    def on_order_saved(sender, instance, **kwargs):  # SIG503
        pack.delay(instance.pk)
    ```

    ## Use instead
    ```python
    # shop/tasks.py
    from celery import shared_task


    @shared_task
    def pack(order_id):
        Order.objects.get(pk=order_id).ship()
    # shop/signals.py
    from shop.tasks import pack


    @receiver(post_save, sender=Order)
    def on_order_saved(sender, instance, **kwargs):
        transaction.on_commit(partial(pack.delay, instance.pk))
    ```

    ## References
    - https://docs.celeryq.dev/en/stable/userguide/tasks.html#database-transactions
    - https://docs.djangoproject.com/en/stable/topics/db/transactions/#performing-actions-after-commit
    """

    code = "SIG503"
    receives_any = django.DURING_WRITES

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        dispatched = [reached for reached in receiver.done_at_once if _dispatches(receiver.file, reached)]
        for reached in dispatched[:1]:
            task = _task(reached)
            yield self.violation(
                receiver,
                f"receiver {receiver.title} dispatches {task!r} ({reached.effect.method}(), {reached.where}) before "
                "commit: it may find no row, or run for one that is rolled back; use transaction.on_commit()",
                _fix(receiver, dispatched),
            )


def _dispatches(file: SourceFile, reached: ReachedEffect) -> bool:
    """Whether an effect certainly hands a task of the project to workers now, as its queue itself does that."""
    effect = reached.effect
    found = file.project.names.function(effect.target, reached.module) if effect.kind in ("task", "send") else None
    if found is None:
        return False
    for decorator in found[1].decorators:
        queue = task_decorator(file.sibling(found.module), decorator.value)
        # A base class may wait for the commit by itself.
        own_base = isinstance(decorator.value, Call) and (decorator.value.unpacks or "base" in decorator.value.keywords)
        if queue and not own_base:
            return (effect.method in _SENDS) == (queue == "dramatiq.actor")
    return False


def _task(reached: ReachedEffect) -> str:
    target = reached.effect.target
    return last_part(target.path) if isinstance(target, Name) else "the task"


def _fix(receiver: Receiver, dispatched: list[ReachedEffect]) -> Fix | None:
    """Wait with each of them, if the handler itself dispatches them all, and what it gives them is the same then."""
    if any(reached.chain for reached in dispatched):
        return None
    if receiver.receives_any("pre_delete", "post_delete") and any(map(_gives_instance, dispatched)):
        return None  # Django takes the key from the instance of a deleted row, before an outer transaction ends
    calls = tuple(dict.fromkeys((_task(reached), reached.effect.method) for reached in dispatched))
    using = any(parameter.name == "using" for parameter in receiver.function.signature.named)
    imports = ("django.db.transaction", "functools.partial")
    arguments = (calls, "using" if using else "")
    return Fix(wait_for_commit, receiver.function.place, True, arguments, receiver.module.path, imports)


def _gives_instance(reached: ReachedEffect) -> bool:
    """Whether a task is given the instance itself, or what holds it."""
    call = reached.effect.call
    return call is None or any(_holds_instance(argument.value) for argument in call.arguments)


def _holds_instance(value: Value) -> bool:
    match value:
        case Parameter(name="instance"):
            return True
        case Collection(_, items):
            return any(map(_holds_instance, items))
        case _:
            return False


@edits.of("FunctionDef")
def wait_for_commit(function: cst.FunctionDef, calls: tuple[tuple[str, str], ...], using: str) -> cst.FunctionDef:
    """``function`` with the statements that are ``calls`` made once the transaction is committed."""
    on_commit = "transaction.on_commit(task, using=using)" if using else "transaction.on_commit(task)"
    changed: dict[cst.CSTNode, cst.CSTNode] = {}
    for statement in edits.nodes.own(function, matchers.Expr(matchers.Call(matchers.Attribute()))):
        dispatch = statement.value
        task = dispatch.func.value
        name = task.attr if isinstance(task, cst.Attribute) else task
        if isinstance(name, cst.Name) and (name.value, dispatch.func.attr.value) in calls:
            bound = dispatch.with_changes(func=cst.Name("partial"), args=[cst.Arg(dispatch.func), *dispatch.args])
            waiting = cst.ensure_type(cst.parse_expression(on_commit), cst.Call)
            changed[dispatch] = edits.arguments.with_value(waiting, 0, bound if dispatch.args else dispatch.func)
    return edits.nodes.replaced(function, changed) if changed else function
