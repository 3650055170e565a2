# rules: SIG003
"""A model's method is where the work belongs, and a timer's signal is there for it; other signals are not."""

# shop/stock.py
from django.db import models


class Shelf(models.Model):
    full = models.BooleanField(default=False)

    @staticmethod
    def refill(sender, instance, **kwargs):
        one = 1
        two = 2
        three = 3
        for shelf in Shelf.objects.all():
            shelf.full = one + two + three == 6
            shelf.save()


# shop/signals.py
from nautobot.core.signals import nautobot_database_ready
from shop.stock import Shelf

periodic_task = Signal()
every_night = Signal()
restocked = Signal()

post_save.connect(Shelf.refill, sender=Order)


@receiver([periodic_task, every_night])
def clean_up(sender, **kwargs):
    one = 1
    two = 2
    three = 3
    for parcel in Parcel.objects.all():
        parcel.weight = one + two + three
        parcel.save()


@receiver(nautobot_database_ready)
def set_up(sender, **kwargs):
    one = 1
    two = 2
    three = 3
    for parcel in Parcel.objects.all():
        parcel.weight = one + two + three
        parcel.save()


@receiver([every_night, restocked])
def not_only_at_night(sender, **kwargs):  # SIG003
    one = 1
    two = 2
    three = 3
    for parcel in Parcel.objects.all():
        parcel.weight = one + two + three
        parcel.save()
