# rules: SIG503
"""Celery 5.4 has a method for it, which knows the default database alone."""

# requirements.txt
celery>=5.4
# shop/tasks.py
from celery import shared_task


@shared_task
def pack(pk): ...


# shop/signals.py
from django.db.models.signals import post_save
from django.dispatch import receiver

from shop.models import Order
from shop.tasks import pack


@receiver(post_save, sender=Order)
def packed(sender, instance, **kwargs):  # SIG503
    pack.delay(instance.pk)
    pack.apply_async((instance.pk,), countdown=1)
