# rules: SIG602
# shop/services.py
def number(order):
    order.total = 1
    order.save()


# shop/signals.py
from shop.services import number


@receiver(pre_save, sender=Order)
def plain(sender, instance, **kwargs):  # SIG602
    instance.status = "saved"
    instance.save()


@receiver([pre_save, post_delete], sender=Order)
def both_signals(sender, instance, **kwargs):  # SIG602
    instance.save(force_update=True)


@receiver(pre_save, sender=Order)
def delegated(sender, instance, **kwargs):  # SIG602
    number(instance)


@receiver(pre_save, sender=Order)
def guarded(sender, instance, **kwargs):
    if instance.pk is None:
        instance.save()


@receiver(pre_save, sender=Order)
def others(sender, instance, **kwargs):
    instance.customer.save()
    Parcel(order=instance).save()


@receiver(pre_save, sender=Order)
def sets(sender, instance, **kwargs):
    instance.status = "saved"
