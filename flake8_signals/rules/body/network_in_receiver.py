from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver

_REACHES_OUT = frozenset({"network", "mail"})


_EVENTS = {
    "user_logged_out": "every logout",
    "user_login_failed": "every login that fails",
    "m2m_changed": "every change of the relation",
}
"""What sends a signal, in words."""

_QUEUE = "queue a task in transaction.on_commit()"


class NetworkInReceiver(BodyRule):
    """A receiver waits for the network: it sends mail, or a request to another service.

    ## Why is this bad?
    A receiver runs inside the ``save()``, ``delete()`` or login that sends the signal, usually inside its transaction.
    Now that waits for the other server too, keeps its locks meanwhile, and fails if the request fails and nothing
    catches the error. And if the transaction is rolled back afterwards, the mail is already sent and the request made.
    Queue a task once the transaction is committed.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def confirm(sender, instance, created, raw, **kwargs):  # SIG501
        if created and not raw:
            send_mail("Thank you", f"Order {instance.pk}", None, [instance.customer.email])
    ```

    ## Use instead
    ```python
    # shop/tasks.py
    from celery import shared_task


    @shared_task
    def send_confirmation(order_id):
        order = Order.objects.select_related("customer").get(pk=order_id)
        send_mail("Thank you", f"Order {order.pk}", None, [order.customer.email])
    # shop/signals.py
    from shop.tasks import send_confirmation


    @receiver(post_save, sender=Order)
    def confirm(sender, instance, created, raw, **kwargs):
        if created and not raw:
            transaction.on_commit(partial(send_confirmation.delay, instance.pk))
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/db/transactions/#performing-actions-after-commit
    """

    code = "SIG501"
    advice = True
    receives_any = (*django.DURING_WRITES, *django.LOGINS)

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        for reached in receiver.done_at_once:
            effect = reached.effect
            if effect.kind in _REACHES_OUT:
                what = f"waits for the network ({effect.method}(), {reached.where})"
                fails = "" if "<try>" in effect.guards else ", and fails where it raises"
                work = "queue a task" if receiver.receives_any(*django.LOGINS) else _QUEUE
                yield self.violation(
                    receiver,
                    f"receiver {receiver.title} {what}, and so does {_event(receiver)}{fails}; {work}",
                )
                break


def _event(receiver: Receiver) -> str:
    """What sends the signal, in words."""
    for signal, event in _EVENTS.items():
        if receiver.receives_only(signal):
            return event
    if receiver.receives_any(*django.LOGINS):
        return "every login"
    return "every delete" if receiver.receives_only("pre_delete", "post_delete") else "every save"
