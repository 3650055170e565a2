# rules: SIG903
"""Signals that are sent and that nothing receives, beside those that something receives, or may receive."""

# shop/events.py
from django.dispatch import Signal

nobody = Signal()  # SIG903
only_tests = Signal()  # SIG903
decorated = Signal()
connected = Signal()
looped = Signal()
once_connected = Signal()
not_sent = Signal()


class Stock:
    lost = Signal()  # SIG903
    found = Signal()


# shop/services.py
from . import events
from .events import nobody


async def announce():
    nobody.send(sender=None)
    nobody.send_robust(sender=None)
    await events.only_tests.asend(sender=None)
    events.decorated.send(sender=None)
    events.connected.send(sender=None)
    events.looped.send(sender=None)
    events.once_connected.send(sender=None)
    events.Stock.lost.send(sender=None)
    events.Stock.found.send(sender=None)


# shop/signals.py
from django.dispatch import receiver

from . import events
from .events import connected, looped


@receiver([events.decorated, events.Stock.found])
def on_some(sender, **kwargs):
    print(sender)


connected.connect(on_some, sender=int)

for signal in (looped,):
    signal.connect(on_some)


def later():
    events.once_connected.connect(on_some)


# shop/test_events.py
from .events import only_tests
from .signals import on_some

only_tests.connect(on_some)
