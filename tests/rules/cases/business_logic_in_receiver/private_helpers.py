# rules: SIG003
"""A private function that only the receiver calls is part of it; what anything else calls is a function."""

# shop/signals.py
from shop import services


@receiver(post_save, sender=Order)
def hands_it_down(sender, instance, **kwargs):  # SIG003
    _pack(instance)


def _pack(order):
    _weigh(order, 3)
    with transaction.atomic():
        Parcel.objects.create(order=order)


def _weigh(order, least):
    total = 0
    heaviest = least
    for parcel in list(order.parcels.all()):
        total += parcel.weight
        heaviest = max(heaviest, parcel.weight)
        parcel.weight = heaviest
        parcel.save()


@receiver(post_save, sender=Order)
def one(sender, instance, **kwargs):
    _shared(instance)


@receiver(post_delete, sender=Order)
def two(sender, instance, **kwargs):
    _shared(instance)


def _shared(order):
    least = 3
    heaviest = least
    for parcel in order.parcels.all():
        heaviest = max(heaviest, parcel.weight)
        parcel.weight = heaviest
        parcel.save()
    order.total = heaviest
    order.shipped = False


@receiver(post_save, sender=Order)
def calls_a_function(sender, instance, **kwargs):
    weigh(instance)


def weigh(order):
    least = 3
    heaviest = least
    for parcel in order.parcels.all():
        heaviest = max(heaviest, parcel.weight)
        parcel.weight = heaviest
        parcel.save()
    order.total = heaviest
    order.shipped = False
