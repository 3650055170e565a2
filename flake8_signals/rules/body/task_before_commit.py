from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst, matchers
from flake8_signals.knowledge import django, libraries
from flake8_signals.knowledge.orm import EFFECTS
from flake8_signals.project.decorators import is_celery, task_decorator
from flake8_signals.project.effects import Follow
from flake8_signals.rule import BodyRule, Fix, Violation
from flake8_signals.syntax.values import Call, Collection, Literal, Name, Parameter, Unknown, last_part, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.knowledge.libraries import Queue
    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.project import Project
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.values import Value

_SENDS = ("send", "send_with_options")

_CELERY_CALLS = ("delay", "apply_async")

_SAYS_NOTHING = frozenset("sender using signal created raw update_fields action reverse model origin".split())
"""The arguments of a signal that do not tell which row it is about."""


class TaskBeforeCommit(BodyRule):
    """A receiver dispatches a task before the transaction is committed.

    ## Why is this bad?
    The worker is another process (or thread), with a database connection of its own: it sees the
    saved row only once the transaction around the ``save()`` is committed. A task that is
    dispatched by a receiver may start before that, find no row or the old one, and it runs even
    if the transaction is rolled back in the end. A plain ``save()`` has a transaction around it
    in a project with ``ATOMIC_REQUESTS``, in ``get_or_create()``, or in any ``atomic()`` block; a
    delete and a change of a relation always have Django's own. Once a delete is committed, the
    row is gone: a task needs its data, not its key.

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
        dispatched = [reached for reached in dispatched if _may_touch(receiver, reached)] if dispatched else []
        if dispatched:
            waiting = {r.effect.target for r in receiver.effects() if r.effect.kind == "task" and r.effect.deferred}
            dispatched = [reached for reached in dispatched if reached.effect.target not in waiting]
        for reached in dispatched[:1]:
            how = f"{_does(reached)} ({reached.effect.method}(), {reached.where})"
            yield self.violation(
                receiver,
                f"receiver {receiver.title} {how} {_trouble(receiver)}; {_remedy(receiver, reached)}",
                _fix(receiver, dispatched),
            )


def _dispatches(file: SourceFile, reached: ReachedEffect) -> bool:
    """Whether an effect certainly hands a task to workers, or a thread, now, as the queue itself does that."""
    effect = reached.effect
    if effect.kind == "task" and isinstance(effect.target, Name) and effect.method != "start":
        path = effect.target.path
        if effect.method == "send_task":
            return is_celery(file.sibling(reached.module), path)
        if path in libraries.CELERY_CANVAS:
            return effect.method in (*_CELERY_CALLS, last_part(path))  # chain(…)() dispatches too
        queue = libraries.DISPATCHING.get(path, libraries.DISPATCHING.get(f"{path}.{effect.method}"))
        if queue is not None:
            return _is_at_once(file.project, queue)
    if effect.kind == "task" and effect.method == "start":
        return True
    found = file.project.names.function(effect.target, reached.module) if effect.kind in ("task", "send") else None
    if found is None:
        return False
    for decorator in found[1].decorators:
        kind = task_decorator(file.sibling(found.module), decorator.value)
        # A base class may wait for the commit by itself.
        own_base = isinstance(decorator.value, Call) and (decorator.value.unpacks or "base" in decorator.value.keywords)
        if kind and not own_base:
            return (effect.method in _SENDS) == (kind == "dramatiq.actor")
    return False


def _is_at_once(project: Project, queue: Queue) -> bool:
    """Whether a library's queue does not wait for the commit, as its settings and its version say."""
    texts = project.files.texts.values()
    if any(map(queue.waits.search, texts)):
        return False
    if queue.at_once is None or any(map(queue.at_once.search, texts)):
        return True
    return (project.min_version(queue.package) or queue.waits_since) < queue.waits_since


def _may_touch(receiver: Receiver, reached: ReachedEffect) -> bool:
    """Whether the task may look at what was saved: it is given something of that, or asks for it by itself."""
    call = reached.effect.call
    given = any(map(_is_of_row, walk(call))) if call is not None else True
    found = receiver.file.project.names.function(reached.effect.target, reached.module)
    if found is None:
        is_mail = (
            isinstance(reached.effect.target, Name) and libraries.FUNCTIONS.get(reached.effect.target.path) == "mail"
        )
        return given and not is_mail
    body = found.module.body(found.function)
    done = receiver.file.project.effects(found, "", Follow.EVERY)
    asks = [each for each in done if each.effect.kind in EFFECTS]
    if not given:
        return any(each.model and each.model == receiver.model for each in asks)
    unknown = any(each.effect.kind == "call" and not each.chain for each in done)
    return bool(asks) or unknown or body.is_stub or not body.effects


def _is_of_row(value: Value) -> bool:
    """Whether a value tells what was saved, or may."""
    return isinstance(value, Unknown) or (isinstance(value, Parameter) and value.name not in _SAYS_NOTHING)


