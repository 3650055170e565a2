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


@receiver(post_save, sender=Order)
def divided_among_short_ones(sender, instance, **kwargs):
    _first(instance)
    _second(instance)


def _first(order):
    order.one = 1
    order.two = 2
    order.three = 3
    order.four = 4
    order.five = 5
    order.six = 6
    order.seven = 7
    order.eight = 8
    order.nine = 9


def _second(order):
    order.ten = 10
    order.eleven = 11
    order.twelve = 12
    order.thirteen = 13
    order.fourteen = 14
    order.fifteen = 15
    order.sixteen = 16
    order.seventeen = 17
    order.eighteen = 18


@receiver(post_save, sender=Order)
def moved_into_a_long_one(sender, instance, **kwargs):  # SIG003
    _long(instance)


def _long(order):
    order.field_0 = 0
    order.field_1 = 1
    order.field_2 = 2
    order.field_3 = 3
    order.field_4 = 4
    order.field_5 = 5
    order.field_6 = 6
    order.field_7 = 7
    order.field_8 = 8
    order.field_9 = 9
    order.field_10 = 10
    order.field_11 = 11
    order.field_12 = 12
    order.field_13 = 13
    order.field_14 = 14
    order.field_15 = 15
    order.field_16 = 16
    order.field_17 = 17
    order.field_18 = 18
    order.field_19 = 19
    order.field_20 = 20
    order.field_21 = 21
    order.field_22 = 22
    order.field_23 = 23
    order.field_24 = 24
    order.field_25 = 25
    order.field_26 = 26
