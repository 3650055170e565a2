"""Of an app that is not installed."""

from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def ignored(sender, **kwargs):
    pass
