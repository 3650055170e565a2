"""What the rules on a receiver's signature claim, Django proves: on their own examples, and on what to use instead."""

# Receivers take what Django sends; Django has no types.
# ruff: noqa: ARG001, ARG005
# mypy: disable-error-code="untyped-decorator"

import asyncio
import contextlib
import functools
import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib import auth
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.cache import cache
from django.core.management.sql import emit_post_migrate_signal
from django.core.signals import request_started
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from django.dispatch import Signal, receiver
from django.http import HttpResponse
from django.test import AsyncClient, Client, RequestFactory, override_settings

from flake8_signals import rules
from flake8_signals.lint.run import check_file
from flake8_signals.options import Options
from tests.support.django_examples import running
from tests.support.django_project import VERSION, tables_of, unconnected
from tests.support.examples import documented

SIGNALS = (
    post_save,
    post_delete,
    m2m_changed,
    post_migrate,
    request_started,
    user_logged_in,
    user_logged_out,
)

Shop = Callable[[str, str], Any]


@pytest.fixture(autouse=True)
def fresh_start() -> Iterator[None]:
    with unconnected(*SIGNALS):
        cache.clear()
        yield


@pytest.fixture(params=[False, True], ids=["DEBUG=False", "DEBUG=True"])
def debug(request: pytest.FixtureRequest) -> bool:
    """Run a test in production, and in development: connect() checks receivers only with DEBUG."""
    return bool(request.param)


@pytest.fixture
def shop(tmp_path: Path, debug: bool) -> Shop:  # noqa: FBT001 - a fixture
    """Return what starts Django with the example (or what to use instead) of a rule, as a context manager."""
    every = {rule.code: rule for rule in rules.all_rules()}

    def start(code: str, section: str) -> Any:
        (example,) = documented(every[code], section)
        return running(example, tmp_path / section, debug=debug)

    return start


def models() -> Any:
    return importlib.import_module("shop.models")


def raises_type_error(argument: str) -> Any:
    return pytest.raises(TypeError, match=re.escape(f"'{argument}'"))


# --- SIG004 ----------------------------------------------------------------------------------------------------------


def test_004_debug_refuses_a_receiver_without_kwargs_and_production_calls_it_in_vain(shop: Shop, debug: bool) -> None:  # noqa: FBT001
    if debug:
        with pytest.raises(ValueError, match="must accept keyword arguments"), shop("SIG004", "Example"):
            pass
        return
    with shop("SIG004", "Example"), raises_type_error("signal"):
        models().Order().save()


def test_004_with_kwargs_it_is_called(shop: Shop) -> None:
    with shop("SIG004", "Use instead"):
        order = models().Order()
        order.save()
        assert order.shipped


class WithCall:
    def __call__(self, sender: Any, order: Any) -> None: ...

    def method(self, sender: Any, order: Any) -> None: ...

    @staticmethod
    def static(sender: Any, order: Any) -> None: ...


class WithInit:
    def __init__(self, sender: Any, order: Any) -> None: ...


def function(sender: Any, order: Any) -> None: ...


def with_shop(shop: Any, sender: Any, order: Any) -> None: ...


async def coroutine(sender: Any, order: Any) -> None: ...


KINDS = {
    "function": function,
    "coroutine": coroutine,
    "lambda": lambda sender, order: None,
    "partial": functools.partial(with_shop, "here"),
    "instance": WithCall(),
    "method": WithCall().method,
    "static method": WithCall.static,
    "class": WithInit,
}


@pytest.mark.parametrize("kind", KINDS)
def test_004_counts_for_whatever_can_be_called(kind: str, debug: bool) -> None:  # noqa: FBT001
    if kind == "coroutine" and VERSION < (5, 0):
        pytest.skip("receivers can be coroutines since Django 5.0")
    paid = Signal()
    with override_settings(DEBUG=debug):
        if debug:
            with pytest.raises(ValueError, match="must accept keyword arguments"):
                paid.connect(KINDS[kind], weak=False)
        else:
            paid.connect(KINDS[kind], weak=False)
            with pytest.raises(TypeError, match="signal"):
                paid.send(sender=None, order=1)


