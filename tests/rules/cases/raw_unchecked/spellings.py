# rules: SIG605
# shop/signals.py
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from rest_framework.authtoken.models import Token
from somewhere import not_for_fixtures, skip

# --- reported ---


@receiver(post_save, sender=Order)
def creates(sender, instance, created, **kwargs):  # SIG605
    if created:
        Parcel.objects.create(order=instance)


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def creates_for_users(sender, instance, created, **kwargs):  # SIG605
    if created:
        Token.objects.create(user=instance)


@receiver(post_save, sender=Order)
def gets_or_creates(sender, instance, **kwargs):  # SIG605
    Parcel.objects.get_or_create(order=instance)


@receiver(post_save, sender=Order)
def returns_early(sender, instance, **kwargs):  # SIG605
    if not kwargs["created"]:
        return
    Parcel.objects.update_or_create(order=instance)


@receiver(pre_save, sender=Order)
def fetches(sender, instance, **kwargs):  # SIG605
    instance.customer = Customer.objects.get(email="")


@receiver(post_save, sender=Order)
def takes_raw_and_ignores_it(sender, instance, raw, created, **kwargs):  # SIG605
    if created:
        Group.objects.create(name=str(instance.pk))


# --- fine ---


@receiver(post_save, sender=Order)
def asks(sender, instance, created, raw, **kwargs):
    if created and not raw:
        Parcel.objects.create(order=instance)


@receiver(post_save, sender=Order)
def asks_kwargs(sender, instance, created, **kwargs):
    if kwargs.get("raw"):
        return
    Parcel.objects.create(order=instance)


@receiver(post_save, sender=Order)
def asks_in_another_function(sender, instance, created, **kwargs):
    if skip(**kwargs):
        return
    Parcel.objects.create(order=instance)


@receiver(post_save, sender=Order)
@not_for_fixtures
def decorated(sender, instance, created, **kwargs):
    if created:
        Parcel.objects.create(order=instance)


# Other guards may well hold when a fixture is loaded.
@receiver(post_save, sender=Order)
def other_guards(sender, instance, created, **kwargs):
    if created and instance.customer_id:
        Parcel.objects.create(order=instance)
    if not settings.CREATE:
        return
    Parcel.objects.create(order=instance)


@receiver(post_save, sender=Order)
def after_the_commit(sender, instance, created, **kwargs):
    if created:
        transaction.on_commit(lambda: Parcel.objects.create(order=instance))


@receiver(post_save, sender=Order)
def caught(sender, instance, **kwargs):
    try:
        Customer.objects.get(email="")
    except Customer.DoesNotExist:
        pass


# No other rows; or none that has to be there.
@receiver(post_save, sender=Order)
def harmless(sender, instance, created, **kwargs):
    Parcel.objects.filter(order=instance).update(weight=1)
    Customer.objects.filter(email="").first()
    sender.objects.get(pk=instance.pk)
    Order.objects.get(pk=instance.pk)
    cache.delete(instance.pk)


@receiver(pre_save, sender=settings.AUTH_USER_MODEL)
def perhaps_its_own(sender, instance, **kwargs):
    instance.old = get_user_model().objects.get(pk=instance.pk)
    instance.other = Customer.objects.get(pk=instance.pk)


@receiver([post_save, post_delete], sender=Order)
def of_another_signal_too(sender, instance, **kwargs):
    Parcel.objects.create(order=instance)


# shop/tests.py
@receiver(post_save, sender=Order)
def in_a_test(sender, instance, created, **kwargs):
    if created:
        Parcel.objects.create(order=instance)
