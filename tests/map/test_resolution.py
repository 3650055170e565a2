"""Whatever way a connection is spelled, the map has its signal, its receiver and its sender by their full names."""

import os
from pathlib import Path
from typing import Any

import pytest

from flake8_signals.lint import run as lint
from flake8_signals.options import Options
from flake8_signals.project.project import Project
from flake8_signals.syntax.values import Unknown
from tests.map.test_map import mapped, shop
from tests.project.test_startup import ready

POST_SAVE, PRE_SAVE = "django.db.models.signals.post_save", "django.db.models.signals.pre_save"

HEAD = """\
from functools import partial

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver

from .models import Line, Order, Product


def ship(sender, **kwargs):
    pass


def pack(sender, **kwargs):
    pass


"""

ALONE = HEAD.replace("from .models import Line, Order, Product\n", "") + "post_save.connect(ship)\n"

MODELS = """\
from django.db import models


class Order(models.Model):
    pass


class Product(models.Model):
    pass


class Line(models.Model):
    pass
"""


def short(name: str | None) -> str | None:
    return name and name.removeprefix("django.db.models.signals.").removeprefix("shop.")


def rows(data: dict[str, Any]) -> set[tuple[str | None, ...]]:
    return {(short(r["signal"]), short(r["receiver"]), short(r["sender"])) for r in data["receivers"]}


LOOPS = {
    "a list": "for sender in [Order, Product]:\n    post_save.connect(ship, sender=sender)\n",
    "a tuple of tuples": "for sender, handler in ((Order, ship), (Product, ship)):\n"
    "    post_save.connect(handler, sender=sender)\n",
    "a dictionary": "SENDERS = {Order: 1, Product: 2}\nfor sender in SENDERS:\n"
    "    post_save.connect(ship, sender=sender)\n",
    "a dictionary's keys": "for sender in {Order: 1, Product: 2}.keys():\n    post_save.connect(ship, sender=sender)\n",
    "a dictionary's values": "for sender in {1: Order, 2: Product}.values():\n"
    "    post_save.connect(ship, sender=sender)\n",
    "a dictionary's items": "for sender, handler in {Order: ship, Product: ship}.items():\n"
    "    post_save.connect(handler, sender=sender)\n",
    "zip": "for sender, handler in zip([Order, Product], [ship, ship]):\n"
    "    post_save.connect(handler, sender=sender)\n",
    "list": "for sender in list((Order, Product)):\n    post_save.connect(ship, sender=sender)\n",
    "a starred display": "for sender in [*(Order,), Product]:\n    post_save.connect(ship, sender=sender)\n",
    "a comprehension": "[post_save.connect(ship, sender=sender) for sender in (Order, Product)]\n",
}


@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
def test_a_loop_over_what_the_text_lists_connects_each(loop: str, tmp_path: Path) -> None:
    data = shop(tmp_path, {"models.py": MODELS, "signals.py": HEAD + loop})
    assert rows(data) == {
        ("post_save", "signals.ship", "models.Order"),
        ("post_save", "signals.ship", "models.Product"),
    }


UNKNOWN = {
    "zip of what is not known": "for sender, handler in zip([Order], handlers()):\n"
    "    post_save.connect(ship, sender=sender)\n",
    "a dictionary that is unpacked": "for sender in {**senders()}:\n    post_save.connect(ship, sender=sender)\n",
    "a generator": "for sender in (each for each in senders()):\n    post_save.connect(ship, sender=sender)\n",
    "an item out of range": "post_save.connect(ship, sender=[Order][3])\n",
    "a slice": "post_save.connect(ship, sender=[Order, Product][:1])\n",
    "what with gives": "with open('senders') as (sender, _):\n    post_save.connect(ship, sender=sender)\n",
}


