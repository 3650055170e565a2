# rules: SIG906
"""Parameters that no send of the signal passes, beside those that one may pass."""

# shop/events.py
from django.dispatch import Signal


class Relayed(Signal):
    def send(self, sender, **named):
        return super().send(sender, weight=1, **named)


paid = Signal()
packed = Signal()
sent_late = Signal()
sent_with_more = Signal()
sent_nowhere = Signal()
sent_in_tests = Signal()
handed_on = Signal()
aliased = Signal()
relayed = Relayed()


class Stock:
    changed = Signal()


# shop/services.py
from . import events
from .events import handed_on, packed, sent_late, sent_with_more
from .relay import relay


def pay(order):
    events.paid.send(sender=order.__class__, order=order)
    events.paid.send_robust(order.__class__, order=order, amount=order.total)


async def pack(order):
    await packed.asend(sender=None, order=order)
    await packed.asend_robust(sender=None, order=order)


def leave(order, **more):
    sent_late.send(sender=None, order=order)
    sent_with_more.send(sender=None, **more)
    sent_with_more.send(sender=None, order=order)
    relay(handed_on)
    handed_on.send(sender=None)
    send = events.aliased.send
    send(sender=None, order=order)
    events.aliased.send(sender=None)
    events.relayed.send(sender=None)
    events.Stock.changed.send(sender=None, item=order)


# shop/relay.py
def relay(signal):
    signal.send(sender=None, order=1)


# shop/test_events.py
from .events import paid, sent_in_tests

paid.send(sender=None, discount=1)
sent_in_tests.send(sender=None)


# shop/signals.py
from functools import partial

from django.db.models.signals import post_save
from django.dispatch import receiver

from . import events
from .events import paid, sent_late


@receiver(paid)
def required(sender, order, customer, **kwargs):  # SIG906
    print(customer)


@receiver(paid)
def keyword_only(sender, *, customer, **kwargs):  # SIG906
    print(customer)


@receiver([events.packed, sent_late])
async def of_two_signals(sender, amount, **kwargs):  # SIG906
    print(amount)


@receiver(events.Stock.changed)
def of_a_class(sender, order, **kwargs):  # SIG906
    print(order)


class Ledger:
    def book(self, sender, order, account, **kwargs):  # SIG906
        print(account)

    @classmethod
    def audit(cls, sender, auditor, **kwargs):  # SIG906
        print(auditor)

    def __call__(self, sender, amount, **kwargs):
        print(amount)


ledger = Ledger()
paid.connect(ledger.book)
paid.connect(Ledger.audit)
paid.connect(ledger)


def bound(sender, order, account, **kwargs):
    print(account)


for_one_account = partial(bound, account=1)
paid.connect(for_one_account)


@receiver(paid)
def sent_by_another_place(sender, order, amount, **kwargs):
    print(amount)


@receiver(paid)
def sent_by_a_test(sender, discount, **kwargs):
    print(discount)


@receiver(paid)
def with_a_default(sender, customer=None, **kwargs):
    print(customer)


@receiver(paid)
def always_there(sender, signal, **kwargs):
    print(signal)


@receiver(paid)
def by_hand(sender, **kwargs):
    print(kwargs["customer"])


@receiver(events.sent_with_more)
def perhaps_in_more(sender, customer, **kwargs):
    print(customer)


@receiver(events.sent_nowhere)
def of_a_signal_that_others_send(sender, order, **kwargs):
    print(order)


@receiver(events.sent_in_tests)
def of_a_signal_that_tests_send(sender, order, **kwargs):
    print(order)


@receiver(events.handed_on)
def of_a_signal_that_is_handed_on(sender, order, **kwargs):
    print(order)


@receiver(events.aliased)
def of_a_signal_whose_send_is_handed_on(sender, order, **kwargs):
    print(order)


@receiver(events.relayed)
def of_a_signal_that_sends_more_itself(sender, weight, **kwargs):
    print(weight)


@receiver(post_save)
def of_django(sender, customer, **kwargs):
    print(customer)
