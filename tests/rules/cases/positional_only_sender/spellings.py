# rules: SIG206
"""What stands before a ``/`` is never filled by a signal."""

from functools import partial

from django.db.models.signals import post_save
from django.dispatch import Signal, receiver

paid = Signal()


@receiver(post_save)
def the_sender(sender, /, **kwargs):  # SIG206
    print(sender)


@receiver(post_save)
def more_than_the_sender(sender, instance, /, created, **kwargs):  # SIG206
    print(sender)


@receiver(paid)
def of_any_signal(sender, order, /, **kwargs):  # SIG206
    print(order)


@receiver(post_save)
def without_catch_all(sender, /):  # SIG206
    print(sender)


def connected(sender, /, **kwargs):  # SIG206
    print(sender)


post_save.connect(connected)
post_save.connect(lambda sender, /, **kwargs: print(sender), weak=False)  # SIG206


class Indexer:
    def __init__(self):
        post_save.connect(self.update)
        post_save.connect(self.fine)

    def update(self, sender, /, **kwargs):  # SIG206
        print(sender)

    def fine(self, /, sender, **kwargs):
        print(sender)


# --- fine ---


@receiver(post_save)
def keyword_only(*, sender, **kwargs):
    print(sender)


@receiver(post_save)
def with_a_default(shop="here", /, **kwargs):
    print(shop)


def filled_by_a_partial(shop, /, sender, **kwargs):
    print(shop)


post_save.connect(partial(filled_by_a_partial, "here"), weak=False)


def never_connected(sender, /, **kwargs):
    print(sender)
