"""Saves that call each other in a circle, across two files: what SIG905 reports recurs under Django, nothing else."""

import contextlib
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.models.signals import post_save, pre_save

from flake8_signals import rules
from tests.support.django_examples import running
from tests.support.django_project import unconnected
from tests.support.examples import BASE, Example, documented, found

RULE = next(rule for rule in rules.all_rules() if rule.code == "SIG905")

APPS = BASE["shop/apps.py"] + "\n    def ready(self):\n        from . import parcels, signals  # noqa: F401\n"

HEAD = """\
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver

from .models import Order, Parcel


"""

PACK = "@receiver(post_save, sender=Order)\ndef pack(sender, instance, created, **kwargs):\n"

COUNT = "@receiver(post_save, sender=Parcel)\ndef count(sender, instance, created, **kwargs):\n"


@pytest.fixture(autouse=True)
def fresh_start() -> Iterator[None]:
    with unconnected(post_save, pre_save):
        yield


def project(signals: str, parcels: str, **others: str) -> Example:
    """Return a project whose two files of receivers have these texts after the same imports."""
    files = {"shop/signals.py": HEAD + signals, "shop/parcels.py": HEAD + parcels, "shop/apps.py": APPS}
    files |= {f"shop/{name}.py": text for name, text in others.items()}
    return Example(files, frozenset(), {**BASE, **files}, ("SIG905",))


def save_an_order() -> Any:
    return importlib.import_module("shop.models").Order.objects.create()


@pytest.mark.parametrize(
    ("signals", "parcels", "others"),
    [
        pytest.param(
            PACK + "    Parcel.objects.create(order=instance)\n",
            COUNT + "    instance.order.save()\n",
            {},
            id="related object",
        ),
        pytest.param(
            PACK + "    from . import services\n\n    services.pack(instance)\n",
            COUNT + "    order = Order.objects.get(pk=instance.order_id)\n    order.save()\n",
            {
                "services": "from .models import Parcel\n\n\n"
                "def pack(order):\n    parcel = Parcel(order=order)\n    parcel.save()\n"
            },
            id="by a function of a third file",
        ),
        pytest.param(
            PACK.replace("post_save", "pre_save").replace("created, ", "") + "    Parcel.objects.create()\n",
            COUNT + "    Order.objects.create()\n",
            {},
            id="pre_save",
        ),
    ],
)
def test_what_is_reported_recurs(signals: str, parcels: str, others: dict[str, str], tmp_path: Path) -> None:
    example = project(signals, parcels, **others)
    assert [code for _, _, code in found(tmp_path, example)] == ["SIG905"]
    with running(example, tmp_path, debug=False), pytest.raises(RecursionError):
        save_an_order()


@pytest.mark.parametrize(
    ("rows", "recurs"),
    [
        ("instance.parcels.all()", True),
        ("Parcel.objects.filter(order=instance)", True),
        ("Parcel.objects.all()", True),
        ("instance.parcels.filter(weight=1)", False),
    ],
)
def test_the_rows_of_a_loop_recur(rows: str, recurs: bool, tmp_path: Path) -> None:  # noqa: FBT001
    loop = f"    for parcel in {rows}:\n        parcel.save()\n"
    example = project(PACK + loop, COUNT + "    instance.order.save()\n")
    assert [code for _, _, code in found(tmp_path, example)] == ["SIG905"] * recurs
    with running(example, tmp_path, debug=False):
        models = importlib.import_module("shop.models")
        [order] = models.Order.objects.bulk_create([models.Order()])
        with pytest.raises(RecursionError) if recurs else contextlib.nullcontext():
            models.Parcel.objects.create(order=order)


@pytest.mark.parametrize(
    ("signals", "parcels"),
    [
        pytest.param(
            PACK + "    if created:\n        Parcel.objects.create(order=instance)\n",
            COUNT + "    instance.order.save()\n",
            id="created",
        ),
        pytest.param(
            PACK + "    Parcel.objects.create(order=instance)\n",
            COUNT + "    Order.objects.filter(pk=instance.order_id).update(total=1)\n",
            id="update",
        ),
        pytest.param(
            PACK + "    Parcel.objects.get_or_create(order=instance)\n",
            COUNT + "    instance.order.save()\n",
            id="get_or_create",
        ),
        pytest.param(
            PACK + "    Parcel.objects.create(order=instance)\n",
            COUNT + "    if instance.order.total != 1:\n        return\n    instance.order.save()\n",
            id="early return",
        ),
    ],
)
def test_what_does_not_recur_is_not_reported(signals: str, parcels: str, tmp_path: Path) -> None:
    example = project(signals, parcels)
    assert not found(tmp_path, example)
    with running(example, tmp_path, debug=False):
        save_an_order()


def test_the_documented_example_recurs_and_what_to_use_instead_does_not(tmp_path: Path) -> None:
    (bad,), (good,) = documented(RULE, "Example"), documented(RULE, "Use instead")
    with running(bad, tmp_path / "bad", debug=False), pytest.raises(RecursionError):
        save_an_order()
    with unconnected(post_save), running(good, tmp_path / "good", debug=False):
        save_an_order()
