# rules: SIG601
# shop/models.py
from django.db import models


class Order(models.Model):
    status = models.CharField(max_length=20)
    total = models.IntegerField(default=0)

    def touch(self):
        self.total += 1
        self.save()

    def touch_quietly(self):
        Order.objects.filter(pk=self.pk).update(total=1)

    def touch_once(self):
        if not self.total:
            self.save()


class Parcel(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)

    def save(self, *args, **kwargs):
        self.full_clean()
        super().save(*args, **kwargs)


class Customer(models.Model):
    """Saves itself without a signal."""

    def save(self, *args, **kwargs):
        if self.pk:
            Customer.objects.filter(pk=self.pk).update(total=1)
        else:
            super().save(*args, **kwargs)


# shop/services.py
from django.db.models.signals import post_save

from shop import signals


def touch(order, by=1):
    order.total += by
    order.save()


def touch_if(order, created):
    if created:
        order.save()


def touch_muted(order):
    post_save.disconnect(signals.muted_in_a_function, sender=type(order))
    order.save()
    post_save.connect(signals.muted_in_a_function, sender=type(order))


def fetched(order):
    order = type(order).objects.get(pk=order.pk)
    order.save()


# shop/signals.py
from contextlib import suppress
from functools import wraps

from django.db.models.signals import post_save
from somewhere import muted, new_only

from shop import services
from shop.models import Customer, Order, Parcel

# --- reported ---


@receiver(post_save, sender=Order)
def plain(sender, instance, **kwargs):  # SIG601
    instance.status = "saved"
    instance.save()


@receiver(post_save, sender="shop.Order")
def some_fields(sender, instance, **kwargs):  # SIG601
    instance.save(update_fields=["status"])


@receiver(post_save)
def any_model(sender, instance, **kwargs):  # SIG601
    instance.save()


@receiver([post_save, post_delete], sender=Order)
def both_signals(sender, instance, **kwargs):  # SIG601
    instance.save()


@receiver(post_save, sender=Order)
def from_kwargs(sender, **kwargs):  # SIG601
    order = kwargs["instance"]
    order.status = "saved"
    order.save()


@receiver(post_save, sender=Order)
def by_get(sender, **kwargs):  # SIG601
    kwargs.get("instance").save()


@receiver(post_save, sender=Order)
def save_base(sender, instance, **kwargs):  # SIG601
    instance.save_base(raw=True)


@receiver(post_save, sender=Order)
async def asynchronous(sender, instance, **kwargs):  # SIG601
    await instance.asave()


@receiver(post_save, sender=Order)
def committed(sender, instance, **kwargs):  # SIG601
    transaction.on_commit(lambda: instance.save())


# Its save() is Django's in the end.
@receiver(post_save, sender=Parcel)
def of_its_own_save(sender, instance, **kwargs):  # SIG601
    instance.save()


@receiver(post_save, sender=Order)
def in_a_transaction(sender, instance, **kwargs):  # SIG601
    with transaction.atomic():
        instance.save()


# What comes after the save keeps nothing from happening, nor does what may raise.
@receiver(post_save, sender=Order)
def guarded_too_late(sender, instance, created, **kwargs):  # SIG601
    try:
        status = instance.status.lower()
    except AttributeError:
        raise ValueError
    instance.save()
    if created:
        return


@transaction.atomic
@receiver(post_save, sender=Order)
def decorated(sender, instance, **kwargs):  # SIG601
    instance.save()


@receiver(post_save, sender=Order)
@transaction.atomic
def decorated_below(sender, instance, **kwargs):  # SIG601
    instance.save()


class Handlers:
    @staticmethod
    @receiver(post_save, sender=Order)
    def static(sender, instance, **kwargs):  # SIG601
        instance.save()


# In what it calls.
@receiver(post_save, sender=Order)
def by_a_function(sender, instance, **kwargs):  # SIG601
    services.touch(instance, by=2)


@receiver(post_save, sender=Order)
def by_a_keyword(sender, instance, **kwargs):  # SIG601
    services.touch(order=instance)


@receiver(post_save, sender=Order)
def by_a_method(sender, instance, **kwargs):  # SIG601
    instance.touch()


@receiver(post_save, sender=Order)
def by_a_nested_function(sender, instance, **kwargs):  # SIG601
    def save():
        instance.save()

    save()


# --- fine: every guard there is ---


@receiver(post_save, sender=Order)
def if_created(sender, instance, created, **kwargs):
    if created:
        instance.save()


@receiver(post_save, sender=Order)
def unless_created(sender, instance, created, **kwargs):
    if not created:
        return
    instance.save()


@receiver(post_save, sender=Order)
def from_kwargs_guarded(sender, instance, **kwargs):
    if kwargs["created"]:
        instance.save()
    new = kwargs.get("created", False)
    if new:
        instance.save()


@receiver(post_save, sender=Order)
def flagged(sender, instance, **kwargs):
    if hasattr(instance, "_saved"):
        return
    instance._saved = True
    instance.save()


