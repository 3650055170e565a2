# rules: SIG615
from django.db.transaction import on_commit
from shop.services import forget, run_on_commit


class Gift(Parcel):
    pass


@receiver(post_delete, sender=Order)
def in_a_lambda(sender, instance, **kwargs):  # SIG615
    transaction.on_commit(lambda: forget(instance.pk))


@receiver([pre_delete, post_delete], sender=Order)
def in_a_function(sender, instance, **kwargs):  # SIG615
    def later():
        forget(f"order {instance.id}")

    on_commit(later, using=kwargs["using"])


@receiver(post_delete)
def in_a_decorated_function(sender, **kwargs):  # SIG615
    instance = kwargs["instance"]

    @transaction.on_commit
    def later():
        forget(instance.pk)


@receiver(post_delete, sender=Gift)
def of_a_local(sender, instance, **kwargs):  # SIG615
    order = instance
    callback = lambda: forget(order.pk)
    transaction.on_commit(callback)


@receiver(post_delete, sender=Order)
def by_partial(sender, instance, **kwargs):  # SIG615
    def later(name):
        forget(name, instance.pk)

    transaction.on_commit(partial(later, "order"))


# --- read in time ---


@receiver(post_delete, sender=Order)
def read_first(sender, instance, **kwargs):
    pk = instance.pk
    transaction.on_commit(lambda: forget(pk))
    transaction.on_commit(partial(forget, instance.pk))
    transaction.on_commit(lambda pk=instance.pk: forget(pk))

    def later(pk=instance.id):
        forget(pk)

    transaction.on_commit(later)
    forget.delay_on_commit(instance.pk)


@receiver(post_delete, sender=Order)
def something_else(sender, instance, **kwargs):
    transaction.on_commit(lambda: forget(instance.customer.pk, instance.customer_id, instance.status))
    [run() for run in (lambda: forget(instance.pk),)]


@receiver(post_delete, sender=Order)
def shadowed(sender, instance, **kwargs):
    transaction.on_commit(lambda instance: forget(instance.pk))


@receiver(post_delete, sender=Order)
def bound_again(sender, instance, **kwargs):
    instance = instance.customer
    transaction.on_commit(lambda: forget(instance.pk))


@receiver(post_delete, sender=Order)
def put_back(sender, instance, **kwargs):
    pk = instance.pk

    def later():
        instance.pk = pk
        forget(instance.pk)

    transaction.on_commit(later)


@receiver(post_delete, sender=Gift)
def id_of_the_parent(sender, instance, **kwargs):
    transaction.on_commit(lambda: forget(instance.id))


@receiver(post_delete)
def id_of_any_model(sender, instance, **kwargs):
    transaction.on_commit(lambda: forget(instance.id))


@receiver(post_delete, sender=Order)
def another_on_commit(sender, instance, **kwargs):
    run_on_commit(lambda: forget(instance.pk))


@receiver(post_save, sender=Order)
def saved(sender, instance, **kwargs):
    transaction.on_commit(lambda: forget(instance.pk))


@receiver([post_save, post_delete], sender=Order)
def saved_or_deleted(sender, instance, **kwargs):
    transaction.on_commit(lambda: forget(instance.pk))
# shop/services.py
def forget(*keys):
    print(keys)


def run_on_commit(task):
    task()
