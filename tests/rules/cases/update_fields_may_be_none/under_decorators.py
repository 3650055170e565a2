# rules: SIG611
"""Decorators of the project: some cannot tell a plain save from another one, so it comes through."""

# shop/decorators.py
from functools import wraps
from inspect import stack

from django.conf import settings


def disable_for_loaddata(handler):
    @wraps(handler)
    def wrapper(*args, **kwargs):
        if kwargs.get("raw"):
            return
        handler(*args, **kwargs)

    return wrapper


def if_enabled(handler):
    @wraps(handler)
    def wrapper(*args, **kwargs):
        if settings.SIGNALS_ENABLED:
            handler(*args, **kwargs)

    return wrapper


def not_from_loaddata(handler):
    @wraps(handler)
    def wrapper(*args, **kwargs):
        for frame in stack():
            if frame.function == "loaddata":
                return
        handler(*args, **kwargs)

    return wrapper


def check_disable(handler):
    @wraps(handler)
    def wrapper(*args, **kwargs):
        try:
            disabled = settings.DISABLED
        except AttributeError:
            disabled = False
        if not disabled and not (kwargs.get("raw") and settings.DISABLED_FOR_RAW):
            handler(*args, **kwargs)

    return wrapper


def with_update_fields(handler):
    @wraps(handler)
    def wrapper(*args, **kwargs):
        if kwargs.get("update_fields"):
            handler(*args, **kwargs)

    return wrapper


def if_it_concerns(handler):
    @wraps(handler)
    def wrapper(*args, **kwargs):
        if handler.registry.concerns(*args, **kwargs):
            handler(*args, **kwargs)

    return wrapper


def by_position(handler):
    @wraps(handler)
    def wrapper(*args, **kwargs):
        if settings.SIGNALS_ENABLED and args[0].is_watched:
            handler(*args, **kwargs)

    return wrapper


def never_none(handler):
    @wraps(handler)
    def wrapper(sender, update_fields=None, **kwargs):
        return handler(sender=sender, update_fields=update_fields or (), **kwargs)

    return wrapper


def forgiving(handler):
    @wraps(handler)
    def wrapper(*args, **kwargs):
        try:
            handler(*args, **kwargs)
        except TypeError:
            pass

    return wrapper


# shop/signals.py
from django.db.models.signals import post_save
from django.dispatch import receiver

from shop.decorators import (
    by_position,
    check_disable,
    disable_for_loaddata,
    forgiving,
    if_enabled,
    if_it_concerns,
    never_none,
    not_from_loaddata,
    with_update_fields,
)
from shop.models import Order


@receiver(post_save, sender=Order)
@disable_for_loaddata
def saved_for_real(sender, instance, update_fields, **kwargs):  # SIG611
    if "status" in update_fields:
        instance.ship()


@receiver(post_save, sender=Order)
@if_enabled
@disable_for_loaddata
def switched_on(sender, instance, update_fields, **kwargs):  # SIG611
    if "status" in update_fields:
        instance.ship()


@receiver(post_save, sender=Order)
@not_from_loaddata
def asks_who_calls(sender, instance, update_fields, **kwargs):  # SIG611
    if "status" in update_fields:
        instance.ship()


@receiver(post_save, sender=Order)
@check_disable
def mostly_enabled(sender, instance, update_fields, **kwargs):  # SIG611
    if "status" in update_fields:
        instance.ship()


# --- fine ---


@receiver(post_save, sender=Order)
@with_update_fields
def asks_for_it(sender, instance, update_fields, **kwargs):
    if "status" in update_fields:
        instance.ship()


@receiver(post_save, sender=Order)
@if_it_concerns
def asks_another(sender, instance, update_fields, **kwargs):
    if "status" in update_fields:
        instance.ship()


@receiver(post_save, sender=Order)
@by_position
def asks_the_sender(sender, instance, update_fields, **kwargs):
    if "status" in update_fields:
        instance.ship()


@receiver(post_save, sender=Order)
@never_none
def given_another(sender, instance, update_fields, **kwargs):
    if "status" in update_fields:
        instance.ship()


@receiver(post_save, sender=Order)
@forgiving
def forgiven(sender, instance, update_fields, **kwargs):
    if "status" in update_fields:
        instance.ship()
