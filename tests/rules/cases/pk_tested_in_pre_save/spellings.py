# rules: SIG613
# shop/models.py
import uuid

from django.db import models


class Base(models.Model):
    uid = models.UUIDField(primary_key=True, default=uuid.uuid4)

    class Meta:
        abstract = True


class Order(Base):
    status = models.CharField(max_length=20)


class Parcel(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, default=1)


class Label(models.Model):
    code = models.CharField(max_length=20, primary_key=True)


# shop/signals.py
from shop.models import Label, Order, Parcel


@receiver(pre_save, sender=Order)
def truth(sender, instance, **kwargs):  # SIG613
    if not instance.pk:
        instance.status = "new"


@receiver(pre_save, sender=Order)
def is_none(sender, instance, **kwargs):  # SIG613
    instance.status = "new" if instance.pk is None else "old"


@receiver(pre_save, sender=Order)
def among(sender, instance, raw, **kwargs):  # SIG613
    if raw or (instance.total and instance.pk is not None):
        return


@receiver(pre_save, sender=Order)
def adding(sender, instance, **kwargs):
    if instance._state.adding and not instance.customer.pk:
        instance.status = "new"
    if instance.pk == 1 or Order.objects.filter(pk=instance.pk).exists():
        instance.status = "first"


@receiver(pre_save, sender=Order)
def of_the_row_before(sender, instance, raw, **kwargs):
    if raw or not instance.pk:
        return
    try:
        before = Order.objects.get(pk=instance.pk)
    except Order.DoesNotExist:
        return
    instance.changed = before.status != instance.status


@receiver(pre_save, sender=Order)
def of_another_row(sender, instance, raw, **kwargs):  # SIG613
    if raw or not instance.pk:
        return
    try:
        instance.parcel = Parcel.objects.get(order=1)
    except Parcel.DoesNotExist:
        return


# A key that the database gives, or that has to be set.
@receiver(pre_save, sender=Parcel)
def of_the_database(sender, instance, **kwargs):
    if not instance.pk:
        instance.weight = 1


@receiver(pre_save, sender=Label)
def without_a_default(sender, instance, **kwargs):
    if instance.pk is None:
        instance.code = "new"


@receiver(pre_save)
def of_any_model(sender, instance, **kwargs):
    if instance.pk is None:
        instance.status = "new"


@receiver(post_save, sender=Order)
def saved(sender, instance, **kwargs):
    if instance.pk:
        instance.ship()
