# rules: SIG301
"""What nothing but the connection holds; and everything that looks like it and is held."""

import functools
from functools import lru_cache, partial, wraps

from django.dispatch import Signal, receiver
from shop.holders import Registered, Single, StrongSignal, registered, traced


def ship(sender, instance, **kwargs):
    instance.ship()


class Notifier:
    def __init__(self, subject=""):
        self.subject = subject

    def __call__(self, sender, instance, **kwargs):
        instance.ship()


class Special(Notifier):
    pass


def make_handler(subject):
    def handler(sender, **kwargs):
        print(subject)

    return handler


def make_lambda(subject):
    return lambda sender, **kwargs: print(subject)


def make_partial(subject):
    return partial(ship, subject=subject)


def make_wrapped(function):
    @wraps(function)
    def wrapper(sender, **kwargs):
        return function(sender, **kwargs)

    return wrapper


def make_either(subject):
    if subject:
        return lambda sender, **kwargs: print(subject)

    def handler(sender, **kwargs):
        print(subject)

    return handler


# --- made by the call itself ---

post_save.connect(lambda sender, **kwargs: None)  # SIG301
post_save.connect(receiver=lambda sender, **kwargs: None, sender=Order)  # SIG301
post_save.connect((lambda sender, **kwargs: None), Order)  # SIG301
post_save.connect(  # SIG301
    lambda sender, **kwargs: None,
    sender=Order,
)
post_save.connect(lambda sender, **kwargs: None, weak=True)  # SIG301
post_save.connect(lambda sender, **kwargs: None, Order, True)  # SIG301
post_save.connect(partial(ship, using="other"), sender=Order)  # SIG301
post_save.connect(functools.partial(ship, using="other"), sender=Order)  # SIG301
post_save.connect(Notifier(), sender=Order)  # SIG301
post_save.connect(Notifier("shipped"), sender=Order)  # SIG301
post_save.connect(Special(), sender=Order)  # SIG301
post_save.connect(make_handler("shipped"), sender=Order)  # SIG301
post_save.connect(make_lambda("shipped"), sender=Order)  # SIG301
post_save.connect(make_partial("shipped"), sender=Order)  # SIG301
post_save.connect(make_wrapped(ship), sender=Order)  # SIG301
post_save.connect(make_either("shipped"), sender=Order)  # SIG301
post_save.connect(lambda sender, **kwargs: None, dispatch_uid="nothing")  # SIG301
receiver(post_save, sender=Order)(lambda sender, **kwargs: None)  # SIG301
receiver(post_save, sender=Order)(partial(ship, using="other"))  # SIG301

for signal in (post_save, post_delete):
    signal.connect(lambda sender, **kwargs: None)  # SIG301

if settings.DEBUG:
    post_save.connect(lambda sender, **kwargs: None)  # SIG301


class Watcher:
    post_save.connect(lambda sender, **kwargs: None)  # SIG301

    def __init__(self, model):
        post_save.connect(lambda sender, **kwargs: self.saved(sender), sender=model)  # SIG301
        pre_save.connect(self.make(), sender=model)  # SIG301

    def make(self):
        return lambda sender, **kwargs: self.saved(sender)

    def saved(self, sender):
        print(sender)


# --- held by a local name alone, in a function that ends there ---


def by_a_local_name(model):
    handler = partial(ship, using="other")
    post_save.connect(handler, sender=model)  # SIG301


def by_several_connections(model):
    handler = lambda sender, **kwargs: None
    post_save.connect(handler, sender=model)  # SIG301
    post_delete.connect(handler, sender=model)  # SIG301


def by_a_local_instance(model):
    notifier = Notifier("shipped")
    if model is not None:
        post_save.connect(notifier, sender=model)  # SIG301
    return True


# --- held ---

post_save.connect(lambda sender, **kwargs: None, weak=False)
post_save.connect(partial(ship, using="other"), Order, False)
receiver(post_save, weak=False)(lambda sender, **kwargs: None)
# Whatever these are, they may be false.
post_save.connect(lambda sender, **kwargs: None, weak=settings.DEBUG)
post_save.connect(lambda sender, **kwargs: None, **settings.CONNECT)

