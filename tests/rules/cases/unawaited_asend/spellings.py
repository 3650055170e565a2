# rules: SIG720, SIG721
"""Coroutines of ``asend()`` that nothing runs, and all that runs one."""

import asyncio

from asgiref.sync import async_to_sync

paid = Signal()


class Channel(Signal):
    def asend(self, sender, **named):
        self.queue.put(named)


channel = Channel()


async def pay(order, group, generator):
    paid.asend(sender=Order, order=order)  # SIG720
    paid.asend_robust(sender=Order, order=order)  # SIG720
    user_logged_in.asend(sender=Order, user=order)  # SIG720
    if order:
        paid.asend(  # SIG720
            sender=Order,
            order=order,
        )

    await paid.asend(sender=Order, order=order)
    results = await paid.asend_robust(sender=Order, order=order)
    await asyncio.gather(paid.asend(sender=Order), paid.asend(sender=Parcel))
    asyncio.create_task(paid.asend(sender=Order))
    group.create_task(paid.asend(sender=Order))
    coroutine = paid.asend(sender=Order)
    await coroutine
    await asyncio.wait_for(paid.asend(sender=Order), timeout=3)
    channel.asend(sender=Order)
    generator.asend(None)
    return results


def sync(order):
    paid.asend(sender=Order, order=order)  # SIG720
    async_to_sync(paid.asend)(sender=Order, order=order)
    asyncio.run(paid.asend(sender=Order, order=order))
    return paid.asend(sender=Order, order=order)


later = lambda: paid.asend(sender=Order)  # noqa: E731
