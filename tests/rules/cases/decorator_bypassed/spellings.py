# rules: SIG307
"""Decorators above ``@receiver``: those that return another function, and those that return the same."""

import functools

from celery import shared_task
from django.db import transaction
from django.dispatch import receiver
from shop import celery
from shop.decorators import checked, counted, counted_as, logged, logged_as, paused, registered, traced
from tenacity import retry


@transaction.atomic
@receiver(post_save, sender="shop.Order")  # SIG307
def atomic(sender, instance, **kwargs):
    instance.ship()


@transaction.atomic(using="other")
@receiver(post_save, sender="shop.Order")  # SIG307
def atomic_called(sender, instance, **kwargs):
    instance.ship()


@functools.lru_cache(maxsize=10)
@receiver(post_save, sender="shop.Order")  # SIG307
def cached(sender, instance, **kwargs):
    instance.ship()


@retry(reraise=True)
@receiver(post_save, sender="shop.Order")  # SIG307
def retried(sender, instance, **kwargs):
    instance.ship()


@shared_task
@receiver(post_save, sender="shop.Order")  # SIG307
def queued(sender, instance, **kwargs):
    instance.ship()


@celery.app.task(bind=True)
@receiver(post_save, sender="shop.Order")  # SIG307
def queued_too(sender, instance, **kwargs):
    instance.ship()


@logged
@receiver(post_save, sender="shop.Order")  # SIG307
def wrapped_by_the_project(sender, instance, **kwargs):
    instance.ship()


@logged_as("shipping")
@receiver(post_save, sender="shop.Order")  # SIG307
def wrapped_by_a_call(sender, instance, **kwargs):
    instance.ship()


@transaction.atomic
@receiver(post_save, sender="shop.Order")  # SIG307
@receiver(post_delete, sender="shop.Order")
def one_finding_for_all_of_them(sender, instance, **kwargs):
    instance.ship()


@receiver(post_save, sender="shop.Order")
@transaction.atomic
@receiver(post_delete, sender="shop.Order")  # SIG307
def in_the_middle(sender, instance, **kwargs):
    instance.ship()


class Shipping:
    @transaction.atomic
    @receiver(post_save, sender="shop.Order")  # SIG307
    def ship(sender, instance, **kwargs):
        instance.ship()


# --- below it, or none that wraps ---


@receiver(post_save, sender="shop.Order")
@transaction.atomic
def below(sender, instance, **kwargs):
    instance.ship()


@transaction.non_atomic_requests
@receiver(post_save, sender="shop.Order")
def returned_as_it_is_by_django(sender, instance, **kwargs):
    instance.ship()


@registered
@receiver(post_save, sender="shop.Order")
def registered_by_the_project(sender, instance, **kwargs):
    instance.ship()


@counted
@receiver(post_save, sender="shop.Order")
def counted_by_an_object(sender, instance, **kwargs):
    instance.ship()


@counted_as("shipping")
@receiver(post_save, sender="shop.Order")
def registered_by_a_call(sender, instance, **kwargs):
    instance.ship()


@checked
@receiver(post_save, sender="shop.Order")
def either(sender, instance, **kwargs):
    instance.ship()


@paused
@receiver(post_save, sender="shop.Order")
def known_to_its_decorator(sender, instance, **kwargs):
    # The wrapper is stored as well: who knows what is called then.
    instance.ship()


@traced
@receiver(post_save, sender="shop.Order")
def with_a_decorated_decorator(sender, instance, **kwargs):
    instance.ship()


@unheard_of
@receiver(post_save, sender="shop.Order")
def unknown(sender, instance, **kwargs):
    instance.ship()


class Fine:
    @staticmethod
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()

    @property
    @receiver(post_save, sender="shop.Order")
    def pack(sender, instance, **kwargs):
        instance.ship()


@transaction.atomic
def connected_by_a_call(sender, instance, **kwargs):
    instance.ship()


post_save.connect(connected_by_a_call, sender=Order)
# shop/celery.py
from celery import Celery

app = Celery("shop")
# shop/decorators.py
from contextlib import contextmanager
from functools import wraps

handlers = {}


def logged(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        print(function)
        return function(*args, **kwargs)

    return wrapper


def logged_as(name):
    def decorator(function):
        def wrapper(*args, **kwargs):
            print(name)
            return function(*args, **kwargs)

        return wrapper

    return decorator


def registered(function):
    handlers[function.__name__] = function
    return function


class Counted:
    def __init__(self, function):
        self.function = function


counted = Counted


def counted_as(name):
    def decorator(function):
        handlers[name] = function
        return function

    return decorator


def checked(function):
    if function.__name__ in handlers:
        return function

    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def paused(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    handlers[function] = wrapper
    return wrapper


@unheard_of
def traced(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper
