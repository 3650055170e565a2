# rules: SIG603
# --- reported ---


@receiver(pre_delete, sender=Order)
def deletes(sender, instance, **kwargs):  # SIG603
    instance.delete()


@receiver(post_delete, sender=Order)
def deletes_again(sender, instance, **kwargs):  # SIG603
    instance.delete()


@receiver(post_delete, sender=Order)
def resurrects(sender, instance, **kwargs):  # SIG603
    instance.status = "deleted"
    instance.save()


@receiver(post_init, sender=Order)
def reloads(sender, instance, **kwargs):  # SIG603
    instance.refresh_from_db()


# Once for each receiver, whatever else it does.
@receiver([pre_delete, post_delete], sender=Order)
def does_both(sender, instance, **kwargs):  # SIG603
    instance.delete()
    instance.save()


# --- fine ---


@receiver(pre_delete, sender=Order)
def others(sender, instance, **kwargs):
    instance.parcels.all().delete()
    instance.customer.delete()
    instance.photo.delete(save=False)
    cache.delete(instance.pk)


@receiver(post_delete, sender=Order)
def guarded(sender, instance, origin=None, **kwargs):
    if origin is not instance:
        instance.delete()
        instance.save()


@receiver(pre_delete, sender=Order)
def saves(sender, instance, **kwargs):
    instance.save()


@receiver(post_init, sender=Order)
def reloads_if(sender, instance, **kwargs):
    if instance.stale:
        instance.refresh_from_db()


@receiver(post_save, sender=Order)
def reloads_after_save(sender, instance, **kwargs):
    instance.refresh_from_db()
