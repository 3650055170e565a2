# rules: SIG302
"""Local functions that nothing but a local name holds; and those that something does."""

from contextlib import contextmanager
from functools import wraps

from django.apps import AppConfig
from django.db import transaction
from shop.registry import keep

handlers = []


# --- gone when the function returns ---


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        def on_save(sender, instance, **kwargs):
            instance.ship()

        post_save.connect(on_save, sender=Order)  # SIG302
        # Whatever start-up goes on to do, the receiver was meant for later.
        self.module.prepare()


class Watcher:
    def __init__(self, model):
        def on_save(sender, instance, **kwargs):
            self.saved(instance)

        post_save.connect(on_save, sender=model)  # SIG302
        self.load(model)

    def contribute_to_class(self, cls, name):
        def on_init(sender, **kwargs):
            print(name)

        class_prepared.connect(on_init, sender=cls)  # SIG302
        setattr(cls, name, self)


def decorated():
    @receiver(post_save, sender="shop.Order")  # SIG302
    def ship(sender, instance, **kwargs):
        instance.ship()


def decorated_twice():
    @receiver(post_save, sender="shop.Order")  # SIG302
    @receiver(post_delete, sender="shop.Order")  # SIG302
    def ship(sender, instance, **kwargs):
        instance.ship()


def with_a_decorator_of_django():
    @receiver(post_save, sender="shop.Order")  # SIG302
    @transaction.atomic
    def ship(sender, instance, **kwargs):
        instance.ship()


def in_a_loop(models):
    for model in models:

        @receiver(post_save, sender=model)  # SIG302
        def ship(sender, instance, **kwargs):
            instance.ship()


def for_several_signals(model):
    def ship(sender, instance, **kwargs):
        instance.ship()

    for signal in (post_save, post_delete):
        signal.connect(ship, sender=model)  # SIG302


def in_a_branch(model):
    if model is not None:

        def ship(sender, instance, **kwargs):
            instance.ship()

        post_save.connect(ship, sender=model)  # SIG302
    return model


def with_another_beside_it(model):
    def ship(sender, instance, **kwargs):
        instance.ship()

    def pack(sender, instance, **kwargs):
        instance.ship()

    post_save.connect(ship, sender=model)  # SIG302
    post_save.connect(pack, sender=model)  # SIG302


def before_something_that_sends_nothing(model):
    def ship(sender, instance, **kwargs):
        instance.ship()

    try:
        post_save.connect(ship, sender=model)  # SIG302
    finally:
        print("connected")


def called_as_a_function(model):
    def ship(sender, instance, **kwargs):
        instance.ship()

    receiver(post_save, sender=model)(ship)  # SIG302


def asynchronous(model):
    async def ship(sender, instance, **kwargs):
        instance.ship()

    post_save.connect(ship, sender=model)  # SIG302


def undecided(signal):
    @receiver(signal)  # SIG302
    def ship(sender, **kwargs):
        print(sender)


# --- held, or needed no longer ---


def strong():
    @receiver(post_save, sender="shop.Order", weak=False)
    def ship(sender, instance, **kwargs):
        instance.ship()


def explicitly_weak():
    @receiver(post_save, sender="shop.Order", weak=True)
    def ship(sender, instance, **kwargs):
        instance.ship()


def undecidedly_weak(options):
    def ship(sender, instance, **kwargs):
        instance.ship()

    post_save.connect(ship, **options)


def returned():
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()

    return ship


def stored(holder):
    def ship(sender, instance, **kwargs):
        instance.ship()

    holder.ship = ship
    post_save.connect(ship, sender="shop.Order")


def appended():
    def ship(sender, instance, **kwargs):
        instance.ship()

    handlers.append(ship)
    post_save.connect(ship, sender="shop.Order")


def held_by_another():
    def ship(sender, instance, **kwargs):
        instance.ship()

    def again(instance):
        ship(None, instance)

    post_save.connect(ship, sender="shop.Order")
    return again


def declared_global():
    global module_level

    def module_level(sender, instance, **kwargs):
        instance.ship()

    post_save.connect(module_level, sender="shop.Order")


def declared_global_by_a_name_that_says_receiver():
    global the_receiver
    the_receiver = module_level
    post_save.connect(the_receiver, sender="shop.Order")


def outer():
    def ship(sender, instance, **kwargs):
        instance.ship()

    def inner():
        post_save.connect(ship, sender="shop.Order")

    return inner


def kept_by_its_decorator():
    @receiver(post_save, sender="shop.Order")
    @keep
    def ship(sender, instance, **kwargs):
        instance.ship()

    @keep
    @receiver(post_save, sender="shop.Order")
    def pack(sender, instance, **kwargs):
        instance.ship()


def disconnected_again(model):
    def ship(sender, instance, **kwargs):
        instance.ship()

    post_save.connect(ship, sender=model)
    try:
        model.objects.create()
    finally:
        post_save.disconnect(ship, sender=model)


def only_once(model):
    def ship(sender, instance, **kwargs):
        post_save.disconnect(ship, sender=model)
        instance.ship()

    post_save.connect(ship, sender=model)


def until_the_end(model):
    def ship(sender, instance, **kwargs):
        instance.ship()

    try:
        post_save.connect(ship, sender=model)
    finally:
        model.objects.create()


@contextmanager
def while_it_lasts(model):
    @receiver(post_save, sender=model)
    def ship(sender, instance, **kwargs):
        instance.ship()

    yield


def while_it_works(model):
    def ship(sender, instance, **kwargs):
        instance.ship()

    post_save.connect(ship, sender=model)
    for row in model.objects.all():
        row.save()


def while_it_loops(models):
    def ship(sender, instance, **kwargs):
        instance.ship()

    for model in models:
        model.objects.create()
        post_save.connect(ship, sender=model)


async def while_it_waits(model):
    def ship(sender, instance, **kwargs):
        instance.ship()

    post_save.connect(ship, sender=model)
    await model.objects.acreate()


def another_library(bus):
    def ship(sender, **kwargs):
        print(sender)

    bus.connect(ship)


def at_module_level(sender, instance, **kwargs):
    instance.ship()


def connect_it(model):
    post_save.connect(at_module_level, sender=model)


# shop/registry.py
handlers = []


def keep(function):
    handlers.append(function)
    return function
