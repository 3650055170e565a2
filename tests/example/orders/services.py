from .events import order_paid
from .models import Order


def pay(order):
    """Note that an order is paid, and tell whoever listens."""
    order.paid = True
    order.save()
    order_paid.send(sender=Order, order=order)
