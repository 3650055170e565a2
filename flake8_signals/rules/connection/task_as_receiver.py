from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge.libraries import CELERY_TASK
from flake8_signals.rule import ConnectionRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection


class TaskAsReceiver(ConnectionRule):
    """A task is connected as a receiver.

    ## Why is this bad?
    A signal calls its receivers, and calling a task runs it at once: nothing is queued, and the request waits. A Celery
    ``@shared_task`` and Django's own ``@task`` cannot even be connected: there are no weak references to what those
    decorators return, so `connect()` raises `TypeError`.

    ## Example
    ```python
    from celery import shared_task

    @receiver(post_save, sender="shop.Order")  # SIG318
    @shared_task
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```
    ```python
    from django.tasks import task

    @receiver(post_save, sender="shop.Order")  # SIG318
    @task
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## Use instead
    ```python
    # shop/tasks.py
    from celery import shared_task

    @shared_task
    def ship(pk):
        Order.objects.get(pk=pk).ship()
    # shop/signals.py
    from shop import tasks

    @receiver(post_save, sender="shop.Order")
    def queue_shipping(sender, instance, **kwargs):
        transaction.on_commit(partial(tasks.ship.delay, instance.pk))
    ```
    ```python
    # shop/tasks.py
    from django.tasks import task

    @task
    def ship(pk):
        Order.objects.get(pk=pk).ship()
    # shop/signals.py
    from shop import tasks

    @receiver(post_save, sender="shop.Order")
    def queue_shipping(sender, instance, **kwargs):
        transaction.on_commit(partial(tasks.ship.enqueue, instance.pk))
    ```

    ## References
    - https://docs.celeryq.dev/en/stable/userguide/calling.html
    - https://docs.djangoproject.com/en/stable/topics/tasks/
    - https://github.com/celery/celery/issues/2310
    """

    code = "SIG318"

    def check(self, connection: Connection) -> Iterator[Violation]:
        decorator = _task(connection)
        if decorator:
            yield self.violation(
                connection,
                f"{connection.title} is a task: {_consequence(decorator, connection)}; connect a function that "
                "queues it in transaction.on_commit()",
            )


def _task(connection: Connection) -> str:
    """The decorator that turns the receiver into a task; empty where none does."""
    callee = connection.callee
    if (
        callee.function is None
        or callee.module is None
        or callee.kind != "function"
        or connection.fact.how == "wrapper"
    ):
        return ""
    start = connection.fact.decorator_index + 1 if connection.fact.how == "decorator" else 0
    tasks = connection.file.sibling(callee.module).decorations.tasks_of(callee.function)
    return next((decorator for index, decorator in tasks if index >= start), "")


def _consequence(decorator: str, connection: Connection) -> str:
    if decorator in (CELERY_TASK, "dramatiq.actor") or (
        connection.is_weak is False and decorator != "django.tasks.task"
    ):
        return "the signal runs it at once instead of queueing it"
    return "no signal can call it" if connection.is_weak is False else "connecting it raises TypeError"
