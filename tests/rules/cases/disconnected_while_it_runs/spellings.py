# rules: SIG322
from celery import shared_task


@receiver(post_save, sender=Order)
def ship(sender, instance, **kwargs):
    post_save.disconnect(ship, sender=Order)  # SIG322
    instance.save()
    post_save.connect(ship, sender=Order)


@receiver(post_delete, sender=Order, dispatch_uid="tidy")
def tidy(sender, instance, **kwargs):
    def again():
        print(instance)

    try:
        post_delete.disconnect(sender=Order, dispatch_uid="tidy")  # SIG322
        again()
    finally:
        post_delete.connect(tidy, sender=Order, dispatch_uid="tidy")


@shared_task
def load(orders):
    post_save.disconnect(ship, sender=Order)  # SIG322
    for order in orders:
        order.save()
    post_save.connect(ship, sender=Order)


def checkout(request):
    post_save.disconnect(ship, sender=Order)  # SIG322
    Order.objects.create()
    post_save.connect(ship, sender=Order)


class Checkout:
    def post(self, request):
        post_save.disconnect(ship, sender=Order)  # SIG322
        Order.objects.create()
        post_save.connect(ship, sender=Order)


# --- what one process runs alone, or does not take back ---


def load_in_a_command(orders):
    post_save.disconnect(ship, sender=Order)
    for order in orders:
        order.save()
    post_save.connect(ship, sender=Order)


def for_good(request):
    post_save.disconnect(ship, sender=Order)


def another(request):
    post_save.disconnect(ship, sender=Order)
    pre_save.connect(ship, sender=Order)
    post_save.connect(tidy, sender=Order)


def first_connected(request):
    post_save.connect(tidy, sender=Order)
    post_save.disconnect(tidy, sender=Order)


def hang_up(request, database):
    database.disconnect(ship)
    database.connect(ship)


class Quiet:
    def __enter__(self):
        post_save.disconnect(ship, sender=Order)

    def __exit__(self, *args):
        post_save.connect(ship, sender=Order)


post_save.disconnect(ship, sender=Order)
post_save.connect(ship, sender=Order)
# shop/views.py
from shop.signals import ship


def save(order):
    post_save.disconnect(ship, sender=Order)  # SIG322
    order.save()
    post_save.connect(ship, sender=Order)
# shop/management/commands/load.py
from shop.signals import ship


class Command:
    def handle(self, *args, **options):
        post_save.disconnect(ship, sender=Order)
        Order.objects.create()
        post_save.connect(ship, sender=Order)
