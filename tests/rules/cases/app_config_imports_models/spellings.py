# rules: SIG102
"""Imports at the top of a configuration's module that lead to models, beside those that do not, or only later."""

# shop/__init__.py
# shop/apps.py
import os
from typing import TYPE_CHECKING

import shop.models  # SIG102
from django.apps import AppConfig
from django.contrib.auth import get_user_model
from django.contrib.auth.apps import AuthConfig

from . import signals  # SIG102
from .auth import group_names  # SIG102
from .far import begin  # SIG102
from .settings_of_the_shop import NAME
from .very_far import first

if TYPE_CHECKING:
    from .models import Order

if os.environ.get("SHOP_EAGER"):
    from .models import Parcel

try:
    from .models import Label
except ImportError:
    Label = None


class ShopConfig(AppConfig):
    name = NAME

    def ready(self):
        from .models import Order

        print(Order, Parcel, Label, AuthConfig, get_user_model, begin, first, group_names, shop, signals)


# shop/models.py
from django.db import models

from . import signals  # noqa: F401


class Order(models.Model):
    pass


class Parcel(models.Model):
    pass


class Label(models.Model):
    pass


# shop/signals.py
from django.db.models.signals import post_save
from django.dispatch import receiver

from .models import Order


@receiver(post_save, sender=Order)
def ship(sender, **kwargs):
    print(sender)


# shop/auth.py
from django.contrib.auth.models import Group


def group_names():
    return [group.name for group in Group.objects.all()]


# shop/far.py
from . import further


def begin():
    return further


# shop/further.py
from .models import Order  # noqa: F401

# shop/settings_of_the_shop.py
from django.db import models

NAME = "shop"


def later():
    from .models import Order

    return Order, models


# shop/very_far.py
from . import second

first = second

# shop/second.py
from . import third

second = third

# shop/third.py
from . import fourth

third = fourth

# shop/fourth.py
from . import models

fourth = models


# depot/__init__.py
# depot/models.py
from django.db import models


class Shelf(models.Model):
    class Meta:
        abstract = True


# depot/apps.py
from django.apps import AppConfig

from .models import Shelf


class DepotConfig(AppConfig):
    name = "depot"
    shelf = Shelf
