# rules: SIG601
"""Methods and decorators around the save: what may keep it from being made, and what only looks so."""

# shop/decorators.py
from functools import wraps


def not_for_fixtures(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        if kwargs.get("raw"):
            return
        function(*args, **kwargs)

    return wrapper


def only_new(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        if kwargs["created"]:
            return function(*args, **kwargs)

    return wrapper


def never_fails(function):
    def wrapper(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except Exception:
            print(function)

    return wrapper


# shop/models.py
from django.db import models, transaction
from library import Saving


class Order(Saving, models.Model):
    title = models.CharField(max_length=20)
    total = models.IntegerField(default=0)

    def save(self, *args, **kwargs):
        if self.title:
            with transaction.atomic():
                super().save(*args, **kwargs)
        else:
            self.title = "?"
            super().save(*args, **kwargs)


class Parcel(models.Model):
    def save(self, *args, **kwargs):
        try:
            old = Parcel.objects.get(pk=self.pk) if self.pk else None
            self._save(old, *args, **kwargs)
        except Exception:
            print(self)
            raise

    def _save(self, old, *args, **kwargs):
        print(old)
        super().save(*args, **kwargs)


class Topping(models.Model):
    def save(self, *args, **kwargs):
        if self.pk:
            return
        super().save(*args, **kwargs)


class Pizza(models.Model):
    def save(self, *args, **kwargs):
        try:
            super().save(*args, **kwargs)
        except Exception:
            print(self)


class Menu(models.Model):
    def save(self, *args, **kwargs):
        for pizza in self.pizzas:
            super().save(*args, **kwargs)


# shop/signals.py
from django.db.models.signals import post_save
from django.dispatch import receiver

from shop.decorators import never_fails, not_for_fixtures, only_new
from shop.models import Menu, Order, Parcel, Pizza, Topping


@receiver(post_save, sender=Order)
def saved_in_each_branch(sender, instance, **kwargs):  # SIG601
    instance.save()


@receiver(post_save, sender=Parcel)
def saved_in_another_method(sender, instance, **kwargs):  # SIG601
    instance.save()


@receiver(post_save, sender=Order)
@not_for_fixtures
def as_fixtures_are_not_saved_again(sender, instance, **kwargs):  # SIG601
    instance.save()


@receiver(post_save, sender=Order)
@only_new
def for_new_ones(sender, instance, **kwargs):
    instance.save()


@receiver(post_save, sender=Order)
@never_fails
def where_errors_are_caught(sender, instance, **kwargs):
    instance.save()


@receiver(post_save, sender=Topping)
def not_saved_twice(sender, instance, **kwargs):
    instance.save()


@receiver(post_save, sender=Pizza)
def saved_without_errors(sender, instance, **kwargs):
    instance.save()


@receiver(post_save, sender=Menu)
def saved_perhaps(sender, instance, **kwargs):
    instance.save()
