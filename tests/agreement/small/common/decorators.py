"""Decorators for receivers."""

from functools import wraps

from django.db.models.signals import post_save
from django.dispatch import receiver


def skip_raw(handler):
    @wraps(handler)
    def wrapper(sender, **kwargs):
        if not kwargs.get("raw"):
            handler(sender, **kwargs)

    return wrapper


def on_save(model):
    """The project's own short form of `receiver`."""
    return receiver(post_save, sender=model)
