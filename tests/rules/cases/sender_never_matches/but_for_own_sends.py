# rules: SIG405
"""Signals of Django's that the project sends too, by whatever it likes."""

# shop/middleware.py
from django.core.signals import got_request_exception


class Middleware:
    def process_exception(self, request, exception):
        got_request_exception.send(sender=self.__class__, request=request)


# shop/signals.py
from django.core.signals import got_request_exception
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from shop.middleware import Middleware


@receiver(got_request_exception, sender=Middleware)
def report(sender, request, **kwargs):
    pass


@receiver(post_migrate, sender=Middleware)  # SIG405
def migrated(sender, **kwargs):
    pass


# shop/stock.py
from django.db import models
from django.db.models.signals import post_save


class Stock(models.Model):
    class Meta:
        abstract = True

    def allocate(self):
        post_save.send(sender=self.__class__, instance=self, created=False, raw=False, using="default")


class Shelf(Stock):
    lines = models.ManyToManyField("shop.Order")


class Rack(models.Model):
    class Meta:
        abstract = True


# shop/receivers.py
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver

from shop.models import Order
from shop.stock import Rack, Shelf, Stock


@receiver(post_save, sender=type(Order))  # SIG405
def metaclass(sender, **kwargs):
    pass


@receiver(post_save, sender=Rack)  # SIG405
def abstract(sender, **kwargs):
    pass


@receiver(post_save, sender=Shelf.lines)  # SIG405
def field(sender, **kwargs):
    pass


@receiver(post_save, sender=Stock)
def sends_by_its_class(sender, **kwargs):
    pass


@receiver(pre_save, sender=Stock)  # SIG405
def does_not_send_this(sender, **kwargs):
    pass


# tests/test_metaclass.py
from django.db.models.signals import pre_save

from shop.stock import Stock


def test_sent():
    pre_save.send(sender=Stock)
