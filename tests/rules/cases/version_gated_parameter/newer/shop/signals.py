"""The oldest Django of the project sends it."""

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from shop.models import Order


@receiver(pre_delete, sender=Order)
def forget(sender, instance, origin, **kwargs):
    print(origin)
