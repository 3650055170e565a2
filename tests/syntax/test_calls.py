"""What a call does, by the name of what is called."""

import pytest

from flake8_signals.syntax.calls import spelled
from tests.support.handlers import body_of, did

KINDS = {
    # The ORM, by a manager
    "Order.objects.get(pk=1)": "query shop.models.Order",
    "Order.objects.filter(pk=1).order_by('pk').first()": "query shop.models.Order",
    "Order._default_manager.using('other').count()": "query shop.models.Order",
    "Order.objects.all()[0]": "query shop.models.Order",
    "list(Order.objects.all())": "query shop.models.Order",
    "bool(Order.objects.all())": "query shop.models.Order",
    "Order.objects.create(total=1)": "create shop.models.Order",
    "Order.objects.filter(pk=1).get_or_create()": "create shop.models.Order",
    "Order.objects.bulk_create([])": "bulk shop.models.Order",
    "Order.objects.exclude(pk=1).update(total=1)": "update shop.models.Order",
    "Order.objects.all().delete()": "delete shop.models.Order",
    "Order.objects.raw('SELECT 1')": "sql shop.models.Order",
    "type(instance).objects.count()": "query <instance>.__class__",
    "instance.__class__.objects.count()": "query <instance>.__class__",
    "instance._meta.model.objects.count()": "query <instance>.__class__",
    "instance._meta.default_manager.count()": "query <instance>.__class__",
    "type(Order.objects.get()).objects.count()": "query shop.models.Order",
    "sender.objects.count()": "query <sender>",
    "get_user_model().objects.count()": "query django.contrib.auth.get_user_model()",
    "apps.get_model('shop', 'Order').objects.count()": "query django.apps.apps.get_model('shop', 'Order')",
    "get_object_or_404(Order, pk=1)": "query django.shortcuts.get_object_or_404",
    # ... and by an object
    "instance.save()": "save <instance>",
    "instance.save_base(raw=True)": "save <instance>",
    "instance.delete()": "delete <instance>",
    "instance.refresh_from_db()": "refresh <instance>",
    "instance.customer.save()": "save <instance>.customer",
    "Order(total=1).save()": "save shop.models.Order",
    "Order.objects.get(pk=1).save()": "save shop.models.Order",
    "Order.objects.get(pk=1).customer.save()": "save shop.models.Order.customer",
    "Order.objects.all()[0].save()": "save shop.models.Order",
    "Order.objects.get_or_create(pk=1)[0].save()": "save shop.models.Order",
    "get_object_or_404(Order, pk=1).save()": "save shop.models.Order",
    "type(instance)().save()": "save <instance>.__class__",
    "get_user_model()().save()": "save django.contrib.auth.get_user_model()",
    "make(instance).save()": "save ?",
    "unknown(instance).save()": "save ?",
    "make(instance).save(force_insert=True, using='other')": "save ?",
    "instance.lines.all().delete()": "delete <instance>.lines",
    "instance.lines.filter(pk=1).update(total=1)": "update <instance>.lines",
    "instance.lines.first().save()": "save <instance>.lines",
    "instance.lines.create()": "create <instance>.lines",
    "instance.lines.get_or_create()[0].save()": "save <instance>.lines",
    "instance.lines.exists()": "query <instance>.lines",
    "instance.groups.add(1)": "m2m <instance>.groups",
    "instance.groups.set([1])": "m2m <instance>.groups",
    # A file field's own
    "instance.photo.save('photo.png', content)": "file <instance>.photo",
    "instance.photo.delete(save=False)": "file <instance>.photo",
    # Tasks and signals
    "tasks.ship.delay(1)": "task shop.tasks.ship",
    "tasks.ship.si(1).apply_async()": "task shop.tasks.ship",
    "tasks.ship.delay_on_commit(1)": "task shop.tasks.ship",
    "chain(tasks.ship.s(1)).delay()": "task celery.chain",
    "async_task('shop.tasks.ship')": "task django_q.tasks.async_task",
    "post_save.send(sender)": "send django.db.models.signals.post_save",
    "post_save.connect(handler)": "connect django.db.models.signals.post_save",
    "signal.disconnect(handler)": "disconnect <signal>",
    "(post_save if instance else post_delete).connect(handler)": "connect ?",
    # Outside
    "requests.post('https://example.com')": "network requests.post",
    "requests.Session().get('https://example.com')": "network requests.Session().get",
    "boto3.client('s3').put_object()": "network boto3.client('s3').put_object",
    "smtplib.SMTP('localhost')": "network smtplib.SMTP",
    "send_mail('', '', None, [])": "mail django.core.mail.send_mail",
    "EmailMessage().send()": "mail django.core.mail.EmailMessage().send",
    "instance.user.email_user('', '')": "mail <instance>.user.email_user",
    "open('file')": "file builtins.open",
    "Path('file').unlink()": "file pathlib.Path('file').unlink",
    "shutil.rmtree('folder')": "file shutil.rmtree",
    "default_storage.delete('file')": "file django.core.files.storage.default_storage.delete",
    "time.sleep(1)": "sleep time.sleep",
    "subprocess.run([])": "subprocess subprocess.run",
    "call_command('migrate')": "command django.core.management.call_command",
    "connection.cursor()": "sql django.db.connection.cursor",
    "connections['other'].cursor().execute('')": "sql django.db.connections['other'].cursor().execute",
    "connection.schema_editor().create_model(Order)": "schema django.db.connection.schema_editor().create_model",
    "transaction.atomic()": "transaction django.db.transaction.atomic",
    "cache.delete('key')": "cache django.core.cache.cache.delete",
    "caches['other'].get('key')": "cache django.core.cache.caches['other'].get",
    "print(1)": "print builtins.print",
    "input()": "input builtins.input",
    "logger.info('')": "log shop.signals.logger.info",
    "logging.getLogger('x').info('')": "log logging.getLogger('x').info",
    "instance.log.info('')": "log <instance>.log.info",
    # What no table knows
    "shop()": "call shop",
    "Order.objects.all().query.clear()": "call shop.models.Order.objects.all().query.clear",
    "services.pay(instance)": "call shop.services.pay",
    "instance.pay()": "call <instance>.pay",
    "super().save()": "save ?",
    "super().__init__(instance)": "call builtins.super().__init__",
    "Order.make()": "call shop.models.Order.make",
    "Order.objects.rebuild()": "call shop.models.Order.objects.rebuild",
    "make(instance).save('photo.png')": "call shop.services.make(<instance>).save",
    "boto3.client('s3').close()": "call boto3.client('s3').close",
    "boto3.client('s3')": "call boto3.client",
    "CONFIG.save()": "call shop.services.CONFIG.save",
    "instance.data.get('key').save()": "save ?",
    "(services.pay if instance else services.ship)(instance)": "call ?",
}

