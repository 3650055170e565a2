# rules: SIG616
from django.dispatch import Signal

saved = Signal()


@receiver(post_save, sender=Order)
def adding(sender, instance, **kwargs):  # SIG616
    if instance._state.adding:
        instance.ship()


@receiver(post_save, sender=Order)
def no_key(sender, instance, raw, **kwargs):  # SIG616
    if not raw and not instance.pk:
        instance.ship()


@receiver(post_save, sender=Order)
def key_is_none(sender, **kwargs):  # SIG616
    order = kwargs["instance"]
    is_new = order.id is None
    if is_new:
        order.ship()


@receiver(post_save)
def not_for_new_ones(sender, instance, **kwargs):  # SIG616
    if instance._state.adding:
        return
    instance.ship()


@receiver(post_save, sender=Order)
def only_for_new_ones(sender, instance, **kwargs):  # SIG616
    if not instance._state.adding:
        return
    instance.ship()


@receiver(post_save, sender=Order)
def otherwise(sender, instance, **kwargs):  # SIG616
    for parcel in instance.parcels.all():
        if instance.pk is not None:
            parcel.weight = 1
        else:
            parcel.weight = 2


@receiver(post_save, sender=Order)
def conditional(sender, instance, **kwargs):  # SIG616
    print("new" if instance._state.adding else "old")


# --- what is not certain, or harmless ---


@receiver(post_save, sender=Order)
def created_decides(sender, instance, created, **kwargs):
    if created:
        instance.ship()
    if created or instance._state.adding:
        instance.ship()
    if instance.customer.pk is None or instance.pk == 7:
        instance.ship()


@receiver(post_save, sender=Order)
def to_be_safe(sender, instance, **kwargs):
    if not instance.pk:
        return
    if instance.pk is None:
        logging.info("no key")
        return
    if instance.pk:
        instance.ship()


@receiver(post_save, sender=Order)
def copies(sender, instance, raw, **kwargs):
    if raw:
        instance.pk = None
    if not instance.pk:
        instance.ship()


@receiver(post_save, sender=Order)
def makes_new(sender, instance, raw, **kwargs):
    instance._state.adding = raw
    if instance._state.adding:
        instance.ship()


@receiver(post_save, sender=Order)
def deletes(sender, instance, raw, **kwargs):
    if raw:
        instance.delete()
    if instance.pk is None:
        instance.ship()


@receiver(post_save, sender=Order)
def bound_again(sender, instance, **kwargs):
    instance = instance.customer
    if not instance.pk:
        instance.user.save()


@receiver(post_save, sender=Order)
def bound_twice(sender, instance, raw, **kwargs):
    is_new = instance._state.adding
    is_new = is_new or raw
    if is_new:
        instance.ship()


@receiver(post_save, sender=Order)
def of_another(sender, instance, **kwargs):
    def is_new(instance):
        return "new" if instance._state.adding else "old"

    is_new(Order())


@receiver([pre_save, post_save], sender=Order)
def both(sender, instance, **kwargs):
    if instance._state.adding:
        instance.ship()


@receiver(pre_save, sender=Order)
def before(sender, instance, **kwargs):
    if instance._state.adding:
        instance.ship()


@receiver(saved)
def own_signal(sender, instance, **kwargs):
    if instance._state.adding:
        instance.ship()


@receiver(post_save, sender=Order)
def is_called_too(sender, instance, **kwargs):
    if instance._state.adding:
        instance.ship()


def prepare(order):
    is_called_too(Order, order)
