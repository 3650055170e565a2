"""Django agrees with the fixes: each rule's own example is started as it is and as it is fixed, and everything happens.

So is what a fix mends in another way than in the example. What a safe fix mends raised before, wherever it was reached,
or behaves the same. What an unsafe one changes is shown.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import django
import pytest

from flake8_signals.knowledge.django import ASYNC_SINCE
from flake8_signals.rules import all_rules
from tests.support.examples import documented, project, write
from tests.support.fixing import mended

pytestmark = pytest.mark.xdist_group(__name__)  # what Django does is seen once, for all of them

WITNESS = Path(__file__).parents[1] / "support" / "django_witness.py"

Seen = dict[str, Any]

SENT = """
@receiver(paid)
def ship(sender, order, **kwargs):
    order.ship()

async def pay(order):
    paid.send(sender=Order, order=order)
"""

FURTHER = {
    "SIG004 of a lambda": "post_save.connect(lambda sender, instance: instance.ship(), sender=Order, weak=False)\n",
    "SIG005 by position": f'paid = Signal(["order"])\n{SENT.replace("sender=Order", "sender=None")}',
    "SIG005 with use_caching": f'paid = Signal(["order"], True)\n{SENT}',
    "SIG005 of a subclass": f"""
class Paid(Signal):
    def __init__(self):
        super().__init__(providing_args=["order"])

paid = Paid()
{SENT}""",
    "SIG202 with another default": """
@receiver(post_migrate)
def fill(sender, apps, **kwargs):
    apps.get_model("shop", "Order")
""",
    "SIG202 by keyword": """
@receiver(request_started)
def trace(sender, environ, signal, **kwargs):
    print(environ, file=None if environ else open("/dev/null", "w"))
""",
    "SIG301 a partial": """
def ship(speed, sender, instance, **kwargs):
    instance.ship()

post_save.connect(functools.partial(ship, 1), sender=Order)
""",
    "SIG306 a set": """
@receiver({post_save, post_delete}, sender=Order)
def ship(sender, instance, **kwargs):
    instance.ship()
""",
    "SIG306 a generator": """
@receiver((signal for signal in (post_save, post_delete)), sender=Order)
def ship(sender, instance, **kwargs):
    instance.ship()
""",
    "SIG306 a list in a list": """
@receiver([[post_save], post_delete], sender=Order)
def ship(sender, instance, **kwargs):
    instance.ship()
""",
    "SIG306 a call": """
def ship(sender, instance, **kwargs):
    instance.ship()

receiver(post_save, post_delete, sender=Order)(ship)
""",
    "SIG402 a statement": """
def ship(sender, instance, **kwargs):
    print(end="")

post_save.connect(ship, sender=[Order, Parcel])
""",
    "SIG601 by an update": """
@receiver(post_save, sender=Order)
def mark(sender, instance, **kwargs):
    instance.shipped = True
    instance.save(update_fields=["shipped"])
""",
    "SIG605 without a parameter": """
@receiver(post_save, sender=Order)
def pack(sender, instance, created=False, **kwargs):
    if created:
        Label.objects.create(order=instance)
""",
    "SIG611 turned round": """
@receiver(post_save, sender=Order)
def log(sender, instance, update_fields, **kwargs):
    if "status" not in update_fields:
        instance.ship()
""",
    "SIG720 in a plain function": """
paid = Signal()

@receiver(paid)
def ship(sender, order, **kwargs):
    order.ship()

def settle(order):
    paid.asend(sender=Order, order=order)

async def pay(order):
    settle(order)
""",
    "SIG801 an attribute": """
from django.db.models import signals

@receiver(signals.post_syncdb)
def fill(sender, **kwargs):
    print(end="")
""",
    "SIG802 an attribute": """
from django.core import signals

@receiver(signals.post_save, sender=Order)
def ship(sender, instance, **kwargs):
    instance.ship()
""",
    "SIG802 of test tools": """
from django.test.signals import setting_changed

@receiver(setting_changed)
def reload(sender, setting, **kwargs):
    print(end="")

async def pay(order):
    setting_changed.send(sender=Order, setting="DEBUG", value=True, enter=True)
""",
}
"""What else the fixes do: each named after its rule, and read as the rules' documentation is."""

SAME = ["SIG103", "SIG111", "SIG409", "SIG802 of test tools"]
"""The safe fixes of what behaves the same before and after."""

