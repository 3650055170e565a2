"""What ``trace`` says is what a running Django does: the same receivers in the same order."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import django
import pytest

from flake8_signals.commands.trace import run as trace
from tests.agreement.driver import REAL, MissingInterpreterError
from tests.support.commands import EXAMPLE, write

HERE = Path(__file__).parent
AGREEMENT = HERE.parent / "agreement"

SETTINGS = """
    SECRET_KEY = "x"
    USE_TZ = True
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
    INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "shop", "audit", "mail"]
    SHOP_TAG_MODEL = "shop.Tag"
"""

CONFIG = """
    from django.apps import AppConfig

    class Config(AppConfig):
        name = {name!r}

        def ready(self):
            from . import signals
"""

PROJECT = {
    "manage.py": "",
    "settings.py": SETTINGS,
    "shop/__init__.py": "",
    "shop/apps.py": CONFIG.format(name="shop"),
    "shop/models.py": """
        from django.conf import settings
        from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
        from django.db import models
        from . import early

        class Tag(models.Model):
            pass

        class Order(models.Model):
            total = models.IntegerField(default=0)
            tags = models.ManyToManyField(Tag)

        class Line(models.Model):
            order = models.ForeignKey(Order, models.CASCADE, related_name="lines")

        class Note(models.Model):
            order = models.ForeignKey(Order, models.CASCADE, null=True)

        class Extra(models.Model):
            order = models.OneToOneField(Order, models.SET_NULL, null=True)

        class Mark(models.Model):
            content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE)
            object_id = models.PositiveIntegerField()
            of = GenericForeignKey()

        class Thing(models.Model):
            marks = GenericRelation(Mark)

        class Named(Thing):
            class Meta:
                abstract = True

            after = models.ForeignKey("self", models.CASCADE, null=True)

        class Gift(Named):
            card = models.OneToOneField(Extra, models.PROTECT, null=True)

        class Ribbon(models.Model):
            gift = models.ForeignKey(Gift, models.CASCADE)

        class Box(models.Model):
            thing = models.ForeignKey(Thing, models.CASCADE)

        class Marks(GenericRelation):
            pass

        class Marked(models.Model):
            marks = Marks(Mark)

            class Meta:
                abstract = True

        class Sticker(Marked):
            tag = models.ForeignKey(getattr(settings, "SHOP_TAG_MODEL", "shop.Order"), models.CASCADE)

        class Seal(models.Model):
            sticker = models.ForeignKey(getattr(settings, "SHOP_STICKER_MODEL", "shop.Sticker"), models.CASCADE)
            tag = models.ForeignKey(settings.SHOP_TAG_MODEL, models.CASCADE, null=True)

        class Photo(models.Model):
            image = models.FileField()
            tags = models.ManyToManyField(Tag, related_name="photos")
    """,
    "shop/early.py": """
        from django.db.models.signals import post_save
        from django.dispatch import receiver

        @receiver(post_save, sender="shop.Order")
        def first(sender, instance, **kwargs):
            pass
    """,
    "shop/events.py": """
        from django.dispatch import Signal

        counted = Signal()
    """,
    "shop/services.py": """
        from .events import counted

        def count(order, *, quietly=False, note=None):
            order.extra.save()
            if note is None and quietly:
                order.save()
            if not quietly:
                counted.send(sender=None, order=order)

        def stick(tag, seal=True):
            tag.photos.clear()
            if seal:
                tag.__class__.objects.create()
    """,
    "shop/signals.py": """
        from django.db import transaction
        from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
        from django.dispatch import receiver

        from . import services
        from .events import counted
        from .models import Box, Extra, Gift, Line, Mark, Note, Order, Photo, Ribbon, Seal, Sticker, Tag, Thing

        @receiver(post_save, sender=Line)
        def touch(sender, instance, created, **kwargs):
            for tag in instance.order.tags.all():
                tag.save()

        @receiver(pre_save, sender=Order)
        def check(sender, instance, **kwargs):
            pass

        @receiver([post_save, pre_delete], sender=Order)
        def spread(sender, instance, created=None, **kwargs):
            if created:
                transaction.on_commit(lambda: Note.objects.create(order=instance))
                instance.tags.add(Tag.objects.create())
                Extra.objects.create(order=instance)
                Line.objects.create(order=instance)
                services.count(instance)
                Order.objects.filter(pk=instance.pk).update(total=1)

        @receiver(counted)
        def hear(sender, order, **kwargs):
            pass

        @receiver(post_delete, sender=Line)
        @receiver(pre_delete, sender=Note)
        @receiver(post_delete, sender=Order)
        def gone(sender, instance, **kwargs):
            pass

        @receiver(m2m_changed, sender=Order.tags.through)
        def tagged(sender, action, instance, **kwargs):
            if action != "pre_add":
                return
            Tag.objects.create()

        @receiver(m2m_changed, sender=Order.tags.through)
        def again(sender, action, instance, **kwargs):
            if action.startswith("post"):
                Thing.objects.create()

        @receiver(pre_delete, sender=Thing)
        @receiver(post_delete, sender=Thing)
        def thing(sender, **kwargs):
            pass

        @receiver(pre_delete, sender=Gift)
        @receiver(post_delete, sender=Gift)
        def gift(sender, **kwargs):
            pass

        @receiver(pre_delete, sender=Ribbon)
        @receiver(post_delete, sender=Ribbon)
        def ribbon(sender, **kwargs):
            pass

        @receiver(pre_delete, sender=Mark)
        @receiver(post_delete, sender=Mark)
        def mark(sender, **kwargs):
            pass

        @receiver(pre_delete, sender=Box)
        @receiver(post_delete, sender=Box)
        def box(sender, **kwargs):
            pass

        @receiver(pre_delete, sender=Seal)
        @receiver(post_delete, sender=Sticker)
        def unstuck(sender, **kwargs):
            pass

        @receiver(post_save, sender=Photo)
        def shown(sender, **kwargs):
            pass

        @receiver(pre_delete, sender=Photo)
        def forget(sender, instance, **kwargs):
            instance.image.delete()

        @receiver(m2m_changed, sender=Photo.tags.through)
        def retagged(sender, **kwargs):
            pass

        @receiver(pre_delete, sender=Tag)
        def untagged(sender, instance, **kwargs):
            services.stick(instance, seal=False)
            Photo.tags.through.objects.filter(tag=instance).delete()
    """,
    "audit/__init__.py": "",
    "audit/apps.py": CONFIG.format(name="audit"),
    "audit/signals.py": """
        from django.db.models.signals import post_save, pre_delete
        from shop.events import counted

        def log(sender, **kwargs):
            pass

        def heard(sender, **kwargs):
            pass

        def connect():
            pre_delete.connect(log)
            counted.connect(heard)

        def late(sender, **kwargs):
            pass

        post_save.connect(log)
        connect()
        counted.connect(late)
    """,
    "mail/__init__.py": "",
    "mail/apps.py": CONFIG.format(name="mail"),
    "mail/signals.py": """
        from django.db.models.signals import post_save
        from django.dispatch import receiver

        @receiver(post_save, sender="shop.Order")
        @receiver(post_save, sender="shop.Extra")
        @receiver(post_save, sender="shop.Note")
        def send(sender, instance, **kwargs):
            pass
    """,
}


CONTRIB = Path(django.__file__).parent / "contrib"


def recorded(settings: str, setup: str, code: str, *path: Path, interpreter: str | Path = sys.executable) -> list[str]:
    """Return the receivers that Django calls while some code runs."""
    variables = {"DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": os.pathsep.join(map(str, path))}
    finished = subprocess.run(
        [interpreter, "-W", "ignore", HERE / "record.py", setup, code],
        env={**os.environ, **variables}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert finished.returncode == 0, finished.stderr
    called: list[str] = json.loads(finished.stdout)
    return called


def told(folder: Path, name: str, output: Path) -> list[str]:
    """Return the receivers that run, by the command's answer, in its order."""
    assert trace([name, str(folder), "--no-cache", "--format=json", "-o", str(output)]) == 0
    found: list[str] = []
    above: dict[tuple[str, str], dict[str, Any]] = {}

    def visit(tree: dict[str, Any] | None) -> None:
        if tree is not None and tree["repeats"] != "cycle":
            told = above.setdefault((tree["what"], tree["name"]), tree)
            for call in told["calls"]:
                if call["runs"]:
                    found.append(call["receiver"])
                    for effect in call["does"]:
                        visit(effect["leads_to"])

    for tree in json.loads(output.read_text())["trees"]:
        visit(tree)
        for effect in tree["on_commit"]:
            visit(effect["leads_to"])
    return found


