# rules: SIG203
"""Parameters that other callers of the receiver pass, or that another signal of it sends."""

# shop/signals.py
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver


@receiver(post_delete)
def remove_images(instance=None, keep_main=False, **kwargs):
    print(instance, keep_main)


@receiver(post_delete)
def remove_texts(instance=None, keep_main=False, **kwargs):  # SIG203
    print(instance, keep_main)


@receiver(pre_delete)
def clean_up(sender, instance=None, **kwargs):
    print(instance)


def connected_elsewhere(sender, instance=None, **kwargs):
    print(instance)


# shop/commands.py
from shop.signals import remove_images


def rebuild(order):
    remove_images(order, keep_main=True)


# shop/wiring.py
from django.core.signals import request_finished

from shop import signals

request_finished.connect(signals.clean_up)
request_finished.connect(signals.connected_elsewhere)  # SIG203
