# rules: SIG618
"""Rows created in post_delete whose key points at what is gone, beside those whose key does not, or need not."""

# shop/models.py
from django.conf import settings
from django.db import models


class Customer(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)


class Order(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE, null=True)
    advisor = models.ForeignKey("shop.Customer", on_delete=models.SET_NULL, null=True, related_name="+")
    number = models.IntegerField(default=0)


class Paper(models.Model):
    order = models.ForeignKey(Order, models.SET_NULL, null=True)

    class Meta:
        abstract = True


class Note(Paper):
    customer = models.ForeignKey(Customer, models.CASCADE, null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    number = models.IntegerField(null=True)
    order_text = models.CharField(max_length=20)


class Log(models.Model):
    order = models.ForeignKey(Order, models.DO_NOTHING, db_constraint=False)
    customer = models.ForeignKey(Customer, models.DO_NOTHING, null=True, db_constraint=False)


class Elsewhere(models.Model):
    order = models.ForeignKey(Order, models.DO_NOTHING)

    class Meta:
        managed = False


# shop/services.py
from .models import Note


def note_down(order):
    Note.objects.create(order=order)


# shop/signals.py
import functools

from django.db import IntegrityError, transaction

from .models import Customer, Elsewhere, Log, Note, Order
from .services import note_down


@receiver(post_delete, sender=Order)
def plain(sender, instance, **kwargs):  # SIG618
    Note.objects.create(order=instance, number=1)


@receiver(post_delete, sender="shop.Order")
def by_its_key(sender, instance, using, **kwargs):  # SIG618
    Note.objects.using(using).create(order_id=instance.pk)


@receiver(post_delete, sender=Order)
def saved(sender, instance, **kwargs):  # SIG618
    note = Note(order_id=instance.id)
    note.save()


@receiver(post_delete, sender=Order)
def perhaps_there(sender, instance, **kwargs):  # SIG618
    if instance.number > 3:
        Note.objects.get_or_create(order=instance)


@receiver(post_delete, sender=Order)
def in_a_service(sender, instance, **kwargs):  # SIG618
    note_down(instance)


@receiver(post_delete, sender=settings.AUTH_USER_MODEL)
def of_the_user(sender, instance, **kwargs):  # SIG618
    Note.objects.create(user=instance)


@receiver([post_save, post_delete], sender=Order)
def of_both(sender, instance, **kwargs):  # SIG618
    Note.objects.create(order=instance)


# By name only: what the row belonged to may be what is deleted.


@receiver(post_delete, sender=Order)
def of_the_customer(sender, instance, **kwargs):  # SIG618
    Note.objects.create(customer=instance.customer, number=instance.number)


@receiver(post_delete, sender=Order)
def by_the_customers_key(sender, instance, **kwargs):  # SIG618
    Note.objects.create(customer_id=instance.customer_id)


# Those whose key points at nothing that is gone.


@receiver(post_delete, sender=Order)
def in_plain_fields(sender, instance, **kwargs):
    Note.objects.create(number=instance.pk, order_text=instance)


@receiver(post_delete, sender=Order)
def with_a_key_that_nobody_checks(sender, instance, **kwargs):
    Log.objects.create(order=instance, customer=instance.customer)


@receiver(post_delete, sender=Order)
def in_a_table_that_others_make(sender, instance, **kwargs):
    Elsewhere.objects.create(order=instance)


@receiver(post_delete, sender=Customer)
def of_another_model(sender, instance, **kwargs):
    Note.objects.create(order=instance)


@receiver(post_delete, sender=Order)
def of_another_object(sender, instance, **kwargs):
    Note.objects.create(order=Order.objects.first())


@receiver(post_delete, sender=Order)
def of_what_takes_nothing_along(sender, instance, **kwargs):
    Note.objects.create(customer=instance.advisor)


@receiver(post_delete, sender=Order)
def origin_asked(sender, instance, origin, **kwargs):
    if origin is instance:
        Note.objects.create(customer=instance.customer)


@receiver(post_delete, sender=Order)
def tried(sender, instance, **kwargs):
    try:
        Note.objects.create(order=instance)
    except IntegrityError:
        pass


@receiver(post_delete, sender=Order)
def asked_for(sender, instance, **kwargs):
    if Order.objects.filter(pk=instance.pk).exists():
        Note.objects.create(order=instance)


@receiver(post_delete, sender=Order)
def tested(sender, instance, **kwargs):
    if instance.pk:
        return
    Note.objects.create(order=instance)


@receiver([post_save, post_delete], sender=Order)
def told_apart(sender, instance, signal, **kwargs):
    if signal is post_save:
        Note.objects.create(order=instance)


@receiver([post_save, post_delete], sender=Order)
def told_apart_by_created(sender, instance, created=False, **kwargs):
    if created:
        Note.objects.create(order=instance)


@receiver(post_delete, sender=Order)
def later(sender, instance, **kwargs):
    transaction.on_commit(lambda: Note.objects.create(order=instance))


@receiver(post_delete, sender=Order)
def only_looked_up(sender, instance, **kwargs):
    Note.objects.filter(order=instance).update(number=instance.pk)


@receiver(post_delete, sender=Order)
def not_saved(sender, instance, **kwargs):
    print(Note(order=instance))


@receiver(post_delete)
def of_any_model(sender, instance, **kwargs):
    Note.objects.create(order=instance)


@receiver(post_save, sender=Order)
def after_saving(sender, instance, **kwargs):
    Note.objects.create(order=instance)


@receiver(pre_delete, sender=Order)
def before_deleting(sender, instance, **kwargs):
    Note.objects.create(order=instance)


@receiver(post_delete, sender=Order)
@functools.partial(unless_deleted)
def decorated(sender, instance, **kwargs):
    Note.objects.create(order=instance)


# shop/tests/__init__.py
# shop/tests/test_delete.py
from shop.models import Note


@receiver(post_delete, sender=Order)
def in_a_test(sender, instance, **kwargs):
    Note.objects.create(order=instance)
