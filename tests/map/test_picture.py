"""What the page draws: apps, parts with their names and states, and the edges between them."""

from pathlib import Path
from typing import Any

import pytest

from flake8_signals.lint.projects import project_of
from flake8_signals.map.build import build
from flake8_signals.map.picture import picture
from flake8_signals.options import Options
from tests.support.commands import FILES, write

MODELS = """
    from django.db import models

    class Order(models.Model):
        tags = models.ManyToManyField("Tag")

    class Line(models.Model):
        order = models.ForeignKey(Order, models.CASCADE)

    class Note(models.Model):
        order = models.ForeignKey(Order, models.SET_NULL, null=True)

    class Tag(models.Model):
        pass
"""

HEAD = """
    from django.core.mail import send_mail
    from django.core.signals import request_finished
    from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_save
    from django.dispatch import Signal, receiver

    from .models import Line, Note, Order, Tag

    packed = Signal()
"""


class Drawn:
    """A picture, and its parts and edges by their keys."""

    def __init__(self, folder: Path, signals: str, files: dict[str, str] | None = None) -> None:
        write(
            folder,
            FILES
            | {"shop/models.py": MODELS, "shop/signals.py": HEAD + signals, "shop/receivers.py": ""}
            | (files or {}),
        )
        project = project_of(str(folder / "__init__.py"), Options(no_cache=True))
        drawn = picture(build(project, [str(folder)]))
        self.parts: dict[str, dict[str, Any]] = {part["key"]: part for part in drawn["parts"]}
        keys = list(self.parts)
        self.edges = [(keys[edge["tail"]], edge["label"], keys[edge["head"]], edge) for edge in drawn["edges"]]

    @property
    def shown(self) -> list[tuple[str, str, str]]:
        return [edge[:3] for edge in self.edges]


def test_what_is_saved_leads_to_what_runs_and_to_what_that_writes(tmp_path: Path) -> None:
    drawn = Drawn(
        tmp_path,
        """
    @receiver(post_save, sender=Order)
    def pack(sender, instance, created, **kwargs):
        if created:
            Line.objects.create(order=instance)
        Note.objects.filter(order=instance).update(x=1)
        send_mail("", "", "", [])
        packed.send(sender=Order)

    @receiver(packed, sender=Order)
    def tell(sender, **kwargs):
        pass

    @receiver(request_finished)
    def clean(sender, **kwargs):
        pass
""",
    )
    assert drawn.shown == [
        ("shop.Order", "", "shop.signals.pack"),
        ("shop.signals.packed", "from Order", "shop.signals.tell"),
        ("django.core.signals.request_finished", "", "shop.signals.clean"),
        ("shop.signals.pack", "create if created", "shop.Line"),
        ("shop.signals.pack", "update", "shop.Note"),
        ("shop.signals.pack", "send", "shop.signals.packed"),
    ]
    assert [edge["silent"] for *_, edge in drawn.edges if edge["kind"] == "does"] == [False, True, False]
    assert {part["app"] for part in drawn.parts.values()} == {"shop", "django"}
    assert drawn.parts["shop.Order"]["reach"] == 2
    assert [effect["kind"] for effect in drawn.parts["shop.signals.pack"]["effects"]] == [
        "create", "update", "mail", "send",
    ]  # fmt: skip


def test_an_event_only_reaches_the_receivers_of_its_signals(tmp_path: Path) -> None:
    drawn = Drawn(
        tmp_path,
        """
    @receiver(post_save, sender=Order)
    def pack(sender, instance, **kwargs):
        Line.objects.create(order=instance)

    @receiver(post_delete, sender=Line)
    def restock(sender, instance, **kwargs):
        pass

    @receiver(m2m_changed, sender=Order.tags.through)
    def label(sender, instance, **kwargs):
        pass

    @receiver(post_save, sender=Note)
    def tag(sender, instance, **kwargs):
        instance.order.tags.add(Tag.objects.get())
""",
    )
    assert ("shop.signals.tag", "m2m", "shop.Order_tags") in drawn.shown
    assert ("shop.Order", "cascade by order", "shop.Line") in drawn.shown
    assert [(key, part["reach"]) for key, part in drawn.parts.items() if part["word"] == "model" and part["reach"]] == [
        ("shop.Order", 2),  # by deleting its lines; creating them does not
        ("shop.Line", 1),
        ("shop.Order_tags", 1),
        ("shop.Note", 2),
    ]
    assert not [edge for edge in drawn.shown if edge[2] == "shop.Note"]  # its rows stay


