# rules: SIG203
"""A parameter with a default that no connected signal sends."""

from functools import partial

from django.core.signals import request_started
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import Signal, receiver

paid = Signal()


@receiver(pre_save)
def created_before_it_is(sender, instance, created=False, **kwargs):  # SIG203
    print(created)


@receiver(post_save)
def misspelt(sender, instance, update_field=None, **kwargs):  # SIG203
    print(update_field)


@receiver([pre_save, post_delete])
def sent_by_neither(sender, instance, *, created=None, **kwargs):  # SIG203
    print(created)


post_delete.connect(lambda sender, raw=False, **kwargs: print(raw), weak=False)  # SIG203

# --- fine ---


@receiver([post_save, post_delete])
def sent_by_one(sender, instance, created=None, **kwargs):
    print(created)


@receiver(post_save)
def sent(sender=None, signal=None, instance=None, created=False, raw=False, **kwargs):
    print(created)


@receiver(request_started)
def sometimes_sent(sender, environ=None, scope=None, **kwargs):
    print(environ)


@receiver(paid)
def of_ones_own_signal(sender, order=None, **kwargs):
    print(order)


@receiver([paid, post_delete])
def perhaps_sent_by_ones_own_signal(sender, created=None, **kwargs):
    print(created)


def bound(sender, instance, shop=None, **kwargs):
    print(shop)


post_save.connect(partial(bound, shop="here"), weak=False)


@receiver(post_delete)
def called_with_more(sender, instance, force=False, **kwargs):
    # Not the signal alone calls it.
    print(force)


def view(request):
    called_with_more(Order, Order(), force=True)


@receiver(post_delete)
def required(sender, instance, created, **kwargs):
    # That is SIG201.
    print(created)
