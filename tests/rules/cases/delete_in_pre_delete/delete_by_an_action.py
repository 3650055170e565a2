# rules: SIG603
"""A model's own delete() may have an object do it, which has to call Django's in the end."""

# shop/actions.py
class Delete:
    def __init__(self, order):
        self.order = order

    def execute(self):
        return self._delete(self.order)

    def _delete(self, order):
        from shop.models import Order

        print(order)
        return super(Order, order).delete()


class Archive:
    def __init__(self, draft):
        self.draft = draft

    def delete(self):
        self.draft.archived = True

    def execute(self):
        return self.delete()


class Forget(Archive):
    def execute(self):
        return super().delete()


# shop/models.py
from django.db import models

from shop.actions import Archive, Delete, Forget


class Order(models.Model):
    def delete(self):
        return Delete(self).execute()


class Draft(models.Model):
    def delete(self):
        return Archive(self).execute()


class Note(models.Model):
    def delete(self):
        return Forget(self).execute()


# shop/signals.py
from django.db.models.signals import post_delete
from django.dispatch import receiver

from shop.models import Draft, Note, Order


@receiver(post_delete, sender=Order)
def deletes(sender, instance, **kwargs):  # SIG603
    instance.delete()


@receiver(post_delete, sender=Draft)
def archives(sender, instance, **kwargs):
    instance.delete()


@receiver(post_delete, sender=Note)
def forgets(sender, instance, **kwargs):
    instance.delete()
