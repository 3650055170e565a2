# rules: SIG108
"""class_prepared connected once all models are there, beside what connects it before."""

# shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import models
        from .late import watch

        watch()
        print(models)


# shop/late.py
from django.db.models.signals import class_prepared


def prepared(sender, **kwargs):
    print(sender)


def watch():
    class_prepared.connect(prepared)  # SIG108


# shop/early.py
from django.db.models.signals import class_prepared


def prepared(sender, **kwargs):
    print(sender)


def watch():
    class_prepared.connect(prepared)


# shop/models.py
# Django imports this before ready() does.
from django.db import models

from .early import watch

watch()


class Order(models.Model):
    pass