SHOP = "from shop.models import *\n"

ORDER = f"{SHOP}from shop.events import counted\norder = Order.objects.create()\ntag = Tag.objects.create()\n"

GIFT = f"""{SHOP}
gift = Gift.objects.create()
Ribbon.objects.create(gift=gift)
Box.objects.create(thing=gift)
Mark.objects.create(of=gift)
"""
TAG = f"""{SHOP}
tag = Tag.objects.create()
photo = Photo.objects.create(image="a.png")
photo.tags.add(tag)
sticker = Sticker.objects.create(tag=tag)
Seal.objects.create(sticker=sticker)
Mark.objects.create(of=sticker)
"""
THING = f"{GIFT}\nMark.objects.all().delete()\nMark.objects.create(of=Thing.objects.get())"


@pytest.mark.parametrize(
    ("name", "setup", "code"),
    [
        ("shop.Order:save", SHOP, "Order.objects.create()"),
        ("Order:delete", ORDER, "order.delete()"),
        ("Line:delete", ORDER, "order.lines.all().delete()"),
        ("Order:m2m", ORDER, "order.tags.add(tag)"),
        ("Note", SHOP, "note = Note.objects.create()\nnote.delete()"),
        ("Line:save", ORDER, "order.lines.create()"),
        ("counted", ORDER, "counted.send(None, order=order)"),
        ("Thing:delete", THING, "Thing.objects.all().delete()"),
        ("Gift:delete", GIFT, "gift.delete()"),
        ("Box:delete", GIFT, "Box.objects.all().delete()"),
        ("Tag:delete", TAG, "tag.delete()"),
        ("Photo:delete", TAG, "photo.delete()"),
    ],
)
def test_the_same_receivers_in_the_same_order(name: str, setup: str, code: str, tmp_path: Path) -> None:
    project = write(tmp_path / "project", PROJECT)
    called = recorded("settings", setup, code, project)
    assert called
    assert told(project, name, tmp_path / "answer.json") == called