NOTHING = (
    # Makes something, and asks nothing yet
    "Order.objects.filter(pk=1)",
    "Order(total=1)",
    "get_user_model()",
    "instance.lines.all()",
    # Not the ORM's, for all that can be told
    "isinstance(instance, Order)",
    "len(instance.lines)",
    "'{}'.format(instance)",
    "[].append(instance)",
    "(lambda: None)()",
    "unknown()",
    "(services.pay if instance else print)(instance)",
)

MORE_IMPORTS = """\
import shop
import shutil
import smtplib
import subprocess
import time
from pathlib import Path

import boto3
import requests
from celery import chain
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage, send_mail
from django.core.management import call_command
from django.db import connections
from django.db.models.signals import post_delete
from django.shortcuts import get_object_or_404
from django_q.tasks import async_task

from shop import services, tasks
from shop.services import CONFIG, make


def handler(sender, instance, signal, content, **kwargs):
    """


@pytest.mark.parametrize(("call", "kind"), KINDS.items(), ids=list(KINDS))
def test_kinds(call: str, kind: str) -> None:
    assert kind in [did(effect) for effect in body_of(MORE_IMPORTS + call).effects]


@pytest.mark.parametrize("call", NOTHING)
def test_what_is_no_effect(call: str) -> None:
    assert not body_of(MORE_IMPORTS + call).effects


@pytest.mark.parametrize("call", ["await instance.asave()", "await instance.customer.asave()"])
def test_asynchronous_forms_are_the_same(call: str) -> None:
    text = f"async def handler(instance, **kwargs):\n    {call}"
    assert [effect.kind for effect in body_of(text).effects] == ["save"]


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("Order.objects.filter(pk=1).update(total=1)", "shop.models.Order.objects.filter.update"),
        ("instance.customer.save()", "instance.customer.save"),
        ("kwargs['instance'].save()", "instance.save"),
        ("caches['other'].get('key')", "django.core.cache.caches.get"),
        ("(services.pay if instance else services.ship)(instance)", "?"),
        ("(services.pay if instance else tasks.pay)(instance)", "?.pay"),
    ],
)
def test_how_a_call_is_named(call: str, name: str) -> None:
    *_, effect = body_of(MORE_IMPORTS + call).effects
    assert effect.call is not None
    assert spelled(effect.call.function) == name


def test_a_method_calls_itself_by_self() -> None:
    text = "class Handlers:\n    def handler(self):\n        self.pay()"
    (effect,) = body_of(text, "Handlers.handler").effects
    assert effect.call is not None
    assert (did(effect), spelled(effect.call.function)) == ("call self of shop.signals.Handlers.pay", "self.pay")
