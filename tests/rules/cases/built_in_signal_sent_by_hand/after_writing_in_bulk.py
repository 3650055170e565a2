# rules: SIG708
"""Who writes what sends nothing, and then sends what a save would, does it on purpose: it has to send all of it."""

# shop/signals.py


@receiver(post_save, sender=Order)
def ship(sender, instance, **kwargs):
    instance.ship()


def lacks_some(orders):
    Order.objects.bulk_create(orders)
    for order in orders:
        post_save.send(sender=Order, instance=order, created=True, raw=False)  # SIG708


async def written_by_others(orders):
    for order in orders:
        await post_save.asend(sender=Order, instance=order, created=True, raw=False)  # SIG708


def sends_all(orders):
    Order.objects.bulk_create(orders)
    for order in orders:
        post_save.send(sender=Order, instance=order, created=True, raw=False, using="default", update_fields=None)


def hands_on(orders, **kwargs):
    Order.objects.filter(pk__in=orders).update(shipped=True)
    for order in orders:
        post_save.send(sender=Order, instance=order, **kwargs)  # SIG708
