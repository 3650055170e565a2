# rules: SIG106
"""Configurations whose ready() asks the database, beside those that put it off, or ask for something else."""

# shop/apps.py
import os
import sys

from django.apps import AppConfig
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models.signals import post_migrate


class Manager(AppConfig):
    name = "shop"

    def ready(self):  # SIG106
        from .models import Order

        self.orders = Order.objects.count()


class RawSql(AppConfig):
    name = "shop"

    def ready(self):  # SIG106
        with connection.cursor() as cursor:
            cursor.execute("select 1")


class Migrates(AppConfig):
    name = "shop"

    def ready(self):  # SIG106
        call_command("migrate")


class Checks(AppConfig):
    name = "shop"

    # A command that does not ask the database; and one whose name is not known.
    def ready(self):
        call_command("check")
        call_command(self.label)


class Saves(AppConfig):
    name = "shop"

    def ready(self):  # SIG106
        from .models import Order

        Order().save()


class SavesNoModel(AppConfig):
    name = "shop"

    def ready(self):
        from .registry import Registry

        Registry().save()


class Commits(AppConfig):
    name = "shop"

    # Only once a transaction has committed, which is never before start-up is over.
    def ready(self):
        from .models import Order

        transaction.on_commit(lambda: Order.objects.count())


class Later(AppConfig):
    name = "shop"

    def ready(self):
        post_migrate.connect(self.fill, sender=self)

    def fill(self, **kwargs):
        from .models import Order

        Order.objects.create()


class NotModels(AppConfig):
    name = "shop"

    # Has a manager's methods, and is none.
    def ready(self):
        from .registry import Registry

        Registry.objects.all()


class OfOneCommand(AppConfig):
    name = "shop"

    def ready(self):
        from .models import Order

        serves = any(command in sys.argv for command in ("runserver", "uwsgi"))
        if serves and not Order.objects.exists():
            raise SystemExit("no orders yet")
        if os.environ.get("RUN_MAIN"):
            Order.objects.create()


class OfEveryCommand(AppConfig):
    name = "shop"

    def ready(self):  # SIG106
        from .models import Order

        print(sys.argv, Order.objects.count())


class Nothing(AppConfig):
    name = "shop"


# shop/registry.py
class Everything:
    def all(self):
        return []


class Registry:
    objects = Everything()


# shop/models.py
from django.db import models


class Order(models.Model):
    pass