def _does(reached: ReachedEffect) -> str:
    if reached.effect.method == "start":
        return f"starts a thread for {_task(reached)!r}"
    return f"dispatches {_task(reached)!r}"


def _trouble(receiver: Receiver) -> str:
    """What may go wrong; Django deletes and changes relations in transactions of its own, but does not save in one."""
    if receiver.receives_any("pre_delete", "post_delete"):
        return (
            "inside the transaction of the delete: it may still find the row, or run for a delete that is rolled back"
        )
    if receiver.receives_any("m2m_changed"):
        return "inside the transaction of the change: it may find the relation as it was, or run for nothing"
    return "before commit: if the save is in a transaction, it may find no row, or run for one that is rolled back"


def _remedy(receiver: Receiver, reached: ReachedEffect) -> str:
    if receiver.receives_any("pre_save"):
        return "do it in post_save, with transaction.on_commit()"
    waiting = _own_waiting(receiver, reached)
    remedy = f"use {_task(reached)}.{waiting}()" if waiting else "use transaction.on_commit()"
    gone = receiver.receives_any("pre_delete", "post_delete")
    return f"{remedy}, and pass it the data that it needs, as the row is gone then" if gone else remedy


def _own_waiting(receiver: Receiver, reached: ReachedEffect) -> str:
    """The method of a Celery task that waits for the commit of the default database, where the project has it."""
    effect, file = reached.effect, receiver.file
    if effect.method not in _CELERY_CALLS or any(p.name == "using" for p in receiver.function.signature.named):
        return ""
    found = file.project.names.function(effect.target, reached.module)
    queues = (
        {task_decorator(file.sibling(found.module), each.value) for each in found.function.decorators} if found else {}
    )
    is_celerys = any(queue.startswith("celery.") for queue in queues)
    return (
        f"{effect.method}_on_commit" if is_celerys and (file.project.min_version("celery") or (0, 0)) >= (5, 4) else ""
    )


def _task(reached: ReachedEffect) -> str:
    target, call = reached.effect.target, reached.effect.call
    if reached.effect.method in ("send_task", "enqueue", "async_task") and call is not None and call.positional:
        match call.positional[0]:
            case Literal(str() as name):
                return name
            case Name(path) if reached.effect.method != "enqueue" or path.partition(".")[0] != "builtins":
                return last_part(path)
    if not isinstance(target, Name):
        return "a function"
    # The run() of a class of the project's own says little.
    return last_part(target.path.removesuffix(".run") if reached.effect.method == "start" else target.path)


def _fix(receiver: Receiver, dispatched: list[ReachedEffect]) -> Fix | None:
    """Wait with each of them, if the handler itself dispatches them all, and what it gives them is the same then."""
    names = receiver.file.project.names
    known = all(names.function(each.effect.target, each.module) for each in dispatched)
    if not known or any(each.chain or each.effect.method == "start" for each in dispatched):
        return None
    if receiver.receives_any("pre_save"):
        return None  # without a transaction, on_commit() calls at once, before the row is written
    if receiver.receives_any("pre_delete", "post_delete") and any(map(_gives_instance, dispatched)):
        return None  # Django takes the key from the instance of a deleted row, before an outer transaction ends
    waiting = [(_task(each), each.effect.method, _own_waiting(receiver, each)) for each in dispatched]
    calls = tuple(dict.fromkeys(waiting))
    using = any(parameter.name == "using" for parameter in receiver.function.signature.named)
    imports = ("django.db.transaction", "functools.partial") if not all(own for _, _, own in calls) else ()
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
def wait_for_commit(function: cst.FunctionDef, calls: tuple[tuple[str, str, str], ...], using: str) -> cst.FunctionDef:
    """``function`` with the statements that are ``calls`` made once the transaction is committed.

    Each of them is a task, the called method, and the method that waits by itself (empty if there is none).
    """
    waits = {(task, method): own for task, method, own in calls}
    on_commit = "transaction.on_commit(task, using=using)" if using else "transaction.on_commit(task)"
    changed: dict[cst.CSTNode, cst.CSTNode] = {}
    for statement in edits.nodes.own(function, matchers.Expr(matchers.Call(matchers.Attribute()))):
        dispatch = statement.value
        task = dispatch.func.value
        name = task.attr if isinstance(task, cst.Attribute) else task
        own = waits.get((name.value, dispatch.func.attr.value)) if isinstance(name, cst.Name) else None
        if own:
            changed[dispatch.func.attr] = cst.Name(own)
        elif own is not None:
            bound = dispatch.with_changes(func=cst.Name("partial"), args=[cst.Arg(dispatch.func), *dispatch.args])
            waiting = cst.ensure_type(cst.parse_expression(on_commit), cst.Call)
            changed[dispatch] = edits.arguments.with_value(waiting, 0, bound if dispatch.args else dispatch.func)
    return edits.nodes.replaced(function, changed) if changed else function
