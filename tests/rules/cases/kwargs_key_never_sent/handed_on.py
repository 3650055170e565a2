# rules: SIG205
"""``**kwargs`` that are handed on: a copy leaves them as they are, and the key is missing all the same."""

from functools import partial

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver

from shop.services import Proxy, fill, watch


@receiver(pre_save)
def passed_on(sender, instance, **kwargs):  # SIG205
    print(kwargs["created"])
    Proxy.saved(sender, instance, **kwargs)


@receiver(pre_save)
def passed_on_with_all(*args, **kwargs):  # SIG205
    print(kwargs["created"])
    Proxy.saved(*args, **kwargs)


@receiver(pre_save)
def copied(sender, instance, **kwargs):  # SIG205
    print(kwargs["created"], {"sender": sender, **kwargs})


def under_a_partial(sender, instance, watcher, **kwargs):  # SIG205
    print(kwargs["created"], watcher)


pre_save.connect(partial(under_a_partial, watcher=watch), weak=False)


# --- fine ---


@receiver(pre_save)
def made_ready(sender, instance, **kwargs):
    kwargs.pop("created", None)
    Proxy.saved(sender, instance, **kwargs)


@receiver(pre_save)
def handed_over(sender, instance, **kwargs):
    fill(kwargs)
    print(kwargs["created"])


@receiver(pre_save)
def held_elsewhere(sender, instance, **kwargs):
    options = kwargs
    options["created"] = instance.pk is None
    print(kwargs["created"])


def bound(sender, instance, **kwargs):
    print(kwargs["created"])


pre_save.connect(partial(partial(bound, created=True), watcher=watch), weak=False)


def bound_by_whoever(sender, instance, watcher, **kwargs):
    print(kwargs["created"], watcher)


pre_save.connect(partial(bound_by_whoever, **watch), weak=False)


def of_many_uses(sender, instance, watcher, **kwargs):
    print(kwargs.get("created"), watcher)


pre_save.connect(partial(of_many_uses, watcher=watch), weak=False)
