"""Receivers that the shop's ready() connects, or that connect themselves when it imports them."""

import functools

from django import dispatch
from django.db.models import signals as model_signals
from django.db.models.signals import post_save, pre_delete

from . import events
from .events import cancelled, paid, returned, shipped
from .models import Order, Product


@dispatch.receiver(paid)
def book(sender, **kwargs):
    pass


@dispatch.receiver([paid, cancelled, returned])
async def notify(sender, **kwargs):
    pass


def recount(sender, **kwargs):
    pass


for _signal in (post_save, pre_delete):
    _signal.connect(recount, sender=Product)

HANDLED = [Order, Product]
for model in HANDLED:
    model_signals.post_init.connect(recount, sender=model)


def log(sender, level=0, **kwargs):
    pass


events.shipped.connect(functools.partial(log, level=1), weak=False)
dispatch.receiver(returned)(log)


class Notifier:
    """Its instances are receivers, and so are their methods."""

    def __init__(self, address):
        self.address = address

    def __call__(self, sender, **kwargs):
        pass

    def on_paid(self, sender, **kwargs):
        pass


notifier = Notifier("shop@example.com")
cancelled.connect(notifier)
paid.connect(notifier.on_paid)

on_delivery = shipped
on_delivery.connect(receiver=book)


def unused(sender, **kwargs):
    """Connected weakly by what does not keep it, and by nobody."""


def connect_unused():
    paid.connect(unused)


def disconnect_book():
    paid.disconnect(book)
