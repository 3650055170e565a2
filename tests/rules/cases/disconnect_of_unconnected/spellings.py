# rules: SIG911
"""Disconnections of what nothing connects, beside those of what something connects, or may connect."""

# shop/events.py
from django.dispatch import Signal

paid = Signal()


# shop/signals.py
from django.db.models.signals import m2m_changed, post_delete, post_init, post_save, pre_delete, pre_save
from django.dispatch import receiver
from library import wired

from .events import paid


@receiver(post_save, sender="shop.Order")
def ship(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Order")
def restock(sender, **kwargs):
    print(sender)


@receiver([pre_save, post_delete])
def count(sender, **kwargs):
    print(sender)


class Indexer:
    def update(self, sender, **kwargs):
        print(sender)

    def remove(self, sender, **kwargs):
        print(sender)

    @staticmethod
    def rebuild(sender, **kwargs):
        print(sender)


indexer = Indexer()
post_save.connect(indexer.update)


def nobody(sender, **kwargs):
    print(sender)


def by_a_loop(sender, **kwargs):
    print(sender)


for signal in (post_save, pre_save):
    signal.connect(by_a_loop)


@wired
def by_a_decorator_of_a_library(sender, **kwargs):
    print(sender)


def by_a_helper(sender, **kwargs):
    print(sender)


def by_a_table(sender, **kwargs):
    print(sender)


TABLE = {post_save: by_a_table}
for signal, handler in TABLE.items():
    signal.connect(handler)


def wire(signal, handler):
    signal.connect(handler)


wire(post_init, by_a_helper)


def in_a_test_only(sender, **kwargs):
    print(sender)


def by_uid(sender, **kwargs):
    print(sender)


# shop/services.py
from contextlib import contextmanager

from django.contrib.auth.models import update_last_login
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import signals
from django.db.models.signals import m2m_changed, post_delete, post_init, post_save, pre_delete, pre_save

from . import signals as receivers
from .events import paid
from .signals import Indexer, indexer, ship


def wrong(orders):
    pre_save.disconnect(ship, sender="shop.Order")  # SIG911
    signals.post_init.disconnect(receiver=receivers.ship)  # SIG911
    pre_delete.disconnect(receivers.count)  # SIG911
    paid.disconnect(receivers.nobody)  # SIG911
    post_delete.disconnect(indexer.remove)  # SIG911
    m2m_changed.disconnect(Indexer.rebuild)  # SIG911
    user_logged_out.disconnect(update_last_login, dispatch_uid="update_last_login")  # SIG911
    post_save.connect(ship, sender="shop.Order")


@contextmanager
def quiet():
    pre_delete.disconnect(ship)  # SIG911
    yield


def right(name, handler):
    post_save.disconnect(ship, sender="shop.Order")
    post_save.disconnect(receivers.ship, sender="shop.Parcel")
    pre_save.disconnect(receivers.count)
    post_delete.disconnect(receiver=receivers.count)
    post_save.disconnect(indexer.update)
    pre_save.disconnect(receivers.by_a_loop)
    post_init.disconnect(receivers.by_a_helper)
    paid.disconnect(receivers.by_a_decorator_of_a_library)
    m2m_changed.disconnect(receivers.by_a_table)
    post_delete.disconnect(receivers.in_a_test_only)
    post_save.disconnect(dispatch_uid="by uid")
    post_save.disconnect(handler)
    user_logged_in.disconnect(update_last_login)
    for signal in (pre_delete, post_save):
        signal.disconnect(receivers.restock)
    getattr(signals, name).disconnect(receivers.restock)
    pre_delete.disconnect(receivers.restock)

    def local(sender, **kwargs):
        print(sender)

    paid.disconnect(local)
    paid.disconnect(lambda **kwargs: None)


# shop/test_services.py
from django.db.models.signals import post_delete, pre_delete

from . import signals

post_delete.connect(signals.in_a_test_only)
pre_delete.disconnect(signals.nobody)
