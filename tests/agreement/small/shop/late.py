"""Imported in a view."""

from django.dispatch import receiver

from .events import cancelled


@receiver(cancelled)
def regret(sender, **kwargs):
    pass


def thank(sender, **kwargs):
    pass
