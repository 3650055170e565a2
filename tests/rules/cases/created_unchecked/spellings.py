# rules: SIG606
# shop/models.py
from django.conf import settings
from django.db import models


class Order(models.Model):
    status = models.CharField(max_length=20)


class Base(models.Model):
    order = models.OneToOneField(Order, models.CASCADE)

    class Meta:
        abstract = True


class Invoice(Base):
    paid = models.BooleanField(default=False)


class Receipt(models.Model):
    invoice = models.OneToOneField("Invoice", models.CASCADE)
    order = models.ForeignKey("shop.Order", models.CASCADE)


class Label(models.Model):
    order = models.OneToOneField("shop.Order", models.CASCADE)


class Customer(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)


# shop/signals.py
from django.contrib.auth import get_user_model
from somewhere import new_only

from shop.models import Customer, Invoice, Label, Order, Receipt

User = get_user_model()

# --- reported ---


@receiver(post_save, sender=Order)
def inherited(sender, instance, **kwargs):  # SIG606
    Invoice.objects.create(order=instance)


@receiver(post_save, sender=Order)
def by_its_label(sender, instance, raw, **kwargs):  # SIG606
    if not raw:
        Label.objects.create(order=instance)


@receiver(post_save, sender="shop.Order")
def lazily_sent(sender, instance, **kwargs):  # SIG606
    Label.objects.create(order=instance)


@receiver(post_save, sender=Invoice)
def of_its_module(sender, instance, **kwargs):  # SIG606
    Receipt.objects.create(invoice=instance, order=instance.order)


@receiver(post_save, sender=User)
def of_users(sender, **kwargs):  # SIG606
    Customer.objects.create(user=kwargs["instance"])


# --- fine ---


@receiver(post_save, sender=Order)
def guarded(sender, instance, created, **kwargs):
    if created:
        Invoice.objects.create(order=instance)


@receiver(post_save, sender=Order)
def guarded_by_kwargs(sender, instance, **kwargs):
    if not kwargs.get("created"):
        return
    Invoice.objects.create(order=instance)


@receiver(post_save, sender=Order)
def guarded_by_the_row(sender, instance, **kwargs):
    if not Invoice.objects.filter(order=instance).exists():
        Invoice.objects.create(order=instance)


@receiver(post_save, sender=Order)
def caught(sender, instance, **kwargs):
    try:
        Invoice.objects.create(order=instance)
    except ValueError:
        pass


@receiver(post_save, sender=Order)
@new_only
def decorated(sender, instance, **kwargs):
    Invoice.objects.create(order=instance)


@receiver(post_save, sender=Order)
def deletes_it_first(sender, instance, **kwargs):
    Invoice.objects.filter(order=instance).delete()
    Invoice.objects.create(order=instance)


@receiver(post_save, sender=Order)
def handed_on(sender, instance, **kwargs):
    if instance.check(**kwargs):
        return
    Invoice.objects.create(order=instance)


# As many rows as there are saves.
@receiver(post_save, sender=Order)
def several(sender, instance, **kwargs):
    Receipt.objects.create(order=instance)
    Invoice.objects.get_or_create(order=instance)
    Label.objects.create(order=instance.previous)


@receiver(post_save, sender=Receipt)
def of_another_sender(sender, instance, **kwargs):
    Invoice.objects.create(order=instance)


@receiver(post_save)
def of_any_sender(sender, instance, **kwargs):
    Invoice.objects.create(order=instance)


@receiver(pre_delete, sender=Order)
def deleted(sender, instance, **kwargs):
    Invoice.objects.create(order=instance)
