# rules: SIG605
"""Rows that a receiver fetches, and that are the saved one by another name: proxies and children of its model."""

# shop/catalogue.py
from django.db import models


class Product(models.Model):
    name = models.CharField(max_length=20)


class Listed(Product):
    class Meta:
        proxy = True


class Book(Product):
    pages = models.IntegerField()


class Shelf(models.Model):
    name = models.CharField(max_length=20)


# shop/signals.py
from django.db.models.signals import post_save
from django.dispatch import receiver

from shop.catalogue import Book, Listed, Product, Shelf


@receiver(post_save, sender=Book)
def of_another_model(sender, instance, **kwargs):  # SIG605
    Shelf.objects.get(name=instance.name)


@receiver(post_save, sender=Listed)
def of_a_proxy(sender, instance, **kwargs):
    Product.objects.get(pk=instance.pk)


@receiver(post_save, sender=Book)
def of_a_child(sender, instance, **kwargs):
    Product.objects.get(pk=instance.pk)


@receiver(post_save, sender=Product)
def of_the_parent(sender, instance, **kwargs):
    Listed.objects.get(pk=instance.pk)
