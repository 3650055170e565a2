# rules: SIG211
"""A parameter that hides the import of the same name."""

import signal

from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def hides(sender, signal, **kwargs):  # SIG211
    print(signal)


def connected(sender, *, signal=None, **kwargs):  # SIG211
    print(signal)


post_save.connect(connected)


@receiver(post_save)
def from_kwargs(sender, **kwargs):
    print(kwargs["signal"])


def stop():
    signal.raise_signal(signal.SIGTERM)


# shop/by_another_name.py
import signal as os_signal

from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def hides_nothing(sender, signal, **kwargs):
    print(signal)


# shop/inside.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def hides_what_another_function_imports(sender, signal, **kwargs):
    print(signal)


def stop():
    import signal

    signal.raise_signal(signal.SIGTERM)


# shop/imported.py
from celery import signal
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def hides_another_librarys(sender, signal, **kwargs):  # SIG211
    print(signal)
