# rules: SIG706
"""What ``send_robust()`` returns, dropped and used."""

from library.signals import published

paid = Signal()


async def pay(order):
    paid.send_robust(sender=Order, order=order)  # SIG706
    await paid.asend_robust(sender=Order, order=order)  # SIG706
    user_logged_in.send_robust(sender=Order, user=order)  # SIG706

    paid.send(sender=Order, order=order)
    await paid.asend(sender=Order, order=order)
    results = paid.send_robust(sender=Order, order=order)
    more = await paid.asend_robust(sender=Order, order=order)
    for _, result in paid.send_robust(sender=Order, order=order):
        order.flag(result)
    order.flag(await paid.asend_robust(sender=Order, order=order))
    # Nothing runs at all: another rule's affair.
    paid.asend_robust(sender=Order, order=order)
    published.send_robust(sender=Order)
    return results, more


def forward(order):
    return paid.send_robust(sender=Order, order=order)
