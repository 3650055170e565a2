"""``flake8-signals trace``: what names stand for, and how the answer is told."""

import json
import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from flake8_signals.commands.trace import run as trace
from flake8_signals.trace.actions import may_be
from flake8_signals.trace.deletion import Deletions
from tests.support.commands import FILES, write

PROJECT = FILES | {
    "shop/models.py": """
        from django.db import models

        class Order(models.Model):
            tags = models.ManyToManyField("Tag")

        class Line(models.Model):
            order = models.ForeignKey(Order, models.CASCADE, related_name="lines")

        class Tag(models.Model):
            pass

        class Quiet(models.Model):
            pass
    """,
    "shop/events.py": "from django.dispatch import Signal\n\npaid = Signal()\n",
    "shop/receivers.py": """
        from django.db.models.signals import post_save
        from django.dispatch import receiver

        @receiver(post_save, sender="shop.Order")
        def late(sender, **kwargs):
            pass
    """,
    "shop/signals.py": """
        from django.db import transaction
        from django.db.models.signals import m2m_changed, post_init, post_save
        from django.dispatch import receiver

        from .events import paid
        from .models import Line, Order

        @receiver(post_save, sender=Order)
        def ship(sender, instance, created, **kwargs):
            for line in instance.lines.all():
                line.save()
            if created:
                Order.objects.update(x=1)
                Line.objects.bulk_create([])
                instance.lines.clear()
            transaction.on_commit(lambda: paid.send(sender=Order))

        @receiver(post_save, sender=Line)
        def up(sender, instance, **kwargs):
            instance.order.save()

        @receiver(post_save, sender=[Line])
        def dead(sender, instance, **kwargs):
            pass

        @receiver(paid)
        def ring(sender, **kwargs):
            pass

        @receiver(m2m_changed, sender=Order.tags.through)
        def tagged(sender, instance, action, **kwargs):
            if action == "post_add":
                instance.save()
    """,
    "shop/apps.py": FILES["shop/apps.py"].replace("import receivers, signals", "import signals"),
    "billing/__init__.py": "",
    "billing/models.py": "from django.db import models\n\nclass Order(models.Model):\n    pass\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path, PROJECT)


def told(folder: Path, name: str, capsys: pytest.CaptureFixture[str], picture: str = "text") -> str:
    """Return the command's answer."""
    assert trace([name, str(folder), "--no-cache", "--format", picture]) == 0
    return capsys.readouterr().out


SAVED = """\
shop.models.Order is saved
├─ post_save of Order → shop.signals.ship  shop/signals.py:9
│  ├─ save shop.models.Line in a loop  shop/signals.py:11
│  │  └─ post_save of Line → shop.signals.up  shop/signals.py:19
│  │     └─ save shop.models.Order  shop/signals.py:20
│  │        └─ ↻ cycle: shop.models.Order is saved again
│  ├─ update shop.models.Order if created (sends no signals)  shop/signals.py:13
│  ├─ bulk shop.models.Line if created (sends no signals)  shop/signals.py:14
│  └─ update shop.models.Line if created (sends no signals)  shop/signals.py:15
├─ post_save of Order → shop.receivers.late  shop/receivers.py:5  ✗ NOT LOADED: nothing imports it
└─ on commit, for shop.signals.ship: send shop.events.paid  shop/signals.py:16
   └─ paid → shop.signals.ring  shop/signals.py:27
"""


def test_the_answer_follows_everything_to_its_end(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(project, "shop.Order:save", capsys) == SAVED


def test_the_events_of_a_model(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(project, "shop.Order", capsys)
    assert answer.startswith(SAVED)
    assert "shop.models.Order is deleted, and with it shop.models.Line\n└─ no receiver hears of it\n" in answer
    [_, changed] = answer.split("shop.models.Order_tags has its relation changed\n")
    assert re.sub("  shop.*", "", changed).splitlines() == [
        "├─ m2m_changed (pre_…) of Order_tags → shop.signals.tagged",
        "└─ m2m_changed (post_…) of Order_tags → shop.signals.tagged",
        "   └─ save instance.save() if action == 'post_add'",
    ]
    assert "is made or loaded" not in answer
    assert told(project, "shop.models.Order:init", capsys) == (
        "shop.models.Order is made or loaded\n└─ no receiver hears of it\n"
    )


@pytest.mark.parametrize(
    "name", ["shop.models.Order:save", "shop.Order:save", "models.Line:save", "Quiet", "line", "Tag:m2m"]
)
def test_the_end_of_a_name_will_do(name: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(project, name, capsys)


def test_a_receiver_says_who_has_it_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(project, "signals.up", capsys).startswith(
        "shop.signals.up is reached by\n└─ shop.signals.ship: save shop.models.Line  shop/signals.py:11\n\n"
        "shop.models.Line is saved\n└─ post_save of Line → shop.signals.up  shop/signals.py:19\n"
    )


def test_a_signal_says_who_sends_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(project, "paid", capsys) == (
        "shop.events.paid is sent by\n└─ shop.signals.ship: send shop.events.paid  shop/signals.py:16\n\n"
        "shop.events.paid is sent\n└─ paid → shop.signals.ring  shop/signals.py:27\n"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ordr", "did you mean"),
        ("shp.Lin", "shop.models.Line"),
        ("zzz", "no model, signal or receiver is called 'zzz'\n"),
        ("Order", "may be any of these; write more of the name:\n  shop.models.Order  (model)\n  billing.models.Order"),
        ("Line:sold", "'sold' does not happen to a model; write init, save, delete, m2m, or nothing"),
        ("paid:save", "shop.events.paid is a signal: only a model has 'save'"),
    ],
)
def test_what_is_not_one_thing_is_said(name: str, said: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        trace([name, str(project), "--no-cache"])
    assert ended.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err


def test_json_is_the_same_answer(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(told(project, "shop.Order:save", capsys, "json"))
    assert {key: data[key] for key in ("version", "asked", "kind", "name")} == {
        "version": 1, "asked": "shop.Order:save", "kind": "model", "name": "shop.models.Order",
    }  # fmt: skip
    [tree] = data["trees"]
    assert [(call["receiver"], call["runs"]) for call in tree["calls"]] == [
        ("shop.signals.ship", True),
        ("shop.receivers.late", False),
    ]
    again = tree["calls"][0]["does"][0]["leads_to"]["calls"][0]["does"][0]["leads_to"]
    assert (again["repeats"], again["endless"]) == ("cycle", False)


def test_mermaid_numbers_the_calls_and_marks_cycles(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(project, "shop.Order:save", capsys, "mermaid").splitlines()
    assert lines[0] == "flowchart TD"
    assert '    n1 -- "1. post_save" --> n2' in lines
    [cycle] = [line for line in lines if "(cycle:" in line.replace('["', "(")]
    assert f"    style {cycle.split('(')[0].strip()} stroke:red,stroke-width:3px" in lines
    assert any("-. " in line and "NOT LOADED" in line for line in lines)


def test_the_same_connection_made_again_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signals = """
        from django.db.models.signals import post_save
        from django.dispatch import receiver
        from .models import Order

        @receiver(post_save, sender=Order)
        def ship(sender, **kwargs):
            pass

        def pause(model):
            post_save.disconnect(ship, sender=Order)
            post_save.connect(ship, sender=Order)
            post_save.connect(ship, sender=model)

        class Shop:
            def close(self, **kwargs):
                pass

        east, west = Shop(), Shop()
        post_save.connect(east.close, sender=Order)

        def later():
            post_save.connect(west.close, sender=Order)
    """
    answer = told(write(tmp_path, FILES | {"shop/signals.py": signals}), "Order:save", capsys)
    assert answer.count("→ shop.signals.ship ") == 1
    assert "→ shop.signals.ship  shop/signals.py:6\n" in answer
    assert answer.count("→ shop.signals.Shop.close ") == 2, "methods of two objects"


def test_what_is_not_loaded_may_be_of_another_sender_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signals = """
        from django.db.models.signals import post_save

        def ship(sender, **kwargs):
            pass

        def follow(model):
            post_save.connect(ship, sender=model)
    """
    answer = told(write(tmp_path, FILES | {"shop/signals.py": signals}), "Order:save", capsys)
    assert "✗ NOT LOADED at start-up; perhaps: its sender is not known\n" in answer


def test_what_only_waits_perhaps_is_called_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signals = """
        from django.db import transaction
        from django.db.models.signals import post_save
        from elsewhere import model
        from .models import Order

        def ship(sender, **kwargs):
            transaction.on_commit(lambda: Order.objects.update(x=1))

        post_save.connect(ship, sender=model())
    """
    answer = told(write(tmp_path, FILES | {"shop/signals.py": signals}), "Order:save", capsys)
    assert "└─ on commit, perhaps, for shop.signals.ship: update shop.models.Order (sends no signals)" in answer


def test_fields_through_one_model_are_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    models = """
        from django.db import models

        class Order(models.Model):
            boxes = models.ManyToManyField("Box", through="Packing")
            crates = models.ManyToManyField("Crate", through="Packing")

        class Box(models.Model):
            pass

        class Crate(models.Model):
            pass

        class Packing(models.Model):
            order = models.ForeignKey(Order, models.CASCADE)
            box = models.ForeignKey(Box, models.CASCADE, null=True)
            crate = models.ForeignKey(Crate, models.CASCADE, null=True)
    """
    answer = told(write(tmp_path, FILES | {"shop/models.py": models}), "Order:m2m", capsys)
    assert answer.count("shop.models.Packing has its relation changed") == 1


def test_an_endless_cycle_is_called_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signals = """
        from django.db.models.signals import post_save
        from django.dispatch import receiver
        from .models import Order

        @receiver(post_save, sender=Order)
        def ship(sender, instance, **kwargs):
            Order.objects.create()
    """
    answer = told(write(tmp_path, FILES | {"shop/signals.py": signals}), "Order:save", capsys)
    assert "↻ cycle: shop.models.Order is saved again, until RecursionError" in answer


def test_a_deletion_ends_with_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signals = """
        from django.db.models.signals import pre_delete
        from django.dispatch import receiver
        from .models import Order

        @receiver(pre_delete, sender=Order)
        def below(sender, instance, **kwargs):
            Order.objects.filter(parent=instance).delete()
    """
    answer = told(write(tmp_path, FILES | {"shop/signals.py": signals}), "Order:delete", capsys)
    assert "↻ cycle: shop.models.Order is deleted again" in answer
    assert "RecursionError" not in answer


def test_a_foreign_key_of_a_projects_own_class_cascades(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "shop/fields.py": """
            from django.db import models

            class Belongs(models.ForeignKey):
                pass
        """,
        "shop/models.py": """
            from django.db import models

            from .fields import Belongs

            class Order(models.Model):
                pass

            class Line(models.Model):
                order = Belongs(to="shop.Order", on_delete=models.CASCADE)
        """,
        "shop/signals.py": """
            from django.db.models.signals import pre_delete
            from django.dispatch import receiver

            from .models import Line

            @receiver(pre_delete, sender=Line)
            def away(sender, **kwargs):
                pass
        """,
    }
    answer = told(write(tmp_path, FILES | files), "Order:delete", capsys)
    assert "pre_delete of Line → shop.signals.away" in answer


LINE = ("Line", "Order", "CASCADE", False)
CHILD = ("Gift", "Order", "CASCADE", False, "parent")


@pytest.mark.parametrize(
    ("relations", "expected"),
    [
        ([LINE], ["Line", "Order"]),
        ([("Note", "Order", "CASCADE", True)], ["Order", "Note"]),
        ([("Extra", "Order", "SET_NULL", True)], ["Order"]),
        ([LINE, ("Part", "Line", "CASCADE", False)], ["Part", "Line", "Order"]),
        ([("Order", "Order", "CASCADE", False)], ["Order"]),
        ([LINE, ("Order", "Line", "CASCADE", False)], ["Order", "Line"]),
        # Each to its end before the next one.
        (
            [LINE, ("Note", "Order", "CASCADE", True), ("Part", "Line", "CASCADE", True)],
            ["Line", "Part", "Note", "Order"],
        ),
        # What a child is of goes with it, and what points to that; not its other children.
        ([CHILD], ["Gift", "Order"]),
        (
            [("Order", "Base", "CASCADE", False, "parent"), ("Other", "Base", "CASCADE", False, "parent")],
            ["Order", "Base"],
        ),
        ([("Order", "Base", "CASCADE", False, "parent"), ("Of", "Base", "CASCADE", False)], ["Order", "Of", "Base"]),
        ([("Order", "Tag", "", False, "GenericRelation"), LINE], ["Line", "Tag", "Order"]),
    ],
)
def test_what_goes_along_goes_before_what_it_needs(relations: list[Any], expected: list[str]) -> None:
    keys = ("model", "target", "on_delete", "null", "kind", "field")
    rows = [dict(zip(keys, (*relation, "ForeignKey", "x")[:6], strict=False)) for relation in relations]
    assert [*Deletions(rows).of("Order")] == expected


@pytest.mark.parametrize(
    ("guard", "before", "after"),
    [
        ("action == 'post_add'", False, True),
        ("'pre_add' == action", True, False),
        ("not action != 'pre_add'", True, False),
        ("action in ('post_add', 'post_remove')", False, True),
        ("action not in ['pre_add', 'pre_remove', 'pre_clear']", False, True),
        ("kwargs['action'].startswith('post_')", False, True),
        ("kwargs.get('action') == 'pre_clear'", True, False),
        ("action == 'post_add' or instance.x", True, True),
        ("action == 'post_add' and instance.x", False, True),
        ("'add' in action", True, True),
        ("action in ACTIONS", True, True),
        ("action == 'post_a…", True, True),
        ("reverse", True, True),
    ],
)
def test_what_a_condition_says_of_the_action(guard: str, before: bool, after: bool) -> None:  # noqa: FBT001
    assert (may_be("pre", [guard]), may_be("post", [guard])) == (before, after)


def test_conditions_hold_together() -> None:
    assert not may_be("post", ["action == 'post_add'", "action == 'post_remove'"])


@pytest.mark.parametrize("form", ["text", "json", "mermaid"])
def test_a_long_chain_of_saves_is_followed_so_far(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count = 300
    models = [f"class M{n}(models.Model):\n    pass\n" for n in range(count + 1)]
    receivers = [
        f"@receiver(post_save, sender=models.M{n})\ndef f{n}(sender, **kwargs):\n    models.M{n + 1}.objects.create()\n"
        for n in range(count)
    ]
    imports = ("django.db.models.signals import post_save", "django.dispatch import receiver", "shop import models")
    head = "".join(f"from {one}\n" for one in imports)
    changed = {
        "shop/models.py": "from django.db import models\n" + "".join(models),
        "shop/signals.py": head + "".join(receivers),
    }
    write(tmp_path, FILES | changed)
    assert trace(["shop.M0:save", str(tmp_path), "--no-cache", "--format", form]) == 0
    told = capsys.readouterr().out
    assert "f49" in told
    assert "f51" not in told
    assert ("too many steps away" if form != "json" else '"far"') in told


UNSETTLED = """
    from django.contrib.contenttypes.fields import GenericRelation
    from django.db import models
    from elsewhere import Named, model_name

    class Order(models.Model):
        pass

    class Line(models.Model):
        of = models.ForeignKey(model_name("order"), models.CASCADE)
        by = models.ForeignKey(model_name("seller"), models.SET_NULL, null=True)
        {}

    class Note(models.Model):
        things = GenericRelation(model_name("thing"))
"""


def test_relations_that_the_source_does_not_settle_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write(tmp_path, FILES | {"shop/models.py": UNSETTLED.format("")})
    along, emptied, generic = (
        "perhaps deleted along, as what it points to is not known: shop.models.Line.of",
        "perhaps emptied without a signal, as what it points to is not known: shop.models.Line.by",
        "perhaps deletes along what it leads to, which is not known: shop.models.Note.things",
    )
    assert told(project, "Order:delete", capsys).endswith(f"\n\n{along}\n{emptied}\n{generic}\n")
    assert "perhaps" not in told(project, "Order:save", capsys)
    assert f'>"{along}"]' in told(project, "Order:delete", capsys, "mermaid")
    assert json.loads(told(project, "Order:delete", capsys, "json"))["unsettled"] == [
        {"model": "shop.models.Line", "field": "of", "kind": "ForeignKey", "on_delete": "CASCADE"},
        {"model": "shop.models.Line", "field": "by", "kind": "ForeignKey", "on_delete": "SET_NULL"},
        {"model": "shop.models.Note", "field": "things", "kind": "GenericRelation", "on_delete": ""},
    ]


@pytest.mark.parametrize(
    ("target", "settings", "is_order"),
    [
        ("settings.SOLD", 'SOLD = "shop.Order"', True),
        ("settings.SOLD", 'SOLD = "shop.Note"', False),
        ("settings.SOLD", "", False),
        ("settings.SOLD", 'import os\nSOLD = os.environ["SOLD"]', False),
        ('getattr(settings, "SOLD", "shop.Order")', "", True),
        ('getattr(settings, "SOLD", "shop.Order")', 'SOLD = "shop.Note"', False),
        ('getattr(settings, "SOLD", "shop.Note")', 'SOLD: str = "shop.Order"', True),
        ("SOLD", "", True),
        ('swapper.get_model_name("shop", "Order")', "", True),
        ('swapper.get_model_name("shop", "Order")', 'SHOP_ORDER_MODEL = "shop.Note"', False),
        ('getattr(settings, "AUTH_USER_MODEL", "auth.User")', 'AUTH_USER_MODEL = "shop.Order"', True),
    ],
)
def test_settings_choose_what_a_field_points_to(
    target: str,
    settings: str,
    is_order: bool,  # noqa: FBT001
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sold = 'import swapper\nfrom django.conf import settings\n\nSOLD = getattr(settings, "SOLD", "shop.Order")\n'
    field = f"sold = models.ForeignKey({target}, models.CASCADE)"
    models = f"{sold}{dedent(UNSETTLED.format(field))}"
    files = FILES | {"shop/models.py": models, "project/settings.py": f"INSTALLED_APPS = ['shop']\n{settings}\n"}
    answer = told(write(tmp_path, files), "Order:delete", capsys)
    assert ("Order is deleted, and with it shop.models.Line" in answer) is is_order


def test_the_condition_of_a_connection_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signals = """
        from django.conf import settings
        from django.db.models.signals import post_save
        from .models import Order

        def ship(sender, instance, **kwargs):
            instance.save()

        def bill(sender, **kwargs):
            pass

        def call(sender, **kwargs):
            pass

        def ring(sender, **kwargs):
            pass

        if settings.SHIPS and not settings.DRY:
            post_save.connect(ship, sender=Order)
        elif settings.BILLS:
            post_save.connect(bill, sender=Order)
        try:
            import phone
        except ImportError:
            post_save.connect(ring, sender=Order)

        def connect():
            if not settings.CALLS:
                return
            post_save.connect(call, sender=Order)

        connect()
    """
    project = write(tmp_path, FILES | {"shop/signals.py": signals})
    answer = told(project, "Order:save", capsys)
    assert "→ shop.signals.ship  shop/signals.py:5  connected if settings.SHIPS and not settings.DRY\n" in answer
    assert "until RecursionError" not in answer
    assert "bill  shop/signals.py:8  connected if not (settings.SHIPS and (not settings.DRY)) and settings" in answer
    assert "→ shop.signals.call  shop/signals.py:11  connected if settings.CALLS\n" in answer
    assert "→ shop.signals.ring  shop/signals.py:14  connected if ImportError is raised\n" in answer
    assert "post_save, connected if settings.CALLS" in told(project, "Order:save", capsys, "mermaid")
    calls = json.loads(told(project, "Order:save", capsys, "json"))["trees"][0]["calls"]
    assert ["settings.SHIPS", "not settings.DRY"] in [call["guards"] for call in calls]


def test_what_a_registry_connects_is_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signals = """
        from django.db.models.signals import post_save

        REGISTRY = {}

        class Watched:
            def __init__(self, model):
                REGISTRY[id(model)] = self
                self.model = model

            @classmethod
            def watch_all(cls, function):
                for watched in REGISTRY.values():
                    watched.watch(function)

            def watch(self, function):
                def changed(sender, **kwargs):
                    function()

                post_save.connect(changed, sender=self.model, weak=False)
    """
    apps = FILES["shop/apps.py"].replace(
        "from . import receivers, signals", "from .signals import Watched; Watched.watch_all(print)"
    )
    assert apps != FILES["shop/apps.py"]
    answer = told(write(tmp_path, FILES | {"shop/signals.py": signals, "shop/apps.py": apps}), "Order:save", capsys)
    assert "changed  shop/signals.py:16  ✗ perhaps: its sender is not known\n" in answer


def test_only_perhaps_reached(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signals = """
        from django.conf import settings
        from django.db.models.signals import post_delete, post_save
        from elsewhere import model
        from .models import Line, Order

        def ship(sender, instance, **kwargs):
            Line.objects.create()

        def bill(sender, **kwargs):
            Order.objects.create()

        if settings.SHIPS:
            post_save.connect(ship, sender=Order)
        post_save.connect(bill, sender=model())
        post_delete.connect(bill, sender=Line)
    """
    project = write(tmp_path, FILES | {"shop/signals.py": signals})
    assert told(project, "signals.bill", capsys).startswith(
        "shop.signals.bill is reached by\n"
        "├─ shop.signals.ship: create shop.models.Line  shop/signals.py:7"
        "  ✗ shop.signals.ship: connected if settings.SHIPS; perhaps: its sender is not known\n"
        "└─ shop.signals.bill: create shop.models.Order  shop/signals.py:10  ✗ perhaps: its sender is not known\n"
    )
    assert told(project, "signals.ship", capsys).startswith(
        "shop.signals.ship is reached by\n"
        "└─ shop.signals.bill: create shop.models.Order  shop/signals.py:10  ✗ connected if settings.SHIPS\n"
    )


def test_a_cache_behind_a_lazy_name_is_no_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = FILES | {
        "shop/caching.py": """
            from django.core.cache import InvalidCacheBackendError, caches
            from django.utils.functional import SimpleLazyObject

            def _find():
                try:
                    return caches["orders"]
                except InvalidCacheBackendError:
                    return caches["default"]

            cache = SimpleLazyObject(_find)
            other = caches["other"]
        """,
        "shop/signals.py": """
            from django.db.models.signals import post_save
            from django.dispatch import receiver
            from .caching import cache, other
            from .models import Order

            @receiver(post_save, sender=Order)
            def ship(sender, instance, **kwargs):
                cache.delete(instance.pk)
                other.delete(instance.pk)
        """,
    }
    answer = told(write(tmp_path, files), "Order:save", capsys)
    assert answer == "shop.models.Order is saved\n└─ post_save of Order → shop.signals.ship  shop/signals.py:7\n"


def test_the_through_model_of_a_field_goes_by_its_own_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signals = """
        from django.contrib.auth.models import User
        from django.db.models.signals import post_save
        from django.dispatch import receiver

        @receiver(post_save, sender=User)
        def leave(sender, instance, **kwargs):
            User.groups.through.objects.filter(user=instance).delete()
            instance.groups.through.objects.create(user=instance)
    """
    answer = told(write(tmp_path, FILES | {"shop/signals.py": signals}), "User:save", capsys)
    assert "├─ delete auth.User_groups (sends no signals)" in answer
    assert "└─ create auth.User_groups (sends no signals)" in answer


def test_calls_that_cannot_be_followed_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = FILES | {
        "shop/services.py": """
            from .models import Order

            class Robot:
                def fetch(self):
                    Order.objects.create()

                def look(self):
                    return self.name

            def one(order): two(order)
            def two(order): three(order)
            def three(order): four(order)
            def four(order): Order.objects.create()
            def done(order, function, error): function(order, error())
            def hand_on(task): task.delay()

            def start(job, soon=False):
                if soon:
                    job = job.start()
                    return job
                return job()

            class Queue:
                def delay(self): Order.objects.create()
        """,
        "shop/signals.py": """
            from django.db import transaction
            from django.db.models.signals import post_save
            from django.dispatch import receiver
            from celery import shared_task
            from elsewhere import robots, more
            from .models import Order
            from . import services

            @shared_task
            def later():
                pass

            @receiver(post_save, sender=Order)
            def ship(sender, instance, using=None, **kwargs):
                for robot in robots():
                    robot.fetch()
                    robot.look()
                    robot.save_the_world()
                for other in robots() if instance.pk else more():
                    other.fetch()
                services.one(instance)
                services.done(instance, robots, ValueError)
                services.hand_on(later)
                services.start(services.four)
                transaction.on_commit(robots, using=using)
        """,
    }
    answer = told(write(tmp_path, files), "Order:save", capsys)
    assert answer.splitlines()[1:] == [
        "└─ post_save of Order → shop.signals.ship  shop/signals.py:14",
        "   ├─ call robot.fetch() in a loop (what that does is not known)  shop/signals.py:16",
        "   ├─ call other.fetch() in a loop (what that does is not known)  shop/signals.py:20",
        "   ├─ call shop.services.four (not followed)  shop/services.py:12",
        "   ├─ call function() (what that does is not known)  shop/services.py:14",
        "   ├─ task shop.signals.later  shop/services.py:15",
        "   └─ call shop.services.four (not followed)  shop/services.py:21",
    ]
