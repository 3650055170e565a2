# rules: SIG616
"""A model that sends the signal for itself says nothing of other models; nor does a call of a function named alike."""

# shop/models.py
from django.db import models
from django.db.models.signals import post_save
from treebeard.mp_tree import MP_Node


class Category(MP_Node):
    title = models.CharField(max_length=20)


class Order(models.Model):
    status = models.CharField(max_length=20)


class Stock(models.Model):
    class Meta:
        abstract = True

    def allocate(self):
        post_save.send(sender=self.__class__, instance=self, created=False, raw=False, using="default")


class Shelf(Stock):
    pass


# shop/signals.py
from django.db.models.signals import post_save
from django.dispatch import receiver

from shop.models import Category, Order, Shelf


@receiver(post_save, sender=Order)
def adding(sender, instance, **kwargs):  # SIG616
    if instance._state.adding:
        instance.ship()


@receiver(post_save, sender=Category)
def with_a_librarys_parent(sender, instance, **kwargs):  # SIG616
    if instance._state.adding:
        instance.move()


@receiver(post_save, sender=Shelf)
def of_the_model_that_sends(sender, instance, **kwargs):
    if instance._state.adding:
        instance.ship()


@receiver(post_save)
def of_any_model(sender, instance, **kwargs):
    if instance._state.adding:
        instance.ship()


def ship_all():
    later_adding(None)


def later_adding(order):
    print(order)
