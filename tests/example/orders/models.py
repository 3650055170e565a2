"""Models, and among them a receiver that belongs in signals.py."""

from django.core.cache import cache
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver


class Order(models.Model):
    customer = models.ForeignKey("accounts.Customer", models.CASCADE)
    paid = models.BooleanField(default=False)
    open_lines = models.IntegerField(default=0)


class Line(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    product = models.ForeignKey("catalog.Product", models.CASCADE)
    quantity = models.IntegerField()
    reserved = models.BooleanField(default=False)


class Invoice(models.Model):
    order = models.OneToOneField(Order, models.CASCADE)
    total = models.DecimalField(max_digits=8, decimal_places=2)


@receiver(post_delete, sender=Order)  # SIG001
def forget_order(sender, instance, **kwargs):
    cache.delete(f"order-{instance.pk}")
