# rules: SIG404, SIG907
"""Names of models that an app of the project has not, beside those that it has, or may have."""

# shop/__init__.py
# shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from django.db.models.signals import post_save

        from . import signals

        post_save.connect(signals.connected, sender="shop.Custmer")  # SIG907


# depot/__init__.py
# depot/apps.py
from django.apps import AppConfig


class DepotConfig(AppConfig):
    name = "depot"
    label = "warehouse"


# depot/models.py
from django.db import models


class Shelf(models.Model):
    pass


# bare/__init__.py
# bare/models.py
from django.db import models


class Thing(models.Model):
    pass


class Voucher(models.Model):
    class Meta:
        app_label = "auth"


# shop/models/__init__.py
from django.db import models
from library import registered

from .parcel import Parcel


class Order(models.Model):
    class Meta:
        app_label = "shop"


class Item(models.Model):
    pass


Gift = type("Gift", (Parcel,), {"__module__": __name__})
registered(Order)

# shop/models/parcel.py
from django.db import models


class Parcel(models.Model):
    pass


# shop/signals.py
from django.conf import settings
from django.db.models.signals import class_prepared, m2m_changed, post_save, pre_save
from django.dispatch import Signal, receiver

paid = Signal()


@receiver(post_save, sender="shop.Or-der")  # SIG404
def no_name_of_a_model(sender, **kwargs):
    pass


@receiver(post_save, sender="shop.Ordr")  # SIG907
def misspelt(sender, **kwargs):
    print(sender)


@receiver([post_save, pre_save], sender="shop.Invoice")  # SIG907
def of_two_signals(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Order")
@receiver(post_save, sender="warehouse.Shelve")  # SIG907
def of_another_app(sender, **kwargs):
    print(sender)


MODEL = "shop.Prcel"


@receiver(post_save, sender=MODEL)  # SIG907
def by_a_constant(sender, **kwargs):
    print(sender)


def connected(sender, **kwargs):
    print(sender)


pre_save.connect(connected, "shop.Basket")  # SIG907


@receiver(post_save, sender="shop.order")
def in_lower_case(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Parcel")
def of_the_package(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="warehouse.Shelf")
def by_the_label(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="depot.Shelf")  # SIG907
def by_the_name_of_the_package(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="auth.Usr")  # SIG907
def of_django(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="auth.Order")  # SIG907
def under_the_label_of_another_app(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="bare.Thng")  # SIG907
def of_an_app_without_a_configuration(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.OrderItms")  # SIG907
def with_the_name_of_another_inside(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="auth.User")
@receiver(post_save, sender="bare.thing")
@receiver(post_save, sender="auth.Voucher")
@receiver(post_save, sender="payments.Payment")
def of_other_apps(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Gift")
def made_by_a_call(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=settings.SHOP_MODEL)
def of_a_setting(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=f"shop.{settings.SHOP_MODEL}")
def of_half_a_setting(sender, **kwargs):
    print(sender)


@receiver(paid, sender="shop.Ordr")
def of_a_plain_signal(sender, **kwargs):
    print(sender)


@receiver(class_prepared, sender="shop.Ordr")
def of_a_plain_signal_of_django(sender, **kwargs):
    print(sender)


# shop/test_signals.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save, sender="shop.Nothing")
def in_a_test(sender, **kwargs):
    print(sender)
