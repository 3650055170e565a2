# rules: SIG505
# shop/signals.py
from django.contrib.auth.models import Group
from django.shortcuts import get_object_or_404

# --- reported ---


@receiver(post_init, sender=Order)
def counted(sender, instance, **kwargs):  # SIG505
    instance.parcel_count = Parcel.objects.filter(order=instance).count()


@receiver(post_init, sender=Order)
def guarded(sender, instance, **kwargs):  # SIG505
    if instance.pk:
        instance.others = list(type(instance).objects.exclude(pk=instance.pk))


@receiver(pre_init)
def any_model(sender, args, kwargs, **more):  # SIG505
    for group in Group.objects.all():
        kwargs.setdefault("group", group)


@receiver(post_init, sender=Order)
def sliced(sender, instance, **kwargs):  # SIG505
    instance.first = Parcel.objects.order_by("pk")[0]


@receiver(post_init, sender=Order)
def created(sender, instance, **kwargs):  # SIG505
    Parcel.objects.get_or_create(order=instance)


@receiver(post_init, sender=Order)
def raw_sql(sender, instance, **kwargs):  # SIG505
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@receiver(post_init, sender=Order)
def tries(sender, instance, **kwargs):  # SIG505
    try:
        instance.group = Group.objects.get(pk=instance.pk)
    except Group.DoesNotExist:
        pass


# --- fine ---


# What few rows have, few rows pay for.
@receiver(post_init, sender=Order)
def mends_old_rows(sender, instance, **kwargs):
    if instance.pk and instance.number is None:
        Order.objects.filter(pk=instance.pk).update(number=instance.pk)


@receiver(post_init, sender=Order)
def remembers(sender, instance, **kwargs):
    instance.old_status = instance.status
    instance.options = Parcel.objects.filter(order=instance)
    instance.count = lambda: Parcel.objects.count()
    instance.data.get("key")
    instance.history.first()


# SIG603 says what this comes to.
@receiver(post_init, sender=Order)
def reloads(sender, instance, **kwargs):
    instance.refresh_from_db()


@receiver(post_save, sender=Order)
def on_save(sender, instance, **kwargs):
    Parcel.objects.filter(order=instance).count()


# shop/tests.py
@receiver(post_init, sender=Order)
def in_a_test(sender, instance, **kwargs):
    Parcel.objects.filter(order=instance).count()
