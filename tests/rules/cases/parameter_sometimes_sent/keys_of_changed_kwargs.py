# rules: SIG202
"""``**kwargs`` that something may add the argument to."""

from django.db.models.signals import post_migrate
from django.dispatch import receiver

from shop.services import fill


@receiver(post_migrate)
def as_it_came(sender, using, **kwargs):  # SIG202
    print(kwargs["apps"])
    fill(**kwargs)


@receiver(post_migrate)
def filled(sender, using, **kwargs):
    fill(kwargs)
    print(kwargs["apps"])


@receiver(post_migrate)
def updated(sender, using, **kwargs):
    kwargs.update(fill())
    print(kwargs["apps"])
