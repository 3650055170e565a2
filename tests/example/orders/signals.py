"""One receiver that does the work of a service, and one that Django cannot call."""

import logging
from decimal import Decimal

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .models import Invoice, Line, Order

logger = logging.getLogger(__name__)


@receiver(post_save, sender=Order)
def process_order(sender, instance, raw, **kwargs):  # SIG003
    if raw or not instance.paid:
        return
    total = Decimal(0)
    missing = []
    for line in instance.lines.select_related("product"):
        price = line.product.price * line.quantity
        if line.quantity > 10:
            price *= Decimal("0.95")
        total += price
        if line.quantity > 100:
            missing.append(line)
        else:
            line.reserved = True
            line.save()
    if total < 500:
        total += Decimal("4.90")
    Invoice.objects.get_or_create(order=instance, defaults={"total": total})
    if missing:
        names = ", ".join(line.product.name for line in missing)
        logger.warning("order %s waits for %s", instance.pk, names)
    Order.objects.filter(pk=instance.pk).update(open_lines=len(missing))


@receiver(post_delete, sender=Line)
def log_removed_line(sender, instance):  # SIG004
    logger.info("line %s is gone", instance.pk)
