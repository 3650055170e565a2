# rules: SIG003
import io
import logging
import os
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connections

from shop import services

logger = logging.getLogger(__name__)
paid = Signal()

# --- reported: one reason to excess, or several ---


@receiver(post_save, sender=Order)
def many_statements(sender, instance, **kwargs):  # SIG003
    total = 0
    total += 1
    total += 2
    total += 3
    total += 4
    total += 5
    total += 6
    total += 7
    total += 8
    total += 9
    total += 10
    total += 11
    total += 12
    total += 13
    total += 14
    total += 15
    total += 16
    total += 17
    total += 18
    total += 19
    total += 20
    total += 21
    total += 22
    total += 23
    total += 24
    instance.total = total


@receiver(post_save, sender=Order)
def long_and_branched(sender, instance, **kwargs):  # SIG003
    a = 0
    b = 1
    c = 2
    d = 3
    total = 1 if instance.total else 2
    if total > 1:
        total = 3
    if total > 2:
        total = 4
    if total > 3:
        total = 5
    elif total > 4:
        total = 6
    if total > 5 or instance.status:
        total = 7
    while total > 7:
        one = 1
        total -= 1
    instance.total = total
    instance.status = "counted"
    instance.shipped = True


@receiver(post_save, sender=Order)
def writes_in_a_loop(sender, instance, **kwargs):  # SIG003
    a = 0
    b = 1
    c = 2
    d = 3
    for parcel in Parcel.objects.filter(order=instance):
        one = 1
        parcel.weight += 1
        parcel.save()


@receiver(post_save, sender=Order)
def related_objects_in_a_loop(sender, instance, **kwargs):  # SIG003
    a = 0
    b = 1
    c = 2
    d = 3
    for parcel in instance.parcels.filter(weight=0):
        one = 1
        parcel.delete()


@receiver(m2m_changed, sender=Pizza.toppings.through)
def relations_in_a_loop(sender, instance, action, **kwargs):  # SIG003
    a = 0
    b = 1
    c = 2
    d = 3
    for pizza in Pizza.objects.exclude(pk=instance.pk):
        one = 1
        pizza.toppings.add(1)


@receiver(post_save, sender=Order)
def queries_in_a_comprehension(sender, instance, **kwargs):  # SIG003
    e = 4
    a = 0
    b = 1
    c = 2
    d = 3
    instance.weights = [Parcel.objects.filter(weight=weight).count() for weight in range(10)]


@receiver(post_save, sender=Order)
def raw_sql_in_a_loop(sender, instance, using, **kwargs):  # SIG003
    a = 0
    b = 1
    c = 2
    d = 3
    with connections[using].cursor() as cursor:
        while instance.total:
            one = 1
            cursor.execute("DELETE FROM shop_parcel")


# Nested functions do not count for the size, and what they do does.
@receiver(post_save, sender=Order)
def after_the_commit(sender, instance, **kwargs):  # SIG003
    e = 4
    a = 0
    b = 1
    c = 2
    d = 3
    def weigh():
        for parcel in Parcel.objects.all():
            one = 1
            parcel.save()

    transaction.on_commit(weigh)


@receiver(post_save, sender=Order)
def three_other_models(sender, instance, **kwargs):  # SIG003
    Parcel.objects.create(order=instance)
    Customer.objects.filter(orders=instance).update(logins=1)
    Topping.objects.all().delete()


@receiver(post_save, sender=Order)
def two_models_and_a_transaction(sender, instance, **kwargs):  # SIG003
    with transaction.atomic():
        parcel = Parcel(order=instance)
        parcel.save()
        instance.customer.save()


@receiver(post_delete, sender=Order)
def two_models_and_files(sender, instance, **kwargs):  # SIG003
    Parcel.objects.filter(order=None).delete()
    Topping.objects.get_or_create(name="cheese")
    os.remove(f"labels/{instance.pk}.pdf")


@receiver(post_delete, sender=Order)
def files_and_sql(sender, instance, **kwargs):  # SIG003
    Path("labels").joinpath("all.txt").read_text()
    Path("labels/all.txt").unlink()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")


# A signal of the project's own is heard by the same kind of receivers.
@receiver(paid)
def on_paid(sender, order, **kwargs):  # SIG003
    a = 0
    b = 1
    c = 2
    d = 3
    for parcel in Parcel.objects.filter(order=order):
        one = 1
        parcel.save()


