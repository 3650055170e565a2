# rules: SIG316
"""Disconnections that name what was connected, and those that name something else."""

from functools import partial

from django.dispatch import Signal, receiver
from shop import services
from shop.services import StrictSignal

paid = Signal()
strict = StrictSignal()


def ship(sender, **kwargs):
    print(sender)


post_save.connect(ship, sender=Order)
post_save.connect(ship, sender=Parcel)
post_save.disconnect(ship)  # SIG316
post_save.disconnect(ship, sender=None)  # SIG316
post_save.disconnect(ship, sender=Customer)  # SIG316
post_save.disconnect(receiver=ship)  # SIG316
post_save.disconnect(ship, dispatch_uid="ship")  # SIG316
post_save.disconnect(ship, sender=Order)
post_save.disconnect(ship, Parcel)


@receiver(post_delete, dispatch_uid="pack")
def pack(sender, **kwargs):
    print(sender)


post_delete.disconnect(pack)  # SIG316
post_delete.disconnect(pack, dispatch_uid="packed")  # SIG316
post_delete.disconnect(dispatch_uid="pack", sender=Order)  # SIG316
post_delete.disconnect(pack, dispatch_uid="pack")
post_delete.disconnect(dispatch_uid="pack")
# Connected elsewhere, for all that is known.
post_delete.disconnect(dispatch_uid="unheard of")


@receiver(pre_save, sender="shop.Order")
def lazy(sender, **kwargs):
    print(sender)


pre_save.disconnect(lazy)  # SIG316
pre_save.disconnect(lazy, sender="shop.Parcel")  # SIG316
pre_save.disconnect(lazy, sender="shop.Order")
# The same model, or another: a name does not tell.
pre_save.disconnect(lazy, sender=Order)


@receiver(pre_delete)
def any_sender(sender, **kwargs):
    print(sender)


pre_delete.disconnect(any_sender, sender=Order)  # SIG316
pre_delete.disconnect(any_sender)

# Nothing is named, or nothing that can have been connected.
post_save.disconnect()  # SIG316
post_save.disconnect(sender=Order)  # SIG316
post_save.disconnect(None, Order)  # SIG316
post_save.disconnect(lambda sender, **kwargs: None)  # SIG316
post_save.disconnect(partial(ship, using="other"), sender=Order)  # SIG316
paid.disconnect(services.Indexer().update)  # SIG316
post_save.disconnect(lambda sender, **kwargs: None, dispatch_uid="a uid is enough")


class Watcher:
    def __init__(self):
        post_save.connect(self.saved, sender=Order)

    def close(self):
        post_save.disconnect(self.saved)  # SIG316

    def close_properly(self):
        post_save.disconnect(self.saved, sender=Order)

    def saved(self, sender, **kwargs):
        print(sender)


# --- not certain ---


def local(model):
    handler = partial(ship, using="other")
    post_save.connect(handler, sender=model)
    post_save.disconnect(handler, sender=model)


def of_a_parameter(model):
    paid.connect(ship, sender=model)
    paid.disconnect(ship)


def by_unpacked_arguments(options):
    pre_save.disconnect(lazy, **options)
    pre_save.disconnect(*options)


def by_an_unknown_uid(uid):
    post_delete.disconnect(pack, dispatch_uid=uid)
    post_delete.disconnect(dispatch_uid=uid)


def connected_by_an_unknown_uid(sender, **kwargs):
    print(sender)


post_save.connect(connected_by_an_unknown_uid, dispatch_uid=settings.UID)
post_save.disconnect(connected_by_an_unknown_uid)

User = get_user_model()
m2m_changed.connect(ship, sender=User)
m2m_changed.disconnect(ship, sender=settings.AUTH_USER_MODEL)
m2m_changed.disconnect(ship, sender=services.User)

# Connected in another file, with whatever it says there.
post_save.disconnect(services.notice)
post_save.disconnect(services.notice, sender=Order)
post_save.disconnect(services.make())
post_save.disconnect(services.SERVICE.update)
post_save.disconnect(settings.HANDLERS["save"]())
post_save.disconnect(services.Indexer().static)
post_save.disconnect(services.Indexer().of_class)
post_save.disconnect(services.Indexer().unheard_of)
strict.disconnect()
database.disconnect()

for signal in (post_init, pre_init):
    signal.connect(ship, sender=Order)
for signal in (post_init, pre_init):
    signal.disconnect(ship, sender=Order)
# shop/services.py
from django.contrib.auth import get_user_model
from django.dispatch import Signal

User = get_user_model()


class Indexer:
    def update(self, sender, **kwargs):
        print(sender)

    @staticmethod
    def static(sender, **kwargs):
        print(sender)

    @classmethod
    def of_class(cls, sender, **kwargs):
        print(sender)


SERVICE = Indexer()


class StrictSignal(Signal):
    def disconnect(self, receiver=None, sender=None, dispatch_uid=None):
        self.receivers.clear()


def notice(sender, **kwargs):
    print(sender)


def make():
    return notice
