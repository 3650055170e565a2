# rules: SIG317
"""Keywords that Django's methods have, and those that they do not."""

from django.db.models.signals import ModelSignal
from django.dispatch import Signal, receiver
from shop.services import WiderSignal, remote

paid = Signal()
labelled = ModelSignal()
wider = WiderSignal()


def ship(sender, **kwargs):
    print(sender)


post_save.connect(ship, senders=[Order])  # SIG317
post_save.connect(ship, sender=Order, signal=post_save)  # SIG317
post_save.connect(ship, uid="ship")  # SIG317
paid.connect(ship, providing_args=["order"])  # SIG317
remote.connect(ship, dispatch_id="ship")  # SIG317
paid.connect(ship, apps=None)  # SIG317
request_started.connect(ship, apps=None)  # SIG317
post_save.connect(  # SIG317
    ship,
    model=Order,
)


@receiver(post_save, model=Order)  # SIG317
def decorated(sender, **kwargs):
    print(sender)


@receiver([post_save, post_delete], model=Order)  # SIG317
def decorated_for_two(sender, **kwargs):
    print(sender)


@receiver(post_save, receiver=ship)  # SIG317
def given_another_receiver(sender, **kwargs):
    print(sender)


post_save.disconnect(ship, sender=Order, weak=False)  # SIG317
paid.disconnect(ship, weak=True)  # SIG317
paid.disconnect(ship, uid="ship")  # SIG317

# --- fine ---

post_save.connect(receiver=ship, sender=Order, weak=False, dispatch_uid="ship")
post_save.connect(ship, sender="shop.Order", apps=registry)
labelled.connect(ship, sender="shop.Order", apps=registry)
post_save.disconnect(receiver=ship, sender=Order, dispatch_uid="ship")
post_save.disconnect(ship, sender="shop.Order", apps=registry)
wider.connect(ship, channel="orders")
wider.disconnect(ship, channel="orders")
post_save.connect(ship, **settings.CONNECT)
unheard_of.connect(ship, channel="orders")


@receiver(signal=post_save, sender="shop.Order", weak=False, dispatch_uid="all", apps=registry)
def with_all_of_them(sender, **kwargs):
    print(sender)


@receiver(unheard_of, channel="orders")
def of_a_signal_that_nobody_knows(sender, **kwargs):
    print(sender)


@receiver(wider, channel="orders")
def of_a_wider_signal(sender, **kwargs):
    print(sender)


def undecided(signal):
    signal.connect(ship, channel="orders")


# shop/services.py
from django.dispatch import Signal

remote = Signal()


class WiderSignal(Signal):
    def connect(self, receiver, sender=None, weak=True, dispatch_uid=None, channel=None):
        super().connect(receiver, sender, weak, dispatch_uid)

    def disconnect(self, receiver=None, sender=None, dispatch_uid=None, channel=None):
        return super().disconnect(receiver, sender, dispatch_uid)