@receiver(post_save, sender=Order)
def flag_taken_away(sender, instance, **kwargs):
    if getattr(instance, "_saving", False):
        return
    instance._saving = True
    try:
        instance.save()
    finally:
        del instance._saving


@receiver(post_save, sender=Order)
def field_changed(sender, instance, **kwargs):
    if instance.status != "saved":
        instance.status = "saved"
        instance.save()


@receiver(post_save, sender=Order)
def field_changed_somewhere(sender, instance, **kwargs):
    changed = instance.status != "saved"
    if changed and instance.total:
        instance.status = "saved"
        instance.save()


@receiver(post_save, sender=Order)
def by_update_fields(sender, instance, update_fields, **kwargs):
    if update_fields and "status" in update_fields:
        return
    instance.save(update_fields=["status"])


@receiver(post_save, sender=Order)
def disconnected(sender, instance, **kwargs):
    post_save.disconnect(disconnected, sender=Order)
    instance.save()
    post_save.connect(disconnected, sender=Order)


@receiver(post_save, sender=Order)
def disconnected_at_last(sender, instance, **kwargs):
    post_save.disconnect(disconnected_at_last, sender=Order)
    try:
        instance.save()
    finally:
        post_save.connect(disconnected_at_last, sender=Order)


@receiver(post_save, sender=Order)
def muted_in_a_function(sender, instance, **kwargs):
    services.touch_muted(instance)


@receiver(post_save, sender=Order)
def in_a_context(sender, instance, **kwargs):
    with muted(post_save):
        instance.save()


@receiver(post_save, sender=Order)
def expression(sender, instance, created, **kwargs):
    created and instance.save()
    instance.save() if created else None


@receiver(post_save, sender=Order)
def asserted(sender, instance, created, **kwargs):
    assert created
    instance.save()


@receiver(post_save, sender=Order)
def raised(sender, instance, created, **kwargs):
    if not created:
        raise ValueError
    instance.save()


@receiver(post_save, sender=Order)
def matched(sender, instance, **kwargs):
    match instance.status:
        case "new":
            instance.status = "saved"
            instance.save()


@receiver(post_save, sender=Order)
def returned_inside(sender, instance, created, **kwargs):
    with transaction.atomic():
        for parcel in instance.parcels.all():
            if parcel.weight:
                return
    instance.save()


@receiver(post_save, sender=Order)
def while_it_lasts(sender, instance, **kwargs):
    while not instance.total:
        instance.total = 1
        instance.save()


@receiver(post_save, sender=Order)
def for_each(sender, instance, **kwargs):
    for parcel in instance.parcels.all():
        instance.save()


@receiver(post_save, sender=Order)
def tried(sender, instance, **kwargs):
    try:
        instance.customer.check()
    except ValueError:
        instance.save()
    with suppress(RecursionError):
        instance.save()


@receiver(post_save, sender=Order)
def raw_only(sender, instance, raw, **kwargs):
    if not raw:
        instance.save_base(raw=True)


@receiver(post_save, sender=Order)
@new_only
def decorated_by_something(sender, instance, **kwargs):
    instance.save()


@receiver(post_save, sender=Order)
def guarded_in_a_function(sender, instance, created, **kwargs):
    services.touch_if(instance, created)
    instance.touch_once()


@receiver(post_save, sender=Order)
def guards_a_function(sender, instance, created, **kwargs):
    if created:
        services.touch(instance)
        instance.touch()


# --- fine: no save of the instance, or none that is known to be Django's ---


@receiver(post_save, sender=Order)
def updated(sender, instance, **kwargs):
    type(instance).objects.filter(pk=instance.pk).update(status="saved")
    instance.touch_quietly()
    instance.customer.save()
    instance.photo.save("photo.png", b"")


@receiver(post_save, sender=Order)
def another_object(sender, instance, **kwargs):
    instance = Parcel(order=instance)
    instance.save()


@receiver(post_save, sender=Order)
def not_called(sender, instance, **kwargs):
    def save():
        instance.save()

    instance.later = lambda: instance.save()
    instance.after = partial(instance.save)


@receiver(post_save, sender=Customer)
def of_its_own_save_that_sends_nothing(sender, instance, **kwargs):
    instance.save()


@receiver(post_save, sender=Order)
def with_arguments_of_its_own(sender, instance, **kwargs):
    instance.save(quietly=True)


@receiver(post_save, sender=Order)
def with_arguments_that_cannot_be_seen(sender, instance, **kwargs):
    instance.save(**instance.options)


@receiver(post_save, sender=Order)
def never_reached(sender, instance, **kwargs):
    return
    instance.save()


@receiver([post_delete, m2m_changed])
def other_signals(sender, instance, **kwargs):
    instance.save()


# Fetched anew, in a function: which of its rows that is, nobody tells.
@receiver(post_save, sender=Order)
def fetches(sender, instance, **kwargs):
    services.fetched(instance)


# shop/tests.py
from shop.models import Order


@receiver(post_save, sender=Order)
def in_a_test(sender, instance, **kwargs):
    instance.save()
