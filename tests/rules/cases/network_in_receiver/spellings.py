# rules: SIG501
# shop/mail.py
import boto3
import httpx
import requests
from django.core import mail
from django.core.mail import EmailMessage, send_mail
from django.db import transaction

from shop.signals import later

s3 = boto3.client("s3")


def notify(order):
    tell(order)


def tell(order):
    if order.total:
        send_mail("", "", None, [order.customer.email])


def upload(order):
    s3.put_object(Bucket="labels", Key=str(order.pk))


def after_commit(order):
    transaction.on_commit(lambda: notify(order))


@later
def decorated(order):
    requests.get("https://example.com")


def generated(order):
    yield requests.get("https://example.com")


async def asynchronous(order):
    requests.get("https://example.com")


def perhaps(order, mail=False):
    if mail:
        tell(order)


def if_it_may(order, *, quiet):
    if quiet:
        return
    tell(order)


def in_a_circle(order):
    in_a_circle_too(order)


def in_a_circle_too(order):
    in_a_circle(order)


def one(order):
    two(order)


def two(order):
    three(order)


def three(order):
    four(order)


def four(order):
    requests.get("https://example.com")


class Client:
    def __init__(self, order):
        self.order = order

    def send(self):
        self.post()

    def post(self):
        requests.post("https://example.com", {"order": self.order.pk})


class Quiet(Client):
    def post(self):
        pass


client = Client(None)
# shop/signals.py
import smtplib
import urllib.request
from urllib.request import urlopen

import boto3
import httpx
import requests as http
import stripe
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, mail_admins

from shop.mail import (
    Client,
    Quiet,
    after_commit,
    asynchronous,
    client,
    decorated,
    generated,
    if_it_may,
    in_a_circle,
    notify,
    one,
    perhaps,
    s3,
    upload,
)

paid = Signal()
session = http.Session()


def later(function):
    return function


# --- reported ---


@receiver(post_save, sender=Order)
def with_requests(sender, instance, **kwargs):  # SIG501
    http.post("https://example.com", json={})


@receiver(pre_save, sender=Order)
def guarded(sender, instance, **kwargs):  # SIG501
    if instance.total and not settings.DEBUG:
        session.get("https://example.com")


@receiver(post_delete, sender=Order)
def opened(sender, instance, **kwargs):  # SIG501
    with urlopen("https://example.com") as answer:
        answer.read()


@receiver(pre_delete, sender=Order)
def by_module(sender, instance, **kwargs):  # SIG501
    return urllib.request.urlopen("https://example.com")


@receiver(m2m_changed, sender=Pizza.toppings.through)
def in_a_with(sender, instance, action, **kwargs):  # SIG501
    with httpx.Client() as client:
        client.put("https://example.com")


@receiver(user_logged_in)
def login(sender, user, request, **kwargs):  # SIG501
    user.email_user("", "")


@receiver(user_login_failed)
def failed(sender, credentials, **kwargs):  # SIG501
    mail_admins("", "")


@receiver(user_logged_out)
def logout(sender, user, **kwargs):  # SIG501
    message = EmailMultiAlternatives("")
    message.attach("")
    message.send(fail_silently=True)


@receiver(post_save, sender=Order)
def of_a_library(sender, instance, **kwargs):  # SIG501
    stripe.Customer.create(email="")


@receiver(post_save, sender=Order)
def of_a_resource(sender, instance, **kwargs):  # SIG501
    boto3.resource("s3").Bucket("labels").put_object(Key="")


@receiver(post_save, sender=Order)
def smtp(sender, instance, **kwargs):  # SIG501
    with smtplib.SMTP("localhost") as server:
        server.send_message("")


@receiver(post_save, sender=Order)
def nested(sender, instance, **kwargs):  # SIG501
    def post():
        http.post("https://example.com")

    post()


# In functions that it calls, a few calls down.
@receiver(post_save, sender=Order)
def delegated(sender, instance, **kwargs):  # SIG501
    notify(instance)


@receiver(post_save, sender=Order)
def as_it_comes(sender, instance, created, **kwargs):  # SIG501
    perhaps(instance, created)
    if_it_may(instance, quiet=not created)


@receiver(post_save, sender=Order)
def to_a_client_of_another_file(sender, instance, **kwargs):  # SIG501
    upload(instance)


@receiver(post_save, sender=Order)
def by_a_client_of_another_file(sender, instance, **kwargs):  # SIG501
    s3.delete_object(Bucket="labels", Key=str(instance.pk))


@receiver(post_save, sender=Order)
def by_a_method(sender, instance, **kwargs):  # SIG501
    Client(instance).send()


@receiver(post_save, sender=Order)
def by_a_held_object(sender, instance, **kwargs):  # SIG501
    client.post()


# --- fine ---


@receiver(post_save, sender=Order)
def committed(sender, instance, **kwargs):
    transaction.on_commit(lambda: http.post("https://example.com"))
    transaction.on_commit(partial(http.post, "https://example.com"))
    transaction.on_commit(partial(notify, instance))
    after_commit(instance)

    @transaction.on_commit
    def post():
        http.post("https://example.com")

    def post_again():
        http.post("https://example.com")

    connection.on_commit(post_again)


@receiver(post_save, sender=Order)
def handed_over(sender, instance, **kwargs):
    submit(lambda: http.post("https://example.com"))
    decorated(instance)
    generated(instance)
    asynchronous(instance)
    in_a_circle(instance)
    Quiet(instance).post()


# What is tested on the way is settled by the call: whether that is yes or no is not looked at.
@receiver(post_save, sender=Order)
def settled(sender, instance, **kwargs):
    perhaps(instance)
    if_it_may(instance, quiet=True)


@receiver(post_save, sender=Order)
def too_far_down(sender, instance, **kwargs):
    one(instance)


# What reaches nothing: clients that are made, other things of these libraries, other things of the same names.
@receiver(post_save, sender=Order)
def reaches_nothing(sender, instance, **kwargs):
    http.Request("GET", "https://example.com")
    http.utils.quote("")
    boto3.client("s3")
    EmailMessage("")
    instance.data.get("key")
    cache.get("key")
    instance.session.get("key")
    mail.outbox.clear()


def unseen(requests, sender, instance, **kwargs):
    requests.get("https://example.com")


post_save.connect(unseen, sender=Order)


# What takes as long as it takes: nobody waits in a transaction.
@receiver(paid)
def on_paid(sender, **kwargs):
    http.post("https://example.com")


@receiver(post_migrate)
def migrated(sender, **kwargs):
    http.post("https://example.com")


# shop/tests/test_signals.py
import requests


@receiver(post_save, sender=Order)
def in_a_test(sender, instance, **kwargs):
    requests.post("https://example.com")
