"""The map is true: it says of each receiver what the started Django says.

Django's own apps and a small project are compared in every run. `python -m pytest -m agreement` compares real ones,
after installing each into an environment of its own, which is kept in pytest's cache.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.agreement.compare import compare
from tests.agreement.driver import CONTRIB, REAL, SMALL, MissingInterpreterError, Project


@pytest.mark.parametrize(
    "project",
    [
        *(pytest.param(project, id=f"{project}, here") for project in (SMALL, CONTRIB)),
        *(pytest.param(project, id=str(project), marks=pytest.mark.agreement) for project in REAL),
    ],
)
def test_map_says_what_django_has_connected(project: Project, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    try:
        interpreter = project.interpreter(pytestconfig.cache.mkdir("agreement"))
    except MissingInterpreterError as error:
        pytest.skip(str(error))
    comparison = compare(project.mapped(interpreter, tmp_path), project.connected(interpreter))
    assert comparison.agrees, f"{project}\n{comparison}"


def test_small_project_connects_in_every_way_that_it_lists(pytestconfig: pytest.Config) -> None:
    """The comparison above would hold of a project that connected nothing."""
    interpreter = SMALL.interpreter(pytestconfig.cache.mkdir("agreement"))
    found = {row["receiver"] for row in SMALL.connected(interpreter)}
    assert {"shop.reactions.restocked.restocked", "shop.reactions.refunded.refunded"} <= found
    assert {"shop.count_request", "shop.models.Gift.wrap", "shop.receivers.Notifier", "news.hooks.headline"} <= found
    assert not found & {"shop.audit.forgotten", "shop.views.refresh", "shop.orphan.orphaned", "dropped.signals.ignored"}


def mapped(**changes: Any) -> dict[str, Any]:
    return {"receiver": "shop.ship", "signal": "shop.paid", "sender": "shop.Order", "loaded": "ready", **changes}


def connected(**changes: Any) -> dict[str, Any]:
    return {"receiver": "shop.ship", "signal": ["shop.paid"], "sender": "shop.models.Order", "line": 1, **changes}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([mapped()], [connected()], id="same class, named by its app and by its module"),
        pytest.param([mapped()], [connected(signal=["audit.paid", "shop.paid"])], id="signal with two names"),
        pytest.param([mapped(sender="?")], [connected()], id="sender unknown to the map"),
        pytest.param([mapped()], [connected(sender=None)], id="sender unknown to Django, such as an instance"),
        pytest.param([mapped(), mapped(loaded="lazy", receiver="shop.late")], [connected()], id="loaded later"),
        pytest.param([mapped(sender="?"), mapped(sender="Gift")], [connected()], id="one of two senders unknown"),
        pytest.param([mapped()] * 19 + [mapped(signal="?")], [connected()], id="one in twenty left open"),
    ],
)
def test_comparison_agrees(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> None:
    assert compare(ours, theirs).agrees


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        pytest.param([], [connected()], "missed   shop.ship on shop.paid\nrecall 0.0000", id="missed"),
        pytest.param([mapped()], [], "invented shop.ship on shop.paid", id="invented"),
        pytest.param([mapped(signal="?")], [connected()], "missed   shop.ship", id="left open, so missed"),
        pytest.param([mapped(loaded="lazy")], [connected()], "missed   shop.ship", id="loaded all the same"),
        pytest.param([mapped(sender="Gift")], [connected()], "senders  shop.ship on shop.paid: ['Gift']", id="sender"),
        pytest.param([mapped(), mapped(sender="Gift")], [connected()], "['Gift', 'Order']", id="sender too many"),
        pytest.param([mapped()], [connected(), connected(sender="Gift")], "['Gift', 'Order']", id="sender too few"),
        pytest.param([mapped()] * 18 + [mapped(signal="?")], [connected()], "unsure 1/19", id="much left open"),
    ],
)
def test_comparison_tells_what_differs(ours: list[dict[str, Any]], theirs: list[dict[str, Any]], said: str) -> None:
    comparison = compare(ours, theirs)
    assert not comparison.agrees
    assert said in str(comparison)
