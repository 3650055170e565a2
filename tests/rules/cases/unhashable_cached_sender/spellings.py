# rules: SIG704
"""Senders that cannot be a key of what the signal remembers its receivers by."""

from django.db.models.signals import ModelSignal

cached = Signal(use_caching=True)
cached_by_position = Signal(True)
model_signal = ModelSignal(use_caching=True)
plain = Signal()
explicitly_plain = Signal(use_caching=False)
undecided = Signal(use_caching=settings.CACHED)
SENDER = "shop"


class Cached(Signal):
    pass


class AlwaysCached(Signal):
    def __init__(self, *arguments, **named):
        super().__init__(use_caching=False)


derived = Cached(use_caching=True)
its_own = AlwaysCached(use_caching=True)


class Comparable:
    def __eq__(self, other):
        return self is other

    def send(self):
        cached.send(sender=self)  # SIG704
        plain.send(sender=self)  # SIG704
        plain.send(sender=type(self))


class Hashable(Comparable):
    def __hash__(self):
        return 1

    def send(self):
        cached.send(sender=self)


def pay(order):
    cached.send(sender=None)  # SIG704
    cached.send(None)  # SIG704
    cached.send(sender="shop")  # SIG704
    cached.send(sender=SENDER)  # SIG704
    cached.send_robust(sender=1)  # SIG704
    cached.send(sender=(Order, order))  # SIG704
    cached.send(sender=[order])  # SIG704
    cached_by_position.send(sender=None)  # SIG704
    model_signal.send(sender="shop.Order")  # SIG704
    derived.send(sender=None)  # SIG704
    post_save.send(sender="shop.Order", instance=order)  # SIG704
    plain.send(sender=[order])  # SIG704
    plain.send(sender={"order": order})  # SIG704

    cached.send(sender=Order)
    cached.send(sender=order)
    cached.send(sender=order.__class__)
    plain.send(sender=None)
    plain.send(sender="shop")
    plain.send(sender=(Order, order.pk))
    explicitly_plain.send(sender=None)
    undecided.send(sender=None)
    its_own.send(sender=None)
    request_finished.send(sender=None)
