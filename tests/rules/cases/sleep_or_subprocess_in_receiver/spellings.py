# rules: SIG502
# shop/labels.py
import subprocess
import time


def print_label(order):
    subprocess.check_call(["lpr", f"{order.pk}.pdf"])


def wait(seconds):
    time.sleep(seconds)


# shop/signals.py
import os
from subprocess import Popen, run
from time import sleep

from shop.labels import print_label, wait

# --- reported ---


@receiver(post_save, sender=Order)
def slept(sender, instance, **kwargs):  # SIG502
    sleep(1)


@receiver(post_delete, sender=Order)
def by_module(sender, instance, **kwargs):  # SIG502
    time.sleep(1)


@receiver(pre_save, sender=Order)
def ran(sender, instance, **kwargs):  # SIG502
    if instance.total:
        run(["true"], check=True)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def opened(sender, instance, action, **kwargs):  # SIG502
    Popen(["true"])


@receiver(user_logged_in)
def login(sender, **kwargs):  # SIG502
    os.system("true")


@receiver(request_started)
def started(sender, **kwargs):  # SIG502
    wait(1)


@receiver(post_save, sender=Order)
def delegated(sender, instance, **kwargs):  # SIG502
    print_label(instance)


# --- fine ---


@receiver(post_save, sender=Order)
def committed(sender, instance, **kwargs):
    transaction.on_commit(lambda: print_label(instance))
    transaction.on_commit(partial(wait, 1))


@receiver(post_save, sender=Order)
async def asynchronous(sender, instance, **kwargs):
    await asyncio.sleep(1)


@receiver(post_save, sender=Order)
def other_names(sender, instance, **kwargs):
    instance.sleep(1)
    instance.run()
    os.path.exists("label")


@receiver(post_migrate)
def migrated(sender, **kwargs):
    os.system("true")
