"""What is known of Python's own and other libraries."""

from __future__ import annotations

# --- Classes ---------------------------------------------------------------------------------------------------------

PLAIN_BASES = ("builtins.", "abc.", "typing.")
"""Where bases come from that give a class no attribute that concerns a model or a signal."""


# --- Task queues -----------------------------------------------------------------------------------------------------

TASK_DECORATORS = frozenset(
    {
        "celery.shared_task",
        "celery.app.shared_task",
        "celery.task",
        "celery.task.task",
        "celery.decorators.task",
        "dramatiq.actor",
    }
)
"""Decorators that turn a function into a task: calling that runs it here and now, if it can be called at all."""

CELERY = "celery.Celery"

CELERY_TASK = f"{CELERY}.task"
"""What the ``task`` decorator of any Celery application goes by."""
