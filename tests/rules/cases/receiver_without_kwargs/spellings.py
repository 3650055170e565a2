# rules: SIG004
"""Every spelling of a connection in one file, each with a receiver that lacks ``**kwargs``."""

import functools
from functools import partial

import django.db.models.signals
import django.dispatch
from django import dispatch
from django.core import signals as core_signals
from django.core.signals import request_finished, request_started, setting_changed
from django.contrib.auth import user_logged_in
from django.db import models, transaction
from django.db.models import signals
from django.db.models import signals as model_signals
from django.db.models.signals import ModelSignal, m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.db.models.signals import post_save as saved
from django.dispatch import Signal, dispatcher, receiver
from django.dispatch import receiver as on
from django.dispatch.dispatcher import receiver as dispatcher_receiver
from django.test.signals import template_rendered

# --- decorators ---


@receiver(post_save, sender=Order)
def plain(sender, instance):  # SIG004
    instance.ship()


@on(post_save)
def alias_of_receiver(sender, instance):  # SIG004
    instance.ship()


@receiver(saved)
def alias_of_signal(sender, instance):  # SIG004
    instance.ship()


@dispatch.receiver(post_save)
def attribute(sender, instance):  # SIG004
    instance.ship()


@dispatcher.receiver(post_save)
def attribute_of_the_defining_module(sender, instance):  # SIG004
    instance.ship()


@dispatcher_receiver(post_save)
def imported_from_the_defining_module(sender, instance):  # SIG004
    instance.ship()


@django.dispatch.receiver(django.db.models.signals.post_save)
def full_path(sender, instance):  # SIG004
    instance.ship()


@receiver(signals.post_save)
def attribute_of_signals(sender, instance):  # SIG004
    instance.ship()


@receiver(model_signals.post_save)
def attribute_of_aliased_signals(sender, instance):  # SIG004
    instance.ship()


@receiver(models.signals.post_save)
def attribute_of_models(sender, instance):  # SIG004
    instance.ship()


@receiver(core_signals.request_started)
def core(sender, environ=None):  # SIG004
    print(environ)


@receiver(user_logged_in)
def through_a_package_that_exports_it(sender, request, user):  # SIG004
    print(user)


@receiver([post_save, post_delete])
def a_list(sender, instance):  # SIG004
    instance.ship()


@receiver((post_save, post_delete))
def a_tuple(sender, instance):  # SIG004
    instance.ship()


SIGNALS = [post_save, post_delete]


@receiver(SIGNALS)
def a_named_list(sender, instance):  # SIG004
    instance.ship()


@receiver(SIGNALS + [pre_save])
def a_sum_of_lists(sender, instance):  # SIG004
    instance.ship()


@receiver([*SIGNALS, pre_save])
def an_unpacked_list(sender, instance):  # SIG004
    instance.ship()


@receiver(post_save, sender=Order)
@receiver(post_save, sender=Parcel)
@receiver(post_delete, sender=Parcel)
def stacked(sender, instance):  # SIG004
    instance.ship()


@receiver(signal=post_save, sender="shop.Order", dispatch_uid="ship", weak=False)
def by_keyword(sender, instance):  # SIG004
    instance.ship()


@receiver(
    post_save,
    sender=Order,
)
def wrapped(  # SIG004
    sender,
    instance,
):
    # The finding stands on the line of the `def`.
    instance.ship()


@receiver(post_save)
async def asynchronous(sender, instance):  # SIG004
    await instance.aship()


@receiver(post_save)
@transaction.atomic
def below_a_decorator_that_keeps_the_signature(sender, instance):  # SIG004
    instance.ship()


@functools.lru_cache
@receiver(post_save)
def above_the_connection_nothing_matters(sender, instance):  # SIG004
    instance.ship()


@receiver(post_save)
def every_argument_of_today(sender, instance, created, raw, using, update_fields, signal):  # SIG004
    # It works today; one more argument in the next Django, and it does not. With DEBUG on it never connects.
    instance.ship()


@receiver(post_save)
def positional_catch_all_alone(*args):  # SIG004
    print(args)


@receiver(post_save)
def keyword_only(*, sender, instance):  # SIG004
    instance.ship()


class Handlers:
    @staticmethod
    @receiver(post_save)
    def static(sender, instance):  # SIG004
        instance.ship()


