# rules: SIG205
"""A key of ``**kwargs`` that other callers of the receiver pass."""

# shop/signals.py
from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver


@receiver(pre_delete)
def log_deletion(sender, instance, **kwargs):
    if kwargs.get("scheduled", False):
        print(instance)


@receiver(pre_delete)
def needs_it_each_time(sender, instance, **kwargs):  # SIG205
    # Whoever else passes it: the signal does not, and that raises KeyError.
    if kwargs["scheduled"]:
        print(instance)


@receiver(pre_delete)
def asks_for_another(sender, instance, **kwargs):  # SIG205
    if kwargs.get("planned"):
        print(instance)


@receiver(post_save)
def hears_of_comments(sender, instance, **kwargs):
    if kwargs.get("by_comment"):
        print(instance)


@receiver(pre_save)
def hears_of_none(sender, instance, **kwargs):  # SIG205
    if kwargs.get("by_comment"):
        print(instance)


# shop/tasks.py
from django.db.models.signals import post_save

from shop import signals


def comment(order):
    post_save.send(type(order), instance=order, created=False, by_comment=True)


def schedule_deletion(order):
    signals.log_deletion(type(order), order, scheduled=True)
    signals.needs_it_each_time(type(order), order, scheduled=True)
    signals.asks_for_another(type(order), order, scheduled=True)
