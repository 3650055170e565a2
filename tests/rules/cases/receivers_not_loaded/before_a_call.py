# rules: SIG002
"""Receivers that a request, or a function that is called, imports first: until then, nothing calls them."""

# shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"


# shop/services.py
def pay(order):
    from . import signals

    return signals


# shop/views.py
from . import handlers

print(handlers)


# shop/forms.py
from . import handlers

print(handlers)


# shop/handlers.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)  # SIG002
def pack(sender, **kwargs):
    print(sender)


# shop/signals.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)  # SIG002
def ship(sender, **kwargs):
    print(sender)
