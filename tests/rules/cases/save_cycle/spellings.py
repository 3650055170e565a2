# rules: SIG905
"""Receivers whose saves come round again, beside those where they need not."""

# shop/__init__.py
# shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import signals  # noqa: F401


# shop/models.py
from django.db import models


class Order(models.Model):
    pass


class Parcel(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, related_name="parcels")


class Label(models.Model):
    parcel = models.ForeignKey(Parcel, models.CASCADE)


class Stamp(models.Model):
    label = models.OneToOneField(Label, models.CASCADE)

    def renew(self):
        self.save()


class Visit(models.Model):
    pass


class Log(models.Model):
    visit = models.ForeignKey(Visit, models.CASCADE)


class Page(models.Model):
    visit = models.ForeignKey(Visit, models.CASCADE)


class Draft(models.Model):
    page = models.ForeignKey(Page, models.CASCADE)


# shop/services.py
from .models import Parcel


def pack(order):
    _pack(order)


def _pack(order):
    parcel = Parcel(order=order)
    parcel.save()


# shop/signals.py
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from . import services
from .models import Draft, Label, Log, Order, Page, Parcel, Stamp, Visit


# Three models, by a function of another file.
@receiver(post_save, sender=Order)
def a_packs(sender, instance, **kwargs):  # SIG905
    services.pack(instance)


@receiver(post_save, sender=Parcel)
def b_labels(sender, instance, **kwargs):
    Label.objects.create(parcel=instance)


@receiver(pre_save, sender=Label)
def c_counts(sender, instance, **kwargs):
    order = Order.objects.get(pk=instance.parcel.order_id)
    order.save()


# One receiver, another object of the same model.
@receiver(post_save, sender=Stamp)
def again(sender, instance, **kwargs):  # SIG905
    Stamp.objects.create(label=instance.label)


# Every step that may not be taken breaks the circle.
@receiver(post_save, sender=Visit)
def logs(sender, instance, created, **kwargs):
    if created:
        Log.objects.create(visit=instance)


@receiver(post_save, sender=Log)
def visits(sender, instance, **kwargs):
    instance.visit.save()


@receiver(post_save, sender=Visit)
def pages(sender, instance, **kwargs):
    Page.objects.get_or_create(visit=instance)


@receiver(post_save, sender=Page)
def of_pages(sender, instance, **kwargs):
    instance.visit.save()
    for draft in instance.draft_set.all():
        draft.save()


@receiver(post_save, sender=Draft)
def of_drafts(sender, instance, **kwargs):
    Page.objects.filter(pk=instance.page_id).update(visit=None)
    Page.objects.bulk_create([Page()])


@receiver(post_delete, sender=Draft)
def of_deleted_drafts(sender, instance, **kwargs):
    Page.objects.create()


@receiver(post_save, sender=Page)
def deletes_drafts(sender, instance, **kwargs):
    Draft.objects.filter(page=instance).delete()


@receiver(post_save, sender=Draft)
def after_the_commit(sender, instance, **kwargs):
    transaction.on_commit(lambda: Draft.objects.create(page=instance.page))


# shop/views.py
from django.db.models.signals import post_save

from .models import Log, Visit


def not_at_start_up(sender, instance, **kwargs):
    Visit.objects.create()


def watch(request):
    post_save.connect(not_at_start_up, sender=Visit)
