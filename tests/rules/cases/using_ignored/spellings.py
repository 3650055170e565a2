# rules: SIG612
@receiver(post_save, sender=Order)
def ignores(sender, instance, using, **kwargs):  # SIG612
    Parcel.objects.filter(order=instance).update(weight=1)


@receiver(post_save, sender=Order)
def uses(sender, instance, using, **kwargs):
    Parcel.objects.using(using).filter(order=instance).update(weight=1)


@receiver(post_save, sender=Order)
def does_not_take_it(sender, instance, **kwargs):
    Parcel.objects.filter(order=instance).update(weight=1)


@receiver(post_save, sender=Order)
def asks_nothing(sender, instance, using, **kwargs):
    instance.ship()


@receiver(post_save, sender=Order)
def waits_for_another_commit(sender, instance, using, **kwargs):  # SIG612
    transaction.on_commit(lambda: print(instance.pk))


@receiver(post_save, sender=Order)
def waits_for_the_commit(sender, instance, using, **kwargs):
    transaction.on_commit(lambda: print(instance.pk), using=using)


@receiver(post_save, sender=Order)
def waits_for_the_commit_by_position(sender, instance, using, **kwargs):
    transaction.on_commit(lambda: print(instance.pk), using)


@receiver(post_migrate)
def uses_what_is_migrated(sender, using, **kwargs):
    Parcel.objects.using(using).filter(order=None).delete()


@receiver(post_migrate)
def migrated(sender, using, **kwargs):  # SIG612
    Parcel.objects.filter(order=None).delete()
