# rules: SIG503
# shop/celery.py
from celery import Celery

app = Celery("shop")
# shop/decorators.py
import functools
import threading

from django.db import transaction

known = []


def registered(function):
    known.append(function)
    return function


def if_enabled(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        if known:
            return function(*args, **kwargs)

    return wrapper


def in_order(place):
    def decorate(function):
        def wrapper(*args, **kwargs):
            with transaction.atomic():
                function(*args, **kwargs)

        return wrapper

    return decorate


def when_committed(function):
    def wrapper(*args, **kwargs):
        transaction.on_commit(lambda: function(*args, **kwargs))

    return wrapper


def when_committed_on(using):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            def run():
                function(*args, **kwargs)

            transaction.on_commit(run, using=using)

        return wrapper

    return decorate


def in_a_thread(function):
    def wrapper(*args, **kwargs):
        threading.Thread(target=function, args=args, kwargs=kwargs).start()

    return wrapper
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
from somewhere import run_on_commit, skipped_for_fixtures, unknown

from shop import tasks
from shop.decorators import if_enabled, in_a_thread, in_order, registered, when_committed, when_committed_on
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


@receiver(post_save, sender=Order)
@if_enabled
@in_order("first")
@transaction.atomic
@skipped_for_fixtures
@registered
def decorated(sender, instance, **kwargs):  # SIG503
    pack.delay(instance.pk)


# --- fine ---


@receiver(post_save, sender=Order)
@when_committed
def put_off(sender, instance, **kwargs):
    pack.delay(instance.pk)


@receiver(post_save, sender=Order)
@when_committed_on("default")
def put_off_by_what_is_made(sender, instance, **kwargs):
    pack.delay(instance.pk)


@receiver(post_save, sender=Order)
@in_a_thread
def put_off_by_a_thread(sender, instance, **kwargs):
    pack.delay(instance.pk)


@receiver(post_save, sender=Order)
@run_on_commit
def put_off_by_a_library(sender, instance, **kwargs):
    pack.delay(instance.pk)


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
