"""One file linted alone says exactly what a run over the whole project says of it, through real flake8."""

import os
import re
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from flake8_signals.rules import all_rules
from tests.support.commands import EXAMPLE, flake8, write

# Each of the rules that need the whole project finds something here, most of it by what stands in another file.
ACROSS = {
    "manage.py": "",
    "shop/__init__.py": "",
    "shop/apps.py": """
        from django.apps import AppConfig


        class ShopConfig(AppConfig):
            name = "shop"

            def ready(self):
                from django.db.models.signals import post_save

                from . import parcels, signals  # noqa: F401

                post_save.connect(signals.log, sender="shop.Order")  # SIG904
    """,
    "shop/models.py": """
        from django.db import models


        class Document(models.Model):
            class Meta:
                abstract = True


        class Order(Document):
            pass


        class Parcel(models.Model):
            order = models.ForeignKey(Order, models.CASCADE)
    """,
    "shop/events.py": """
        from django.dispatch import Signal

        paid = Signal()
        never_sent = Signal()  # SIG902
        sent_to_nobody = Signal()  # SIG903
        synced = Signal()
    """,
    "shop/services.py": """
        from django.db.models.signals import pre_save

        from . import signals
        from .events import paid, sent_to_nobody, synced
        from .models import Order


        class Backend:
            def sync(self, order):
                synced.send(sender=self, order=order)


        def pay(order):
            paid.send(sender=None, order=order)
            sent_to_nobody.send(sender=None)


        def load(orders):
            pre_save.disconnect(signals.log)  # SIG911
            Order.objects.bulk_create(orders)
    """,
    "shop/signals.py": """
        from django.db.models.signals import post_save, pre_save
        from django.dispatch import receiver

        from .events import paid, synced
        from .models import Order, Parcel
        from .services import Backend


        @receiver(synced, sender=Backend)  # SIG912
        def note(sender, order, **kwargs):
            print(order)


        @receiver(post_save)
        def log(sender, **kwargs):
            print(sender)


        @receiver(post_save, sender=Order)
        def pack(sender, instance, **kwargs):  # SIG909
            Parcel.objects.create(order=instance)


        @receiver(paid)
        def thank(sender, order, customer, **kwargs):  # SIG906
            print(customer)


        @receiver(post_save, sender="shop.Ordr")  # SIG907
        def misspelt(sender, **kwargs):
            print(sender)


        @receiver(post_save, sender="shop.Document")  # SIG908
        def abstract(sender, **kwargs):
            print(sender)


        @receiver(pre_save, sender=Order)
        def price(sender, instance, **kwargs):  # SIG909 SIG910
            instance.total = 1
    """,
    "shop/parcels.py": """
        from django.db.models.signals import post_save, pre_save
        from django.dispatch import receiver

        from .models import Order, Parcel


        @receiver(post_save, sender=Parcel)
        def count(sender, instance, **kwargs):  # SIG905
            instance.order.save()


        @receiver(pre_save, sender=Order)
        def discount(sender, instance, **kwargs):  # SIG909
            instance.total = 2
    """,
    "shop/receivers.py": """
        from django.db.models.signals import post_delete
        from django.dispatch import receiver


        @receiver(post_delete)
        def restock(sender, **kwargs):
            print(sender)
    """,
}


def reported(folder: Path, *paths: str, cache: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what flake8 reports of some files, or of all, with a cache that this run starts."""
    monkeypatch.setenv("FLAKE8_SIGNALS_CACHE_DIR", str(cache))
    finished = flake8("--isolated", "--select=SIG", "--signals-all", *paths, folder=folder)
    assert not finished.stderr
    return sorted(line.removeprefix("./").replace(os.sep, "/") for line in finished.stdout.splitlines())


@pytest.fixture(params=["the example", "findings across files"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a project whose files have to do with each other."""
    folder = tmp_path / "project"
    if request.param == "the example":
        return copytree(EXAMPLE, folder, ignore=ignore_patterns("__pycache__"))
    return write(folder, ACROSS)


def test_a_file_alone_says_what_the_whole_run_says_of_it(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = reported(project, cache=tmp_path / "whole", monkeypatch=monkeypatch)
    assert whole
    files = [path for path in sorted(project.rglob("*.py")) if path.read_text()]
    for number, path in enumerate(files):
        name = path.relative_to(project).as_posix()
        alone = reported(project, name, cache=tmp_path / str(number), monkeypatch=monkeypatch)
        assert alone == [line for line in whole if line.startswith(f"{name}:")]


def test_every_rule_on_the_whole_project_finds_what_is_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "project", ACROSS)
    marked = [
        f"{path.relative_to(folder).as_posix()}:{number}: {code}"
        for path in folder.rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        for code in re.findall(r"SIG\d{3}", line)
    ]
    lines = reported(folder, cache=tmp_path / "cache", monkeypatch=monkeypatch)
    found = [re.sub(r":\d+: (SIG\d{3}) .*", r": \1", line) for line in lines]
    assert sorted(line for line in found if re.search("SIG9", line)) == sorted(marked)
    assert {line[-6:] for line in marked} == {rule.code for rule in all_rules() if rule.code.startswith("SIG9")}
