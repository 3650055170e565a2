"""A package that connects a receiver by itself, before there are models."""

from django.core.signals import request_started
from django.dispatch import receiver


@receiver(request_started)
def count_request(sender, **kwargs):
    pass
