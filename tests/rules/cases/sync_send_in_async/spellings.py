# rules: SIG720, SIG721
"""``send()`` in a function that runs on the event loop, and the ways to keep it off."""

import asyncio

from asgiref.sync import sync_to_async
from library.signals import published

paid = Signal()


class Channel(Signal):
    """It sends to somewhere else."""

    def send(self, sender, **named):
        self.queue.put(named)


channel = Channel()


async def pay(order, generator):
    paid.send(sender=Order, order=order)  # SIG721
    results = paid.send_robust(sender=Order, order=order)  # SIG721
    user_logged_in.send(sender=type(order), user=order)  # SIG721
    for _, result in paid.send(sender=Order, order=order):  # SIG721
        order.flag(result)

    await paid.asend(sender=Order, order=order)
    await sync_to_async(paid.send)(sender=Order, order=order)
    await sync_to_async(lambda: paid.send(sender=Order, order=order))()
    await asyncio.to_thread(paid.send, sender=Order, order=order)

    def off_the_loop():
        paid.send(sender=Order, order=order)

    await sync_to_async(off_the_loop)()
    channel.send(sender=Order)
    published.send(sender=Order)
    generator.send(None)
    return results


class Checkout:
    async def pay(self, order):
        paid.send(sender=Order, order=order)  # SIG721

    def pay_sync(self, order):
        paid.send(sender=Order, order=order)
