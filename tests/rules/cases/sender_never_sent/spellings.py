# rules: SIG912
"""Senders that no send of a signal has, beside those that one may have."""

# shop/events.py
from django.dispatch import Signal

by_self = Signal()
by_none = Signal()
by_text = Signal()
by_new = Signal()
by_parent = Signal()
by_several = Signal()
by_class = Signal()
by_subclass = Signal()
by_parameter = Signal()
by_test = Signal()
by_nobody = Signal()
handed_on = Signal()
by_metaclass = Signal()
unpacked = Signal()
by_one = Signal()


class OwnSignal(Signal):
    def send(self, sender, **named):
        return super().send(type(sender), **named)


by_own = OwnSignal()

# shop/backends.py
from shop.relay import relay

from shop import events
from shop.events import by_self


class Base:
    def run(self):
        events.by_parent.send(sender=type(self))
        events.by_subclass.send(sender=self.__class__)


class Backend(Base):
    def run(self):
        by_self.send(sender=self)
        events.by_none.send(None)
        events.by_text.send_robust(sender="shop.Backend")
        events.by_new.send(sender=Backend())
        events.by_several.send(sender=self)
        events.by_several.send(sender=None)
        events.by_class.send(sender=self)
        events.by_class.send(sender=Backend)
        events.by_test.send(sender=self)
        events.handed_on.send(sender=self)
        events.by_own.send(sender=self)
        relay(events.handed_on)
        events.by_one.send(sender=self)

    def told(self, sender, **kwargs):
        events.by_parameter.send(sender=sender)
        events.unpacked.send(**kwargs)


class Other:
    def run(self):
        events.by_parent.send(sender=self.__class__)


class Registered(type):
    def __init__(cls, *args):
        events.by_metaclass.send(sender=cls)


class Item(metaclass=Registered):
    pass


one = Backend()


# shop/relay.py
def relay(signal):
    signal.send(sender=None)


# shop/signals.py
from shop.backends import Backend, Item, Other, one
from unseen import Strange

from shop import events


@receiver(events.by_self, sender=Backend)  # SIG912
def of_self(sender, **kwargs):
    sender.by_self = dict(by_self=True)


@receiver(events.by_none, sender=Backend)  # SIG912
def of_none(sender, **kwargs):
    print(sender)


@receiver(events.by_text, sender=Backend)  # SIG912
def of_a_text(sender, **kwargs):
    print(sender)


@receiver(events.by_new, sender=Backend)  # SIG912
def of_a_new_one(sender, **kwargs):
    print(sender)


@receiver(events.by_several, sender=Backend)  # SIG912
def of_several(sender, **kwargs):
    print(sender)


def connected(sender, **kwargs):
    print(sender)


events.by_self.connect(connected, sender=Order, dispatch_uid="shop.connected")  # SIG912
events.by_subclass.connect(connected, sender=Other, dispatch_uid="shop.connected")  # SIG912
events.by_self.connect(connected, sender=Strange, dispatch_uid="shop.strange")

# Those that one may have.


@receiver(events.by_class, sender=Backend)
def of_the_class(sender, **kwargs):
    print(sender)


@receiver(events.by_subclass, sender=Backend)
def of_a_subclass(sender, **kwargs):
    print(sender)


@receiver(events.by_parent, sender=Backend)
def of_a_subclass_too(sender, **kwargs):
    print(sender)


@receiver(events.by_subclass, sender=Strange)
def of_a_class_out_of_sight(sender, **kwargs):
    print(sender)


@receiver(events.by_parameter, sender=Backend)
def of_whatever_is_given(sender, **kwargs):
    print(sender)


@receiver(events.unpacked, sender=Backend)
def of_whatever_is_in_there(sender, **kwargs):
    print(sender)


@receiver(events.by_test, sender=Backend)
def of_a_test(sender, **kwargs):
    print(sender)


@receiver(events.by_nobody, sender=Backend)
def of_nobody(sender, **kwargs):
    print(sender)


@receiver(events.handed_on, sender=Backend)
def of_whoever_has_it(sender, **kwargs):
    print(sender)


@receiver(events.by_own, sender=Backend)
def of_a_signal_that_sends_otherwise(sender, **kwargs):
    print(sender)


@receiver(events.by_metaclass, sender=Item)
def of_a_metaclass(sender, **kwargs):
    print(sender)


@receiver(events.by_self)
def of_all(sender, **kwargs):
    print(sender)


@receiver(events.by_one, sender=one)
def of_one(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order)
def of_djangos(sender, **kwargs):
    print(sender)


# shop/tests/__init__.py
# shop/tests/test_events.py
from shop.backends import Backend

from shop import events


def test_it():
    events.by_test.send(sender=Backend)


@receiver(events.by_self, sender=Backend)
def in_a_test(sender, **kwargs):
    print(sender)
