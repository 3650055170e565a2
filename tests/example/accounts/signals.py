"""Receivers as they should be: in signals.py, loaded by ready(), adapting and delegating."""

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver

from orders.events import order_paid

from . import services


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def on_user_saved(sender, instance, created, raw, **kwargs):
    if created and not raw:
        services.open_account(instance)


@receiver(order_paid)
def on_order_paid(sender, order, **kwargs):
    services.thank(order)
