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


def when_changed(handler, model, signal=post_save, *, uid="changed"):
    """What models call for what hears of their changes."""

    @receiver(signal, sender=model, weak=False, dispatch_uid=f"{uid} {handler} {model}")
    def changed(sender, **kwargs):
        handler(sender, **kwargs)


def on_save(model):
    """The project's own short form of `receiver`."""
    return receiver(post_save, sender=model)
