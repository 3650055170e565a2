"""Loaded, but by accident: models.py imports this module, and ready() does not."""

from django.core.cache import cache
from django.db.models.signals import post_delete
from django.dispatch import receiver


@receiver(post_delete, sender="catalog.Product")  # SIG110
def forget_product(sender, instance, **kwargs):
    cache.delete(f"product-{instance.pk}")
