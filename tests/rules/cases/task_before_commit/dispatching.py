# rules: SIG503
"""Every way to hand work to another process or thread, and what tells that it does not look at the saved row."""

# requirements.txt
celery
django-rq==2.10.2

# shop/celery.py
from celery import Celery


class App(Celery):
    pass


def make_app():
    app = Celery("shop")
    return app


app = make_app()
other = App("other")

# shop/tasks.py
from celery import shared_task
from django.core.mail import mail_admins

from shop.celery import app, other
from shop.models import Customer, Order, Parcel


@shared_task
def pack(pk):
    Order.objects.get(pk=pk).ship()


@app.task
def of_a_made_app(pk):
    Order.objects.get(pk=pk).ship()


@other.task
def of_a_subclass(pk):
    Order.objects.get(pk=pk).ship()


@shared_task
def count():
    Order.objects.count()


@shared_task
def greet():
    mail_admins("hello", "")


@shared_task
def count_customers():
    Customer.objects.count()


@shared_task
def tell(status):
    mail_admins("sold", status)


# shop/services.py
def dispatch(task, *args):
    task.delay(*args)


def dispatch_order(job, order):
    dispatch_later(job, order.pk)


def dispatch_later(job, pk):
    job.apply_async((pk,), countdown=1)


def look(order):
    order.refresh_from_db()


def say(order):
    print(order)


# shop/threads.py
import threading

from shop.models import Order


class Packer(threading.Thread):
    def __init__(self, pk):
        super().__init__(daemon=True)
        self.pk = pk

    def run(self):
        Order.objects.get(pk=self.pk).ship()


class Rush(Packer):
    pass


class Sayer(threading.Thread):
    def run(self):
        print("sold")


class Shop:
    def start(self):
        pass


# shop/signals.py
import threading
from importlib import import_module
from threading import Thread

import django_rq
from celery import chain, chord, current_app, group, signature
from django.core.mail import send_mail
from django_q.tasks import async_task

from shop.celery import app
from shop.services import dispatch, dispatch_order, look, say
from shop.threads import Packer, Rush, Sayer, Shop
from shop.tasks import count, count_customers, greet, of_a_made_app, of_a_subclass, pack, tell

# --- reported ---


@receiver(post_save, sender=Order)
def by_a_helper(sender, instance, **kwargs):  # SIG503
    dispatch(pack, instance.pk)


@receiver(post_save, sender=Order)
def by_two_helpers(sender, instance, **kwargs):  # SIG503
    dispatch_order(pack, instance)


@receiver(post_save, sender=Order)
def in_a_thread(sender, instance, **kwargs):  # SIG503
    Thread(target=look, args=(instance,)).start()


@receiver(post_save, sender=Order)
def in_a_named_thread(sender, instance, **kwargs):  # SIG503
    thread = threading.Thread(target=look, kwargs={"order": instance})
    thread.daemon = True
    thread.start()


@receiver(post_save, sender=Order)
def in_a_while(sender, instance, **kwargs):  # SIG503
    threading.Timer(3, look, [instance]).start()


@receiver(post_save, sender=Order)
def chained(sender, instance, **kwargs):  # SIG503
    chain(pack.si(instance.pk), greet.si()).delay()


@receiver(post_save, sender=Order)
def chain_called(sender, instance, **kwargs):  # SIG503
    chain(pack.si(instance.pk), greet.si())()


@receiver(post_save, sender=Order)
def chord_called(sender, instance, **kwargs):  # SIG503
    chord([pack.si(instance.pk)])(greet.si())


@receiver(post_save, sender=Order)
def named_chain_called(sender, instance, **kwargs):  # SIG503
    tasks = chain(pack.si(instance.pk), greet.si())
    tasks()


@receiver(post_save, sender=Order)
def in_a_thread_of_its_own_class(sender, instance, **kwargs):  # SIG503
    Packer(instance.pk).start()


@receiver(post_save, sender=Order)
def in_a_thread_of_a_class_below(sender, instance, **kwargs):  # SIG503
    rush = Rush(instance.pk)
    rush.start()


@receiver(post_save, sender=Order)
def grouped(sender, instance, **kwargs):  # SIG503
    group(pack.s(instance.pk), pack.s(1)).apply_async()


@receiver(post_save, sender=Order)
def by_signature(sender, instance, **kwargs):  # SIG503
    signature("shop.tasks.pack", args=(instance.pk,)).delay()


@receiver(post_save, sender=Order)
def by_name(sender, instance, **kwargs):  # SIG503
    app.send_task("shop.tasks.pack", args=[instance.pk])


@receiver(post_save, sender=Order)
def by_name_of_the_current_app(sender, instance, **kwargs):  # SIG503
    current_app.send_task("shop.tasks.pack", args=[instance.pk])


@receiver(post_save, sender=Order)
def with_rq(sender, instance, **kwargs):  # SIG503
    django_rq.enqueue(look, instance.pk)


@receiver(post_save, sender=Order)
def with_a_queue_of_rq(sender, instance, **kwargs):  # SIG503
    django_rq.get_queue("low").enqueue(look, instance.pk)


@receiver(post_save, sender=Order)
def with_django_q(sender, instance, **kwargs):  # SIG503
    async_task("shop.services.look", instance.pk)


@receiver(post_save, sender=Order)
def imported_by_name(sender, instance, **kwargs):  # SIG503
    import_module("shop.tasks").pack.delay(instance.pk)


@receiver(post_save, sender=Order)
def of_an_app_that_a_function_makes(sender, instance, **kwargs):  # SIG503
    of_a_made_app.delay(instance.pk)


@receiver(post_save, sender=Order)
def of_an_app_of_a_subclass(sender, instance, **kwargs):  # SIG503
    of_a_subclass.delay(instance.pk)


@receiver(post_save, sender=Order)
def asks_for_all_rows(sender, **kwargs):  # SIG503
    count.delay()


@receiver(post_save, sender=Order)
def binds_what_is_dispatched_now(sender, instance, **kwargs):  # SIG503
    transaction.on_commit(partial(print, pack.delay(instance.pk)))


# --- fine ---


@receiver(post_save, sender=Order)
def does_not_look_at_the_row(sender, instance, **kwargs):
    greet.delay()
    count_customers.delay()
    tell.delay(instance.status)
    Thread(target=say, args=(instance,)).start()
    Thread(target=send_mail, args=("Saved", str(instance), None, [instance.email])).start()
    app.send_task("shop.tasks.unknown")
    Sayer().start()


@receiver(post_save, sender=Order)
def does_not_dispatch(sender, instance, **kwargs):
    chain(pack.si(instance.pk), greet.si())
    signature("shop.tasks.pack", args=(instance.pk,))()
    Packer(instance.pk)
    Shop().start()


@receiver(post_save, sender=Order)
def waits_where_it_can(sender, instance, **kwargs):
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(lambda: pack.delay(instance.pk))
    else:
        pack.delay(instance.pk)


@receiver(post_save, sender=Order)
def committed(sender, instance, **kwargs):
    transaction.on_commit(partial(dispatch, pack, instance.pk))
    transaction.on_commit(Thread(target=look, args=(instance,)).start)
    transaction.on_commit(lambda: chain(pack.si(instance.pk)).delay())
    transaction.on_commit(chain(pack.si(instance.pk)))
    transaction.on_commit(Packer(instance.pk).start)


# No task, or not known to be one.
@receiver(post_save, sender=Order)
def perhaps(sender, instance, **kwargs):
    dispatch(instance)
    instance.thread.start()
    Thread(target=look, args=(instance,))
    import_module(instance.status).pack.delay(instance.pk)
