# rules: SIG909
"""Bulk operations on models with receivers of what they do not send, beside other operations and other models."""

# shop/__init__.py
# shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from django.db.models.signals import post_save

        from . import handlers, signals  # noqa: F401
        from .models import Label

        post_save.connect(handlers.from_another_file, sender=Label)  # SIG909


# shop/models.py
from django.db import models


class Order(models.Model):
    pass


class Parcel(models.Model):
    pass


class Label(models.Model):
    pass


class Stamp(models.Model):
    pass


class Customer(models.Model):
    pass


class Visit(models.Model):
    pass


class Shelf(models.Model):
    pass


# shop/handlers.py
def from_another_file(sender, **kwargs):
    print(sender)


# shop/services.py
from .models import Customer, Label, Order, Parcel, Shelf, Stamp, Visit


def close(orders):
    Order.objects.filter(status="new").update(status="closed")
    Order.objects.bulk_update(orders, ["status"])


async def pack(parcels):
    await Parcel.objects.abulk_create(parcels)


class Printer:
    def print_all(self, labels):
        Label.objects.bulk_create(labels)


def forget():
    Stamp.objects.filter(pk=1)._raw_delete("default")
    Customer.objects.all().delete()
    Customer.objects.create()
    visits = {}
    visits.update(a=1)


# shop/test_services.py
from .models import Shelf


def fill():
    Shelf.objects.bulk_create([Shelf()])


# shop/signals.py
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver

from .models import Customer, Order, Parcel, Shelf, Stamp, Visit


@receiver(post_save, sender=Order)
def updated(sender, **kwargs):  # SIG909
    print(sender)


@receiver(pre_save, sender=Parcel)
def created(sender, **kwargs):  # SIG909
    print(sender)


@receiver(post_delete, sender=Stamp)
def deleted_raw(sender, **kwargs):  # SIG909
    print(sender)


@receiver(pre_delete, sender=Order)
def not_deleted(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Stamp)
def not_saved(sender, **kwargs):
    print(sender)


@receiver([post_save, post_delete], sender=Customer)
def called_for_all(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Visit)
def of_a_dict(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Shelf)
def filled_by_a_test(sender, **kwargs):
    print(sender)


@receiver(post_save)
def of_every_model(sender, **kwargs):
    print(sender)


def later():
    post_save.connect(connected_later, sender=Order)


def connected_later(sender, **kwargs):
    print(sender)
