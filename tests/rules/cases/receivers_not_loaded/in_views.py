# rules: SIG002
"""Receivers in a module that is there for something else: they are to move, and no fix imports the module."""

# shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

# shop/views/orders.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save, sender="shop.Order")  # SIG002
def ship(sender, instance, **kwargs):
    instance.ship()

# shop/views/__init__.py
# shop/urls.py
from .views import orders
