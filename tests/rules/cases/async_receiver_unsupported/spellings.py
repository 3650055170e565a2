# rules: SIG722, SIG723
"""Receivers that are ``async``, for a Django that is too old for them."""
# requirements.txt
Django>=4.2,<5.2
# shop/handlers.py
async def elsewhere(sender, **kwargs):
    await sender.work()
# shop/signals.py
from shop.handlers import elsewhere


@receiver(user_logged_in)
async def decorated(sender, **kwargs):  # SIG722
    await sender.work()


@receiver(post_save, sender=Order)
async def of_a_model(sender, **kwargs):  # SIG722
    await sender.work()


async def connected(sender, **kwargs):  # SIG722
    await sender.work()


request_finished.connect(connected)
request_finished.connect(elsewhere)  # SIG722


class Handler:
    async def __call__(self, sender, **kwargs):  # SIG722
        await sender.work()


handler = Handler()
request_finished.connect(handler)


@receiver(user_logged_in)
def ordinary(sender, **kwargs):
    sender.work()


async def unconnected(sender, **kwargs):
    await sender.work()
