# rules: SIG320
"""Names of receivers that come to stand for something else, and those that only seem to."""

from functools import partial, singledispatch
from typing import overload

from django.db import transaction
from shop.registry import held, keep


@receiver(post_save, sender=Order)
def defined_again(sender, **kwargs):  # SIG320
    print(sender)


@receiver(post_delete, sender=Order)
def defined_again(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order)
@receiver(post_save, sender=Parcel)
@transaction.atomic
def stacked(sender, **kwargs):  # SIG320
    print(sender)


def stacked():
    return 1


@receiver([post_save, post_delete])
def assigned(sender, **kwargs):  # SIG320
    print(sender)


assigned = None


@receiver(post_save)
def deleted(sender, **kwargs):  # SIG320
    print(sender)


del deleted


@receiver(post_save)
def imported(sender, **kwargs):  # SIG320
    print(sender)


from shop.registry import imported


def connected(sender, **kwargs):  # SIG320
    print(sender)


post_save.connect(connected, sender=Order)


def connected(sender, **kwargs):
    print(sender)


post_save.connect(connected, sender=Parcel)


@receiver(post_save)
def annotated(sender, **kwargs):  # SIG320
    print(sender)


annotated: int = 1


@receiver(post_save)
def opened(sender, **kwargs):  # SIG320
    print(sender)


with open("orders.txt") as opened:
    ORDERS = 1


@receiver(post_save)
def three_times(sender, **kwargs):  # SIG320
    print(sender)


@receiver(post_delete)
def three_times(sender, **kwargs):  # SIG320
    print(sender)


@receiver(pre_save)
def three_times(sender, **kwargs):
    print(sender)


if settings.EVERYTHING:

    @receiver(post_save)
    def in_a_branch(sender, **kwargs):  # SIG320
        print(sender)


@receiver(post_delete)
def in_a_branch(sender, **kwargs):
    print(sender)


for model in (Order, Parcel):

    @receiver(post_save, sender=model)
    def in_a_loop(sender, **kwargs):  # SIG320
        print(sender)


@receiver(post_save)
def read_later_only(sender, **kwargs):  # SIG320
    print(sender)


def reader():
    return read_later_only


@receiver(post_delete)
def read_later_only(sender, **kwargs):
    print(sender)


# --- held, or never bound again ---

if settings.FAST:

    @receiver(post_save)
    def in_two_branches(sender, **kwargs):
        print(sender)

else:

    @receiver(post_save)
    def in_two_branches(sender, **kwargs):
        print("slow", sender)


try:

    @receiver(unheard_of.signal)
    def by_an_exception(sender, **kwargs):
        print(sender)

except AttributeError:

    @receiver(post_save)
    def by_an_exception(sender, **kwargs):
        print(sender)


@receiver(post_save)
def perhaps(sender, **kwargs):
    print(sender)


if settings.FAST:
    perhaps = None


@receiver(post_save, weak=False)
def strong(sender, **kwargs):
    print(sender)


strong = None


@receiver(post_save, weak=settings.WEAK)
def undecided(sender, **kwargs):
    print(sender)


undecided = None


@receiver(post_save)
@receiver(post_delete, weak=False)
def held_by_one_of_them(sender, **kwargs):
    print(sender)


held_by_one_of_them = None


@receiver(post_save)
def wrapped(sender, **kwargs):
    print(sender)


wrapped = partial(wrapped, using="other")


@receiver(post_save)
def stored(sender, **kwargs):
    print(sender)


HANDLERS = [stored]


def stored():
    return HANDLERS


@receiver(post_save)
def added_to(sender, **kwargs):
    print(sender)


added_to += 1


@receiver(post_save)
def aliased(sender, **kwargs):
    print(sender)


kept_alias = aliased
aliased = None


@receiver(post_save)
@singledispatch
def dispatched(sender, **kwargs):
    print(sender)


@dispatched.register
def dispatched(sender: int, **kwargs):
    print(sender)


@receiver(post_save)
@keep
def kept_by_a_decorator(sender, **kwargs):
    print(sender)


kept_by_a_decorator = None


@keep
@receiver(post_save)
def kept_by_another(sender, **kwargs):
    print(sender)


kept_by_another = None


@receiver(post_save)
def a_default(sender, **kwargs):
    print(sender)


def with_a_default(handler=a_default):
    return handler


a_default = None


class Namespace:
    @receiver(post_save)
    def once(sender, **kwargs):
        print(sender)


def once():
    return Namespace


for model in (Order, Parcel):

    @receiver(post_save, sender=model)
    def kept_in_a_loop(sender, **kwargs):
        print(sender)

    HANDLERS.append(kept_in_a_loop)


@overload
def overloaded(sender: int, **kwargs): ...


@overload
def overloaded(sender: str, **kwargs): ...


@receiver(post_save)
def overloaded(sender, **kwargs):
    print(sender)


def defined_before(sender, **kwargs):
    print(sender)


@receiver(post_save)
def defined_before(sender, **kwargs):
    print(sender)


@receiver(post_save)
def only_in_a_comprehension(sender, **kwargs):
    print(sender)


NAMES = [only_in_a_comprehension for only_in_a_comprehension in range(3)]

# An object of another module, which holds it.
from shop.registry import held as alias

post_save.connect(alias)
alias = None
for alias in held.handlers:
    post_save.connect(alias)
# shop/registry.py
handlers = []


def keep(function):
    handlers.append(function)
    return function


def held(sender, **kwargs):
    print(sender)


def imported(sender, **kwargs):
    print(sender)
