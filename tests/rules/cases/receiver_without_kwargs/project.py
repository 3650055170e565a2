# rules: SIG004
# shop/events.py
from django.dispatch import Signal

paid = Signal()


class Event(Signal):
    def announce(self, **arguments):
        return self.send_robust(sender=None, **arguments)


refunded = Event()
_private = Signal()

# shop/special.py
from . import events


class SpecialEvent(events.Event):
    pass


special = SpecialEvent()

# shop/public.py
# Names exported once more.
from django.dispatch import receiver

from .events import paid as settled
from .events import refunded

# shop/connecting.py
# The project's own decorators, which wrap Django's receiver.
import functools

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver


def on(signal, **options):
    def decorate(function):
        return receiver(signal, **options)(function)

    return decorate


def shortly(signal, **options):
    return receiver(signal, **options)


def for_deletions_too(signal):
    return receiver([signal, post_delete])


unclear = functools.partial(receiver)


def saved(signal, sender):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(sender, instance, **kwargs):
            return function(instance)

        signal.connect(wrapper, sender=sender)
        return wrapper

    return decorate


def logged(signal):
    return lambda function: function


class without:
    """Disconnects a receiver while what it decorates runs."""

    def __init__(self, signal, receiver):
        self.signal, self.receiver = signal, receiver

    def __call__(self, function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            self.signal.disconnect(self.receiver)
            function(*args, **kwargs)
            self.signal.connect(self.receiver)

        return wrapper


def without_too(signal, receiver):
    def decorate(function):
        def wrapper(*args, **kwargs):
            signal.disconnect(receiver)
            function(*args, **kwargs)
            signal.connect(receiver)

        return wrapper

    return decorate


# shop/handlers.py
def elsewhere(sender, instance):
    instance.ship()


def fine_elsewhere(sender, instance, **kwargs):
    instance.ship()


def behind_a_star(sender, instance):
    instance.ship()


class Indexer:
    def update(self, sender, instance):
        instance.ship()


# shop/star.py
from django.db.models.signals import *
from django.dispatch import *

from .events import *
from .handlers import *

post_save.connect(behind_a_star)  # SIG004
post_save.connect(behind_no_star)


@receiver(paid)
def on_paid(sender, order):  # SIG004
    order.ship()


@receiver(post_save)
def on_save(sender, instance):  # SIG004
    instance.ship()


def on_refunded(sender, order):  # SIG004
    order.ship()


refunded.connect(on_refunded)


def on_private(sender, order):
    order.ship()


# Star imports leave such a name alone.
_private.connect(on_private)

# shop/signals.py
from typing import TYPE_CHECKING

from django.db.models.signals import post_delete, post_save

from . import events, handlers, public
from .connecting import for_deletions_too, logged, on, saved, shortly, unclear, without, without_too
from .events import paid
from .handlers import Indexer, elsewhere, fine_elsewhere
from .models import Order
from .public import settled
from .special import special

try:
    from shop.nowhere import receiver
except ImportError:
    from django.dispatch import receiver

try:
    from django.dispatch import dispatcher
except ImportError:
    dispatcher = None

if TYPE_CHECKING:
    from celery.signals import task_prerun as post_init
    from shop.nowhere import refunded
else:
    from django.db.models.signals import post_init

    from .events import refunded


@receiver(paid)
def one_of_two_receivers(sender, order):
    # Which receiver this is depends on what is installed: undecided.
    order.ship()


@dispatcher.receiver(paid)
def django_or_nothing(sender, order):  # SIG004
    order.ship()


def from_another_module(sender, order):  # SIG004
    order.ship()


paid.connect(from_another_module)


def by_attribute(sender, order):  # SIG004
    order.ship()


events.refunded.connect(by_attribute)


def reexported(sender, order):  # SIG004
    order.ship()


settled.connect(reexported)


def reexported_attribute(sender, order):  # SIG004
    order.ship()


public.refunded.connect(reexported_attribute)


def of_a_subclass(sender, order):  # SIG004
    order.ship()


special.connect(of_a_subclass)


def not_for_type_checkers_alone(sender, order):  # SIG004
    order.ship()


refunded.connect(not_for_type_checkers_alone)


def init(sender, instance):  # SIG004
    print(instance)


post_init.connect(init)


@on(post_save, sender=Order)
def through_a_decorator_of_the_project(sender, instance):  # SIG004
    instance.ship()


@shortly(post_save, sender=Order)
def through_a_function_that_returns_djangos(sender, instance):  # SIG004
    instance.ship()


@for_deletions_too(post_save)
def of_more_signals_than_given(sender, instance):  # SIG004
    instance.ship()


@shortly(unknown_signal)
def of_an_unknown_signal(sender, instance):
    instance.ship()


@unclear(post_save)
def through_an_object(sender, instance):
    instance.ship()


@public.receiver(post_save, sender=Order)
def djangos_by_way_of_the_project(sender, instance):  # SIG004
    instance.ship()


@logged(post_save)
def a_decorator_that_connects_nothing(sender, instance):
    instance.ship()


@without(post_save, fine_elsewhere)
def a_decorator_that_connects_another(user):
    print(user)


@without_too(post_save, receiver=fine_elsewhere)
def a_decorator_that_connects_another_too(user):
    print(user)


@saved(post_save, sender=Order)
def a_decorator_that_connects_a_wrapper(instance):
    # What the signal calls is the wrapper, and that takes anything.
    instance.ship()


# The receiver's `def` stands elsewhere: so the finding stands on the connection.
post_save.connect(elsewhere, sender=Order)  # SIG004
post_delete.connect(handlers.elsewhere, sender=Order)  # once for each receiver is enough
post_save.connect(fine_elsewhere, sender=Order)

indexer = Indexer()
post_save.connect(  # SIG004
    indexer.update,
    sender=Order,
)


class OwnIndexer(Indexer):
    def connect(self):
        post_save.connect(self.update)
        post_save.connect(super().update)
