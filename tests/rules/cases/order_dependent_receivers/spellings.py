# rules: SIG910
"""Receivers of the same signal that set the same attribute, beside those that do not meet."""

# shop/__init__.py
# shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from django.db.models.signals import pre_save

        from . import handlers, signals  # noqa: F401

        pre_save.connect(handlers.discount, sender="shop.Order")


# shop/handlers.py
def discount(sender, instance, **kwargs):
    instance.total = 9


# shop/signals.py
from django.conf import settings
from django.db.models.signals import post_init, pre_save
from django.dispatch import receiver


@receiver(pre_save, sender="shop.Order")
def price(sender, instance, **kwargs):  # SIG910
    instance.total = 10


@receiver(pre_save, sender="shop.Order")
def tax(sender, instance, **kwargs):  # SIG910
    if instance.total:
        instance.total += 1


@receiver(post_init, sender="shop.Order")
def on_another_signal(sender, instance, **kwargs):
    instance.total = 0


@receiver(pre_save, sender="shop.Parcel")
def of_another_model(sender, instance, **kwargs):
    instance.total = 0


@receiver(pre_save, sender="shop.Order")
def another_attribute(sender, instance, **kwargs):
    instance.weight = instance.total


@receiver(pre_save, sender="shop.Order")
def of_another_object(sender, instance, **kwargs):
    customer = instance.customer
    customer.total = 1


@receiver(pre_save, sender=settings.SHOP_MODEL)
def of_an_unknown_model(sender, instance, **kwargs):
    instance.total = 1


def later():
    pre_save.connect(connected_later, sender="shop.Order")


def connected_later(sender, instance, **kwargs):
    instance.total = 2
