"""Imported by name, from a base class's ready()."""

from django.core.signals import got_request_exception
from django.dispatch import receiver


@receiver(got_request_exception)
def count_failure(sender, **kwargs):
    pass
