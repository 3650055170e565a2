# rules: SIG605
# shop/models.py
from django.conf import settings
from django.db import models


class Customer(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)


class Order(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE, null=True)


class Parcel(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)


class Label(models.Model):
    order = models.OneToOneField(Order, models.CASCADE)


class Stamp(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, unique=True)


class Seal(models.Model):
    order = models.OneToOneField(Order, models.CASCADE, primary_key=True)


# shop/signals.py
from django.contrib.auth.models import Group
from rest_framework.authtoken.models import Token
from somewhere import not_for_fixtures, skip

from shop.models import Customer, Label, Order, Parcel, Seal, Stamp

# --- reported ---


@receiver(post_save, sender=Order)
def creates(sender, instance, created, **kwargs):  # SIG605
    if created:
        Label.objects.create(order=instance)


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def creates_for_users(sender, instance, created, **kwargs):  # SIG605
    if created:
        Customer.objects.create(user=instance)


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def creates_what_a_library_has(sender, instance, created, **kwargs):  # SIG605
    if created:
        Token.objects.create(user=instance)


@receiver(post_save, sender=Order)
def creates_by_key(sender, instance, **kwargs):  # SIG605
    if not kwargs["created"]:
        return
    Stamp.objects.create(order_id=instance.pk)


@receiver(post_save, sender=Order)
def saves(sender, instance, created=False, **kwargs):  # SIG605
    if created and instance:
        Label(order=instance).save()


@receiver(post_save, sender=Order)
def takes_raw_and_ignores_it(sender, instance, raw, created, **kwargs):  # SIG605
    if created:
        Label.objects.create(order=instance)


# Tests that exclude nothing that a fixture brings.
@receiver(post_save, sender=Order)
def asks_what_is_always_so(sender, instance, created, **kwargs):  # SIG605
    if instance is not None and created and not hasattr(instance, "label"):
        with transaction.atomic():
            Label.objects.create(order=instance)


@receiver(post_save, sender=Order)
def asks_for_a_flag(sender, instance, created, **kwargs):  # SIG605
    if getattr(instance, "_skip", False) or kwargs.get("update_fields"):
        return
    elif created:
        Label.objects.create(order=instance)


# --- fine ---


# Nothing is unique; what is there is taken; the fixture's row replaces one with the same key.
@receiver(post_save, sender=Order)
def collides_with_nothing(sender, instance, created, **kwargs):
    if created:
        Parcel.objects.create(order=instance)
        Label.objects.get_or_create(order=instance)
        Label.objects.update_or_create(order=instance)
        Seal.objects.create(order=instance)
        Group.objects.create(name=str(instance.pk))
        Customer.objects.get(pk=instance.customer_id)


@receiver(post_save, sender=Order)
def asks_whether_it_is_there(sender, instance, created, **kwargs):
    if created and not Label.objects.filter(order=instance).exists():
        Label.objects.create(order=instance)


@receiver(post_save, sender=Order)
def asks(sender, instance, created, raw, **kwargs):
    if created and not raw:
        Label.objects.create(order=instance)


@receiver(post_save, sender=Order)
def asks_kwargs(sender, instance, created, **kwargs):
    if kwargs.get("raw"):
        return
    Label.objects.create(order=instance)


@receiver(post_save, sender=Order)
def asks_in_another_function(sender, instance, created, **kwargs):
    if skip(**kwargs):
        return
    Label.objects.create(order=instance)


@receiver(post_save, sender=Order)
@not_for_fixtures
def decorated(sender, instance, created, **kwargs):
    if created:
        Label.objects.create(order=instance)


# Other guards may well hold when a fixture is loaded.
@receiver(post_save, sender=Order)
def other_guards(sender, instance, created, **kwargs):
    if created and instance.customer_id:
        Label.objects.create(order=instance)
    if not settings.CREATE:
        return
    Label.objects.create(order=instance)


@receiver(post_save, sender=Order)
def after_the_commit(sender, instance, created, **kwargs):
    if created:
        transaction.on_commit(lambda: Label.objects.create(order=instance))


@receiver(post_save, sender=Order)
def caught(sender, instance, **kwargs):
    try:
        Customer.objects.get(email="")
    except Customer.DoesNotExist:
        pass


# No other rows; or none that has to be there.
@receiver(post_save, sender=Order)
def harmless(sender, instance, created, **kwargs):
    Parcel.objects.filter(order=instance).update(weight=1)
    Customer.objects.filter(email="").first()
    sender.objects.get(pk=instance.pk)
    Order.objects.get(pk=instance.pk)
    cache.delete(instance.pk)


@receiver([post_save, post_delete], sender=Order)
def of_another_signal_too(sender, instance, **kwargs):
    Label.objects.create(order=instance)


# shop/tests.py
@receiver(post_save, sender=Order)
def in_a_test(sender, instance, created, **kwargs):
    if created:
        Label.objects.create(order=instance)
