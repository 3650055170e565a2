"""What SIG005 and the rules on senders claim, Django proves: on their own examples, and on what to use instead."""

# Receivers take what Django sends; Django has no types.
# ruff: noqa: ARG001
# mypy: disable-error-code="untyped-decorator"

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib import auth
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import Signal
from django.test import RequestFactory, override_settings

from flake8_signals import rules
from tests.support.django_examples import running
from tests.support.django_project import VERSION, unconnected
from tests.support.examples import documented, project

SIGNALS = (pre_save, post_save, pre_delete, post_delete, m2m_changed, user_logged_in)

User = apps.get_model("auth.User")

Shop = Callable[[str, str], Any]


@pytest.fixture(autouse=True)
def fresh_start() -> Iterator[None]:
    with unconnected(*SIGNALS):
        yield


@pytest.fixture(params=[False, True], ids=["DEBUG=False", "DEBUG=True"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Shop:
    """Return what starts Django with the example (or what to use instead) of a rule, as a context manager."""
    every = {rule.code: rule for rule in rules.all_rules()}

    def start(code: str, section: str) -> Any:
        (example,) = documented(every[code], section)
        return running(example, tmp_path / section, debug=request.param)

    return start


def models() -> Any:
    return importlib.import_module("shop.models")


def signals() -> Any:
    return importlib.import_module("shop.signals")


def log_in(user: Any) -> None:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    auth.login(request, user, backend="django.contrib.auth.backends.ModelBackend")


# --- SIG005 ----------------------------------------------------------------------------------------------------------

without_providing_args = pytest.mark.skipif(VERSION < (4, 0), reason="this Django takes the argument")


@without_providing_args
def test_005_the_module_cannot_be_imported(shop: Shop) -> None:
    with pytest.raises(TypeError, match="providing_args"), shop("SIG005", "Example"):
        pass


def test_005_without_it_there_is_a_signal(shop: Shop) -> None:
    with shop("SIG005", "Use instead"):
        assert isinstance(signals().paid, Signal)
        assert not signals().paid.use_caching


@without_providing_args
@pytest.mark.parametrize("names", [["order"], ("order",), {"order"}, "order"], ids=repr)
def test_005_by_position_it_is_taken_for_use_caching_and_fails_with_the_first_receiver(names: Any) -> None:
    paid = Signal(names)
    assert paid.use_caching == names
    assert paid.send(sender=None) == []
    paid.connect(print)
    for sender in (None, "shop"):
        with pytest.raises(TypeError, match="cannot create weak reference"):
            paid.send(sender=sender)


@without_providing_args
def test_005_before_use_caching_it_raises() -> None:
    with pytest.raises(TypeError, match="positional arguments"):
        Signal(["order"], True)  # type: ignore[call-arg, unused-ignore]


# --- SIG402 ----------------------------------------------------------------------------------------------------------


def test_402_nothing_is_sent_by_a_list(shop: Shop) -> None:
    with shop("SIG402", "Example"):
        order = models().Order()
        order.save()
        assert not order.shipped


def test_402_each_sender_has_its_own_connection(shop: Shop) -> None:
    with shop("SIG402", "Use instead"):
        order = models().Order()
        order.save()
        assert order.shipped
        with pytest.raises(AttributeError, match="'Parcel' object has no attribute 'ship'"):
            models().Parcel().save()


# --- SIG403 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("section", "greetings"), [("Example", 0), ("Use instead", 1)])
def test_403_a_string_is_never_the_sender(shop: Shop, section: str, greetings: int) -> None:
    greeted = []
    user = User(username="somebody")
    user.greet = lambda: greeted.append(user)
    user.save = lambda **_: None  # Django's own receiver updates its last log-in
    with shop("SIG403", section):
        log_in(user)
    assert len(greeted) == greetings


def test_403_a_string_from_elsewhere_is_another_object() -> None:
    paid = Signal()
    called: list[Any] = []

    def ship(sender: Any, **kwargs: Any) -> None:
        called.append(sender)

    paid.connect(ship, sender="shop.Order")
    paid.send(sender="shop.Order!".rstrip("!"))
    assert not called


# --- SIG404 ----------------------------------------------------------------------------------------------------------


def test_404_connecting_raises(shop: Shop) -> None:
    with pytest.raises(ValueError, match=r"must be of the form 'app_label\.ModelName'"), shop("SIG404", "Example"):
        pass


def test_404_a_label_is_looked_up(shop: Shop) -> None:
    with shop("SIG404", "Use instead"):
        order = models().Order()
        order.save()
        assert order.shipped


# --- SIG405 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("section", "times"), [("Example", 0), ("Use instead", 1)])
def test_405_relations_are_changed_by_their_through_models(shop: Shop, section: str, times: int) -> None:
    baked = []
    with shop("SIG405", section):
        pizza, topping = models().Pizza(), models().Topping()
        pizza.bake = lambda: baked.append(pizza)
        pizza.save()
        topping.save()
        pizza.toppings.add(topping)
    assert len(baked) == times


def test_405_neither_a_metaclass_nor_another_models_field_sends_anything(shop: Shop) -> None:
    called = []

    def call(sender: Any, **kwargs: Any) -> None:
        called.append(sender)

    with shop("SIG405", "Use instead"):
        pizza_model, topping = models().Pizza, models().Topping()
        post_save.connect(call, sender=type(pizza_model))
        m2m_changed.connect(call, sender=User.groups)
        m2m_changed.connect(call, sender=pizza_model.toppings)
        pizza = pizza_model()
        pizza.bake = lambda: None
        pizza.save()
        topping.save()
        pizza.toppings.add(topping)
    assert not called


def test_405_a_through_model_of_django_is_never_saved(shop: Shop) -> None:
    called = []

    def record(signal: Any, **kwargs: Any) -> None:
        called.append(signal)

    with shop("SIG405", "Use instead"):
        through = models().Pizza.toppings.through
        for signal in (pre_save, post_save, pre_delete, post_delete):
            signal.connect(record, sender=through)
        pizza, topping = models().Pizza(), models().Topping()
        pizza.bake = bool
        pizza.save()
        topping.save()
        pizza.toppings.add(topping)
        pizza.toppings.clear()
        row = through.objects.create(pizza=pizza, topping=topping)
        row.save()
        row.delete()
    assert not called


# --- SIG406 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("section", "greetings"), [("Example", 0), ("Use instead", 1)])
def test_406_a_project_may_have_another_user(shop: Shop, section: str, greetings: int) -> None:
    greeted = []
    with override_settings(AUTH_USER_MODEL="shop.Order"), shop("SIG406", section):
        user = models().Order()
        user.greet = lambda: greeted.append(user)
        user.save()
    assert len(greeted) == greetings


# --- SIG407 -----------------------------------------------------------------------------------------------------------

FAMILY = """\
# shop/models.py
from django.db import models


class Order(models.Model):
    pass


class OpenOrder(Order):
    class Meta:
        proxy = True


class GiftOrder(Order):
    pass
# shop/signals.py
"""


@pytest.mark.parametrize(
    ("saved", "senders"), [("Order", {"Order"}), ("OpenOrder", {"OpenOrder"}), ("GiftOrder", {"GiftOrder"})]
)
def test_407_a_save_is_sent_by_the_exact_class(tmp_path: Path, saved: str, senders: set[str]) -> None:
    found = set()

    def note(sender: Any, **kwargs: Any) -> None:
        found.add(sender.__name__)

    with running(project(FAMILY), tmp_path, debug=False):
        post_save.connect(note)
        getattr(models(), saved)().save()
    assert found == senders


@pytest.mark.parametrize(
    ("saved", "deleted", "senders"),
    [
        ("OpenOrder", "OpenOrder", {"OpenOrder"}),
        ("OpenOrder", "Order", {"Order"}),
        ("GiftOrder", "GiftOrder", {"Order", "GiftOrder"}),
        ("GiftOrder", "Order", {"Order", "GiftOrder"}),
    ],
)
def test_407_a_delete_is_sent_by_the_model_of_each_table(
    tmp_path: Path, saved: str, deleted: str, senders: set[str]
) -> None:
    found = set()

    def note(sender: Any, **kwargs: Any) -> None:
        found.add(sender.__name__)

    with running(project(FAMILY), tmp_path, debug=False):
        post_delete.connect(note)
        getattr(models(), saved)().save()
        getattr(models(), deleted).objects.get().delete()
    assert found == senders


# --- SIG408 ----------------------------------------------------------------------------------------------------------


def test_408_the_decorator_raises(shop: Shop) -> None:
    with pytest.raises(TypeError, match="takes 1 positional argument but 2 were given"), shop("SIG408", "Example"):
        pass


def test_408_by_keyword_it_connects(shop: Shop) -> None:
    with shop("SIG408", "Use instead"):
        order = models().Order()
        order.save()
        assert order.shipped
