# rules: SIG702, SIG703
"""Arguments that Django passes itself."""

from library.signals import published

paid = Signal()


class Channel(Signal):
    def send(self, sender, signal=None, **named):
        super().send(sender, name=signal, **named)


channel = Channel()


async def pay(self, order, arguments):
    paid.send(self, signal=order)  # SIG703
    paid.send(sender=self, signal="paid", order=order)  # SIG703
    paid.send_robust(self, signal=paid)  # SIG703
    await paid.asend(self, signal=paid)  # SIG703
    await paid.asend_robust(self, signal=paid)  # SIG703
    paid.send(self, sender=order)  # SIG703
    paid.send(self, order=order, sender=self, **arguments)  # SIG703
    setting_changed.send(self, signal=order)  # SIG703

    paid.send(self, order=order, name="signal")
    paid.send(sender=self, order=order)
    paid.send(*arguments, sender=self)
    paid.send(self, **arguments)
    channel.send(self, signal="paid")
    published.send(self, signal="published")
    order.send(self, signal=order)