@pytest.mark.parametrize(
    ("parameters", "is_called"),
    [
        ("sender, instance", False),
        ("sender, instance, created, raw, using, update_fields", False),
        ("sender, instance, created, raw, using, signal", False),
        ("signal, sender, instance, created, raw, using, update_fields", True),
    ],
)
def test_004_says_whether_calling_it_fails_today(tmp_path: Path, parameters: str, is_called: bool) -> None:  # noqa: FBT001
    text = f"from django.db.models.signals import post_save\n\ndef ship({parameters}): ...\n\npost_save.connect(ship)\n"
    path = tmp_path / "signals.py"
    path.write_text(text)
    (message,) = [v.message for v in check_file(str(path), text, Options()) if v.code == "SIG004"]
    assert ("once the signal sends another argument" in message) is is_called
    assert ("when it is off" in message) is not is_called

    receivers: dict[str, Any] = {}
    exec(f"def ship({parameters}): ...", receivers)
    sent = dict.fromkeys(("instance", "created", "raw", "using", "update_fields"))
    post_save.connect(receivers["ship"])
    with contextlib.nullcontext() if is_called else pytest.raises(TypeError, match="unexpected keyword argument"):
        post_save.send(object, **sent)


# --- SIG201 ----------------------------------------------------------------------------------------------------------


def test_201_a_parameter_that_one_of_the_signals_never_sends(shop: Shop) -> None:
    with shop("SIG201", "Example"):
        order = models().Order.objects.create()
        with raises_type_error("created"):
            order.delete()


def test_201_what_both_send_can_be_required(shop: Shop) -> None:
    with shop("SIG201", "Use instead"):
        order = models().Order.objects.create(pk=1)
        cache.set("order-1", order)
        order.delete()
        assert "order-1" not in cache


# --- SIG202 ----------------------------------------------------------------------------------------------------------


def visit_under_asgi() -> None:
    async def visit() -> None:
        await AsyncClient().get("/")

    asyncio.run(visit())


def test_202_environ_is_not_sent_under_asgi(shop: Shop) -> None:
    with shop("SIG202", "Example"):
        Client().get("/")
        with raises_type_error("environ"):
            visit_under_asgi()


