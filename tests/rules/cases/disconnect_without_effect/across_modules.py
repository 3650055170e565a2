# rules: SIG316
"""Disconnections of what other modules connect, and of what Django's own apps connect."""

# shop/signals.py
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from .models import Order, Parcel


@receiver(post_save, sender=Order)
@receiver(post_delete, sender=Order, dispatch_uid="forget order")
def note(sender, instance, **kwargs):
    print(instance)


@receiver(post_save, sender=Parcel)
def weigh(sender, instance, **kwargs):
    print(instance)


def by_two_modules(sender, **kwargs):
    print(sender)


post_save.connect(by_two_modules, sender=Order)


def handed_on(sender, **kwargs):
    print(sender)


post_save.connect(handed_on, sender=Order)
HANDLERS = [handed_on]


@receiver(pre_save, sender=Order, dispatch_uid=f"{__name__} stamp")
def stamp(sender, **kwargs):
    print(sender)


# shop/more.py
from django.db.models.signals import post_save

from .signals import by_two_modules

post_save.connect(by_two_modules)


# shop/services.py
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import update_last_login
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.contenttypes.management import create_contenttypes
from django.db.models.signals import post_delete, post_migrate, post_save, pre_save

from . import signals
from .models import Order, Parcel
from .signals import note, stamp, weigh


def quiet():
    post_save.disconnect(note)  # SIG316
    post_delete.disconnect(note, sender=Order)  # SIG316
    post_delete.disconnect(dispatch_uid="forget order")  # SIG316
    post_save.disconnect(signals.weigh, sender=Order)  # SIG316
    post_save.disconnect(note, sender=Order)
    post_delete.disconnect(sender=Order, dispatch_uid="forget order")
    post_save.disconnect(weigh, sender=Parcel)


def of_django():
    user_logged_in.disconnect(update_last_login)  # SIG316
    user_logged_in.disconnect(update_last_login, dispatch_uid="last_login")  # SIG316
    post_migrate.disconnect(create_permissions)  # SIG316
    user_logged_in.disconnect(dispatch_uid="update_last_login", sender=Order)  # SIG316
    user_logged_in.disconnect(dispatch_uid="update_last_login")
    user_logged_in.disconnect(update_last_login, dispatch_uid="update_last_login")
    post_migrate.disconnect(create_contenttypes)
    # Connected to another signal: SIG911.
    user_logged_out.disconnect(update_last_login)


def not_certain(uid):
    post_save.disconnect(signals.by_two_modules)
    post_save.disconnect(signals.handed_on)
    pre_save.disconnect(stamp, sender=Order)
    post_delete.disconnect(note, sender=Order, dispatch_uid=uid)


# shop/views.py
from django.contrib.auth.models import update_last_login
from django.contrib.auth.signals import user_logged_in


def for_a_while(request, login):
    was_connected = user_logged_in.disconnect(update_last_login)  # SIG316
    try:
        login(request)
    finally:
        if was_connected:
            user_logged_in.connect(update_last_login)


# shop/tests.py
from django.db.models.signals import post_save
from django.test import TestCase

from .models import Order
from .signals import note


class NoteTest(TestCase):
    def setUp(self):
        post_save.disconnect(note)  # SIG316
        self.addCleanup(post_save.connect, note, sender=Order)
