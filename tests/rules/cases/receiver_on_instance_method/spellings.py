# rules: SIG201, SIG309
"""Methods that a signal calls with and without an object."""

from django.dispatch import Signal
from shop.services import Service, remote

paid = Signal()


class Shipping:
    @receiver(post_save, sender="shop.Order")
    def ship(self, sender, instance, **kwargs):  # SIG309
        instance.ship()

    @receiver(post_save, sender="shop.Order")
    @receiver(post_delete, sender="shop.Order")
    def stacked(self, sender, instance, **kwargs):  # SIG309
        instance.ship()

    @receiver(paid)
    def of_a_signal_of_ones_own(self, sender, order, **kwargs):  # SIG309
        order.ship()

    @receiver(remote)
    def of_another_file(self, sender, **kwargs):  # SIG309
        print(sender)

    @classmethod
    @receiver(post_save, sender="shop.Order")
    def of_class(cls, sender, instance, **kwargs):  # SIG309
        instance.ship()

    def through_the_class(self, sender, instance, **kwargs):  # SIG309
        instance.ship()

    def bound(self, sender, instance, **kwargs):
        instance.ship()

    @staticmethod
    @receiver(post_save, sender="shop.Order")
    def static(sender, instance, **kwargs):
        instance.ship()

    @receiver(post_save, sender="shop.Order")
    def without_self(sender, instance, **kwargs):
        # A function in a class: the signal calls it as what it is.
        instance.ship()

    @receiver(post_save, sender="shop.Order")
    def with_a_default(self=None, sender=None, **kwargs):
        print(sender)

    @receiver(paid)
    def a_signal_may_send_this(cls, sender, **kwargs):
        print(cls)

    @receiver(post_save, sender="shop.Order")
    @unheard_of
    def with_a_decorator_that_may_bind(self, sender, **kwargs):
        print(sender)

    @classmethod
    def of_class_by_a_call(cls, sender, **kwargs):
        print(cls)


post_save.connect(Shipping.through_the_class, sender="shop.Order")
post_save.connect(Shipping.of_class_by_a_call, sender="shop.Order")
shipping = Shipping()
post_save.connect(shipping.bound, sender="shop.Order")
post_save.connect(Service.run, sender="shop.Order")  # SIG309


@receiver(post_save, sender="shop.Order")
def not_a_method(self, sender, instance, **kwargs):  # SIG201
    instance.ship()


# shop/services.py
from django.dispatch import Signal

remote = Signal()


class Service:
    def run(self, sender, instance, **kwargs):
        instance.ship()
