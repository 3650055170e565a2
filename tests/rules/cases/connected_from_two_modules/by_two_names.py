# rules: SIG904
"""A module that start-up imports by two names: Python runs it for each, and each run connects a receiver."""

# shop/__init__.py
# shop/models.py
# project/__init__.py
# project/shop/__init__.py
# project/shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        import shop.asked_later  # noqa: F401
        import shop.perhaps  # noqa: F401
        import shop.signals  # noqa: F401
        import shop.silent  # noqa: F401
        from project.shop import silent  # noqa: F401

        from . import handlers  # noqa: F401


# project/shop/signals.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save, sender="shop.Order")  # SIG904
def ship(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Order")
def bill(sender, **kwargs):
    print(sender)


# project/shop/models.py
from django.db import models

from project.shop import signals  # noqa: F401


class Order(models.Model):
    def later(self):
        from project.shop import asked_later

        return asked_later


try:
    from project.shop import perhaps  # noqa: F401
except ImportError:
    pass


# project/shop/perhaps.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save, sender="shop.Order")
def loaded_again_perhaps(sender, **kwargs):
    print(sender)


# project/shop/asked_later.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save, sender="shop.Order")
def loaded_again_later(sender, **kwargs):
    print(sender)


# project/shop/silent.py
"""Without receivers, it only runs twice."""

from django.dispatch import Signal

paid = Signal()


# project/shop/handlers.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save, sender="shop.Order")
def by_a_relative_name(sender, **kwargs):
    print(sender)


# project/shop/views.py
from shop import handlers  # noqa: F401
