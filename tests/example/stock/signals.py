"""Nothing imports this module, so new products never get a stock item."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from catalog.models import Product

from . import services


@receiver(post_save, sender=Product)  # SIG002
def on_product_saved(sender, instance, created, raw, **kwargs):
    if created and not raw:
        services.open_item(instance)
