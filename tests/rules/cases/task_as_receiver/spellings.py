# rules: SIG318
"""Tasks of several queues, connected; and functions that queue them."""

import dramatiq
from celery import shared_task
from django.tasks import task
from elsewhere.celery import app as unseen_app
from shop import celery, tasks
from shop.celery import app


@receiver(post_save, sender="shop.Order")  # SIG318
@shared_task
def shared(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Order")  # SIG318
@shared_task(bind=True)
def shared_with_arguments(self, sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Order")  # SIG318
@app.task
def of_an_app(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Order")  # SIG318
@celery.app.task(ignore_result=True)
def of_an_app_with_arguments(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Order")  # SIG318
@unseen_app.task
def of_an_app_by_convention(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Order")  # SIG318
@task
def of_django(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Order", weak=False)  # SIG318
@dramatiq.actor
def of_dramatiq(sender, **kwargs):
    print(sender)


post_save.connect(tasks.ship, sender=Order)  # SIG318
receiver(post_save, sender=Order)(tasks.ship)  # SIG318


@shared_task
def connected_below(sender, **kwargs):
    print(sender)


post_save.connect(connected_below, sender=Order)  # SIG318

# --- no tasks, or queued ---


@shared_task
@receiver(post_save, sender="shop.Order")
def the_other_way_round(sender, **kwargs):
    # The plain function is connected: another rule's.
    print(sender)


@receiver(post_save, sender="shop.Order")
def queues(sender, instance, **kwargs):
    tasks.ship.delay(instance.pk)


@receiver(post_save, sender="shop.Order")
@tasks.registry.task
def of_something_else_called_task(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Order")
@unheard_of.task
def of_nobody_knows_what(sender, **kwargs):
    print(sender)


post_save.connect(tasks.ship.delay, sender=Order)
post_save.connect(tasks.plain, sender=Order)
# shop/celery.py
from celery import Celery

app = Celery("shop")
# shop/tasks.py
from celery import shared_task


class Registry:
    def task(self, function):
        return function


registry = Registry()


@shared_task
def ship(sender, **kwargs):
    print(sender)


def plain(sender, **kwargs):
    print(sender)