RAISE = [
    "SIG004",
    "SIG004 of a lambda",
    "SIG202",
    "SIG202 with another default",
    "SIG202 by keyword",
    "SIG206",
    "SIG304",
    "SIG306",
    "SIG306 a set",
    "SIG306 a generator",
    "SIG306 a list in a list",
    "SIG306 a call",
    "SIG308",
    "SIG317",
    "SIG408",
    "SIG802",
    "SIG802 an attribute",
]
"""Those of what raises."""

PROVIDING_ARGS = ["SIG005", "SIG005 by position", "SIG005 with use_caching", "SIG005 of a subclass"]

# Before 4.0, providing_args was allowed, and did nothing.
SAME += PROVIDING_ARGS if django.VERSION[:2] < (4, 0) else []
RAISE += PROVIDING_ARGS if django.VERSION[:2] >= (4, 0) else []


class Effect(NamedTuple):
    """What an unsafe fix changes: what runs in a step before it (or the exception there or at the start), and after.

    ``labels`` is how many are made, before and after. ``settings`` and ``files`` (whose text is added) are what the
    example needs to show it.
    """

    step: str
    before: list[str] | str
    after: list[str]
    labels: tuple[int, int] = (0, 0)
    settings: Mapping[str, Any] = MappingProxyType({})
    files: Mapping[str, str] = MappingProxyType({})


MEMBER = "from django.contrib.auth.models import AbstractUser\n\nclass Member(AbstractUser):\n    pass\n"

UNSAFE = {
    "SIG002": Effect("save", [], ["ship"]),
    "SIG102": Effect("save", "AppRegistryNotReady", ["ship"]),
    "SIG105": Effect(
        "post_migrate",
        ["django.contrib.contenttypes.management.create_contenttypes"],
        [
            "django.contrib.auth.management.create_permissions",
            "django.contrib.contenttypes.management.create_contenttypes",
        ],
        settings={"INSTALLED_APPS": ["django.contrib.contenttypes", "shop.apps.ShopAuthConfig", "shop"]},
        files={"shop/signals.py": ""},
    ),
    "SIG301": Effect("save", [], ["<lambda>"]),
    "SIG301 a partial": Effect("save", [], ["ship"]),
    "SIG302": Effect("save", [], ["ship"]),
    "SIG307": Effect("save", ["ship"], ["ship in a transaction"]),
    "SIG402": Effect("save", [], ["ship"]),
    "SIG402 a statement": Effect("save", [], ["ship"]),
    "SIG405": Effect("relate", [], ["bake in a transaction", "bake in a transaction"]),
    "SIG406": Effect(
        "save_a_user", [], ["greet"], settings={"AUTH_USER_MODEL": "shop.Member"}, files={"shop/models.py": MEMBER}
    ),
    "SIG503": Effect(
        "save_and_roll_back",
        ["on_order_saved in a transaction", "pack in a transaction"],
        ["on_order_saved in a transaction"],
        files={"celery.py": "def shared_task(function):\n    function.delay = function\n    return function\n"},
    ),
    "SIG601": Effect("save", "RecursionError", ["mark_shipped"]),
    "SIG601 by an update": Effect("save", "RecursionError", ["mark"]),
    "SIG605": Effect("load", ["label"], ["label"], labels=(1, 0)),
    "SIG605 without a parameter": Effect("load", ["pack"], ["pack"], labels=(1, 0)),
    "SIG611": Effect("save", "TypeError", ["on_status"]),
    "SIG611 turned round": Effect("save", "TypeError", ["log"]),
    "SIG720": Effect("pay", ["pay"], ["pay", "ship in another thread"]),
    "SIG720 in a plain function": Effect("pay", ["pay", "settle"], ["pay", "settle", "ship"]),
    "SIG721": Effect("pay", ["pay", "ship"], ["pay", "ship in another thread"]),
    "SIG801": Effect("migrate", "ImportError", ["fill"]),
    "SIG801 an attribute": Effect("migrate", "AttributeError", ["fill", "fill", "fill"]),
}


HIDDEN = ("SIG301", "SIG301 a partial", "SIG302")
"""Those of which DEBUG hides that anything is wrong."""


