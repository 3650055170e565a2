"""Imported in a `try`."""

from django.db.backends.signals import connection_created
from django.dispatch import receiver


@receiver(connection_created)
def tune(sender, **kwargs):
    pass
