# rules: SIG110
"""Receivers that an import of the models loads, beside those that belong to the models themselves."""

# shop/__init__.py
# shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"


# shop/models.py
from django.db import models

from . import unlike
from .abstract import AbstractLink
from .entries import Entry
from .mixins import Numbered
from .money import rounded


class Order(Numbered):
    def total(self):
        print(unlike.Orders, AbstractLink)
        return rounded(sum(entry.price for entry in Entry.objects.filter(order=self.pk)))


# shop/money.py
from django.db.models.signals import post_save
from django.dispatch import receiver


def rounded(price):
    return round(price, 2)


@receiver(post_save, sender="shop.Order")  # SIG110
def charge(sender, **kwargs):
    print(sender)


# shop/entries.py
# A module of models under another name: Django itself needs that models.py imports it.
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver


class Entry(models.Model):
    price = models.IntegerField()


@receiver(post_delete, sender=Entry)
def forget(sender, **kwargs):
    print(sender)


# shop/abstract.py
# Another of models, whose base is not in sight.
from another_library.models import TimeStampedModel
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver


class AbstractLink(TimeStampedModel):
    cost = models.FloatField()


@receiver(post_delete, sender="shop.Order")
def unlink(sender, **kwargs):
    print(sender)


# shop/unlike.py
from another_library.views import View
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver


class Orders(View):
    wanted = Q(status="new")


@receiver(post_delete, sender="shop.Order")  # SIG110
def unlike(sender, **kwargs):
    print(sender)


# shop/mixins.py
from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver


class Numbered(models.Model):
    number = models.IntegerField()

    class Meta:
        abstract = True


@receiver(pre_save)
def number(sender, instance, **kwargs):
    if isinstance(instance, Numbered):
        print(instance)
