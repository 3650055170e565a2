# rules: SIG904
"""Connections of one receiver from two modules: kept both by Django, or only once, or perhaps not made."""

# shop/__init__.py
# shop/models.py
from django.db import models


class Order(models.Model):
    pass


class Parcel(models.Model):
    pass


# shop/events.py
from django.dispatch import Signal


class OnlyOnce(Signal):
    def connect(self, receiver, sender=None, weak=True, dispatch_uid=None):
        super().connect(receiver, weak=weak)


paid = Signal()
once = OnlyOnce()


# shop/signals.py
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from .events import once, paid
from .models import Order


@receiver(post_save)
def for_all_and_for_one(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Order")
def for_one_and_for_all(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order, dispatch_uid="here")
def under_two_uids(sender, **kwargs):
    print(sender)


@receiver(paid)
def with_a_uid_and_without(sender, **kwargs):
    print(sender)


@receiver(pre_save, sender=Order)
@receiver(post_delete)
def on_two_signals(sender, **kwargs):
    print(sender)


class Notifier:
    def notify(self, sender, **kwargs):
        print(sender)

    @staticmethod
    def log(sender, **kwargs):
        print(sender)


post_save.connect(Notifier.log)


@receiver(post_save)
def for_all_twice(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order)
def for_one_by_class_and_name(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order)
def for_two_models(sender, **kwargs):
    print(sender)


@receiver(post_save, dispatch_uid="same")
def under_one_uid(sender, **kwargs):
    print(sender)


@receiver(post_save)
def perhaps(sender, **kwargs):
    print(sender)


@receiver(post_save)
def later(sender, **kwargs):
    print(sender)


@receiver(post_save)
def under_an_unknown_uid(sender, **kwargs):
    print(sender)


@receiver(post_save)
def for_an_unknown_sender(sender, **kwargs):
    print(sender)


@receiver(post_save)
def in_another_process(sender, **kwargs):
    print(sender)


@receiver(post_save)
def once_undone(sender, **kwargs):
    print(sender)


post_save.disconnect(once_undone)


@receiver(once)
def on_a_signal_of_its_own_kind(sender, **kwargs):
    print(sender)


def with_arguments(sender, first=None, **kwargs):
    print(sender, first)


here = Notifier()
post_save.connect(here.notify)


# shop/views.py
from django.db.models.signals import post_save

from . import signals

post_save.connect(signals.in_another_process, sender="shop.Order")


# shop/test_signals.py
from django.db.models.signals import post_save

from . import signals

post_save.connect(signals.for_all_twice, sender="shop.Order")


# shop/apps.py
import os
from functools import partial

from django.apps import AppConfig
from django.conf import settings


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from django.db.models.signals import post_delete, post_save, pre_save

        from . import signals
        from .events import once, paid
        from .models import Order, Parcel

        post_save.connect(signals.for_all_and_for_one, sender=Order)  # SIG904
        post_save.connect(signals.for_one_and_for_all)  # SIG904
        post_save.connect(signals.under_two_uids, sender=Order, dispatch_uid="there")  # SIG904
        paid.connect(receiver=signals.with_a_uid_and_without, dispatch_uid="paid")  # SIG904
        for signal in (post_delete, pre_save):
            signal.connect(signals.on_two_signals)  # SIG904
        post_save.connect(signals.Notifier.log, Order)  # SIG904
        self.connect_more()

        post_save.connect(signals.for_all_twice)
        post_save.connect(signals.for_one_by_class_and_name, sender="shop.Order")
        post_save.connect(signals.for_two_models, sender=Parcel)
        post_save.connect(signals.under_one_uid, dispatch_uid="same")
        if settings.SHOP_WATCHED:
            post_save.connect(signals.perhaps, sender=Order)
        post_save.connect(signals.under_an_unknown_uid, sender=Order, dispatch_uid=os.getpid())
        post_save.connect(signals.for_an_unknown_sender, sender=settings.SHOP_MODEL)
        post_save.connect(signals.once_undone, sender=Order)
        once.connect(signals.on_a_signal_of_its_own_kind, sender=Order)

        # Each of these is an object of its own.
        there = signals.Notifier()
        post_save.connect(there.notify, sender=Order, weak=False)
        self.logged = partial(signals.with_arguments, first=1)
        post_save.connect(self.logged)
        from . import others  # noqa: F401

    def connect_more(self):
        from django.db.models.signals import post_save

        from . import signals

        post_save.connect(signals.for_one_and_for_all, dispatch_uid="more")  # SIG904

    def watch(self):
        from django.db.models.signals import post_save

        from . import signals

        post_save.connect(signals.later, sender="shop.Order")


# shop/others.py
from functools import partial

from django.db.models.signals import post_save

from . import signals

logged = partial(signals.with_arguments, first=2)
post_save.connect(logged, sender="shop.Order")
