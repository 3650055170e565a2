from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax.conditions import is_if_raised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


_BLOCKS = frozenset({"sleep", "subprocess"})


class SleepOrSubprocessInReceiver(BodyRule):
    """A receiver sleeps, or runs another program.

    ## Why is this bad?
    A receiver runs inside the ``save()``, the login or the request that sends the signal. That waits as well, and a
    ``save()`` keeps its transaction's locks meanwhile. Move slow work to a task, queued once the transaction is
    committed. What it does only once something has failed is not reported: a pause before another try, say.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def print_label(sender, instance, **kwargs):  # SIG502
        subprocess.run(["lpr", f"labels/{instance.pk}.pdf"], check=True)
    ```

    ## Use instead
    ```python
    # shop/tasks.py
    from celery import shared_task


    @shared_task
    def print_label_of(order_id):
        subprocess.run(["lpr", f"labels/{order_id}.pdf"], check=True)
    # shop/signals.py
    from shop.tasks import print_label_of


    @receiver(post_save, sender=Order)
    def print_label(sender, instance, **kwargs):
        transaction.on_commit(partial(print_label_of.delay, instance.pk))
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/db/transactions/#performing-actions-after-commit
    """

    code = "SIG502"
    advice = True
    receives_any = (*django.DURING_WRITES, *django.LOGINS, "request_started", "request_finished")

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        for reached in receiver.done_at_once:
            effect = reached.effect
            if effect.kind in _BLOCKS and not any(map(is_if_raised, effect.when)):
                does = "sleeps" if effect.kind == "sleep" else "runs another program"
                yield self.violation(
                    receiver,
                    f"receiver {receiver.title} {does} ({effect.method}(), {reached.where}), and the code "
                    "that sends the signal waits; move that to a task",
                )
                break
