# rules: SIG702, SIG703
"""Calls of ``send()`` and its kin that raise, and those of what is no signal of Django's."""

from celery import signals as celery_signals
from library.signals import published

paid = Signal()
SIGNALS = {"paid": paid}


class Channel(Signal):
    def send(self, *arguments, **named):
        super().send(None, arguments=arguments, **named)


class Quiet(Signal):
    def send_robust(self, message):
        super().send_robust(sender=None, message=message)


channel = Channel()
quiet = Quiet()


async def pay(self, order, arguments):
    paid.send()  # SIG702
    paid.send(order=order)  # SIG702
    paid.send(self, order)  # SIG702
    paid.send_robust(self, order)  # SIG702
    await paid.asend(order=order)  # SIG702
    await paid.asend_robust(self, order)  # SIG702
    SIGNALS["paid"].send(self, order)  # SIG702
    user_logged_in.send(order, self)  # SIG702
    paid.send(self, order, *arguments)  # SIG702
    quiet.send()  # SIG702

    paid.send(self)
    paid.send(None)
    paid.send(sender=self)
    paid.send(order=order, sender=self)
    paid.send(self, order=order)
    paid.send(*arguments)
    paid.send(**arguments)
    paid.send(self, *arguments)
    paid.send(order=order, **arguments)
    channel.send("hello", order)
    quiet.send_robust("hello")
    published.send()
    celery_signals.task_sent.send()
    order.send(self, order)
    arguments.signal.send(self, order)


def generate(generator):
    generator.send()