@pytest.mark.parametrize("text", UNKNOWN.values(), ids=UNKNOWN)
def test_what_cannot_be_known_is_said_to_be_unknown(text: str, tmp_path: Path) -> None:
    data = shop(tmp_path, {"models.py": MODELS, "signals.py": HEAD + text})
    assert rows(data) == {("post_save", "signals.ship", "?")}


ITEMS = {
    "a list's item": "SENDERS = [Line, Order]\npost_save.connect(ship, sender=SENDERS[1])\n",
    "a dictionary's item": "SENDERS = {'a': Line, 'b': Order}\npost_save.connect(ship, sender=SENDERS['b'])\n",
    "a nonlocal name": "def connect():\n    sender = Order\n\n    def inner():\n        nonlocal sender\n"
    "        post_save.connect(ship, sender=sender)\n\n    inner()\n\n\nconnect()\n",
    "a global name": "chosen = Order\n\n\ndef connect():\n    global chosen\n"
    "    post_save.connect(ship, sender=chosen)\n\n\nconnect()\n",
}


@pytest.mark.parametrize("text", ITEMS.values(), ids=ITEMS)
def test_a_name_or_an_item_is_what_it_stands_for(text: str, tmp_path: Path) -> None:
    data = shop(tmp_path, {"models.py": MODELS, "signals.py": HEAD + text})
    assert rows(data) == {("post_save", "signals.ship", "models.Order")}


def test_a_helper_of_ready_gets_its_arguments_from_the_call(tmp_path: Path) -> None:
    connect = "\n\ndef connect(pairs, name):\n    post_save.connect(pairs[0], sender=name)\n"
    apps = ready("from .models import Order", "from .signals import connect, ship", "connect([ship], Order)")
    data = shop(tmp_path, {"models.py": MODELS, "apps.py": apps["shop/apps.py"], "signals.py": HEAD + connect})
    assert rows(data) == {("post_save", "signals.ship", "models.Order")}


def test_a_helper_of_ready_loops_over_what_the_call_gives_it(tmp_path: Path) -> None:
    connect = "\n\ndef connect(groups):\n    for sender in groups[0]:\n        post_save.connect(ship, sender=sender)\n"
    apps = ready("from .models import Order", "from .signals import connect", "connect([[Order]])")
    data = shop(tmp_path, {"models.py": MODELS, "apps.py": apps["shop/apps.py"], "signals.py": HEAD + connect})
    assert rows(data) == {("post_save", "signals.ship", "models.Order")}


HELPERS = {
    "a list": ("models", "for sender in models:\n        post_save.connect(ship, sender=sender)\n", "[Order, Product]"),
    "a dictionary": (
        "handlers",
        "for sender, handler in handlers.items():\n        post_save.connect(handler, sender=sender)\n",
        "{Order: ship, Product: pack}",
    ),
    "a dictionary's values": (
        "senders",
        "for sender in senders.values():\n        post_save.connect(ship, sender=sender)\n",
        "{'order': Order, 'product': Product}",
    ),
    "signals": (
        "pairs",
        "for signal, sender in pairs:\n        signal.connect(ship, sender=sender)\n",
        "[(post_save, Order), (pre_save, Product)]",
    ),
}

HELPED = {
    "a list": {("post_save", "ship", "Order"), ("post_save", "ship", "Product")},
    "a dictionary": {("post_save", "ship", "Order"), ("post_save", "pack", "Product")},
    "a dictionary's values": {("post_save", "ship", "Order"), ("post_save", "ship", "Product")},
    "signals": {("post_save", "ship", "Order"), ("pre_save", "ship", "Product")},
}


@pytest.mark.parametrize("kind", HELPERS)
def test_a_helper_of_ready_connects_each_of_what_the_call_gives_it(kind: str, tmp_path: Path) -> None:
    parameter, loop, given = HELPERS[kind]
    connect = f"\n\ndef connect({parameter}):\n    {loop}"
    imports = "from .models import Order, Product", "from .signals import connect, pack, post_save, pre_save, ship"
    apps = ready(*imports, f"connect({given})")
    data = shop(tmp_path, {"models.py": MODELS, "apps.py": apps["shop/apps.py"], "signals.py": HEAD + connect})
    assert rows(data) == {(signal, f"signals.{name}", f"models.{model}") for signal, name, model in HELPED[kind]}


