# rules: SIG907
"""What libraries in sight generate from the models of the project has a name that nothing spells."""

# shop/models.py
from django.db import models
from simple_history.models import HistoricalRecords


class Order(models.Model):
    history = HistoricalRecords()


class Pizza(models.Model):
    toppings = models.ManyToManyField("shop.Topping")


class Topping(models.Model):
    pass


# shop/signals.py
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver


@receiver(post_save, sender="shop.HistoricalOrder")
def made_by_a_library(sender, **kwargs):
    print(sender)


@receiver(m2m_changed, sender="shop.Pizza_toppings")
def made_by_a_relation(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Histry")  # SIG907
def misspelt(sender, **kwargs):
    print(sender)
