# rules: SIG513
from django.db import connection, connections
from django.db.transaction import on_commit
from shop import services
from shop.services import announce, callback, forget, pack, tell


@receiver(post_save, sender=Order)
def queues(sender, instance, **kwargs):  # SIG513
    transaction.on_commit(pack.delay(instance.pk))


@receiver(post_save, sender=Order)
def by_its_own_name(sender, instance, **kwargs):  # SIG513
    on_commit(func=send_mail("saved", "", None, []))


@receiver(m2m_changed, sender=Pizza.toppings.through)
def of_a_connection(sender, instance, **kwargs):  # SIG513
    connection.on_commit(Order.objects.filter(pk=1).delete())


@receiver(post_delete, sender=Order)
def of_one_of_several(sender, instance, using, **kwargs):  # SIG513
    connections[using].on_commit(announce(instance))


@receiver(post_save, sender=Order)
def first_into_a_local(sender, instance, **kwargs):  # SIG513
    queued = services.pack.apply_async(args=[instance.pk])
    transaction.on_commit(queued)


@receiver(post_save, sender=Order)
def a_coroutine(sender, instance, **kwargs):  # SIG513
    transaction.on_commit(tell(instance))


@receiver(pre_save, sender=Order)
def inside(sender, instance, **kwargs):  # SIG513
    def later():
        transaction.on_commit(pack.delay(instance.pk))

    later()


# --- a function is handed on ---


@receiver(post_save, sender=Order)
def deferred(sender, instance, **kwargs):
    transaction.on_commit(partial(pack.delay, instance.pk))
    transaction.on_commit(functools.partial(announce, instance))
    transaction.on_commit(lambda: pack.delay(instance.pk))
    transaction.on_commit(forget)
    transaction.on_commit(pack.delay)
    pack.delay_on_commit(instance.pk)


@receiver(post_save, sender=Order)
def made_functions(sender, instance, **kwargs):
    transaction.on_commit(callback(instance))
    transaction.on_commit(services.Later(instance))
    transaction.on_commit(pack.si(instance.pk))
    transaction.on_commit(services.unheard_of(instance))
    transaction.on_commit(getattr(services, "callback")(instance))
    transaction.on_commit(services.decorated(instance))
    transaction.on_commit(services.stub(instance))
    transaction.on_commit()


@receiver(post_save, sender=Order)
def another_on_commit(sender, instance, **kwargs):
    services.on_commit(pack.delay(instance.pk))
    services.run_on_commit(pack.delay(instance.pk))
    instance.on_commit(pack.delay(instance.pk))


@receiver(post_save, sender=Order)
def bound_twice(sender, instance, raw, **kwargs):
    task = pack.delay(instance.pk)
    if raw:
        task = forget
    transaction.on_commit(task)


def no_receiver(instance):
    transaction.on_commit(pack.delay(instance.pk))
# shop/services.py
from celery import shared_task
from elsewhere import wrapped


@shared_task
def pack(pk):
    print(pk)


def announce(instance):
    print(instance)


async def tell(instance):
    print(instance)


def forget():
    print()


def callback(instance):
    def later():
        print(instance)

    return later


class Later:
    def __init__(self, instance):
        self.instance = instance

    def __call__(self):
        print(self.instance)


@wrapped
def decorated(instance):
    print(instance)


def stub(instance):
    """Has to be overridden."""


def on_commit(task):
    print(task)


def run_on_commit(task):
    print(task)
