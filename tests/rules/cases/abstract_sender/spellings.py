# rules: SIG908
"""Abstract models by name, beside those that only look so."""

# shop/__init__.py
# shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from django.db.models.signals import pre_save

        from . import signals

        pre_save.connect(signals.connected, sender="shop.Document")  # SIG908


# shop/models/__init__.py
from django.db import models

from .base import Dated, Document


class Invoice(Document, Dated):
    pass


class Receipt(Document):
    class Meta(Document.Meta):
        abstract = True


class Ticket(Document):
    class Meta(Document.Meta):
        ordering = ["pk"]


class Reprint(Invoice):
    class Meta:
        proxy = True


# shop/models/base.py
from django.db import models


class Document(models.Model):
    class Meta:
        abstract = True


class Dated(models.Model):
    class Meta:
        abstract = True


# shop/signals.py
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import Signal, receiver

archived = Signal()


@receiver(post_save, sender="shop.Document")  # SIG908
def defined_elsewhere(sender, **kwargs):
    print(sender)


@receiver([pre_save, post_delete], sender="shop.Receipt")  # SIG908
def inherits_the_meta(sender, **kwargs):
    print(sender)


DATED = "shop.Dated"


@receiver(post_save, sender="shop.Invoice")
@receiver(post_save, sender=DATED)  # SIG908
def by_a_constant(sender, **kwargs):
    print(sender)


def connected(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Invoice")
def of_a_child(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Ticket")
def of_a_child_with_the_meta(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Reprint")
def of_a_proxy(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="depot.Document")
def of_another_app(sender, **kwargs):
    print(sender)


@receiver(archived, sender="shop.Document")
def of_a_plain_signal(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="Document")
def without_a_label(sender, **kwargs):
    print(sender)
