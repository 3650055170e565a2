# rules: SIG503
# shop/celery.py
from celery import Celery

app = Celery("shop")
# shop/tasks.py
import dramatiq
import huey
from celery import shared_task
from django.tasks import task
from django_rq import job

from shop.celery import app
from shop.queue import Patient, background


@shared_task
def pack(pk): ...


@shared_task(bind=True, ignore_result=True)
def pack_bound(self, pk): ...


@app.task
def of_the_app(pk): ...


@task()
def of_django(pk): ...


@dramatiq.actor
def actor(pk): ...


@shared_task(base=Patient)
def patient(pk): ...


@background
def of_the_project(pk): ...


@job
def of_rq(pk): ...


def no_task(pk): ...


def dispatch(order):
    pack.delay(order.pk)


# shop/signals.py
from celery import chain
from somewhere import unknown

from shop import tasks
from shop.tasks import (
    actor,
    dispatch,
    no_task,
    of_django,
    of_rq,
    of_the_app,
    of_the_project,
    pack,
    pack_bound,
    patient,
)

paid = Signal()

# --- reported ---


@receiver(post_save, sender=Order)
def delayed(sender, instance, **kwargs):  # SIG503
    pack.delay(instance.pk)


@receiver(pre_save, sender=Order)
def applied(sender, instance, **kwargs):  # SIG503
    if instance.total:
        tasks.pack_bound.apply_async((instance.pk,), countdown=10)


@receiver(post_delete, sender=Order)
def signed(sender, instance, **kwargs):  # SIG503
    pack.si(instance.pk).delay()
    pack_bound.signature((instance.pk,)).apply_async()


@receiver(m2m_changed, sender=Pizza.toppings.through)
def on_toppings(sender, instance, action, **kwargs):  # SIG503
    of_the_app.delay(instance.pk)


@receiver(pre_delete, sender=Order)
def enqueued(sender, instance, **kwargs):  # SIG503
    of_django.enqueue(instance.pk)


@receiver(post_save, sender=Order)
def sent(sender, instance, **kwargs):  # SIG503
    actor.send(instance.pk)


@receiver(post_save, sender=Order)
def delegated(sender, instance, **kwargs):  # SIG503
    dispatch(instance)


@receiver(post_save, sender=Order)
def in_a_transaction(sender, instance, **kwargs):  # SIG503
    with transaction.atomic():
        pack.delay(instance.pk)


# --- fine ---


@receiver(post_save, sender=Order)
def committed(sender, instance, **kwargs):
    transaction.on_commit(lambda: pack.delay(instance.pk))
    transaction.on_commit(partial(pack.delay, instance.pk))
    transaction.on_commit(pack.si(instance.pk).delay)
    transaction.on_commit(partial(dispatch, instance))
    pack.delay_on_commit(instance.pk)
    pack.apply_async_on_commit((instance.pk,))

    def later():
        pack.delay(instance.pk)

    transaction.on_commit(later)


# What may wait for the commit by itself, or is no task, or not known.
@receiver(post_save, sender=Order)
def perhaps(sender, instance, **kwargs):
    patient.delay(instance.pk)
    of_the_project.delay(instance.pk)
    of_rq.delay(instance.pk)
    unknown.delay(instance.pk)
    no_task.delay(instance.pk)
    actor.delay(instance.pk)
    instance.delay()
    paid.send(sender)
    pack(instance.pk)
    chain(pack.si(1), pack.si(2))


# No transaction is known to be open.
@receiver(user_logged_in)
def login(sender, user, **kwargs):
    pack.delay(user.pk)


@receiver(paid)
def on_paid(sender, order, **kwargs):
    pack.delay(order.pk)
