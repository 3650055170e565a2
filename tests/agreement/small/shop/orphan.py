"""Imported by nothing, or for type checkers alone."""

from django.dispatch import receiver

from .events import paid


@receiver(paid)
def orphaned(sender, **kwargs):
    pass
