"""SIG503."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.cascade import DURING_WRITES, effects_of, hears, is_allowed, judged
from flake8_signals.facts import Call, Name
from flake8_signals.file import task_decorator
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.cascade import Reached
    from flake8_signals.file import SourceFile

_SENDS = ("send", "send_with_options")


class TaskBeforeCommit(FileRule):
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

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every handler that certainly dispatches a task at once, itself or in a function that it calls; once each."""
        for handler in judged(file):
            if not hears(handler, *DURING_WRITES):
                continue
            for reached in effects_of(handler):
                effect = reached.effect
                if not effect.deferred and _dispatches(file, reached) and not is_allowed(effect, file.options):
                    task = effect.target.path.rpartition(".")[2] if isinstance(effect.target, Name) else "the task"
                    yield self.violation(
                        handler,
                        f"receiver {handler.title} dispatches {task!r} ({effect.method}(), {reached.where}) before the "
                        "commit: it may find no row, or run for one that is rolled back; use transaction.on_commit()",
                    )
                    break


def _dispatches(file: SourceFile, reached: Reached) -> bool:
    """Whether an effect certainly hands a task of the project to workers now, as its queue itself does that."""
    effect = reached.effect
    found = file.project.function(effect.target, reached.module) if effect.kind in ("task", "send") else None
    if found is None:
        return False
    for decorator in found[1].decorators:
        queue = task_decorator(file.project, found[0], decorator.value)
        # A base class may wait for the commit by itself.
        own_base = isinstance(decorator.value, Call) and (decorator.value.unpacks or "base" in decorator.value.keywords)
        if queue and not own_base:
            return (effect.method in _SENDS) == (queue == "dramatiq.actor")
    return False
