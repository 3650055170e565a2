"""Reached by a star import."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from stock.models import Item, Place


@receiver(post_save, sender=Item)
@receiver(post_save, sender=Place)
def arrived(sender, **kwargs):
    pass