@pytest.mark.parametrize("kind", HELPERS)
def test_a_loop_over_what_another_module_lists_connects_each(kind: str, tmp_path: Path) -> None:
    parameter, loop, given = HELPERS[kind]
    listed = HEAD + f"{parameter} = {given}\n"
    connect = HEAD + f"from .listed import {parameter}\n\n\nif True:\n    {loop}".replace("        ", "        ")
    data = shop(tmp_path, {"models.py": MODELS, "listed.py": listed, "signals.py": connect})
    own = {"ship": "listed.ship", "pack": "listed.pack"} if kind == "a dictionary" else {"ship": "signals.ship"}
    assert rows(data) == {(signal, own[name], f"models.{model}") for signal, name, model in HELPED[kind]}


RECORDS = {
    "a named tuple": "Row = namedtuple('Row', ['sender', 'handler'])\n",
    "a named tuple of names in a string": "Row = namedtuple('Row', field_names='sender, handler')\n",
    "a typed named tuple": "class Row(NamedTuple):\n    sender: type\n    handler: object\n",
    "a data class": "@dataclass\nclass Row:\n    sender: type\n    handler: object\n",
    "a frozen data class": "@dataclass(frozen=True)\nclass Row:\n    sender: type\n    handler: object\n",
    "a class with an __init__": "class Row:\n    def __init__(self, sender, handler):\n"
    "        self.sender = sender\n        self.handler = handler\n",
}

CONNECTED_ROWS = {
    "a loop": "for row in [Row(Order, ship), Row(handler=pack, sender=Product)]:\n"
    "    post_save.connect(row.handler, sender=row.sender)\n",
    "a helper": "def connect(row, signal):\n    signal.connect(row.handler, sender=row.sender)\n\n\n"
    "connect(Row(Order, ship), post_save)\nconnect(Row(handler=pack, sender=Product), post_save)\n",
    "a helper that keeps an argument": "def connect(row, signal):\n"
    "    signal.connect(row.handler, sender=row.sender)\n\n\n"
    "on_save = partial(connect, signal=post_save)\nROWS = [Row(Order, ship), Row(handler=pack, sender=Product)]\n"
    "for row in ROWS:\n    on_save(row)\n",
}

RECORD_HEAD = (
    f"from collections import namedtuple\nfrom dataclasses import dataclass\nfrom typing import NamedTuple\n{HEAD}"
)


@pytest.mark.parametrize("connect", CONNECTED_ROWS.values(), ids=CONNECTED_ROWS)
@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_what_a_record_holds_is_connected(record: str, connect: str, tmp_path: Path) -> None:
    data = shop(tmp_path, {"models.py": MODELS, "signals.py": f"{RECORD_HEAD}{record}\n\n{connect}"})
    assert rows(data) == {
        ("post_save", "signals.ship", "models.Order"),
        ("post_save", "signals.pack", "models.Product"),
    }


@pytest.mark.parametrize(
    "record",
    [
        pytest.param("Row = namedtuple('Row', names())\n", id="fields that are not known"),
        pytest.param("class Row(Base):\n    pass\n", id="a class whose base is not known"),
        pytest.param(
            "class Row:\n    def __init__(self, sender):\n        self.sender = sender\n        self.sender = None\n",
            id="an attribute that is set twice",
        ),
    ],
)
def test_what_a_record_may_not_hold_is_unknown(record: str, tmp_path: Path) -> None:
    connect = "for row in [Row(Order), Row(Product)]:\n    post_save.connect(ship, sender=row.sender)\n"
    data = shop(tmp_path, {"models.py": MODELS, "signals.py": f"{RECORD_HEAD}{record}\n\n{connect}"})
    assert rows(data) == {("post_save", "signals.ship", "?")}