def connect_all():
    @receiver(post_save, weak=False)
    def nested(sender, instance):  # SIG004
        instance.ship()


def undecided(signal):
    # Whatever the signal is, the decorator is Django's: what it decorates must take any argument.
    @receiver(signal, weak=False)
    def handler(sender, instance):  # SIG004
        instance.ship()

    return handler


if settings.DEBUG:

    @receiver(post_save)
    def in_a_branch(sender, instance):  # SIG004
        instance.ship()


# --- connect() ---


def by_name(sender, instance):  # SIG004
    instance.ship()


post_save.connect(by_name)


def by_keywords(sender, instance):  # SIG004
    instance.ship()


post_save.connect(sender=Order, receiver=by_keywords, dispatch_uid="by_keywords")


def connected_above(sender, instance):  # SIG004
    instance.ship()


models.signals.pre_save.connect(connected_above, Order)
models.signals.post_save.connect(connected_above, Order)

rebound = post_save


def of_a_rebound_signal(sender, instance):  # SIG004
    instance.ship()


rebound.connect(of_a_rebound_signal)

another_name = by_another_name = None


def original_name(sender, instance):  # SIG004
    instance.ship()


handler_alias = original_name
post_save.connect(handler_alias)


def in_a_loop(sender, instance):  # SIG004
    instance.ship()


for signal in (post_save, post_delete):
    signal.connect(in_a_loop)


def in_a_loop_over_a_name(sender, instance):  # SIG004
    instance.ship()


for signal_of_list in SIGNALS:
    signal_of_list.connect(in_a_loop_over_a_name, sender=Order)


def first_of_pairs(sender, instance):  # SIG004
    instance.ship()


def second_of_pairs(sender, instance, **kwargs):
    instance.ship()


for pair_signal, pair_handler in [(post_save, first_of_pairs), (post_delete, second_of_pairs)]:
    pair_signal.connect(pair_handler, sender=Order)


def from_a_dictionary(sender, instance):  # SIG004
    instance.ship()


for key_signal, value_handler in {pre_save: from_a_dictionary}.items():
    key_signal.connect(value_handler, sender=Order)


def called_as_a_function(sender, instance):  # SIG004
    instance.ship()


receiver(post_save, sender=Order)(called_as_a_function)


def inside_a_partial(shop, sender, instance):  # SIG004
    instance.ship()


notify = partial(inside_a_partial, "here")
post_save.connect(notify)


class Indexer:
    def __init__(self):
        post_save.connect(self.update, sender=Order)
        post_delete.connect(Indexer.remove, sender=Order)

    def update(self, sender, instance):  # SIG004
        instance.ship()

    @staticmethod
    def remove(sender, instance):  # SIG004
        instance.ship()

    def unconnected(self, sender, instance):
        instance.ship()

    def added(self, sender, instance):  # SIG004
        instance.ship()

    @classmethod
    def of_class(cls, sender, instance):  # SIG004
        instance.ship()

    def inherited(self, sender, instance):  # SIG004
        instance.ship()


class SpecialIndexer(Indexer):
    # What is inherited is found through the class, too.
    def fine(self, sender, **kwargs):
        kwargs["instance"].ship()


indexer = Indexer()
pre_save.connect(indexer.added)
pre_delete.connect(Indexer.of_class)
special = SpecialIndexer()
pre_delete.connect(special.inherited)
pre_delete.connect(special.fine)
pre_save.connect(SpecialIndexer.remove)


class Notifier:
    def __call__(self, sender, instance):  # SIG004
        instance.ship()


notifier = Notifier()
post_save.connect(notifier)


class OtherNotifier:
    def __call__(self, sender, instance):  # SIG004
        instance.ship()


post_save.connect(OtherNotifier(), weak=False)


class Connected:
    def __init__(self):
        post_save.connect(self)

    def __call__(self, sender, instance):  # SIG004
        instance.ship()


class Record:  # SIG004
    def __init__(self, sender, instance):
        self.instance = instance


post_save.connect(Record)

post_save.connect(lambda sender, instance: instance.ship(), weak=False)  # SIG004
post_save.connect(receiver=lambda sender, instance: instance.ship(), sender=Order, weak=False)  # SIG004
on_save = lambda sender, instance: instance.ship()  # noqa: E731
post_save.connect(on_save)  # SIG004
post_save.connect(partial(lambda shop, sender, instance: instance.ship(), "here"), weak=False)  # SIG004
receiver(post_save)(lambda sender, instance: instance.ship())  # SIG004


