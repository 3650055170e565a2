# rules: SIG611
from somewhere import partial_only

# --- reported ---


@receiver(post_save, sender=Order)
def looks(sender, instance, update_fields, **kwargs):  # SIG611
    if "status" in update_fields:
        instance.ship()


@receiver(pre_save, sender=Order)
def by_key(sender, instance, **kwargs):  # SIG611
    if "status" not in kwargs["update_fields"]:
        instance.ship()


# It is sent, and None: there is nothing that the default is for.
@receiver(post_save, sender=Order)
def by_get(sender, instance, **kwargs):  # SIG611
    if "status" in kwargs.get("update_fields", []):
        instance.ship()


@receiver(post_save, sender=Order)
def held(sender, instance, **kwargs):  # SIG611
    fields = kwargs.get("update_fields")
    if "status" in fields:
        instance.ship()


@receiver([pre_save, post_save], sender=Order)
def guarded_by_something_else(sender, instance, update_fields, **kwargs):  # SIG611
    if instance.total and "status" in update_fields:
        instance.ship()


@receiver(post_save, sender=Order)
def loops(sender, instance, update_fields, **kwargs):  # SIG611
    for field in update_fields:
        instance.ship(field)


@receiver(post_save, sender=Order)
def counts(sender, instance, update_fields=None, **kwargs):  # SIG611
    return set(update_fields)


# --- fine ---


@receiver(post_save, sender=Order)
def guarded(sender, instance, update_fields, **kwargs):
    if update_fields and "status" in update_fields:
        instance.ship()
    if update_fields is None or "status" in update_fields:
        instance.ship()
    if "status" in (update_fields or ()):
        instance.ship()
    if update_fields is None:
        return
    for field in update_fields:
        instance.ship(field)


@receiver(post_save, sender=Order)
def guarded_by_kwargs(sender, instance, **kwargs):
    fields = kwargs.get("update_fields") or ()
    if "status" in fields:
        instance.ship()
    if kwargs["update_fields"] is not None and "status" in kwargs["update_fields"]:
        instance.ship()
    everything = kwargs["update_fields"] is None
    if not everything:
        len(kwargs["update_fields"])


@receiver(post_save, sender=Order)
def rebound(sender, instance, update_fields, **kwargs):
    update_fields = update_fields or []
    if "status" in update_fields:
        instance.ship()


@receiver(post_save, sender=Order)
def caught(sender, instance, update_fields, **kwargs):
    try:
        found = "status" in update_fields
    except TypeError:
        found = True


@receiver(post_save, sender=Order)
@partial_only
def decorated(sender, instance, update_fields, **kwargs):
    if "status" in update_fields:
        instance.ship()


@receiver(post_save, sender=Order)
def checked_elsewhere(sender, instance, update_fields, **kwargs):
    if not instance.is_partial(update_fields):
        return
    if "status" in update_fields:
        instance.ship()


paid = Signal()


@receiver(paid)
def of_another_signal(sender, update_fields, **kwargs):
    len(update_fields)