def test_a_helper_that_ready_calls_twice_connects_twice(tmp_path: Path) -> None:
    connect = "\n\ndef connect(model):\n    post_save.connect(ship, sender=model)\n"
    apps = ready(
        "from .models import Order, Product", "from .signals import connect", "connect(Order)", "connect(Product)"
    )
    data = shop(tmp_path, {"models.py": MODELS, "apps.py": apps["shop/apps.py"], "signals.py": HEAD + connect})
    assert rows(data) == {
        ("post_save", "signals.ship", "models.Order"),
        ("post_save", "signals.ship", "models.Product"),
    }


def test_a_lambda_connects_what_it_is_given(tmp_path: Path) -> None:
    connect = "connect = lambda sender: post_save.connect(ship, sender=sender)\n"
    data = shop(tmp_path, {"models.py": MODELS, "signals.py": HEAD + connect})
    assert rows(data) == {("post_save", "signals.ship", "?")}


def test_decorators_that_are_no_names_connect_nothing(tmp_path: Path) -> None:
    handlers = (
        "REGISTRY = {}\n\n\n@REGISTRY['saved']\n@(lambda function: function)\n@partial(receiver, post_save)()\n"
        "@undefined\ndef sell(sender, **kwargs):\n    pass\n"
    )
    assert rows(shop(tmp_path, {"models.py": MODELS, "signals.py": HEAD + handlers})) == set()


OWNERS = {
    "in either branch": "try:\n    from .kit import signals\nexcept ImportError:\n    from .kit2 import signals\n",
    "from one of several stars": "from .kit import *\nfrom .nothing import *\n",
}


@pytest.mark.parametrize("imports", OWNERS.values(), ids=OWNERS)
def test_signals_are_found_in_a_module_that_is_imported(imports: str, tmp_path: Path) -> None:
    handler = "\n\ndef ship(sender, **kwargs):\n    pass\n\n\nsignals.post_save.connect(ship)\n"
    kit = "from django.db.models import signals\n"
    data = shop(tmp_path, {"signals.py": imports + handler, "kit.py": kit, "kit2.py": kit, "nothing.py": ""})
    assert rows(data) == {("post_save", "signals.ship", None)}


STARS = {
    "django.dispatch": "from django.dispatch import *\nfrom django.db.models.signals import *\n",
    "django.dispatch.dispatcher": "from django.dispatch.dispatcher import *\n"
    "from django.db.models.signals import post_save\n",
    "a module of one's own": "from .kit import *\n",
    "a module of one's own that has it from a star": "from .kit2 import *\n",
}


@pytest.mark.parametrize("imports", STARS.values(), ids=STARS)
def test_star_imports_bring_receiver_and_signals(imports: str, tmp_path: Path) -> None:
    handler = "\n\n@receiver(post_save)\ndef ship(sender, **kwargs):\n    pass\n"
    kit = "from django.db.models.signals import *\nfrom django.dispatch import receiver\n"
    data = shop(tmp_path, {"signals.py": imports + handler, "kit.py": kit, "kit2.py": "from .kit import *\n"})
    assert rows(data) == {("post_save", "signals.ship", None)}


def test_a_signal_that_a_loader_of_strings_finds(tmp_path: Path) -> None:
    loaded = (
        "from django.dispatch import receiver\nfrom .loading import get_class\n\n"
        "refunded = get_class('refund.signals', 'refunded')\nlost = get_class('refund.signals', 'lost')\n\n\n"
        "@receiver(refunded)\ndef ship(sender, **kwargs):\n    pass\n\n\n"
        "@receiver(lost)\ndef lose(sender, **kwargs):\n    pass\n"
    )
    data = shop(
        tmp_path,
        {
            "signals.py": loaded,
            "loading.py": "def get_class(module, name):\n    ...\n",
            "refund/__init__.py": "",
            "refund/signals.py": "from django.dispatch import Signal\n\nrefunded = Signal()\n",
        },
    )
    assert rows(data) == {("refund.signals.refunded", "signals.ship", None), ("?", "signals.lose", None)}


