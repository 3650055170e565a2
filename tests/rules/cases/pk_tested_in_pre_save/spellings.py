# rules: SIG613
@receiver(pre_save, sender=Order)
def truth(sender, instance, **kwargs):  # SIG613
    if not instance.pk:
        instance.status = "new"


@receiver(pre_save, sender=Order)
def is_none(sender, instance, **kwargs):  # SIG613
    instance.status = "new" if instance.id is None else "old"


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


@receiver(post_save, sender=Order)
def saved(sender, instance, **kwargs):
    if instance.pk:
        instance.ship()
