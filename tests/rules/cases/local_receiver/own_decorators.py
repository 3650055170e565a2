"""What a decorator of the project makes of a local function is held as little as the function, unless it keeps it."""

from functools import wraps

from django.db.models.signals import post_save

from shop.models import Order

KEPT = []


def unless_raw(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        if not kwargs.get("raw"):
            function(*args, **kwargs)

    return wrapper


def twice(function):
    def wrapper(**kwargs):
        function(**kwargs)
        function(**kwargs)

    return wrapper


def times(count):
    def decorate(function):
        def wrapper(**kwargs):
            for _ in range(count):
                function(**kwargs)

        return wrapper

    return decorate


def kept(function):
    def wrapper(**kwargs):
        function(**kwargs)

    KEPT.append(wrapper)
    return wrapper


def listed(function):
    KEPT.append(function)
    return function


def connect():
    @unless_raw
    def ship(sender, **kwargs):
        sender.ship()

    post_save.connect(ship, sender=Order)  # SIG302

    @twice
    def pack(sender, **kwargs):
        sender.pack()

    post_save.connect(pack, sender=Order)  # SIG302

    @times(3)
    def send(sender, **kwargs):
        sender.send()

    post_save.connect(send, sender=Order)  # SIG302

    @kept
    def bill(sender, **kwargs):
        sender.bill()

    post_save.connect(bill, sender=Order)

    @listed
    def count(sender, **kwargs):
        sender.count()

    post_save.connect(count, sender=Order)


connect()
