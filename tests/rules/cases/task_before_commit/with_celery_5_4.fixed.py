from django.db.models.signals import post_save
from django.dispatch import receiver

from shop.models import Order
from shop.tasks import pack


@receiver(post_save, sender=Order)
def packed(sender, instance, **kwargs):
    pack.delay_on_commit(instance.pk)
    pack.apply_async_on_commit((instance.pk,), countdown=1)
