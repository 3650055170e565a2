# rules: SIG001
"""Receivers outside a signals module, and those that belong where they are."""

# shop/views.py
from celery.signals import task_failure
from django.core.signals import request_finished, request_started, setting_changed
from django.db.models.signals import class_prepared, post_save
from django.dispatch import receiver
from django.utils.autoreload import autoreload_started

CACHE = {}


@receiver(post_save)  # SIG001
def ship(sender, **kwargs):
    print(sender)


@receiver(setting_changed)
def reload_settings(sender, **kwargs):
    CACHE.clear()


@receiver(class_prepared)
def prepares(sender, **kwargs):
    # What ready() imports is late for it.
    sender.add_to_class("prepared", True)


@receiver([class_prepared, post_save])  # SIG001
def prepares_and_saves(sender, **kwargs):
    print(sender)


@receiver([request_started, request_finished])
def forget(sender, **kwargs):
    CACHE.clear()


@receiver(autoreload_started)
def watch(sender, **kwargs):
    sender.watch_dir("orders", "*.yml")


@receiver(task_failure)
def failed(sender, **kwargs):
    print(sender)


@receiver(request_finished)  # SIG001
def count(sender, **kwargs):
    Order.objects.update(total=1)


# shop/utils.py
def defined_elsewhere(sender, **kwargs):
    print(sender)


def made_by_a_migration(sender, **kwargs):
    print(sender)


def connected_in_a_signals_module(sender, **kwargs):
    print(sender)


# shop/apps.py
from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import signals, views
        from .utils import defined_elsewhere, made_by_a_migration

        post_save.connect(defined_elsewhere)  # SIG001
        post_delete.connect(defined_elsewhere)
        post_migrate.connect(made_by_a_migration, sender=self)


# shop/more.py
from django.db.models.signals import pre_save

from .utils import defined_elsewhere

pre_save.connect(defined_elsewhere)


# shop/signals.py
from django.db.models.signals import post_save

from .utils import connected_in_a_signals_module

post_save.connect(connected_in_a_signals_module)


# shop/search/handlers/products.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)  # SIG001
def index(sender, **kwargs):
    print(sender)


# shop/signals/__init__.py
# shop/signals/orders.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def in_a_package(sender, **kwargs):
    print(sender)


# signals/__init__.py
# signals/models.py
# signals/views.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)  # SIG001
def in_an_app_that_is_called_so(sender, **kwargs):
    print(sender)