@pytest.mark.parametrize(
    ("package", "imported", "connected"),
    [
        ("from .ship import ship\n", "from .steps import ship\n", "ship"),
        ("from .ship import ship\n", "from . import steps\n", "steps.ship"),
        ("from .ship import ship as ship\n", "from shop.steps import ship as sent\n", "sent"),
        ("from .ship import *\nfrom .ship import ship\n", "from .steps import ship\n", "ship"),
        ("from .ship import ship\n", "from .steps.ship import ship\n", "ship"),
        ("from . import ship\n", "from .steps import ship\n", "ship.ship"),
        ("", "from .steps import ship\n", "ship.ship"),
        ("import shop.steps.ship\n", "from .steps import ship\n", "ship.ship"),
    ],
)
def test_a_module_that_has_the_name_of_what_it_holds(
    package: str, imported: str, connected: str, tmp_path: Path
) -> None:
    text = f"from django.db.models.signals import post_save\n{imported}\npost_save.connect({connected})\n"
    function = "def ship(sender, **kwargs):\n    pass\n"
    data = shop(tmp_path, {"signals.py": text, "steps/__init__.py": package, "steps/ship.py": function})
    assert [row["receiver"] for row in data["receivers"]] == ["shop.steps.ship.ship"]


def test_star_imports_that_lead_round_in_circles_end(tmp_path: Path) -> None:
    data = shop(
        tmp_path,
        {
            "signals.py": "from django.dispatch import receiver\nfrom .a import moved, saved\n\n\n"
            "@receiver([moved, saved])\ndef ship(sender, **kwargs):\n    pass\n",
            "a.py": "from .b import *\nfrom .c import *\n",
            "b.py": "from .a import *\n",
            "c.py": "from django.dispatch import Signal\n\nsaved = Signal()\n",
        },
    )
    assert rows(data) == {("?", "signals.ship", None), ("c.saved", "signals.ship", None)}


def test_names_that_lead_round_in_circles_lead_nowhere(tmp_path: Path) -> None:
    data = shop(
        tmp_path,
        {
            "signals.py": "from django.dispatch import receiver\nfrom .a import moved\n\n\n"
            "@receiver(moved)\ndef ship(sender, **kwargs):\n    pass\n",
            "a.py": "from .b import moved\n",
            "b.py": "from .a import moved\n",
        },
    )
    assert rows(data) == {("?", "signals.ship", None)}


def test_classes_that_inherit_each_other_are_looked_at_once(tmp_path: Path) -> None:
    data = shop(
        tmp_path,
        {
            "signals.py": "from .kit import A\n\nsaved = A()\nsaved.connect(print)\n",
            "kit.py": "from django.dispatch import Signal\n\n\nclass A(B):\n    pass\n\n\n"
            "class B(A, Signal):\n    pass\n",
        },
    )
    assert {r["signal"] for r in data["receivers"]} == {"shop.signals.saved"}


def test_a_relative_import_that_leads_out_of_the_project_is_followed_no_further(tmp_path: Path) -> None:
    files = {
        "signals.py": "from django.dispatch import receiver\nfrom .....far import saved\n\n\n"
        "@receiver(saved)\ndef ship(sender, **kwargs):\n    pass\n"
    }
    assert rows(shop(tmp_path, files)) == {("?", "signals.ship", None)}


LAYOUTS = {
    "src": ("src/shop", "shop.signals.ship"),
    "an app in a folder that is no package": ("apps/shop", "shop.signals.ship"),
    "a package in a package": ("company/shop", "company.shop.signals.ship"),
    "a folder that is no package in a package": ("company/apps/shop", "company.apps.shop.signals.ship"),
}


