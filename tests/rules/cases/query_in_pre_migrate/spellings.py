# rules: SIG514
"""Receivers of pre_migrate that need a table which a new database lacks, beside those that can do without."""

import contextlib
import functools

from django.contrib.auth.models import Permission
from django.db import transaction
from shop.services import forget_all

from shop.models import Legacy


@receiver(pre_migrate)
def deletes(sender, using, **kwargs):  # SIG514
    Permission.objects.using(using).filter(codename="view_user").delete()


@receiver(pre_migrate)
def creates(sender, **kwargs):  # SIG514
    Order(status="new").save()


@receiver([pre_migrate, post_migrate])
def of_both(sender, **kwargs):  # SIG514
    if Order.objects.filter(status="new").exists():
        print("new orders")


@receiver(pre_migrate)
def of_one_app(sender, using, plan, **kwargs):  # SIG514
    if sender.name != "shop" or not plan:
        return
    with transaction.atomic(using=using):
        Order.objects.update(status="old")


@receiver(pre_migrate)
def of_the_users(sender, **kwargs):  # SIG514
    get_user_model().objects.filter(is_active=False).delete()


@receiver(pre_migrate)
def in_a_service(sender, **kwargs):  # SIG514
    forget_all()


@receiver(pre_migrate)
def of_the_old_state(sender, apps, **kwargs):  # SIG514
    apps.get_model("shop", "Order").objects.all().delete()


def connected(sender, **kwargs):  # SIG514
    Order.objects.get(pk=1)


pre_migrate.connect(connected, dispatch_uid="shop.connected")

# Those that can do without.


@receiver(post_migrate)
def after_it(sender, **kwargs):
    Order.objects.filter(status="new").delete()


@receiver(pre_migrate)
def lazy(sender, **kwargs):
    sender.stale = Order.objects.filter(status="new")


@receiver(pre_migrate)
def tried(sender, **kwargs):
    try:
        Order.objects.filter(status="new").delete()
    except Exception:
        print("not there yet")


@receiver(pre_migrate)
def if_the_state_has_it(sender, apps, **kwargs):
    try:
        order = apps.get_model("shop", "Order")
    except LookupError:
        print("not there yet")
    else:
        order.objects.filter(status="new").delete()


@receiver(pre_migrate)
def whatever_the_state_has(sender, apps, **kwargs):  # SIG514
    try:
        order = apps.get_model("shop", "Order")
    finally:
        print("looked up")
    order.objects.filter(status="new").delete()


@receiver(pre_migrate)
def suppressed(sender, **kwargs):
    with contextlib.suppress(Exception):
        Order.objects.filter(status="new").delete()


@receiver(pre_migrate)
def asked_for(sender, **kwargs):
    if "shop_order" in connection.introspection.table_names():
        Order.objects.filter(status="new").delete()


@receiver(pre_migrate)
def left_early(sender, **kwargs):
    if not table_exists(Order):
        return
    Order.objects.filter(status="new").delete()


@receiver(pre_migrate)
def for_some_migration(sender, plan, **kwargs):
    if any(migration.name == "0007_orders" for migration, _ in plan):
        Order.objects.filter(status="new").delete()


@receiver([pre_migrate, post_migrate])
def told_apart(sender, signal, **kwargs):
    if signal is post_migrate:
        Order.objects.filter(status="new").delete()


@receiver(pre_migrate)
def by_sql(sender, **kwargs):
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS citext")


@receiver(pre_migrate)
def in_another_database(sender, **kwargs):
    Order.objects.using("archive").filter(status="new").delete()


@receiver(pre_migrate)
def saved_elsewhere(sender, **kwargs):
    Order(status="new").save(using="archive")


@receiver(pre_migrate)
def of_a_table_that_others_make(sender, **kwargs):
    Legacy.objects.filter(name="").delete()


@receiver(pre_migrate)
def later(sender, **kwargs):
    transaction.on_commit(lambda: Order.objects.all().delete())


@receiver(pre_migrate)
def for_each(sender, names=(), **kwargs):
    for name in names:
        Order.objects.filter(status=name).delete()


@receiver(pre_migrate)
def of_no_model(sender, stdout, **kwargs):
    sender.cache.delete("orders")
    stdout.save()


@functools.partial(pre_migrate.connect)
@functools.partial(unless_new)
def decorated(sender, **kwargs):
    Order.objects.all().delete()


ours = Signal()


@receiver(ours)
def of_our_own(sender, **kwargs):
    Order.objects.all().delete()


# shop/services.py
def forget_all():
    Order.objects.all().delete()


# shop/models.py
from django.db import models


class Order(models.Model):
    status = models.CharField(max_length=20)


class Legacy(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        managed = False


# shop/tests/__init__.py
# shop/tests/test_migrate.py
@receiver(pre_migrate)
def in_a_test(sender, **kwargs):
    Order.objects.all().delete()