by_name = lambda sender, **kwargs: None
post_save.connect(by_name)
also_by_name = partial(ship, using="other")
post_save.connect(also_by_name)
notifier = Notifier()
post_save.connect(notifier)
made = make_handler("shipped")
post_save.connect(made)
post_save.connect(walrus := partial(ship, using="other"))
returned = receiver(post_save)(lambda sender, **kwargs: None)

HANDLERS = {"save": lambda sender, **kwargs: None, "delete": partial(ship, using="other")}
post_save.connect(HANDLERS["save"])
for handler in HANDLERS.values():
    post_delete.connect(handler)
NOTIFIERS = [Notifier("one"), Notifier("two")]
for handler in NOTIFIERS:
    post_save.connect(handler)


class Held:
    handler = lambda sender, **kwargs: None
    post_save.connect(handler)

    def __init__(self):
        self.handler = partial(ship, using="other")
        post_save.connect(self.handler)
        local = partial(ship, using="other")
        self.kept = local
        post_save.connect(local)


def returned_to_the_caller(model):
    handler = partial(ship, using="other")
    post_save.connect(handler, sender=model)
    return handler


def appended(model, handlers):
    handler = partial(ship, using="other")
    handlers.append(handler)
    post_save.connect(handler, sender=model)


def declared_global(model):
    global the_handler
    the_handler = partial(ship, using="other")
    post_save.connect(the_handler, sender=model)


def alive_while_it_matters(model):
    # What is saved below is saved while the function, and so the partial, is alive.
    handler = partial(ship, using="other")
    post_save.connect(handler, sender=model)
    model.objects.create()


def explicitly_weak(model):
    handler = partial(ship, using="other")
    post_save.connect(handler, sender=model, weak=True)


def handed_in(handler, make):
    post_save.connect(handler)
    post_save.connect(make())


# --- what a call returns is not always new ---

_cache = {}


def cached(subject):
    def handler(sender, **kwargs):
        print(subject)

    _cache[subject] = handler
    return handler


@lru_cache
def remembered(subject):
    return lambda sender, **kwargs: print(subject)


def found(subject):
    return _cache[subject]


def sometimes_found(subject):
    if subject in _cache:
        return _cache[subject]
    return lambda sender, **kwargs: print(subject)


def the_same(function):
    _cache[function] = function
    return function


def with_a_decorator_of_its_own(subject):
    @registered
    def handler(sender, **kwargs):
        print(subject)

    return handler


class Counted:
    instances = []

    def __init__(self):
        self.instances.append(self)

    def __call__(self, sender, **kwargs):
        print(sender)


class SelfRegistering:
    def __init__(self):
        self.register()

    def register(self):
        _cache[type(self)] = self

    def __call__(self, sender, **kwargs):
        print(sender)


post_save.connect(cached("shipped"))
post_save.connect(remembered("shipped"))
post_save.connect(found("shipped"))
post_save.connect(sometimes_found("shipped"))
post_save.connect(the_same(ship))
post_save.connect(with_a_decorator_of_its_own("shipped"))
post_save.connect(Counted())
post_save.connect(SelfRegistering())
post_save.connect(Single())
post_save.connect(Registered())
post_save.connect(unheard_of("shipped"))
post_save.connect(settings.make_handler())

# --- other signals ---

strong = StrongSignal()
strong.connect(lambda sender, **kwargs: None)
socket.connect(lambda sender, **kwargs: None)
# shop/holders.py
"""Classes that keep what they make, and a signal whose connections are strong."""
from django.dispatch import Signal

registry = []


class SingleType(type):
    instance = None

    def __call__(cls):
        cls.instance = cls.instance or super().__call__()
        return cls.instance


class Single(metaclass=SingleType):
    def __call__(self, sender, **kwargs):
        print(sender)


def registered(made):
    registry.append(made)
    return made


def traced(made):
    return made


@registered
class Registered:
    def __call__(self, sender, **kwargs):
        print(sender)


class StrongSignal(Signal):
    def connect(self, receiver, sender=None, weak=False, dispatch_uid=None):
        super().connect(receiver, sender, weak, dispatch_uid)
