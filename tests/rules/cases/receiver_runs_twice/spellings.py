# rules: SIG311
"""One receiver connected more than once: what Django makes one of, and what it does not."""

from django.dispatch import Signal, receiver

paid = Signal()


@receiver(post_save, sender=Order, dispatch_uid="one")
@receiver(post_save, sender=Order, dispatch_uid="two")  # SIG311
def under_two_uids(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order)
@receiver(post_save, sender=Order, dispatch_uid="two")  # SIG311
def with_and_without_a_uid(sender, **kwargs):
    print(sender)


@receiver(post_save)
@receiver(post_save, sender=Order)  # SIG311
def with_and_without_a_sender(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order)
@receiver([post_save, post_delete])  # SIG311
def among_others(sender, **kwargs):
    print(sender)


@receiver(paid)
@receiver(paid, sender="shop")  # SIG311
def of_a_signal_of_ones_own(sender, **kwargs):
    print(sender)


@receiver(post_save)
def decorated_and_connected(sender, **kwargs):
    print(sender)


post_save.connect(decorated_and_connected, sender=Order)  # SIG311


def connected_twice(sender, **kwargs):
    print(sender)


post_save.connect(connected_twice)
post_save.connect(connected_twice, dispatch_uid="again")  # SIG311


def connected_by_a_function(sender, **kwargs):
    print(sender)


def connect_all():
    post_save.connect(connected_by_a_function, sender=Order)
    post_save.connect(connected_by_a_function)  # SIG311


# --- one receiver, or two that no send matches both of ---


@receiver(post_save, Order)
@receiver(post_save, sender=Parcel)
def with_a_sender_by_position_which_raises(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order)
@receiver(post_save, sender=Order)
def the_same_again(sender, **kwargs):
    print(sender)


@receiver([post_save, post_save])
def twice_in_a_list(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order, dispatch_uid="one")
@receiver(post_save, sender=Order, dispatch_uid="one")
def the_same_uid(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order)
@receiver(post_save, sender=Parcel)
def of_two_senders(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order, dispatch_uid="order")
@receiver(post_save, sender=Parcel, dispatch_uid="parcel")
def of_two_senders_with_uids(sender, **kwargs):
    print(sender)


@receiver(post_save)
@receiver(post_delete, sender=Order)
def of_two_signals(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order, dispatch_uid="")
@receiver(post_save, sender=Order, dispatch_uid=None)
def without_a_uid_in_effect(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order, dispatch_uid=make_uid())
@receiver(post_save, sender=Order, dispatch_uid=make_uid())
def under_unknown_uids(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=get_model())
@receiver(post_save)
def of_an_unknown_sender(sender, **kwargs):
    print(sender)


def by_a_condition(sender, **kwargs):
    print(sender)


if settings.EVERYTHING:
    post_save.connect(by_a_condition)
else:
    post_save.connect(by_a_condition, sender=Order)


def by_an_exception(sender, **kwargs):
    print(sender)


try:
    post_save.connect(by_an_exception, sender=Order)
except LookupError:
    post_save.connect(by_an_exception)


def by_a_pattern(sender, **kwargs):
    print(sender)


match settings.MODE:
    case "all":
        post_save.connect(by_a_pattern)
    case "orders":
        post_save.connect(by_a_pattern, sender=Order)


def by_two_functions(sender, **kwargs):
    print(sender)


def watch_all():
    post_save.connect(by_two_functions)


def watch_orders():
    post_save.connect(by_two_functions, sender=Order)


def made_anew(name):
    def handler(sender, **kwargs):
        print(name)

    return handler


post_save.connect(made_anew("one"), weak=False)
post_save.connect(made_anew("two"), sender=Order, weak=False)


class Indexer:
    def update(self, sender, **kwargs):
        print(self)


orders, parcels = Indexer(), Indexer()
first = Indexer()
second = Indexer()
post_save.connect(first.update)
post_save.connect(second.update, sender=Order)


def disconnected_between(sender, **kwargs):
    print(sender)


pre_save.connect(disconnected_between)
pre_save.disconnect(disconnected_between)
pre_save.connect(disconnected_between, sender=Order)
