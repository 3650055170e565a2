# rules: SIG705
"""Sends inside a transaction, and those that wait for its end."""

from django.db import transaction
from django.db.transaction import atomic

paid = Signal()


def pay(order, lock):
    with transaction.atomic():
        paid.send(sender=Order, order=order)  # SIG705
    with lock, atomic(using="other"):
        if order:
            paid.send_robust(sender=Order, order=order)  # SIG705


@transaction.atomic
def decorated(order):
    paid.send(sender=Order, order=order)  # SIG705


class Checkout:
    @atomic(durable=True)
    def pay(self, order):
        paid.send(sender=Order, order=order)  # SIG705


def afterwards(order, lock):
    with transaction.atomic():
        order.pay()
        transaction.on_commit(lambda: paid.send(sender=Order, order=order))

        def notify():
            paid.send(sender=Order, order=order)

        transaction.on_commit(notify)
        # Django's own are for Django to send.
        request_finished.send(sender=None)
    paid.send(sender=Order, order=order)
    with lock:
        paid.send(sender=Order, order=order)
