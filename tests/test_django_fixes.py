"""Django agrees with the fixes: each rule's own example is started as it is and as it is fixed, and everything happens.

What a safe fix mends raised before, wherever it was reached, or behaves the same. What an unsafe one changes is shown.
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

from flake8_signals.django import ASYNC_SINCE, PROVIDING_ARGS_REMOVED
from flake8_signals.rule import Rule
from flake8_signals.rules import all_rules
from tests.examples import documented, write
from tests.fixing import mended_example

WITNESS = Path(__file__).with_name("django_witness.py")

Seen = dict[str, Any]

SAME = ["SIG103", "SIG111", "SIG409"]
"""The safe fixes of what behaves the same before and after."""

RAISE = ["SIG004", "SIG202", "SIG206", "SIG304", "SIG306", "SIG308", "SIG317", "SIG408", "SIG802"]
"""Those of what raises."""

# Before 4.0, providing_args was allowed, and did nothing.
(SAME if django.VERSION[:2] < PROVIDING_ARGS_REMOVED else RAISE).append("SIG005")


class Effect(NamedTuple):
    """What an unsafe fix changes: what runs in a step before it (or the exception there or at the start), and after.

    ``parcels`` is how many are made, before and after. ``settings`` and ``files`` (whose text is added) are what the
    example needs to show it.
    """

    step: str
    before: list[str] | str
    after: list[str]
    parcels: tuple[int, int] = (0, 0)
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
    "SIG302": Effect("save", [], ["ship"]),
    "SIG307": Effect("save", ["ship"], ["ship in a transaction"]),
    "SIG402": Effect("save", [], ["ship"]),
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
    "SIG605": Effect("load", ["pack"], ["pack"], parcels=(1, 0)),
    "SIG611": Effect("save", "TypeError", ["on_status"]),
    "SIG720": Effect("pay", ["pay"], ["pay", "ship in another thread"]),
    "SIG721": Effect("pay", ["pay", "ship"], ["pay", "ship in another thread"]),
    "SIG801": Effect("migrate", "ImportError", ["fill"]),
}


HIDDEN = ("SIG301", "SIG302")
"""Those of which DEBUG hides that anything is wrong."""


class Case(NamedTuple):
    """A rule with its example, before and after the fix."""

    rule: Rule
    is_unsafe: bool
    before: dict[str, str]
    after: dict[str, str]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    """Return every rule with a fix."""
    found = {}
    for rule in all_rules():
        example = documented(rule, "Example")[0]
        after, outcome = mended_example(tmp_path_factory.mktemp(rule.code), example, rule.code)
        if outcome.fixed:
            is_unsafe = any(violation.fix is not None and violation.fix.unsafe for violation in outcome.fixed)
            found[rule.code] = Case(rule, is_unsafe, example.all_files, after)
    return found


def key(code: str, when: str, *, debug: bool) -> str:
    return f"{code}-{when}-{debug}"


@pytest.fixture(scope="module")
def seen(cases: dict[str, Case], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """Return what was seen in each example, before and after its fix, with DEBUG off and on."""
    projects = {}
    for code, case in cases.items():
        effect = UNSAFE.get(code, Effect("", [], []))
        for when, files in (("before", case.before), ("after", case.after)):
            folder = write(tmp_path_factory.mktemp(f"{code}-{when}"), files)
            for name, text in effect.files.items():
                path = folder / name
                path.write_text(path.read_text() + text if path.exists() else text)
            for debug in (False, True) if code not in UNSAFE or code in HIDDEN else (False,):
                project = {"folder": str(folder), "settings": {"DEBUG": debug, **effect.settings}}
                projects[key(code, when, debug=debug)] = project
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
    assert {code for code, case in cases.items() if case.is_unsafe} == UNSAFE.keys()
    assert {code for code, case in cases.items() if not case.is_unsafe} == {*SAME, *RAISE}


@pytest.mark.parametrize("debug", [False, True], ids=["DEBUG=False", "DEBUG=True"])
@pytest.mark.parametrize("code", [*SAME, *RAISE])
def test_what_a_safe_fix_changes_raised_before(code: str, seen: dict[str, Seen], *, debug: bool) -> None:
    before, after = (seen[key(code, when, debug=debug)] for when in ("before", "after"))
    assert after["start"] is None
    raised = before["start"] is not None
    for name, step in before["steps"].items():
        raised = raised or step["raised"] is not None
        if step["raised"] is None:
            assert after["steps"][name] == step
        else:
            assert after["steps"][name]["raised"] is None
    assert raised == (code in RAISE)
    assert any(step["ran"] for step in after["steps"].values()) or code in {"SIG005", "SIG103"}


@pytest.mark.parametrize("code", UNSAFE)
def test_what_an_unsafe_fix_changes(code: str, seen: dict[str, Seen]) -> None:
    if code in {"SIG720", "SIG721"} and django.VERSION[:2] < ASYNC_SINCE:
        pytest.skip("there is no asend()")
    effect = UNSAFE[code]
    before, after = (seen[key(code, when, debug=False)] for when in ("before", "after"))
    assert after["start"] is None
    if isinstance(effect.before, str):
        assert effect.before in (before["start"], before["start"] or before["steps"][effect.step]["raised"])
    else:
        assert ran(before, effect.step) == effect.before
    assert ran(after, effect.step) == effect.after
    if effect.step in before["steps"]:
        assert tuple(each["steps"][effect.step]["parcels"] for each in (before, after)) == effect.parcels


def ran(seen: Seen, step: str) -> list[str]:
    """Return what ran in a step; what is connected to ``post_migrate``, for that."""
    if step == "post_migrate":
        return [name for name in seen["post_migrate"] if name.endswith(("create_permissions", "create_contenttypes"))]
    found: list[str] = seen["steps"][step]["ran"]
    return found


def test_debug_hides_that_a_receiver_dies(seen: dict[str, Seen]) -> None:
    """With DEBUG the receiver lives all the same, so the fix changes what happens in production alone."""
    for code in HIDDEN:
        assert ran(seen[key(code, "before", debug=True)], "save") == UNSAFE[code].after
