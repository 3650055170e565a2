# rules: SIG609
"""A decorator that leaves out what a fixture loads lets each action through."""

# shop/decorators.py
from functools import wraps


def disable_for_loaddata(handler):
    @wraps(handler)
    def wrapper(*args, **kwargs):
        if kwargs.get("raw"):
            return
        handler(*args, **kwargs)

    return wrapper


def after_the_change(handler):
    @wraps(handler)
    def wrapper(*args, **kwargs):
        if kwargs["action"] in ("post_add", "post_remove"):
            handler(*args, **kwargs)

    return wrapper


# shop/signals.py
from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from shop.decorators import after_the_change, disable_for_loaddata
from shop.models import Pizza


@receiver(m2m_changed, sender=Pizza.toppings.through)
@disable_for_loaddata
def each_action(sender, instance, pk_set, **kwargs):  # SIG609
    instance.count(len(pk_set))


@receiver(m2m_changed, sender=Pizza.toppings.through)
@after_the_change
def some_actions(sender, instance, pk_set, **kwargs):
    instance.count(len(pk_set))
