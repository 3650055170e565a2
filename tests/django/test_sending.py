"""What the rules on sends, on async code and on removed names claim, Django proves: on their own examples."""

# Receivers take what Django sends; Django has no types.
# ruff: noqa: ARG001
# mypy: disable-error-code="untyped-decorator"

import asyncio
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.apps import AppConfig, apps
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import SynchronousOnlyOperation
from django.core.management.sql import emit_post_migrate_signal
from django.db.models.signals import post_migrate, post_save
from django.dispatch import Signal

from flake8_signals import rules
from flake8_signals.knowledge.django import ASYNC_SINCE
from tests.support.django_examples import running
from tests.support.django_project import VERSION, tables_of, unconnected
from tests.support.examples import documented

Shop = Callable[[str, str], Any]

with_asend = pytest.mark.skipif(VERSION < ASYNC_SINCE, reason="this Django has no asend()")

BOTH = pytest.mark.parametrize("section", ["Example", "Use instead"])


@pytest.fixture(autouse=True)
def fresh_start() -> Iterator[None]:
    with unconnected(post_save, post_migrate, user_logged_in):
        yield


@pytest.fixture(params=[False, True], ids=["DEBUG=False", "DEBUG=True"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Shop:
    """Return what starts Django with the example (or what to use instead) of a rule, as a context manager."""
    every = {rule.code: rule for rule in rules.all_rules()}

    def start(code: str, section: str) -> Any:
        (example,) = documented(every[code], section)
        return running(example, tmp_path / section, debug=request.param)

    return start


def order() -> Any:
    return importlib.import_module("shop.models").Order()


def signals() -> Any:
    return importlib.import_module("shop.signals")


# --- SIG701 ----------------------------------------------------------------------------------------------------------


def test_701_each_instance_has_another_signal(shop: Shop) -> None:
    with shop("SIG701", "Example"):
        one, other = signals().Checkout(), signals().Checkout()
        one.paid.connect(ship)
        other.pay(paid := order())
        assert not paid.shipped
        one.pay(paid)
        assert paid.shipped


def ship(sender: Any, order: Any, **kwargs: Any) -> None:
    order.ship()


def test_701_the_modules_signal_reaches_its_receivers(shop: Shop) -> None:
    with shop("SIG701", "Use instead"):
        signals().Checkout().pay(paid := order())
        assert paid.shipped


# --- SIG702, SIG703, SIG704 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("SIG702", "takes 2 positional arguments but 3 were given"),
        ("SIG703", "got multiple values for keyword argument 'signal'"),
        ("SIG704", "cannot create weak reference to 'NoneType' object"),
    ],
)
def test_the_send_raises(shop: Shop, code: str, message: str) -> None:
    with shop(code, "Example"), pytest.raises(TypeError, match=message):
        signals().pay(order())


@pytest.mark.parametrize("code", ["SIG702", "SIG703", "SIG704"])
def test_the_send_works(shop: Shop, code: str) -> None:
    with shop(code, "Use instead"):
        signals().pay(order())


def test_702_a_send_without_a_sender_raises() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'sender'"):
        Signal().send()  # type: ignore[call-arg, unused-ignore]


def test_703_without_a_receiver_nobody_notices() -> None:
    paid = Signal()
    assert paid.send(None, signal="paid") == []
    paid.connect(ship)
    with pytest.raises(TypeError, match="'signal'"):
        paid.send(None, signal="paid")


def test_703_a_second_sender_raises() -> None:
    with pytest.raises(TypeError, match="got multiple values for argument 'sender'"):
        Signal().send(None, sender=None)  # type: ignore[misc, unused-ignore]


class Comparable:
    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = None  # type: ignore[assignment]


def kind(sender: object) -> str:
    return type(sender).__name__


@pytest.mark.parametrize("sender", [None, "shop", 1, (1,), [1], {}, set(), Comparable()], ids=kind)
def test_704_some_senders_are_no_keys_of_the_cache(sender: Any) -> None:
    paid = Signal(use_caching=True)
    assert paid.send(sender=sender, order=None) == []
    paid.connect(ship)
    with pytest.raises(TypeError, match=r"cannot create weak reference|unhashable"):
        paid.send(sender=sender, order=None)


@pytest.mark.parametrize("sender", [[1], {}, set(), Comparable()], ids=kind)
def test_704_unhashable_senders_are_no_keys_of_any(sender: Any) -> None:
    paid = Signal()
    paid.connect(ship)
    with pytest.raises(TypeError, match="unhashable"):
        paid.send(sender=sender, order=None)


# --- SIG708 ----------------------------------------------------------------------------------------------------------


def test_708_receivers_are_told_of_a_save_that_never_was(shop: Shop) -> None:
    told = []

    def record(sender: Any, **kwargs: Any) -> None:
        told.append(kwargs)

    with shop("SIG708", "Example"):
        post_save.connect(record)
        signals().resend(resent := order())
        assert resent.pk is None
    (arguments,) = told
    assert not {"created", "raw", "using", "update_fields"} & set(arguments)


def test_708_what_is_wanted_can_be_called(shop: Shop) -> None:
    with shop("SIG708", "Use instead"):
        signals().resend(resent := order())
        assert resent.shipped