def test_cycles_are_marked_along_their_whole_way(tmp_path: Path) -> None:
    drawn = Drawn(
        tmp_path,
        """
    @receiver(post_save, sender=Order)
    def pack(sender, instance, **kwargs):
        Line.objects.create(order=instance)

    @receiver(post_save, sender=Line)
    def count(sender, instance, **kwargs):
        instance.order.save()

    @receiver(post_delete, sender=Line)
    def restock(sender, instance, **kwargs):
        pass
""",
    )
    assert [edge[:3] for edge in drawn.edges if edge[3].get("cycle")] == [
        ("shop.Order", "", "shop.signals.pack"),
        ("shop.Line", "", "shop.signals.count"),
        ("shop.signals.pack", "create", "shop.Line"),
        ("shop.signals.count", "save", "shop.Order"),
    ]
    assert [key for key, part in drawn.parts.items() if part.get("cycle")] == [
        "shop.signals.pack",
        "shop.signals.count",
    ]


def test_a_receiver_is_as_live_as_its_liveliest_connection(tmp_path: Path) -> None:
    drawn = Drawn(
        tmp_path,
        """
    def pack(sender, instance, **kwargs):
        pass

    post_save.connect(pack, sender=Order)
    m2m_changed.connect(pack, sender=Order)
    m2m_changed.connect(lambda **kwargs: None, sender=Order.tags.through)
""",
        {"shop/lost.py": "from .signals import *\n\n@receiver(pre_save)\ndef never(sender, **kwargs):\n    pass\n"},
    )
    pack, held, never = (part for part in drawn.parts.values() if part["kind"] == "receiver")
    assert [part["state"] for part in (pack, held, never)] == ["live", "dead", "never"]
    assert [connection["state"] for connection in pack["connections"]] == ["live", "dead"]
    assert [finding["code"] for finding in pack["findings"]] == ["SIG405"]
    assert pack["signature"] == "(sender, instance, **kwargs)"
    assert pack["connections"][0]["chain"] == ["shop.apps.ShopConfig.ready", "shop.signals"]


def test_receivers_of_one_name_go_by_their_places(tmp_path: Path) -> None:
    drawn = Drawn(
        tmp_path,
        """
    post_save.connect(lambda **kwargs: None, sender=Order)
    post_save.connect(lambda **kwargs: None, sender=Line)
""",
    )
    assert [key for key, part in drawn.parts.items() if part["kind"] == "receiver"] == [
        "shop.signals.<lambda>:shop/signals.py:10",
        "shop.signals.<lambda>:shop/signals.py:11",
    ]


@pytest.mark.parametrize(
    ("name", "app"),
    [
        pytest.param("shop.listeners.orders.pack", "shop", id="a package of receivers"),
        pytest.param("tools.pack", "tools", id="a module at the root"),
        pytest.param("more.shop.tools.pack", "more.shop", id="a package that is no app"),
    ],
)
def test_a_receiver_stands_in_the_app_of_its_module(name: str, app: str, tmp_path: Path) -> None:
    path = "/".join(name.split(".")[:-1])
    files = {
        f"{path.rpartition('/')[0]}/__init__.py".lstrip("/"): "",
        f"{path}.py": "def pack(sender, **kwargs): pass\n",
    }
    module = name.rpartition(".")[0]
    drawn = Drawn(tmp_path, f"\n    from {module} import pack\n    post_save.connect(pack, sender=Order)\n", files)
    assert drawn.parts[name]["app"] == app


def test_a_configuration_that_sends_is_no_model(tmp_path: Path) -> None:
    signals = "\n    from .apps import ShopConfig\n    post_migrate.connect(print, sender=ShopConfig)\n"
    parts = Drawn(tmp_path, signals).parts.values()
    assert [part["word"] for part in parts if part["title"] == "ShopConfig"] == ["sender"]
