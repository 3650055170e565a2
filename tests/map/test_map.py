"""``flake8-signals map``: the schema, the states, what goes into a row, and the command."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flake8_signals.commands.map import run as draw
from flake8_signals.map.build import build
from flake8_signals.options import Options
from flake8_signals.project.project import Project
from tests.support.commands import FILES, ROOT, write

SMALL = ROOT / "tests" / "agreement" / "small"

KEYS = {
    "signals": {"name", "class", "path", "line"},
    "models": {"name", "label", "app", "path", "line"},
    "receivers": {
        "receiver", "path", "line", "signature", "signal", "sender", "dispatch_uid", "weak", "async", "connected_at",
        "guards", "order", "loaded", "loaded_by", "findings", "killed_by",
    },
    "sends": {"signal", "path", "line", "method", "arguments"},
    "effects": {
        "receiver", "receiver_line", "kind", "target", "through", "source", "path", "line", "guards", "deferred",
        "repeated", "via",
    },
}  # fmt: skip

APPS = """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import signals
"""

MODELS = """\
from django.db import models


class Base(models.Model):
    tags = models.ManyToManyField("Tag")

    class Meta:
        abstract = True


class Order(Base):
    lines = models.ManyToManyField("Product", through="Line")
"""


def shop(folder: Path, files: dict[str, str]) -> dict[str, Any]:
    """Write a project with these files in its app ``shop``, and return its map."""
    base = {"__init__.py": "", "apps.py": APPS, "models.py": MODELS, "../manage.py": ""}
    for path, text in {**base, **files}.items():
        target = folder / "shop" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return mapped(folder)


def mapped(folder: Path) -> dict[str, Any]:
    """Return the map of a folder, through the command."""
    output = folder / "map.json"
    assert draw([str(folder), "--format=json", "--no-cache", "-o", str(output)]) == 0
    data: dict[str, Any] = json.loads(output.read_text())
    return data


def test_the_documented_schema(tmp_path: Path) -> None:
    data = shop(
        tmp_path,
        {
            "events.py": "from django.dispatch import Signal\n\npaid = Signal()\n",
            "signals.py": "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n"
            "from .events import paid\nfrom .models import Order\n\n\n"
            "@receiver(paid, dispatch_uid='x', weak=False)\nasync def pay(sender, order, **kwargs):\n    pass\n\n\n"
            "@receiver(post_save, sender=Order)\ndef save(sender, instance, **kwargs):\n"
            "    paid.send_robust(sender=Order, order=instance)\n",
        },
    )
    assert list(data) == [
        "version",
        "root",
        "signals",
        "models",
        "receivers",
        "sends",
        "effects",
        "relations",
        "cycles",
    ]
    assert data["version"] == 2
    assert data["root"] == str(tmp_path)
    for name, keys in KEYS.items():
        assert data[name] or name == "effects"
        assert all(set(row) == keys for row in data[name])
    assert data["signals"] == [
        {"name": "shop.events.paid", "class": "django.dispatch.Signal", "path": "shop/events.py", "line": 3}
    ]
    pay, save = data["receivers"]
    assert pay == {
        "receiver": "shop.signals.pay", "path": "shop/signals.py", "line": 8, "signature": "sender, order, **kwargs",
        "signal": "shop.events.paid", "sender": None,
        "dispatch_uid": "x", "weak": False, "async": True,
        "connected_at": {"path": "shop/signals.py", "line": 7}, "guards": [],
        "order": 0, "loaded": "ready", "loaded_by": ["shop.apps.ShopConfig.ready", "shop.signals"],
        "findings": [], "killed_by": [],
    }  # fmt: skip
    assert (save["signal"], save["sender"], save["weak"]) == (
        "django.db.models.signals.post_save",
        "shop.models.Order",
        True,
    )
    assert data["sends"] == [
        {
            "signal": "shop.events.paid",
            "path": "shop/signals.py",
            "line": 14,
            "method": "send_robust",
            "arguments": ["order"],
        }
    ]


HEAD = """\
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver
from .models import Order
"""


@pytest.mark.parametrize(
    ("line", "sender"),
    [
        ("Order", "shop.models.Order"),
        ("'shop.Order'", "shop.models.Order"),
        ("'shop.Other'", "shop.Other"),
        ("'auth.user'", "django.contrib.auth.models.User"),
        ("None", None),
        ("Order.lines.through", "shop.models.Line"),
        ("Order.tags.through", "shop.models.Order_tags"),
        ("Order.nothing.through", "?"),
        ("get_user_model()", "django.contrib.auth.models.User"),
        ("settings.AUTH_USER_MODEL", "django.contrib.auth.models.User"),
        ("apps.get_model('shop', 'Order')", "shop.models.Order"),
        ("swapper.load_model('shop', 'Order')", "shop.models.Order"),
        ("getattr(settings, 'SOLD', 'shop.Order')", "shop.models.Order"),
        ("settings.SOLD", "?"),
    ],
)
def test_senders(line: str, sender: str | None, tmp_path: Path) -> None:
    text = (
        f"{HEAD}import swapper\nfrom django.apps import apps\nfrom django.conf import settings\n"
        "from django.contrib.auth import get_user_model\n\n\n"
    )
    data = shop(
        tmp_path, {"signals.py": f"{text}@receiver(post_save, sender={line})\ndef h(sender, **kwargs):\n    pass\n"}
    )
    assert [row["sender"] for row in data["receivers"]] == [sender]


PLAIN = f"{HEAD}@receiver(post_save)\ndef h(**kwargs): pass\n"

READY = ["shop.apps.ShopConfig.ready", "shop.signals"]


@pytest.mark.parametrize(
    ("files", "state", "chain"),
    [
        pytest.param({"signals.py": f"{HEAD}post_save.connect(lambda **kwargs: None)\n"}, "dead", READY, id="dead"),
        pytest.param(
            {"signals.py": f"{HEAD}post_save.connect(lambda **kwargs: None, weak=False)\n"}, "ready", READY, id="held"
        ),
        pytest.param(
            {"signals.py": "", "models.py": "from . import other\n", "other.py": PLAIN},
            "import",
            ["shop.models", "shop.other"],
            id="import",
        ),
        pytest.param(
            {"signals.py": "", "views.py": "from . import other\n", "other.py": PLAIN},
            "lazy",
            ["shop.views", "shop.other"],
            id="lazy",
        ),
        pytest.param({"signals.py": "", "other.py": PLAIN}, "never", [], id="never"),
        pytest.param({"signals.py": "", "other.py": PLAIN, "x.py": "X = 'shop.other'"}, "unknown", [], id="unknown"),
        pytest.param(
            {"signals.py": f"{HEAD}def h(**kwargs): pass\ndef later(): post_save.connect(h)\n"},
            "lazy",
            ["shop.signals.later"],
            id="in a function",
        ),
        pytest.param(
            {"signals.py": f"{HEAD}def h(**kwargs): pass\ndef now(): post_save.connect(h)\nnow()\n"},
            "ready",
            [*READY, "shop.signals.now"],
            id="in a function that is called",
        ),
        pytest.param(
            {"signals.py": f"{HEAD}def h(**kwargs): pass\nif __name__ == '__main__':\n    post_save.connect(h)\n"},
            "lazy",
            ["shop.signals"],
            id="in a script",
        ),
    ],
)
def test_states_with_the_chain_that_proves_them(
    files: dict[str, str], state: str, chain: list[str], tmp_path: Path
) -> None:
    assert [(row["loaded"], row["loaded_by"]) for row in shop(tmp_path, files)["receivers"]] == [(state, chain)]


@pytest.mark.parametrize(
    ("undo", "left"),
    [
        ("post_save.disconnect(h)", 0),
        ("post_save.disconnect(h, sender=Order)", 1),
        ("if settings:\n    post_save.disconnect(h)", 1),
        ("m2m_changed.disconnect(h)", 1),
    ],
    ids=["undone", "another sender", "perhaps", "another signal"],
)
def test_disconnections_at_start_up_are_honoured(undo: str, left: int, tmp_path: Path) -> None:
    data = shop(tmp_path, {"signals.py": f"{HEAD}settings = 1\ndef h(**kwargs): pass\npost_save.connect(h)\n{undo}\n"})
    assert len(data["receivers"]) == left


ACROSS = {
    "models.py": "from django.db import models\n\n\nclass Order(models.Model):\n    pass\n\n\n"
    "class Parcel(models.Model):\n    order = models.ForeignKey(Order, models.CASCADE)\n",
    "events.py": "from django.dispatch import Signal\nfrom library import Signal as Other\n\n"
    "paid = Signal()\nother = Other()\nother.send(1)\n\n\n"
    "class Stock:\n    lost = Signal()\n\n\ndef local():\n    signal = Signal()\n    signal.send(sender=None)\n",
    "services.py": "from django.core.mail import send_mail\nfrom .events import paid\nfrom .models import Parcel\n\n\n"
    "def pack(order, fragile=False):\n    Parcel.objects.create(order=order)\n    if fragile and order.paid:\n"
    "        send_mail('fragile', '', None, [])\n    paid.send(sender=None, order=order, **order.more)\n",
    "signals.py": "import logging\nfrom django.db.models.signals import post_save\n"
    "from django.dispatch import receiver\nfrom . import parcels, services\nfrom .models import Order, Parcel\n\n\n"
    "@receiver(post_save, sender=Order)\ndef pack(sender, instance, **kwargs):\n"
    "    logging.info('packed')\n    services.pack(instance, instance.fragile)\n\n\n"
    "post_save.connect(parcels.count, sender=Parcel)\n",
    "parcels.py": "import requests\n\n\ndef count(sender, instance, **kwargs):\n    instance.order.save()\n"
    "    requests.get('https://example.org')\n",
}
"""Two receivers in two files that save what wakes the other, one of them by a function of a third."""


def test_effects_stand_where_they_are_though_another_file_does_them(tmp_path: Path) -> None:
    data = shop(tmp_path, ACROSS)
    assert {
        "receiver": "shop.signals.pack", "receiver_line": 9, "kind": "create", "target": "shop.models.Parcel",
        "through": None,
        "source": "Parcel.objects.create", "path": "shop/services.py", "line": 7, "guards": [], "deferred": False,
        "repeated": False, "via": [{"function": "shop.services.pack", "line": 11}],
    } in data["effects"]  # fmt: skip
    assert {
        "receiver": "shop.parcels.count", "receiver_line": 4, "kind": "save", "target": "shop.models.Order",
        "through": None,
        "source": "instance.order.save", "path": "shop/parcels.py", "line": 5, "guards": [], "deferred": False,
        "repeated": False, "via": [],
    } in data["effects"]  # fmt: skip
    others = {(row["receiver"], row["kind"]): row for row in data["effects"]}
    assert others["shop.signals.pack", "mail"]["guards"]
    assert others["shop.signals.pack", "send"]["target"] == "shop.events.paid"
    assert others["shop.parcels.count", "network"]["target"] == "requests.get"
    assert {row["kind"] for row in data["effects"]} == {"create", "mail", "send", "save", "network"}


def test_cycles_are_the_names_of_the_receivers_that_wake_each_other(tmp_path: Path) -> None:
    assert shop(tmp_path, ACROSS)["cycles"] == [["shop.parcels.count", "shop.signals.pack"]]
    guarded = ACROSS["signals.py"].replace("    services", "    if kwargs['created']:\n        services")
    assert shop(tmp_path / "guarded", {**ACROSS, "signals.py": guarded})["cycles"] == []


def test_signals_of_modules_and_classes_are_listed_and_sends_with_what_they_pass(tmp_path: Path) -> None:
    data = shop(tmp_path, ACROSS)
    assert [row["name"] for row in data["signals"]] == ["shop.events.paid", "shop.events.Stock.lost"]
    assert [(row["signal"], row["arguments"]) for row in data["sends"]] == [("shop.events.paid", ["order", "?"])]


def test_the_tree_shows_sends_effects_and_cycles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop(tmp_path, {**ACROSS, "views.py": "from . import lazy\n", "lazy.py": f"{HEAD}post_save.connect(print)\n"})
    assert draw([str(tmp_path), "--no-cache"]) == 0
    assert capsys.readouterr().out == (
        "django.db.models.signals.post_save\n"
        "├─ builtins.print  shop/lazy.py:4  ✗ NOT LOADED at start-up, only by shop.views\n"
        "├─ shop.signals.pack  [shop.models.Order]  shop/signals.py:9\n"
        "│  ├─ create shop.models.Parcel  shop/services.py:7\n"
        "│  ├─ mail django.core.mail.send_mail if instance.fragile and instance.paid  shop/services.py:9\n"
        "│  └─ send shop.events.paid  shop/services.py:10\n"
        "└─ shop.parcels.count  [shop.models.Parcel]  shop/parcels.py:4\n"
        "   ├─ save shop.models.Order  shop/parcels.py:5\n"
        "   └─ network requests.get  shop/parcels.py:6\n"
        "\n"
        "shop.events.Stock.lost\n"
        "\n"
        "shop.events.paid\n"
        "└─ sent at shop/services.py:10 by send(order, ?)\n"
        "\n"
        "cycle: shop.parcels.count → shop.signals.pack → shop.parcels.count\n"
    )


def test_what_cannot_be_known_is_a_question_mark(tmp_path: Path) -> None:
    data = shop(
        tmp_path,
        {
            "signals.py": f"{HEAD}from library import make\n"
            "post_save.connect(make(), sender=make(), dispatch_uid=make())\n"
        },
    )
    [row] = data["receivers"]
    assert (row["receiver"], row["sender"], row["dispatch_uid"]) == ("?", "?", "?")


def test_test_code_is_left_out(tmp_path: Path) -> None:
    assert not shop(
        tmp_path, {"signals.py": "", "tests/test_x.py": f"{HEAD}@receiver(post_save)\ndef h(**kwargs): pass\n"}
    )["receivers"]


def test_the_order_is_stable(tmp_path: Path) -> None:
    for name in ("a", "b"):
        subprocess.run(
            [
                sys.executable,
                "-m",
                "flake8_signals",
                "map",
                str(SMALL),
                "--format=json",
                "--no-cache",
                "-o",
                str(tmp_path / name),
            ],
            check=True,
        )
    assert (tmp_path / "a").read_text() == (tmp_path / "b").read_text()


def test_a_warm_map_is_the_cold_one_and_parses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLAKE8_SIGNALS_CACHE_DIR", str(tmp_path))
    script = (
        "import ast, sys\nfrom flake8_signals.commands.map import run as draw\n"
        "parse = ast.parse\n"
        "def refused(source, *arguments):\n"
        "    assert 'import' not in source, 'this was parsed'\n    return parse(source, *arguments)\n"
        "if 'warm' in sys.argv:\n    ast.parse = refused\n    sys.modules['libcst'] = None\n"
        f"draw([{str(SMALL)!r}, '--format=json'])\n"
    )
    cold, warm = (
        subprocess.run([sys.executable, "-c", script, state], capture_output=True, text=True, check=False)
        for state in ("cold", "warm")
    )
    assert warm.returncode == 0, warm.stderr
    assert json.loads(cold.stdout)["receivers"]
    assert warm.stdout == cold.stdout


def test_files_that_do_not_parse_are_named_and_the_map_comes_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = shop(
        tmp_path,
        {
            "signals.py": f"{HEAD}@receiver(post_save)\ndef h(**kwargs): pass\n",
            "broken.py": "from .signals import h\ndef (\n",
            "null.py": "import signals\0\n",
            "comment.py": "# of signals\n",
            "tests/test_broken.py": "signal = (\n",
        },
    )
    assert [row["receiver"] for row in data["receivers"]] == ["shop.signals.h"]
    version = ".".join(map(str, sys.version_info[:2]))
    assert capsys.readouterr().err.splitlines() == [
        f"flake8-signals map: Python {version} cannot parse, so left out: shop/broken.py:2, shop/null.py"
    ]


def test_modules_that_raise_on_import_map_the_same(tmp_path: Path) -> None:
    maps = []
    for folder, ending in (
        (tmp_path / "plain", ""),
        (tmp_path / "hostile", "\nraise SystemExit('this file was imported')\n"),
    ):
        for file in SMALL.rglob("*.py"):
            target = folder / file.relative_to(SMALL)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(file.read_text() + ending)
        maps.append({**mapped(folder), "root": ""})
    assert maps[0]["receivers"]
    assert maps[0] == maps[1]


def test_paths_narrow_the_map_to_what_stands_under_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert draw([str(SMALL / "shop"), "--format=json", "--no-cache"]) == 0
    rows = json.loads(capsys.readouterr().out)["receivers"]
    assert rows
    assert all(row["connected_at"]["path"].startswith("shop/") for row in rows)


def test_cycles_outside_the_paths_are_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shop(tmp_path, ACROSS)["cycles"] == [["shop.parcels.count", "shop.signals.pack"]]
    (tmp_path / "shop" / "other").mkdir()
    assert draw([str(tmp_path / "shop" / "other"), "--no-cache"]) == 0
    assert capsys.readouterr().out == "no signals here\n"


def test_its_root_is_that_of_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop(tmp_path / "src", {"signals.py": PLAIN})
    (tmp_path / "pyproject.toml").touch()
    assert mapped(tmp_path)["root"] == str(tmp_path / "src")
    output = tmp_path / "map.json"
    assert draw([str(tmp_path / "src" / "shop" / "signals.py"), "--format=json", "-o", str(output)]) == 0
    assert json.loads(output.read_text())["root"] == str(tmp_path / "src")
    (tmp_path / ".flake8").write_text(f"[flake8]\nsignals-root = {tmp_path}\n")
    monkeypatch.chdir(tmp_path)
    assert mapped(tmp_path / "src")["root"] == str(tmp_path)


@pytest.mark.parametrize("names", [("site", "library"), ("library", "site"), ("site/shop", "library/parts")])
def test_paths_with_roots_of_their_own_are_one_project(names: tuple[str, str], tmp_path: Path) -> None:
    shop(tmp_path / "site", {"signals.py": "from parts.events import packed\npacked.connect(print)\n"})
    write(
        tmp_path,
        {
            "library/pyproject.toml": "",
            "library/parts/__init__.py": "",
            "library/parts/events.py": "from django.dispatch import Signal\npacked = Signal()\n",
            "other/parts/events.py": "from django.dispatch import Signal\nmade = Signal()\n",
        },
    )
    output = tmp_path / "map.json"
    paths = [str(tmp_path / name) for name in names]
    assert draw([*paths, "--format=json", "--no-cache", "-o", str(output)]) == 0
    data = json.loads(output.read_text())
    assert data["root"] == str(tmp_path)
    assert [signal["name"] for signal in data["signals"]] == ["parts.events.packed"]
    assert [(row["signal"], row["loaded"]) for row in data["receivers"]] == [("parts.events.packed", "ready")]


UID = "@receiver(post_save, dispatch_uid='x')"


@pytest.mark.parametrize(
    ("connects", "code"),
    [
        ("@receiver(post_save, sender=[Order])", "SIG402"),
        ("@receiver(post_save, sender='Order')", "SIG404"),
        ("@receiver(post_save, sender=Base)", "SIG405"),
        ("@receiver(post_save, sender='shop.Ordr')", "SIG907"),
        ("@receiver(post_save, sender=Order)\ndef h(**kwargs): pass\n@receiver(m2m_changed)", "SIG320"),
        (f"{UID}\ndef g(**kwargs): pass\n{UID}", "SIG314"),
    ],
)  # fmt: skip
def test_what_a_rule_proves_dead_is_dead(connects: str, code: str, tmp_path: Path) -> None:
    text = f"{HEAD}from .models import Base\n{connects}\ndef h(sender, **kwargs):\n    Order.objects.create()\n"
    rows = shop(tmp_path, {"signals.py": text})["receivers"]
    [dead] = [row for row in rows if row["killed_by"]]
    assert dead["killed_by"] == [code]
    assert code in [found["code"] for found in dead["findings"]]


def test_what_a_ready_that_never_runs_connects_is_dead(tmp_path: Path) -> None:
    slipped = APPS.replace("def ready", "async def ready")
    [row] = shop(tmp_path, {"apps.py": slipped, "signals.py": PLAIN})["receivers"]
    assert row["killed_by"] == ["SIG112"]


@pytest.mark.parametrize(
    ("settings", "sender", "dead"),
    [
        ("", "django.contrib.auth.models.User", []),
        ("AUTH_USER_MODEL = 'shop.Order'", "shop.models.Order", ["SIG406"]),
        ("AUTH_USER_MODEL = 'other.Person'", "other.Person", ["SIG406"]),
    ],
)
def test_the_user_model_has_the_name_that_settings_give_it(
    settings: str, sender: str, dead: list[str], tmp_path: Path
) -> None:
    text = (
        f"{HEAD}from django.conf import settings\n\n@receiver(post_save, sender=settings.AUTH_USER_MODEL)\n"
        "def on_user(sender, **kwargs): pass\n\n\n@receiver(post_save, sender='auth.User')\n"
        "def on_djangos(sender, **kwargs): pass\n"
    )
    first, second = shop(tmp_path, {"signals.py": text, "../settings.py": f"INSTALLED_APPS = ['shop']\n{settings}\n"})[
        "receivers"
    ]
    assert first["sender"] == sender
    assert second["killed_by"] == dead


RELATED = {
    "models.py": "from django.db import models\n\n\nclass Order(models.Model):\n    pass\n\n\n"
    "class Line(models.Model):\n    order = models.ForeignKey(Order, models.CASCADE, related_name='lines')\n\n\n"
    "class Note(models.Model):\n    order = models.ForeignKey('Order', models.CASCADE)\n\n\n"
    "class Extra(models.Model):\n    order = models.OneToOneField('shop.Order', models.CASCADE)\n",
    "signals.py": "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n"
    "from .models import Extra, Line, Note, Order\n\n\n"
    "@receiver(post_save, sender=Order)\ndef down(sender, instance, **kwargs):\n    BODY\n\n\n"
    "@receiver(post_save, sender=MODEL)\ndef up(sender, instance, **kwargs):\n    instance.order.save()\n",
}


@pytest.mark.parametrize(
    ("model", "body", "is_cycle"),
    [
        ("Line", "for line in instance.lines.all():\n        line.save()", True),
        ("Line", "for line in Line.objects.filter(order=instance):\n        line.save()", True),
        ("Line", "for line in Line.objects.all():\n        line.save()", True),
        ("Line", "instance.lines.first().save()", True),
        ("Line", "instance.lines.create()", True),
        ("Note", "for note in instance.note_set.all():\n        note.save()", True),
        ("Extra", "instance.extra.save()", True),
        ("Line", "for line in instance.lines.filter(new=True):\n        line.save()", False),
        ("Line", "for line in instance.lines.all():\n        if line.new: line.save()", False),
        ("Line", "instance.lines.update(x=1)", False),
        ("Note", "for line in instance.lines.all():\n        line.save()", False),
    ],
)
def test_relations_have_types_in_cycles(model: str, body: str, is_cycle: bool, tmp_path: Path) -> None:  # noqa: FBT001
    text = RELATED["signals.py"].replace("BODY", body).replace("MODEL", model)
    data = shop(tmp_path, {**RELATED, "signals.py": text})
    assert data["cycles"] == ([["shop.signals.down", "shop.signals.up"]] if is_cycle else [])


def test_an_effect_without_a_known_target_has_its_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"{HEAD}@receiver(post_save, sender=Order)\ndef h(instance, **kwargs):\n    instance.owner . save( )\n"
    [effect] = shop(tmp_path, {"signals.py": text})["effects"]
    assert (effect["target"], effect["source"]) == (None, "instance.owner . save")
    assert draw([str(tmp_path), "--no-cache"]) == 0
    assert "save instance.owner . save()" in capsys.readouterr().out


def test_the_tree_for_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop(
        tmp_path,
        {
            "signals.py": f"{HEAD}@receiver(post_save, sender=Order)\ndef ship(sender, **kwargs):\n    pass\n",
            "other.py": f"{HEAD}@receiver(post_save)\ndef lost(sender, **kwargs):\n    pass\n",
        },
    )
    assert draw([str(tmp_path), "--no-cache"]) == 0
    assert capsys.readouterr().out == (
        "django.db.models.signals.post_save\n"
        "├─ shop.other.lost  shop/other.py:5  ✗ NOT LOADED: nothing imports it\n"
        "└─ shop.signals.ship  [shop.models.Order]  shop/signals.py:5\n"
    )


def test_a_project_without_signals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.py").write_text("print()\n")
    assert draw([str(tmp_path), "--no-cache"]) == 0
    assert capsys.readouterr().out == "no signals here\n"


@pytest.mark.parametrize("arguments", [["nowhere"], ["--format=xml"], ["--root", "nowhere"], ["-o", "nowhere/map.txt"]])
def test_bad_usage_is_one_line_and_status_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        draw(arguments)
    assert ended.value.code == 2
    error = capsys.readouterr().err.splitlines()
    assert arguments[-1].removeprefix("--format=") in error[-1]


def test_a_model_has_one_name_though_its_package_cannot_be_read(tmp_path: Path) -> None:
    files = {
        "shop/models/__init__.py": "from .orders import Order\nprint 1\n",
        "shop/models/orders.py": FILES["shop/models.py"],
        "shop/signals.py": """
            from django.db.models.signals import post_save
            from shop.models import Order
            from shop.models.orders import Order as Same

            def ship(sender, **kwargs):
                Order.objects.create()

            post_save.connect(ship, sender=Order)
            post_save.connect(ship, sender=Same)
            post_save.connect(ship, sender="shop.Order")
        """,
    }
    folder = write(tmp_path, FILES | files)
    (folder / "shop" / "models.py").unlink()
    data = build(Project(str(folder), Options()), [str(folder)])
    assert {row["sender"] for row in data["receivers"] if "signals" in row["path"]} == {"shop.models.orders.Order"}
    assert [row["name"] for row in data["models"]] == ["shop.models.orders.Order"]


def test_receivers_of_one_name_do_what_their_own_body_does(tmp_path: Path) -> None:
    signals = """
        from django.db.models.signals import post_delete, post_save
        from django.dispatch import receiver
        from .models import Line, Order

        @receiver(post_save, sender=Order, weak=False)
        def ship(sender, **kwargs):
            Line.objects.create()

        @receiver(post_delete, sender=Order)
        def ship(sender, **kwargs):
            Order.objects.create()
    """
    data = mapped(write(tmp_path, FILES | {"shop/signals.py": signals}))
    lines = {row["line"]: row["signal"].rpartition("_")[2] for row in data["receivers"]}
    done = {(lines[row["receiver_line"]], row["target"]) for row in data["effects"]}
    assert done >= {("save", "shop.models.Line"), ("delete", "shop.models.Order")}
    assert len([row for row in data["effects"] if row["receiver"] == "shop.signals.ship"]) == 2


def test_what_a_model_inherits_and_what_a_metaclass_hides(tmp_path: Path) -> None:
    models = """
        from django.contrib.contenttypes.fields import GenericRelation
        from django.db import models
        from django.db.models.base import ModelBase

        class Tag(models.Model):
            pass

        class Owned(models.Model):
            class Meta:
                abstract = True

            owner = models.ForeignKey("Tag", models.CASCADE, null=True)
            notes = GenericRelation(Tag)

        class Order(Owned):
            pass

        class Gift(Order):
            card = models.ForeignKey("self", models.SET_NULL, null=True)

        class Same(Order):
            class Meta:
                proxy = True

        class Below(Same):
            order = models.OneToOneField(Order, models.CASCADE, parent_link=True)

        class MadeProxy(ModelBase):
            pass

        class Typed(models.Model, metaclass=MadeProxy):
            tag = models.ForeignKey(Tag, models.CASCADE)

        class Some(Typed):
            pass
    """
    data = mapped(write(tmp_path, FILES | {"shop/models.py": models}))
    rows = {(row["model"], row["field"], row["kind"], row["target"]) for row in data["relations"]}
    assert {tuple(text.removeprefix("shop.models.") for text in row) for row in rows} == {
        ("Order", "owner", "ForeignKey", "Tag"),
        ("Order", "notes", "GenericRelation", "Tag"),
        ("Gift", "order_ptr", "parent", "Order"),
        ("Gift", "card", "ForeignKey", "Gift"),
        ("Below", "order", "parent", "Order"),
        ("Typed", "tag", "ForeignKey", "Tag"),
    }


def test_what_a_wrapper_stands_for_is_not_known(tmp_path: Path) -> None:
    signals = """
        from django.core.cache import caches
        from django.db.models.signals import post_save
        from django.dispatch import receiver
        from django.utils.functional import SimpleLazyObject
        from .models import Order

        cache = SimpleLazyObject(lambda: caches["x"])

        @receiver(post_save, sender=Order)
        def ship(sender, **kwargs):
            cache.delete("key")
    """
    data = mapped(write(tmp_path, FILES | {"shop/signals.py": signals}))
    assert [row["target"] for row in data["effects"] if row["receiver"] == "shop.signals.ship"] == [None]


def test_a_long_chain_of_imports_is_followed_to_its_end(tmp_path: Path) -> None:
    count = 600
    chain = {f"shop/m{n}.py": f"from . import m{n + 1}\n" for n in range(count)}
    last = "from django.db.models.signals import post_save\n\ndef ship(sender, **kwargs):\n    pass\n\n"
    files = {
        "manage.py": "",
        "shop/__init__.py": "",
        "shop/apps.py": "from django.apps import AppConfig\n\nclass ShopConfig(AppConfig):\n    name = 'shop'\n\n"
        "    def ready(self):\n        from . import m0\n",
        f"shop/m{count}.py": last + "post_save.connect(ship)\n",
    }
    for name, text in (chain | files).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    [row] = build(Project(str(tmp_path), Options()), [str(tmp_path)])["receivers"]
    assert (row["receiver"], row["order"]) == (f"shop.m{count}.ship", 0)