@pytest.mark.parametrize(("folder", "receiver"), LAYOUTS.values(), ids=LAYOUTS)
def test_names_count_from_where_python_finds_them(folder: str, receiver: str, tmp_path: Path) -> None:
    name = receiver.removesuffix(".signals.ship")
    files = {
        "manage.py": "",
        f"{folder}/__init__.py": "",
        f"{folder}/apps.py": "from django.apps import AppConfig\n\n\nclass ShopConfig(AppConfig):\n"
        f"    name = '{name}'\n\n"
        "    def ready(self):\n        from . import signals\n",
        f"{folder}/signals.py": ALONE,
    }
    if folder.startswith("company"):
        files["company/__init__.py"] = ""
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (row,) = mapped(tmp_path)["receivers"]
    assert (row["receiver"], row["loaded"]) == (receiver, "ready")


def test_a_folder_of_sources_without_configurations(tmp_path: Path) -> None:
    (tmp_path / "src" / "shop").mkdir(parents=True)
    (tmp_path / "manage.py").touch()
    (tmp_path / "src" / "shop" / "__init__.py").touch()
    (tmp_path / "src" / "shop" / "models.py").write_text(ALONE)
    assert rows(mapped(tmp_path)) == {("post_save", "models.ship", None)}


def test_a_file_outside_of_the_root_is_judged_by_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    path = tmp_path / "elsewhere" / "signals.py"
    path.parent.mkdir()
    path.write_text(ALONE.replace("connect(ship)", "connect(lambda: 1)"))
    options = Options(root=str(tmp_path / "project"), no_cache=True)
    found = lint.check_file(str(path), path.read_text(), options)
    assert [violation.code for violation in found] == ["SIG004", "SIG301"]


def test_the_root_itself_may_be_a_package(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").write_text("import shop.signals\n")
    assert rows(shop(tmp_path, {"signals.py": ALONE})) == {("post_save", "signals.ship", None)}


def test_a_folder_that_cannot_be_read_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scandir(folder: str) -> Any:
        if str(folder).endswith("locked"):
            raise PermissionError(folder)
        return scan(folder)

    scan = os.scandir
    monkeypatch.setattr(os, "scandir", scandir)
    (tmp_path / "locked").mkdir()
    assert rows(shop(tmp_path, {"signals.py": ALONE})) == {("post_save", "signals.ship", None)}


def test_a_virtual_environment_in_the_project_is_not_of_it(tmp_path: Path) -> None:
    (tmp_path / "my env" / "lib").mkdir(parents=True)
    (tmp_path / "my env" / "pyvenv.cfg").touch()
    (tmp_path / "my env" / "lib" / "signals.py").write_text(ALONE)
    data = shop(tmp_path, {"signals.py": ALONE})
    assert [r["path"] for r in data["receivers"]] == ["shop/signals.py"]


@pytest.mark.parametrize("django", ["", "import django.apps\n"], ids=["without Django", "with Django elsewhere"])
def test_signals_of_django_are_looked_for_where_a_file_of_the_project_imports_it(django: str, tmp_path: Path) -> None:
    path = tmp_path / "signals.py"
    path.write_text("from kit import Signal\n\nopened = Signal(providing_args=[])\n")
    (tmp_path / "setup.cfg").touch()
    (tmp_path / "other.py").write_text(django)
    (tmp_path / "kit.py").write_text(
        "try:\n    from django.dispatch import Signal\nexcept ImportError:\n    ...\n"
        if django
        else "class Signal: ...\n"
    )
    found = lint.check_file(str(path), path.read_text(), Options(no_cache=True))
    assert [violation.code for violation in found] == ["SIG005"] * bool(django)


def test_what_is_no_name_names_no_function(tmp_path: Path) -> None:
    project = Project(str(tmp_path), Options(no_cache=True))
    module = project.modules.at(str(tmp_path / "signals.py"))
    assert project.names.function(Unknown(), module) is None
