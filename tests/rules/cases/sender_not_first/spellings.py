# rules: SIG207
"""A first parameter that is not ``sender``."""

from django.db.models.signals import post_save
from django.dispatch import Signal, receiver

paid = Signal()


@receiver(post_save)
def second(instance, sender, **kwargs):  # SIG207
    print(instance)


@receiver(post_save)
def left_out(instance, **kwargs):  # SIG207
    print(instance)


@receiver(paid)
def nothing_but_a_catch_all(**kwargs):  # SIG207
    print(kwargs)


@receiver(post_save)
def positional_catch_all(*args, **kwargs):  # SIG207
    print(args)


post_save.connect(lambda **kwargs: print(kwargs), weak=False)  # SIG207


class Indexer:
    def __init__(self):
        post_save.connect(self.update)
        post_save.connect(self.fine)

    def update(self, instance, **kwargs):  # SIG207
        print(instance)

    def fine(self, sender, **kwargs):
        print(sender)

    @receiver(post_save)
    def without_an_object(self, sender, **kwargs):
        # That nothing binds `self` is SIG309's to say.
        print(sender)


# --- fine ---


@receiver(post_save)
def first(sender, instance, **kwargs):
    print(instance)


@receiver(post_save)
def keyword_only(*, sender, **kwargs):
    print(sender)


def never_connected(instance, sender, **kwargs):
    print(instance)
