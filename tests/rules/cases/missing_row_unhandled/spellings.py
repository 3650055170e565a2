# rules: SIG614
@receiver(pre_save, sender=Order)
def by_model(sender, instance, **kwargs):  # SIG614
    instance.old = Order.objects.get(pk=instance.pk)


@receiver(pre_save, sender=Order)
def by_sender(sender, instance, update_fields, **kwargs):  # SIG614
    if update_fields is None:
        instance.old = sender.objects.get(id=instance.id)


@receiver(pre_save, sender=Order)
def by_class(sender, instance, **kwargs):  # SIG614
    instance.old = instance.__class__._default_manager.get(pk=instance.id)


# A fixture's row has its key before it is saved.
@receiver(pre_save, sender=Order)
def tested_by_key(sender, instance, **kwargs):  # SIG614
    if instance.pk:
        instance.old = Order.objects.get(pk=instance.pk)


@receiver(pre_save, sender=Order)
def returns_without_key(sender, instance, **kwargs):  # SIG614
    if instance.pk is None:
        return
    instance.old = sender.objects.get(pk=instance.pk)


@receiver(pre_save, sender=Order)
def but_not_for_fixtures(sender, instance, **kwargs):  # SIG614
    if not kwargs.get("raw"):
        instance.old = Order.objects.get(pk=instance.pk)


@receiver(pre_save, sender=Order)
def handled(sender, instance, **kwargs):
    try:
        instance.old = Order.objects.get(pk=instance.pk)
    except Order.DoesNotExist:
        instance.old = None


@receiver(pre_save, sender=Order)
def tested(sender, instance, **kwargs):
    if instance._state.adding:
        return
    instance.old = Order.objects.get(pk=instance.pk)


@receiver(pre_save, sender=Order)
def tested_for_all_but_fixtures(sender, instance, raw, **kwargs):
    if raw or not instance.pk:
        return
    instance.old = Order.objects.get(pk=instance.pk)


@receiver(pre_save, sender=Order)
def behind_something_else(sender, instance, **kwargs):
    if instance.shipped and instance.pk:
        instance.old = Order.objects.get(pk=instance.pk)
    if settings.DEBUG:
        instance.old = Order.objects.get(pk=instance.pk)


@receiver(pre_save, sender=Order)
def others(sender, instance, **kwargs):
    instance.old = Order.objects.filter(pk=instance.pk).first()
    instance.customer = Customer.objects.get(pk=instance.pk)
    instance.first = Order.objects.get(pk=1)


@receiver(post_save, sender=Order)
def saved(sender, instance, **kwargs):
    Order.objects.get(pk=instance.pk)