EXAMPLE_DATA = """
from accounts.models import Customer
from catalog.models import Product
from django.contrib.auth.models import User
from orders.models import Invoice, Line, Order
user = User.objects.create(username="a")
customer = Customer.objects.get()
product = Product.objects.create(name="tea", price=1)
order = Order.objects.create(customer=customer)
order.lines.create(product=product, quantity=1)
"""


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("auth.User:save", "user.save()"),
        ("orders.Order:save", "order.paid = True\norder.save()"),
        ("catalog.Product", "product.save()"),
        ("order_paid", "from orders.events import order_paid\norder_paid.send(Order, order=order)"),
    ],
)
def test_the_example(name: str, code: str, tmp_path: Path) -> None:
    called = recorded("shop.settings", EXAMPLE_DATA, code, EXAMPLE)
    said = told(EXAMPLE, name, tmp_path / "answer.json")
    assert [one for one in said if one.startswith(("accounts.", "orders.signals.process"))] == called


SITE = "from django.contrib.sites.models import Site\nSite.objects.all().delete()\nsite = Site(pk=5, domain='a')\n"

USER = "from django.contrib.auth.models import User\nfrom django.contrib.auth.signals import user_logged_in\n"

EMIT = (
    "from django.core.management.sql import emit_post_migrate_signal\nfrom django.core.signals import setting_changed\n"
)