def test_202_with_a_default_either_will_do(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    with shop("SIG202", "Use instead"), caplog.at_level("DEBUG"):
        Client().get("/")
        visit_under_asgi()
    environ, scope = [record.args for record in caplog.records if record.msg == "a request with %s"]
    assert environ
    assert scope in (None, (None,))


def test_202_scope_is_not_sent_under_wsgi() -> None:
    @receiver(request_started)
    def trace(sender: Any, scope: Any, **kwargs: Any) -> None: ...

    visit_under_asgi()
    with raises_type_error("scope"):
        Client().get("/")


def test_202_neither_is_in_kwargs_then() -> None:
    @receiver(request_started)
    def trace(sender: Any, **kwargs: Any) -> str:
        return str(kwargs["environ"])

    with pytest.raises(KeyError, match="environ"):
        visit_under_asgi()
    Client().get("/")


def test_202_a_key_that_flush_does_not_send() -> None:
    read = []

    @receiver(post_migrate)
    def fill(sender: Any, **kwargs: Any) -> None:
        read.append(kwargs.get("apps", apps).get_model("auth", "Group"))
        kwargs["apps"]

    with pytest.raises(KeyError, match="apps"):
        emit_post_migrate_signal(0, interactive=False, db="default")
    assert read == [apps.get_model("auth", "Group")]


@pytest.mark.parametrize("argument", ["apps", "plan", "stdout"])
def test_202_flush_sends_post_migrate_without_what_migrate_adds(argument: str) -> None:
    namespace: dict[str, Any] = {}
    exec(f"def required(sender, {argument}, **kwargs): ...", namespace)
    post_migrate.connect(namespace["required"])
    emit_post_migrate_signal(0, interactive=False, db="default", apps=apps, plan=[], stdout=None)
    with raises_type_error(argument):
        emit_post_migrate_signal(0, interactive=False, db="default")  # as django/core/management/commands/flush.py does


# --- SIG204 ----------------------------------------------------------------------------------------------------------


def test_204_an_older_django_does_not_send_it(shop: Shop) -> None:
    with shop("SIG204", "Example"):
        pizza, topping = models().Pizza.objects.create(), models().Topping.objects.create()
        if VERSION >= (6, 1):
            pizza.toppings.add(topping)
            return
        with raises_type_error("raw"):
            pizza.toppings.add(topping)


def test_204_with_a_default_any_django_will_do(shop: Shop) -> None:
    with shop("SIG204", "Use instead"):
        pizza, topping = models().Pizza.objects.create(pk=1), models().Topping.objects.create()
        cache.set("pizza-1", pizza)
        pizza.toppings.add(topping)
        assert "pizza-1" not in cache


# --- SIG205 ----------------------------------------------------------------------------------------------------------


def test_205_a_parameter_is_not_in_kwargs(shop: Shop) -> None:
    with shop("SIG205", "Example"), pytest.raises(KeyError, match="instance"):
        models().Order().save()


def test_205_the_parameter_is_there(shop: Shop) -> None:
    with shop("SIG205", "Use instead"):
        cache.set("order-1", 1)
        models().Order.objects.create(pk=1)
        assert "order-1" not in cache


# --- SIG206 ----------------------------------------------------------------------------------------------------------


def test_206_the_sender_is_passed_by_keyword(shop: Shop) -> None:
    with shop("SIG206", "Example"), raises_type_error("sender"):
        models().Order().save()


def test_206_without_the_slash_it_is_filled(shop: Shop) -> None:
    with shop("SIG206", "Use instead"):
        cache.set("orders", 1)
        models().Order().save()
        assert "orders" not in cache


# --- SIG210 ----------------------------------------------------------------------------------------------------------


def visit_of_nobody() -> Any:
    from django.contrib.auth.models import AnonymousUser  # a model: only once Django has started

    request = RequestFactory().get("/")
    request.user, request.session = AnonymousUser(), SessionStore()
    return request


def test_210_nobody_logs_out(shop: Shop) -> None:
    with shop("SIG210", "Example"), pytest.raises(AttributeError, match="'NoneType'"):
        auth.logout(visit_of_nobody())


def test_210_a_test_lets_nobody_log_out(shop: Shop) -> None:
    with shop("SIG210", "Use instead"):
        cache.set("basket-1", 1)
        auth.logout(visit_of_nobody())
        assert "basket-1" in cache
        user_logged_out.send(sender=None, request=None, user=auth.get_user_model()(pk=1))
        assert "basket-1" not in cache


def test_210_the_sender_tells_a_user_from_nobody() -> None:
    called = []

    @receiver(user_logged_out, sender=auth.get_user_model())
    def forget(user: Any, **kwargs: Any) -> None:
        called.append(user)

    auth.logout(visit_of_nobody())
    assert not called


def log_in_to_test() -> int:
    """Log a user in through the test client, and return its key."""
    user = auth.get_user_model().objects.create(username="tester")
    with override_settings(SESSION_ENGINE="django.contrib.sessions.backends.cache"):
        Client().force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return int(user.pk)


def test_212_the_test_client_logs_in_without_a_user_on_the_request(shop: Shop) -> None:
    no_user = pytest.raises(AttributeError, match="'HttpRequest' object has no attribute 'user'")
    with shop("SIG212", "Example"), tables_of(auth.get_user_model()), no_user:
        log_in_to_test()


def test_212_the_signal_sends_the_user(shop: Shop) -> None:
    with shop("SIG212", "Use instead"), tables_of(auth.get_user_model()):
        assert log_in_to_test() == cache.get("last-login")


# --- SIG208, SIG209 --------------------------------------------------------------------------------------------------


def test_209_the_response_of_a_receiver_is_nobodys() -> None:
    @receiver(request_started)
    def deny(**kwargs: Any) -> HttpResponse:
        return HttpResponse(status=403)

    assert Client().get("/").status_code == 404


def test_208_each_receiver_has_kwargs_of_its_own() -> None:
    paid = Signal()

    @receiver(paid)
    def changes(**kwargs: Any) -> None:
        kwargs["handled"] = True

    @receiver(paid)
    def sees(**kwargs: Any) -> bool:
        return "handled" in kwargs

    assert [result for _, result in paid.send(sender=None)] == [None, False]