class Case(NamedTuple):
    """An example, before and after the fix."""

    is_unsafe: bool
    before: dict[str, str]
    after: dict[str, str]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    """Return the example of every rule with a fix, by its code, and what else is mended, by name."""
    examples = {rule.code: documented(rule, "Example")[0] for rule in all_rules()}
    examples |= {name: project(block) for name, block in FURTHER.items()}
    found = {}
    for name, example in examples.items():
        # What the project supports, as deleting what an older Django needs is unsafe.
        files = example.all_files | {"requirements.txt": "Django>=5.0\n"}
        after, outcome = mended(tmp_path_factory.mktemp("example"), files, name[:6])
        if outcome.fixed:
            is_unsafe = any(violation.fix is not None and violation.fix.unsafe for violation in outcome.fixed)
            found[name] = Case(is_unsafe, example.all_files, after)
    return found


def key(name: str, when: str, *, debug: bool) -> str:
    return f"{name}-{when}-{debug}"


@pytest.fixture(scope="module")
def seen(cases: dict[str, Case], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """Return what was seen in each example, before and after its fix, with DEBUG off and on."""
    projects = {}
    for name, case in cases.items():
        effect = UNSAFE.get(name, Effect("", [], []))
        for when, files in (("before", case.before), ("after", case.after)):
            folder = write(tmp_path_factory.mktemp(f"{name[:6]}-{when}"), files)
            for added, text in effect.files.items():
                path = folder / added
                path.write_text(path.read_text() + text if path.exists() else text)
            for debug in (False, True) if name not in UNSAFE or name in HIDDEN else (False,):
                project = {"folder": str(folder), "settings": {"DEBUG": debug, **effect.settings}}
                projects[key(name, when, debug=debug)] = project
    finished = subprocess.run(
        [sys.executable, "-W", "ignore", WITNESS],
        input=json.dumps([*projects.values()]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return dict(zip(projects, json.loads(finished.stdout), strict=True))


def test_every_fix_is_shown(cases: dict[str, Case]) -> None:
    assert {name for name, case in cases.items() if case.is_unsafe} == UNSAFE.keys()
    assert {name for name, case in cases.items() if not case.is_unsafe} == {*SAME, *RAISE}


@pytest.mark.parametrize("debug", [False, True], ids=["DEBUG=False", "DEBUG=True"])
@pytest.mark.parametrize("name", [*SAME, *RAISE])
def test_what_a_safe_fix_changes_raised_before(name: str, seen: dict[str, Seen], *, debug: bool) -> None:
    before, after = (seen[key(name, when, debug=debug)] for when in ("before", "after"))
    assert after["start"] is None
    raised = before["start"] is not None
    for what, step in before["steps"].items():
        raised = raised or step["raised"] is not None
        if step["raised"] is None:
            assert after["steps"][what] == step
        else:
            assert after["steps"][what]["raised"] is None
    assert raised == (name in RAISE)
    assert any(step["ran"] for step in after["steps"].values()) or name in {"SIG005", "SIG103"}


@pytest.mark.parametrize("name", UNSAFE)
def test_what_an_unsafe_fix_changes(name: str, seen: dict[str, Seen]) -> None:
    if name[:6] in {"SIG720", "SIG721"} and django.VERSION[:2] < ASYNC_SINCE:
        pytest.skip("there is no asend()")
    effect = UNSAFE[name]
    before, after = (seen[key(name, when, debug=False)] for when in ("before", "after"))
    assert after["start"] is None
    if isinstance(effect.before, str):
        assert effect.before in (before["start"], before["start"] or before["steps"][effect.step]["raised"])
    else:
        assert ran(before, effect.step) == effect.before
    assert ran(after, effect.step) == effect.after
    if effect.step in before["steps"]:
        assert tuple(each["steps"][effect.step]["labels"] for each in (before, after)) == effect.labels


def ran(seen: Seen, step: str) -> list[str]:
    """Return what ran in a step; what is connected to ``post_migrate``, for that."""
    if step == "post_migrate":
        return [name for name in seen["post_migrate"] if name.endswith(("create_permissions", "create_contenttypes"))]
    found: list[str] = seen["steps"][step]["ran"]
    return found


def test_debug_hides_that_a_receiver_dies(seen: dict[str, Seen]) -> None:
    """With DEBUG the receiver lives all the same, so the fix changes what happens in production alone."""
    for name in HIDDEN:
        assert ran(seen[key(name, "before", debug=True)], "save") == UNSAFE[name].after
