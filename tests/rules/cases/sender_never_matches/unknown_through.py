# rules: SIG405
"""One relation of the module is through what cannot be told: it may be any model of the module."""

# shop/models.py
from django.db import models


class Topping(models.Model):
    name = models.CharField(max_length=20)


class Pizza(models.Model):
    toppings = models.ManyToManyField(Topping, through=find_through())


# shop/signals.py
from shop.models import Topping


def bake(sender, **kwargs):
    pass


m2m_changed.connect(bake, sender=Topping)
