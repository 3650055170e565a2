"""Helpers that connect what they are given."""

from django.db.models.signals import post_delete, post_init, post_save, pre_delete, pre_save

from .events import paid
from .models import Order, Product
from .reactions import refunded, restocked


def connect_all():
    from .audit import changed, forgotten

    for signal, handler in ((pre_save, changed), (post_save, changed)):
        signal.connect(handler, sender=Order)
    for signal in (post_delete, pre_delete):
        signal.connect(changed, sender=Product)
    for signal, handler in {post_init: changed}.items():
        signal.connect(handler, sender=Product)
    paid.connect(forgotten)
    connect_one(changed, Product)
    Registry.connect_everything()
    paid.connect(restocked)
    paid.connect(refunded.refunded)

    def passing(sender, **kwargs):
        """Nothing holds this once connect_all() has returned."""

    def lasting(sender, **kwargs):
        """Held by the connection."""

    post_save.connect(passing, sender=Product)
    post_save.connect(lasting, sender=Product, weak=False)


def connect_one(handler, model):
    post_save.connect(handler, sender=model)


class Registry:
    """Connects in steps, each a class method."""

    @classmethod
    def connect_everything(cls):
        cls._connect_stock()

    @classmethod
    def _connect_stock(cls):
        from .audit import counted

        paid.connect(counted)

    def connect_more(self):
        from .audit import never_connected

        paid.connect(never_connected)