# --- signals of one's own ---

paid = Signal()
moved = dispatch.Signal()
labelled = ModelSignal(use_caching=True)


class Event(Signal):
    pass


refunded = Event()


class Events:
    cancelled = Signal()


@receiver(paid)
def on_paid(sender, order):  # SIG004
    order.ship()


@receiver(refunded)
def on_refunded(sender, order):  # SIG004
    order.ship()


def on_moved(sender, order):  # SIG004
    order.ship()


moved.connect(on_moved)


def on_labelled(sender, order):  # SIG004
    order.ship()


labelled.connect(on_labelled, sender="shop.Order")


def on_cancelled(sender, order):  # SIG004
    order.ship()


Events.cancelled.connect(on_cancelled)

# --- below a decorator of the project that hands on all that it is given ---


def not_for_fixtures(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        if not kwargs.get("raw"):
            function(*args, **kwargs)

    return wrapper


@receiver(post_save)
@not_for_fixtures
def below_it(sender, instance):  # SIG004
    instance.ship()


# --- fine ---


@receiver(post_save)
def catch_all(sender, instance, **kwargs):
    instance.ship()


@receiver(post_save)
def catch_all_by_another_name(sender, instance, **_):
    instance.ship()


@receiver(post_save)
def nothing_but_a_catch_all(**kw):
    print(kw)


@receiver(post_save)
def annotated(sender: type, instance: Order, *args: object, **kwargs: object) -> None:
    instance.ship()


post_save.connect(lambda sender, **kwargs: sender, weak=False)
post_save.connect(partial(catch_all, created=True), weak=False)


class FineNotifier:
    def __call__(self, sender, **kwargs):
        print(kwargs)


post_save.connect(FineNotifier(), weak=False)


class NotCallable(object):
    pass


class Subclass(FineNotifier):
    pass


class OfUnknownBase(UnknownBase):
    pass


not_callable = NotCallable()
post_save.connect(not_callable)
post_save.connect(not_callable.missing)
post_save.connect(NotCallable)
post_save.connect(Subclass(), weak=False)
post_save.connect(OfUnknownBase().method)
of_unknown_base = OfUnknownBase()
post_save.connect(of_unknown_base.method)
post_save.connect(partial(unknown_function, "here"), weak=False)
post_save.connect(partial(ship, *SIGNALS), weak=False)
post_save.connect(make_handler(), weak=False)
once = partial(by_name, shop="here")
twice = partial(once)
thrice = partial(twice)
# Nobody follows more than a few.
many_times = partial(partial(partial(thrice)))
post_save.connect(many_times)


class FineRecord:
    def __init__(self, sender, **kwargs):
        self.kwargs = kwargs


post_save.connect(FineRecord)


def takes_anything(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(kwargs["instance"])

    return wrapper


@receiver(post_save)
@takes_anything
def below_a_decorator_that_changes_the_signature(instance):
    instance.ship()


@takes_anything
def connected_with_its_decorator(instance):
    instance.ship()


post_save.connect(connected_with_its_decorator)


def never_connected(sender, instance):
    instance.ship()


def disconnected_only(sender, instance):
    instance.ship()


post_save.disconnect(disconnected_only)


def shadowed(sender, instance):
    instance.ship()


shadowed = partial(shadowed, extra=1)
# What is connected is what the name stands for by then, which is more than one thing: undecided.
post_save.connect(shadowed)


def with_a_parameter_called_receiver(receiver, sig):
    # Not Django's: the parameter's.
    @receiver(sig)
    def handler(sender, instance):
        instance.ship()

    return handler


def with_a_parameter_called_post_save(post_save):
    def handler(sender, instance):
        instance.ship()

    post_save.connect(handler)


def with_a_local_receiver():
    def receiver(signal):
        return lambda function: function

    @receiver(post_save)
    def handler(sender, instance):
        instance.ship()

    return handler


def arbitrary(connection, socket):
    def handler(sender, instance):
        instance.ship()

    connection.connect(handler)
    socket.connect(handler)
    return handler


def without_raw(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        kwargs.pop("raw")
        return function(*args, **kwargs)

    return wrapper


@receiver(post_save)
@without_raw
def below_a_decorator_that_takes_one_away(sender, instance):
    instance.ship()
