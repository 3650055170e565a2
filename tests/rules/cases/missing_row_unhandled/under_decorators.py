# rules: SIG614
"""A decorator that leaves out what a fixture loads lets new objects through, but not its rows, which have keys."""

# shop/decorators.py
from functools import wraps


def disable_for_loaddata(handler):
    @wraps(handler)
    def wrapper(*args, **kwargs):
        if kwargs.get("raw"):
            return
        handler(*args, **kwargs)

    return wrapper


# shop/signals.py
from django.db.models.signals import pre_save
from django.dispatch import receiver

from shop.decorators import disable_for_loaddata
from shop.models import Order


@receiver(pre_save, sender=Order)
@disable_for_loaddata
def of_a_new_object(sender, instance, **kwargs):  # SIG614
    instance.old = sender.objects.get(pk=instance.pk)


@receiver(pre_save, sender=Order)
@disable_for_loaddata
def of_one_with_a_key(sender, instance, **kwargs):
    if instance.pk:
        instance.old = sender.objects.get(pk=instance.pk)


@receiver(pre_save, sender=Order)
def of_one_that_a_fixture_brings(sender, instance, **kwargs):  # SIG614
    if instance.pk:
        instance.old = sender.objects.get(pk=instance.pk)
