# rules: SIG405, SIG406, SIG907
"""A model whose module has its name: what the package of models gives is the model, and not the module."""

# shop/models/__init__.py
from .Parcel import Parcel
from . import Crate

# shop/models/Parcel.py
from django.db import models


class Parcel(models.Model):
    labels = models.ManyToManyField("shop.Crate")


# shop/models/Crate.py
from django.db import models


class Crate(models.Model):
    pass


# shop/signals.py
from django.db.models.signals import m2m_changed, post_save

from .models import Crate, Parcel


def ship(sender, **kwargs):
    print(sender)


post_save.connect(ship, sender=Parcel)
m2m_changed.connect(ship, sender=Parcel.labels.through)
post_save.connect(ship, sender=Crate)  # SIG405