def test_708_a_receiver_that_takes_what_is_not_passed_fails() -> None:
    def take(sender: Any, raw: Any, **kwargs: Any) -> None:
        raise AssertionError(raw)

    post_save.connect(take)
    with pytest.raises(TypeError, match="raw"):
        post_save.send(sender=object, instance=object(), created=True)


# --- SIG720, SIG721 --------------------------------------------------------------------------------------------------


@with_asend
def test_720_without_await_no_receiver_runs(shop: Shop) -> None:
    with shop("SIG720", "Example"):
        with pytest.warns(RuntimeWarning, match="never awaited"):
            asyncio.run(signals().pay(paid := order()))
        assert not paid.shipped


@with_asend
@pytest.mark.parametrize("code", ["SIG720", "SIG721"])
def test_with_await_the_receivers_run(shop: Shop, code: str) -> None:
    with shop(code, "Use instead"):
        asyncio.run(signals().pay(paid := order()))
        assert paid.shipped


async def ship_async(sender: Any, order: Any, **kwargs: Any) -> None:
    order.ship()


@with_asend
@BOTH
def test_721_send_in_a_loop_cannot_call_an_async_receiver(shop: Shop, section: str) -> None:
    with shop("SIG721", section):
        signals().paid.connect(ship_async)
        if section == "Use instead":
            asyncio.run(signals().pay(order()))
            return
        with pytest.raises(RuntimeError, match="You cannot use AsyncToSync in the same thread as an async event loop"):
            asyncio.run(signals().pay(order()))


@with_asend
def test_721_send_keeps_the_loop_waiting(shop: Shop) -> None:
    running_loops: list[Any] = []

    def look(sender: Any, **kwargs: Any) -> None:
        try:
            running_loops.append(asyncio.get_running_loop())
        except RuntimeError:
            running_loops.append(None)

    for section in ("Example", "Use instead"):
        with shop("SIG721", section):
            signals().paid.connect(look)
            asyncio.run(signals().pay(order()))
    on_the_loop, off_the_loop = running_loops
    assert on_the_loop is not None
    assert off_the_loop is None


# --- SIG722, SIG724 --------------------------------------------------------------------------------------------------


class Somebody:
    def __init__(self) -> None:
        self.greeted = False

    def greet(self) -> None:
        self.greeted = True

    async def agreet(self) -> None:
        self.greet()

    def save(self, **kwargs: Any) -> None:
        """Django's own receiver updates the last log-in."""


def test_722_an_old_django_never_awaits_a_receiver(shop: Shop) -> None:
    with shop("SIG722", "Example"):
        user = Somebody()
        if VERSION < ASYNC_SINCE:
            with pytest.warns(RuntimeWarning, match="never awaited"):
                user_logged_in.send(sender=Somebody, user=user)
        else:
            user_logged_in.send(sender=Somebody, user=user)
        assert user.greeted is (VERSION >= ASYNC_SINCE)


def test_722_an_ordinary_receiver_is_called_by_every_django(shop: Shop) -> None:
    with shop("SIG722", "Use instead"):
        user_logged_in.send(sender=Somebody, user=(user := Somebody()))
        assert user.greeted


@with_asend
@BOTH
def test_724_the_orm_refuses_to_wait_on_the_loop(shop: Shop, section: str) -> None:
    user_model = apps.get_model("auth.User")
    with shop("SIG724", section), tables_of(user_model):
        user_logged_in.receivers = user_logged_in.receivers[-1:]  # not Django's own, which updates the last log-in
        user = user_model.objects.create(username="somebody")
        customers = importlib.import_module("shop.models").Customer.objects
        customers.create(user=user)
        log_in = async_to_sync(user_logged_in.asend)
        if section == "Example":
            with pytest.raises(SynchronousOnlyOperation):
                log_in(sender=user_model, user=user)
        else:
            log_in(sender=user_model, user=user)
        assert customers.get().logins == (section == "Use instead")


# --- SIG801, SIG802, SIG803, SIG806 ----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["SIG801", "SIG802", "SIG806"])
def test_the_import_raises(shop: Shop, code: str) -> None:
    with pytest.raises(ImportError), shop(code, "Example"):
        pass


def test_803_the_function_is_gone(shop: Shop) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'connect'"), shop("SIG803", "Example"):
        pass


def test_801_post_migrate_is_sent_once_for_each_app(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    filled = []
    monkeypatch.setattr(AppConfig, "fill", lambda config: filled.append(config), raising=False)  # noqa: PLW0108 - a method
    with shop("SIG801", "Use instead"):
        post_migrate.receivers = [entry for entry in post_migrate.receivers if entry[1]() is signals().fill]
        with_models = [config for config in apps.get_app_configs() if config.models_module is not None]
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert filled == with_models


@pytest.mark.parametrize("code", ["SIG802", "SIG803"])
def test_the_signal_reaches_its_receiver(shop: Shop, code: str) -> None:
    with shop(code, "Use instead"):
        saved = order()
        saved.save()
        assert saved.shipped


def test_806_pythons_own_weak_references_hold_methods(shop: Shop) -> None:
    with shop("SIG806", "Use instead"):
        assert signals().held() is not None
