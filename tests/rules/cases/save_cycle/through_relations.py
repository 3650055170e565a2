# rules: SIG905
"""Cycles through what points back to a model, and the rows of a loop, beside loops that may come to an end."""

# shop/__init__.py
# shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import signals  # noqa: F401


# shop/models.py
from django.db import models


class Order(models.Model):
    pass


class Line(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")


class Basket(models.Model):
    pass


class Item(models.Model):
    basket = models.ForeignKey("Basket", models.CASCADE)


class Cart(models.Model):
    pass


class Entry(models.Model):
    cart = models.ForeignKey(Cart, models.CASCADE, related_name="entries")
    is_new = models.BooleanField(default=True)


# shop/signals.py
from django.db.models.signals import post_save
from django.dispatch import receiver

from .models import Basket, Cart, Entry, Item, Line, Order


@receiver(post_save, sender=Order)
def a_down(sender, instance, **kwargs):  # SIG905
    for line in instance.lines.all():
        line.save()


@receiver(post_save, sender=Line)
def a_up(sender, instance, **kwargs):
    instance.order.save()


@receiver(post_save, sender=Basket)
def b_down(sender, instance, **kwargs):  # SIG905
    for item in Item.objects.filter(basket=instance):
        item.save()


@receiver(post_save, sender=Item)
def b_up(sender, instance, **kwargs):
    instance.basket.save()


@receiver(post_save, sender=Cart)
def c_down(sender, instance, **kwargs):
    for entry in instance.entries.filter(is_new=True):
        entry.is_new = False
        entry.save()


@receiver(post_save, sender=Entry)
def c_up(sender, instance, **kwargs):
    instance.cart.save()
