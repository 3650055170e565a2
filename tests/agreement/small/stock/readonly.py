"""Of a configuration that is not installed."""

from django.db.models.signals import pre_save
from django.dispatch import receiver


@receiver(pre_save)
def refuse(sender, **kwargs):
    pass