class Indexer:
    @staticmethod
    @receiver(post_save, sender=Order)
    def static(sender, instance, **kwargs):  # SIG003
        a = 0
        b = 1
        c = 2
        d = 3
        for parcel in Parcel.objects.filter(order=instance):
            one = 1
            parcel.save()

    def bound(self, sender, instance, **kwargs):  # SIG003
        a = 0
        b = 1
        c = 2
        d = 3
        for parcel in Parcel.objects.filter(order=instance):
            one = 1
            parcel.save()


indexer = Indexer()
post_delete.connect(indexer.bound, sender=Order)


# --- fine: what adapts and delegates ---


@receiver(post_save, sender=Order)
def delegates(sender, instance, created, raw, **kwargs):
    """Say what this is.

    And why.
    """
    if raw:
        return
    if not created:
        logger.debug("order %s is not new", instance.pk)
        return
    from shop.services import also

    services.pay(instance)
    services.ship(instance)
    also(instance)
    cache.delete(f"order-{instance.pk}")
    logger.info("order %s", instance.pk)


# The one row that belongs to the new object.
@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def create_customer(sender, instance, created, **kwargs):
    if created:
        Customer.objects.create(user=instance)


# One other model, however often.
@receiver(post_save, sender=Order)
def one_other_model(sender, instance, created, **kwargs):
    if created:
        Parcel.objects.create(order=instance)
    else:
        Parcel.objects.filter(order=instance).update(weight=1)


# The sender's own rows are not another model's.
@receiver(post_save, sender=Order)
def own_rows(sender, instance, **kwargs):
    Order.objects.filter(customer=instance.customer).update(total=1)
    sender.objects.filter(pk=instance.pk).update(total=2)
    type(instance).objects.filter(pk=instance.pk).update(total=3)
    instance.parcels.update(weight=1)
    Parcel.objects.filter(order=instance).update(weight=1)


# Of an unknown sender, nothing can be another model.
@receiver(post_save)
def any_sender(sender, instance, **kwargs):
    Parcel.objects.create(order=instance)
    Customer.objects.create(email="")
    Topping.objects.create(name="")


@receiver(post_save, sender=Order)
@receiver(post_save, sender=Parcel)
def several_senders(sender, instance, **kwargs):
    Customer.objects.create(email="")
    Topping.objects.create(name="")


@receiver(pre_save, sender=Order)
def sets_attributes(sender, instance, **kwargs):
    for name in ("status", "total"):
        setattr(instance, name, getattr(instance, name) or "")
    instance.shipped = bool(instance.total)


# A loop that asks nothing, and a query that stands before the loop.
@receiver(post_save, sender=Order)
def loops(sender, instance, **kwargs):
    for parcel in instance.parcels.all():
        parcel.weigh()
        cache.delete(parcel.pk)
    lines = [str(parcel) for parcel in Parcel.objects.all()]
    for key in {"a": 1}:
        instance.data.get(key)
        instance.data.update({key: 1})
        instance.tags.append(key)
        instance.tags.add(key)
        instance.photo.delete()
        instance.history.first()
    paths = io.StringIO("\n".join(lines))
    for parcel in unknown(instance):
        parcel.save()


# Others report tasks, mail, requests and sleep: they do not count again.
@receiver(post_save, sender=Order)
def reported_elsewhere(sender, instance, **kwargs):
    for parcel in instance.parcels.all():
        requests.get("https://example.com")
        send_mail("", "", None, [])
        time.sleep(1)
        subprocess.run([])
        services.task.delay()


@receiver(post_save, sender=Order)
def one_file(sender, instance, **kwargs):
    default_storage.delete(instance.name)
    instance.photo.delete(save=False)


# Its nested function is never called.
@receiver(post_save, sender=Order)
def defines(sender, instance, **kwargs):
    def weigh():
        for parcel in Parcel.objects.all():
            parcel.save()

    return


# What is never reached.
@receiver(post_save, sender=Order)
def switched_off(sender, instance, **kwargs):
    return
    for parcel in Parcel.objects.all():
        parcel.save()


# Setting up is what these signals are for.
@receiver(post_migrate)
def make_defaults(sender, **kwargs):
    for name in ("cheese", "ham"):
        Topping.objects.get_or_create(name=name)


@receiver(setting_changed)
def reset(sender, setting, **kwargs):
    for name in ("cheese", "ham"):
        Topping.objects.get_or_create(name=name)


def not_connected(sender, instance, **kwargs):
    for parcel in Parcel.objects.all():
        parcel.save()
