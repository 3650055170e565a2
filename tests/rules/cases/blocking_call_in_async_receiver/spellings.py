# rules: SIG724
"""Calls that an ``async`` receiver waits for, by every way to keep them off the event loop."""

import asyncio
import smtplib
import subprocess
import time

import httpx
import requests
from asgiref.sync import async_to_sync, sync_to_async
from django.core.mail import send_mail
from django.db import connection, transaction


@receiver(user_logged_in)
async def saves(sender, user, **kwargs):  # SIG724
    user.save()


@receiver(post_save, sender=Order)
async def saves_its_instance(sender, instance, **kwargs):  # SIG724
    instance.save(update_fields=["status"])


@receiver(user_logged_in)
async def creates(sender, user, **kwargs):  # SIG724
    Order.objects.create(status="new")


@receiver(user_logged_in)
async def gets(sender, user, **kwargs):  # SIG724
    order = Order.objects.get(pk=1)
    await order.asave()


@receiver(user_logged_in)
async def aggregates(sender, user, **kwargs):  # SIG724
    print(Order.objects.aggregate(count=1))


@receiver(user_logged_in)
async def iterates(sender, user, **kwargs):  # SIG724
    for order in Order.objects.filter(status="new"):
        await order.aship()


@receiver(user_logged_in)
async def opens_a_transaction(sender, user, **kwargs):  # SIG724
    with transaction.atomic():
        await user.asave()


@receiver(user_logged_in)
async def executes_sql(sender, user, **kwargs):  # SIG724
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@receiver(user_logged_in)
async def sleeps(sender, user, **kwargs):  # SIG724
    time.sleep(1)


@receiver(user_logged_in)
async def requests_something(sender, user, **kwargs):  # SIG724
    requests.post("https://example.com/", timeout=3)


@receiver(user_logged_in)
async def sends_mail(sender, user, **kwargs):  # SIG724
    send_mail("subject", "text", None, [user.email])


@receiver(user_logged_in)
async def runs_a_process(sender, user, **kwargs):  # SIG724
    subprocess.run(["true"], check=True)


async def connected(sender, user, **kwargs):  # SIG724
    if user.email:
        user.save()


user_logged_in.connect(connected)


@receiver(user_logged_in)
async def calls_a_function_of_its_own(sender, user, **kwargs):  # SIG724
    def work():
        user.save()

    work()


@receiver(user_logged_in)
async def awaits_a_coroutine_of_its_own(sender, user, **kwargs):  # SIG724
    async def work():
        user.save()

    await work()


# --- fine ---


@receiver(user_logged_in)
async def awaits(sender, user, **kwargs):
    await user.asave()
    await user.arefresh_from_db()
    await Order.objects.acreate(status="new")
    order = await Order.objects.aget(pk=1)
    print(await Order.objects.aaggregate(count=1), order)
    await asyncio.sleep(1)
    async for new in Order.objects.filter(status="new"):
        await new.asave()
    print([old async for old in Order.objects.filter(status="old")])
    async with httpx.AsyncClient() as client:
        await client.get("https://example.com/")


@receiver(user_logged_in)
async def leaves_it_to_others(sender, user, **kwargs):
    await asyncio.gather(user.asave(), Order.objects.acreate(status="new"))
    asyncio.create_task(user.asave())


@receiver(user_logged_in)
async def wraps(sender, user, **kwargs):
    @sync_to_async
    def work():
        user.save()

    def more():
        Order.objects.create(status="new")

    await work()
    await sync_to_async(more)()
    await sync_to_async(user.save)()
    await sync_to_async(lambda: Order.objects.create(status="new"))()
    await asyncio.to_thread(requests.get, "https://example.com/", timeout=3)
    await asyncio.get_running_loop().run_in_executor(None, time.sleep, 1)


@receiver(user_logged_in)
async def leaves_it_to_the_commit(sender, user, **kwargs):
    transaction.on_commit(lambda: Order.objects.create(status="new"))


@receiver(user_logged_in)
async def builds_a_queryset(sender, user, **kwargs):
    orders = Order.objects.filter(status="new").order_by("pk")
    await orders.adelete()


@receiver(user_logged_in)
def ordinary(sender, user, **kwargs):
    user.save()
    time.sleep(1)


async def unconnected(sender, user, **kwargs):
    user.save()
