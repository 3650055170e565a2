# rules: SIG507
paid = Signal()

# --- reported ---


@receiver(post_save, sender=Order)
def saves(sender, instance, **kwargs):  # SIG507
    for parcel in instance.parcels.all():
        if parcel.weight:
            parcel.save(update_fields=["weight"])


@receiver(post_save, sender=Order)
def in_a_comprehension(sender, instance, **kwargs):  # SIG507
    instance.weights = {weight: Parcel.objects.filter(weight=weight).exists() for weight in range(5)}


@receiver(post_save, sender=Order)
def in_an_inner_loop(sender, instance, **kwargs):  # SIG507
    return [parcel for order in Order.objects.all() for parcel in Parcel.objects.filter(order=order)]


@receiver(paid)
def on_paid(sender, order, **kwargs):  # SIG507
    while order.total:
        order.refresh_from_db()


# --- fine ---


@receiver(post_save, sender=Order)
def before_the_loop(sender, instance, **kwargs):
    for parcel in Parcel.objects.filter(order=instance):
        parcel.weigh()
    instance.names = [str(parcel) for parcel in instance.parcels.all()]
    for name in sorted(instance.names):
        instance.data[name] = instance.data.get(name)
    else:
        Parcel.objects.count()


@receiver(post_save, sender=Order)
def lazily(sender, instance, **kwargs):
    for weight in range(5):
        instance.queries.append(Parcel.objects.filter(weight=weight))
        instance.later.append(lambda: Parcel.objects.count())
