# rules: SIG902
"""Signals that nothing sends, beside those that something sends, or may send."""

# shop/events.py
from django.dispatch import Signal, receiver


class Own(Signal):
    pass


never_sent = Signal()  # SIG902
never_sent_of_its_own_kind: Signal = Own()  # SIG902
received_only = Signal()  # SIG902

sent = Signal()
sent_robustly = Signal()
sent_asynchronously = Signal()
sent_elsewhere = Signal()
sent_by_a_test = Signal()
in_a_list = Signal()
handed_on = Signal()
by_another_name = Signal()
of_a_table = Signal()


class Stock:
    lost = Signal()  # SIG902
    found = Signal()


@receiver(received_only)
def ship(sender, **kwargs):
    sent.send(sender=None)
    sent_robustly.send_robust(sender=None)


async def pack():
    await sent_asynchronously.asend(sender=None)


def local():
    signal = Signal()
    signal.connect(ship)


ALL = [in_a_list]

for signal in ALL:
    signal.send(sender=None)


# shop/services.py
from . import events
from .events import by_another_name, handed_on, never_sent  # noqa: F401

other = by_another_name


def announce(send):
    send(handed_on)
    events.sent_elsewhere.send(sender=None)
    events.Stock.found.send(sender=None)
    other.send(sender=None)
    TABLE["x"].send(sender=None)


TABLE = {"x": events.of_a_table}

__all__ = ["never_sent"]


# shop/test_events.py
from django.dispatch import Signal

from .events import sent_by_a_test

of_a_test = Signal()
sent_by_a_test.send(sender=None)
