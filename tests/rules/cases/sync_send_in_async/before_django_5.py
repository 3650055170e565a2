# rules: SIG720, SIG721
"""There is no ``asend()`` before Django 5.0: nothing to use instead."""
# requirements.txt
Django~=4.2
# shop/signals.py
paid = Signal()


async def pay(order):
    paid.send(sender=Order, order=order)