@pytest.mark.parametrize(
    ("name", "setup", "code"),
    [
        ("post_migrate", SITE + EMIT, "emit_post_migrate_signal(0, False, 'default')"),
        ("setting_changed", EMIT, "setting_changed.send(None.__class__, setting='X', value=1, enter=True)"),
        ("auth.User:save", USER, "User.objects.create()"),
        ("user_logged_in", f"{USER}user = User.objects.create()", "user_logged_in.send(User, request=None, user=user)"),
        ("sites.Site:save", SITE, "site.save()"),
        ("sites.Site:delete", SITE, "site.delete()"),
    ],
)
def test_djangos_contrib(name: str, setup: str, code: str, tmp_path: Path) -> None:
    away = shutil.ignore_patterns("locale", "*.pyc", "static")
    shutil.copytree(CONTRIB, tmp_path / "django" / "contrib", ignore=away)
    (tmp_path / "django" / "__init__.py").touch()
    shutil.copy(AGREEMENT / "settings_contrib.py", tmp_path)
    ran = recorded("settings_contrib", setup, code, AGREEMENT)
    called = [one for one in ran if one.startswith("django.contrib.")]
    said = told(tmp_path / "django" / "contrib", name, tmp_path / "answer.json")
    # post_migrate is sent once for each app
    assert [*dict.fromkeys(said)] == [*dict.fromkeys(called)]


OSCAR_DATA = """
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import RequestFactory
from oscar.apps.basket.signals import basket_addition, voucher_addition
from oscar.apps.catalogue.models import Category, Product, ProductCategory, ProductClass, ProductImage
from oscar.apps.catalogue.signals import product_viewed
from oscar.apps.order.models import Order
from oscar.apps.order.signals import order_placed
from oscar.apps.partner.models import Partner, StockRecord
from oscar.apps.search.signals import user_search
from oscar.apps.voucher.models import Voucher
user = User.objects.create(username="a")
kind = ProductClass.objects.create(name="tea")
product = Product.objects.create(title="tea", product_class=kind)
category = Category.add_root(name="hot")
other = Category.add_root(name="cold")
within = ProductCategory.objects.create(product=product, category=category)
image = ProductImage.objects.create(product=product, original="a.png")
partner = Partner.objects.create(name="a")
stock = StockRecord.objects.create(product=product, partner=partner, partner_sku="a")
order = Order.objects.create(number="1", currency="EUR", total_incl_tax=1, total_excl_tax=1)
voucher = Voucher.objects.create(code="a", start_datetime="2026-01-01T00Z", end_datetime="2027-01-01T00Z")
request = RequestFactory().get("/")
"""


@pytest.mark.agreement
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("catalogue.Product:save", "product.save()"),
        ("catalogue.Product:delete", "product.delete()"),
        ("catalogue.Product:m2m", "product.categories.add(other)"),
        ("catalogue.Category:save", "category.save()"),
        ("catalogue.Category:delete", "Category.objects.filter(pk=category.pk).delete()"),
        ("catalogue.ProductCategory", "within.save()\nwithin.delete()"),
        ("partner.StockRecord:save", "stock.save()"),
        ("partner.Partner:delete", "partner.delete()"),
        (
            "product_viewed",
            "product_viewed.send(None, product=product, user=user, request=request, response=HttpResponse())",
        ),
        ("user_search", "user_search.send(None, session=None, user=user, query='tea')"),
        ("basket_addition", "basket_addition.send(None, product=product, user=user)"),
        ("order_placed", "order_placed.send(None, order=order, user=user)"),
        ("voucher_addition", "voucher_addition.send(None, basket=None, voucher=voucher)"),
    ],
)
def test_a_large_project(name: str, code: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    [oscar] = [project for project in REAL if project.name == "oscar"]
    try:
        interpreter = oscar.interpreter(pytestconfig.cache.mkdir("agreement"))
    except MissingInterpreterError as error:
        pytest.skip(str(error))
    called = recorded("settings_oscar", OSCAR_DATA, code, AGREEMENT, interpreter=interpreter)
    [folder] = oscar.copied(interpreter, tmp_path)
    assert told(folder, name, tmp_path / "answer.json") == [one for one in called if one.startswith("oscar.")]
