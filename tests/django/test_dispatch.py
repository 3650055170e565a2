"""What Django's dispatcher does with connections that are wrong: the ground that the rules stand on."""

# Receivers take what Django sends; Django has no types.
# ruff: noqa: ARG001, ARG004, ARG005
# mypy: disable-error-code="untyped-decorator"

import asyncio
import contextlib
import functools
import gc
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.contrib import auth
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.core.checks import run_checks
from django.core.handlers.exception import response_for_exception
from django.core.management.sql import emit_post_migrate_signal
from django.core.signals import got_request_exception, setting_changed
from django.db import models, transaction
from django.db.models.signals import (
    class_prepared,
    m2m_changed,
    post_delete,
    post_init,
    post_migrate,
    post_save,
    pre_delete,
    pre_init,
    pre_save,
)
from django.dispatch import Signal, receiver
from django.test import RequestFactory, override_settings

from flake8_signals.knowledge.django import ASYNC_SINCE
from tests.support.django_project import VERSION, model, tables_of, unconnected

User = apps.get_model("auth.User")
Topping = model("Topping")
Pizza = model("Pizza", fields={"toppings": models.ManyToManyField(Topping), "name": models.CharField(max_length=20)})
Calzone = model("Calzone", (Pizza,), proxy=True)
Dish = model("Dish", abstract=True)
Soup = model("Soup", (Dish,))
Meal = model("Meal")
Dinner = model("Dinner", (Meal,))

MODELS = (Topping, Pizza, Soup, Meal, Dinner)
SIGNALS = (
    *(class_prepared, pre_init, post_init, pre_save, post_save, pre_delete, post_delete, m2m_changed, post_migrate),
    *(user_logged_in, user_login_failed, got_request_exception, setting_changed),
)

Handler = Callable[..., Any]


@pytest.fixture(scope="module", autouse=True)
def tables() -> Iterator[None]:
    with tables_of(*MODELS):
        yield


@pytest.fixture(autouse=True)
def fresh_start() -> Iterator[None]:
    """Start each test with no receivers, and with empty tables."""
    with unconnected(*SIGNALS), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(params=[False, True], ids=["DEBUG=False", "DEBUG=True"])
def debug(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Run a test in production, and in development: connect() checks receivers only with DEBUG."""
    with override_settings(DEBUG=request.param):
        yield request.param


in_both_modes = pytest.mark.usefixtures("debug")


@pytest.fixture
def calls() -> list[str]:
    """Return a list for receivers to write to."""
    return []


def send(signal: Signal, sender: Any = None, **arguments: Any) -> list[Any]:
    """What the receivers return that are still alive."""
    gc.collect(0)
    return [result for _, result in signal.send(sender, **arguments)]


# --- Signatures ------------------------------------------------------------------------------------------------------


def test_without_kwargs_it_is_refused_with_debug_and_fails_when_sent_without(*, debug: bool) -> None:
    def handle(sender: Any) -> None: ...

    signal = Signal()
    if debug:
        with pytest.raises(ValueError, match="must accept keyword arguments"):
            signal.connect(handle)
    else:
        signal.connect(handle)
        with pytest.raises(TypeError, match="unexpected keyword argument 'signal'"):
            signal.send(None)


@in_both_modes
@pytest.mark.parametrize(
    ("handle", "failure"),
    [
        pytest.param(lambda **kwargs: kwargs["sender"], None, id="the sender in kwargs"),
        pytest.param(lambda instance, **kwargs: kwargs["sender"], None, id="no sender parameter"),
        pytest.param(lambda *, instance, **kwargs: kwargs["sender"], None, id="keyword-only"),
        pytest.param(lambda instance, sender, **_: sender, None, id="sender not first, other catch-all"),
        pytest.param(lambda sender, missing=None, **kwargs: sender, None, id="a default for what is not sent"),
        pytest.param(
            eval("lambda sender, /, **kwargs: sender"),
            "missing 1 required positional argument: 'sender'",
            id="positional-only sender",
        ),
        pytest.param(lambda sender, created, **kwargs: sender, "'created'", id="an argument that is not sent"),
        pytest.param(lambda sender, *, user, **kwargs: sender, "'user'", id="a keyword-only argument not sent"),
        pytest.param(lambda sender, instance, **kwargs: kwargs["instance"], "instance", id="a named parameter's key"),
    ],
)
def test_all_arguments_are_passed_by_keyword(handle: Handler, failure: str | None) -> None:
    signal = Signal()
    signal.connect(handle)
    if failure is None:
        assert send(signal, "sender", instance=1) == ["sender"]
    else:
        with pytest.raises((TypeError, KeyError), match=re.escape(failure)):
            signal.send("sender", instance=1)


# --- @receiver -------------------------------------------------------------------------------------------------------


def test_a_bare_receiver_decorator_connects_nothing_and_loses_the_function() -> None:
    @receiver
    def handle(sender: Any, **kwargs: Any) -> None: ...

    assert handle.__name__ == "_decorator"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        pytest.param(lambda *_: (), TypeError, id="no signal"),
        pytest.param(lambda *signals: signals, TypeError, id="two signals, not in a list"),
        pytest.param(lambda *signals: [set(signals)], AttributeError, id="a set"),
        pytest.param(lambda *signals: [iter(signals)], AttributeError, id="an iterator"),
        pytest.param(lambda *signals: [[*signals, [Signal()]]], AttributeError, id="nested lists"),
    ],
)
def test_what_receiver_does_not_take(arguments: Handler, error: type[Exception]) -> None:
    with pytest.raises(error):
        receiver(*arguments(Signal(), Signal()))(handle)


@pytest.mark.parametrize("collection", [list, tuple])
def test_receiver_connects_all_signals_of_a_list_or_tuple(collection: Any) -> None:
    first, second = Signal(), Signal()
    receiver(collection([first, second]))(handle)
    assert send(first) == send(second) == ["called"]


def test_receiver_of_an_empty_list_is_silent() -> None:
    assert receiver([])(handle) is handle


def test_receiver_takes_the_sender_by_keyword_alone() -> None:
    with pytest.raises(TypeError):
        receiver(post_save, Pizza)


# --- What stays alive ------------------------------------------------------------------------------------------------


class Indexer:
    def update(self, sender: Any, **kwargs: Any) -> str:
        return "called"

    def __call__(self, sender: Any, **kwargs: Any) -> str:
        return "called"


def handle(sender: Any, **kwargs: Any) -> str:
    return "called"


def connect_local(signal: Signal, **options: Any) -> None:
    def local(sender: Any, **kwargs: Any) -> str:
        return "called"

    signal.connect(local, **options)


def connect_local_with_decorator(signal: Signal, **options: Any) -> None:
    @receiver(signal, **options)
    def local(sender: Any, **kwargs: Any) -> str:
        return "called"


def make_handler() -> Handler:
    return lambda sender, **kwargs: "called"


NOTHING_HOLDS = [
    pytest.param(lambda signal, **options: signal.connect(lambda sender, **_: "called", **options), id="lambda"),
    pytest.param(lambda signal, **options: signal.connect(functools.partial(handle), **options), id="partial"),
    pytest.param(connect_local, id="local function"),
    pytest.param(connect_local_with_decorator, id="decorated local function"),
    pytest.param(lambda signal, **options: signal.connect(make_handler(), **options), id="closure from a factory"),
    pytest.param(lambda signal, **options: signal.connect(Indexer(), **options), id="instance made in place"),
]


@pytest.mark.parametrize("connect", NOTHING_HOLDS)
def test_what_nothing_holds_is_dead_at_once_but_works_with_debug(connect: Handler, *, debug: bool) -> None:
    # With DEBUG, connect() looks at the signature through an lru_cache, which holds the receiver.
    signal = Signal()
    connect(signal)
    assert send(signal) == (["called"] if debug else [])


@in_both_modes
@pytest.mark.parametrize("connect", NOTHING_HOLDS)
def test_a_strong_reference_keeps_it(connect: Handler) -> None:
    signal = Signal()
    connect(signal, weak=False)
    assert send(signal) == ["called"]


@in_both_modes
def test_the_method_of_a_temporary_instance_is_dead_in_both_modes() -> None:
    signal = Signal()
    signal.connect(Indexer().update)
    assert send(signal) == []


@in_both_modes
def test_the_method_of_an_instance_that_lives_is_called() -> None:
    signal, indexer = Signal(), Indexer()
    signal.connect(indexer.update)
    assert send(signal) == ["called"]


def test_a_receiver_whose_name_is_bound_again_is_dead() -> None:
    signal = Signal()
    namespace: dict[str, Any] = {"receiver": receiver, "signal": signal}
    exec("@receiver(signal)\ndef handle(sender, **kwargs): return 'first'", namespace)
    assert send(signal) == ["first"]
    exec("@receiver(signal)\ndef handle(sender, **kwargs): return 'second'", namespace)
    assert send(signal) == ["second"]


# --- What cannot be connected ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [pytest.param(None, id="a call's None"), pytest.param("a.b.c", id="a dotted name")])
def test_what_is_not_callable_is_refused(value: Any, *, debug: bool) -> None:
    refused = (TypeError, AssertionError)  # an assertion with DEBUG before Django 4.0
    with pytest.raises(refused, match="must be callable" if debug else "cannot create weak reference"):
        Signal().connect(value)


def test_a_string_held_strongly_is_accepted_in_production_and_fails_when_sent() -> None:
    signal = Signal()
    signal.connect("a.b.c", weak=False)
    with pytest.raises(TypeError, match="not callable"):
        signal.send(None)


# --- Methods, classes and other decorators ---------------------------------------------------------------------------


@in_both_modes
def test_receiver_on_a_method_is_called_without_self() -> None:
    signal = Signal()

    class Shop:
        @receiver(signal)
        def handle(self, sender: Any, **kwargs: Any) -> None: ...

    with pytest.raises(TypeError, match="'self'"):
        signal.send(None)


@pytest.mark.parametrize("decorator", [staticmethod, classmethod])
def test_receiver_over_a_static_or_class_method_fails_at_import(decorator: Any) -> None:
    with pytest.raises(AttributeError):
        receiver(Signal())(decorator(handle))


@in_both_modes
def test_receiver_under_staticmethod_works() -> None:
    signal = Signal()

    class Shop:
        @staticmethod
        @receiver(signal)
        def handle(sender: Any, **kwargs: Any) -> str:
            return "called"

    assert send(signal) == ["called"]


@in_both_modes
def test_receiver_on_a_class_makes_an_instance_for_each_send() -> None:
    signal = Signal()

    @receiver(signal)
    class Shop:
        def __init__(self, sender: Any, **kwargs: Any) -> None: ...

    first, second = *send(signal), *send(signal)
    assert isinstance(first, Shop)
    assert first is not second


def shout(function: Handler) -> Handler:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> str:
        return str(function(*args, **kwargs)).upper()

    return wrapper


@in_both_modes
def test_a_decorator_over_receiver_is_bypassed() -> None:
    signal = Signal()

    @shout
    @receiver(signal)
    def handle(sender: Any, **kwargs: Any) -> str:
        return "called"

    assert send(signal) == ["called"]


@in_both_modes
def test_a_decorator_under_receiver_takes_part() -> None:
    signal = Signal()

    @receiver(signal)
    @shout
    def handle(sender: Any, **kwargs: Any) -> str:
        return "called"

    assert send(signal) == ["CALLED"]


def test_a_decorator_over_receiver_that_drops_the_function_kills_it(*, debug: bool) -> None:
    signal = Signal()

    @lambda function: None
    @receiver(signal)
    def handle(sender: Any, **kwargs: Any) -> str:
        return "called"

    assert send(signal) == (["called"] if debug else [])


# --- Connecting twice, and disconnecting -----------------------------------------------------------------------------


INDEXER = Indexer()


@in_both_modes
@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        pytest.param((handle, {}), (handle, {}), 1, id="the same function is a no-op"),
        pytest.param((INDEXER.update, {}), (INDEXER.update, {}), 1, id="the same bound method is a no-op"),
        pytest.param((handle, {"sender": Pizza}), (handle, {"sender": Pizza}), 1, id="the same sender is a no-op"),
        pytest.param((handle, {}), (handle, {"sender": Pizza}), 2, id="any sender, and one of its own"),
        pytest.param((handle, {}), (handle, {"dispatch_uid": "a"}), 2, id="with a dispatch uid, and without"),
        pytest.param((handle, {"dispatch_uid": "a"}), (handle, {"dispatch_uid": "b"}), 2, id="other dispatch uids"),
        pytest.param((handle, {"dispatch_uid": "a"}), (INDEXER, {"dispatch_uid": "a"}), 1, id="a dispatch uid reused"),
        pytest.param((handle, {"dispatch_uid": []}), (handle, {"dispatch_uid": []}), 1, id="an empty uid is none"),
        pytest.param(
            (handle, {"dispatch_uid": "a", "sender": Pizza}),
            (INDEXER, {"dispatch_uid": "a"}),
            2,
            id="a dispatch uid reused for another sender",
        ),
    ],
)
def test_connecting_twice(first: Any, second: Any, count: int) -> None:
    signal = Signal()
    for function, options in (first, second):
        signal.connect(function, **options)
    assert send(signal, Pizza) == ["called"] * count


def test_of_two_receivers_with_one_dispatch_uid_the_second_is_dropped() -> None:
    signal = Signal()
    signal.connect(handle, dispatch_uid="uid")
    other = make_handler()
    signal.connect(other, dispatch_uid="uid")
    assert [function for function, _ in signal.send(None)] == [handle]


@in_both_modes
@pytest.mark.parametrize(
    ("connected", "disconnected", "result"),
    [
        pytest.param({}, {}, True, id="alike"),
        pytest.param({"sender": Pizza}, {"sender": Pizza}, True, id="the same sender"),
        pytest.param({"sender": Pizza}, {}, False, id="without the sender"),
        pytest.param({}, {"sender": Pizza}, False, id="with a sender"),
        pytest.param({"dispatch_uid": "uid"}, {"dispatch_uid": "uid"}, True, id="the same dispatch uid"),
        pytest.param({"dispatch_uid": "uid"}, {}, False, id="without the dispatch uid"),
        pytest.param({"dispatch_uid": "uid"}, {"dispatch_uid": "other"}, False, id="another dispatch uid"),
    ],
)
def test_disconnecting_takes_what_connecting_took(
    connected: dict[str, Any], disconnected: dict[str, Any], *, result: bool
) -> None:
    signal = Signal()
    signal.connect(handle, **connected)
    assert signal.disconnect(handle, **disconnected) is result
    assert send(signal, Pizza) == ([] if result else ["called"])


def test_a_dispatch_uid_disconnects_without_the_receiver() -> None:
    signal = Signal()
    signal.connect(handle, dispatch_uid="uid")
    assert signal.disconnect(dispatch_uid="uid") is True


def test_disconnecting_another_lambda_has_no_effect() -> None:
    signal = Signal()
    signal.connect(lambda sender, **kwargs: "called", weak=False)
    assert signal.disconnect(lambda sender, **kwargs: "called") is False


def test_disconnecting_a_lazy_sender_works_but_does_not_say_so() -> None:
    post_save.connect(handle, sender="shop.Pizza")
    assert post_save.disconnect(handle, sender="shop.Pizza") is None
    assert send(post_save, Pizza) == []


# --- Signal() and send() ---------------------------------------------------------------------------------------------


def test_a_list_of_arguments_becomes_use_caching() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the deprecation's own
        signal = Signal(["order"])
    assert signal.use_caching == (["order"] if VERSION >= (4, 0) else False)


@pytest.mark.parametrize(("args", "kwargs"), [((["order"], True), {}), ((), {"providing_args": ["order"]})])
def test_providing_args_beside_use_caching_or_by_keyword_fails(args: Any, kwargs: Any) -> None:
    error = TypeError if VERSION >= (4, 0) else DeprecationWarning
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(error):
            Signal(*args, **kwargs)


@pytest.mark.parametrize("sender", [None, "sender", 1])
def test_caching_needs_a_sender_that_can_be_weakly_referenced(sender: Any) -> None:
    signal = Signal(use_caching=True)
    assert signal.send(sender) == []
    signal.connect(handle)
    with pytest.raises(TypeError, match="cannot create weak reference"):
        signal.send(sender)


def test_arguments_beside_the_sender_go_by_keyword() -> None:
    with pytest.raises(TypeError, match="positional argument"):
        Signal().send("sender", "order")
    with pytest.raises(TypeError, match="sender"):
        Signal().send()


def test_an_unknown_argument_of_connect_fails() -> None:
    for name in ("signal", "senders", "providing_args", "apps"):
        with pytest.raises(TypeError, match="unexpected keyword argument"):
            Signal().connect(handle, **{name: None})


# --- Senders ---------------------------------------------------------------------------------------------------------


def save(made: Any) -> Callable[[], None]:
    return lambda: made().save()


def add_topping() -> None:
    pizza, topping = Pizza.objects.create(), Topping.objects.create()
    pizza.toppings.add(topping)


def save_through() -> None:
    pizza, topping = Pizza.objects.create(), Topping.objects.create()
    through = Pizza.toppings.through(pizza=pizza, topping=topping)
    through.save()
    through.delete()


def fail_to_log_in() -> None:
    auth.authenticate(token="nothing that a backend asks for")


def emit_post_migrate() -> None:
    emit_post_migrate_signal(0, False, "default")


def fail_request() -> None:
    try:
        int("broken on purpose")
    except ValueError as error:
        response_for_exception(RequestFactory().get("/"), error)


def change_setting() -> None:
    with override_settings(DEBUG=True):
        pass


AUTH = apps.get_app_config("auth")
THROUGH = Pizza.toppings.through


@in_both_modes
@pytest.mark.parametrize(
    ("signal", "sender", "act", "fires"),
    [
        pytest.param(post_save, Pizza, save(Pizza), True, id="the model itself"),
        pytest.param(post_save, "shop.Pizza", save(Pizza), True, id="a lazy sender"),
        pytest.param(post_save, "shop.Nope", save(Pizza), False, id="a lazy sender that does not exist"),
        pytest.param(post_save, [Pizza, Soup], save(Pizza), False, id="a list of models"),
        pytest.param(post_save, (Pizza, Soup), save(Pizza), False, id="a tuple of models"),
        pytest.param(post_save, Dish, save(Soup), False, id="an abstract model"),
        pytest.param(post_save, Soup, save(Soup), True, id="the child of an abstract model"),
        pytest.param(post_save, Pizza, save(Calzone), False, id="the concrete model, for its proxy"),
        pytest.param(post_save, Calzone, save(Calzone), True, id="the proxy itself"),
        pytest.param(post_save, Calzone, save(Pizza), False, id="a proxy, for its concrete model"),
        pytest.param(post_save, Meal, save(Dinner), False, id="the parent, for its child"),
        pytest.param(post_save, Dinner, save(Dinner), True, id="the child itself"),
        pytest.param(post_save, Pizza(), save(Pizza), False, id="an instance"),
        pytest.param(m2m_changed, THROUGH, add_topping, True, id="the through model"),
        pytest.param(m2m_changed, "shop.Pizza_toppings", add_topping, True, id="the through model, lazily"),
        pytest.param(m2m_changed, Pizza, add_topping, False, id="the model of a relation"),
        pytest.param(m2m_changed, Topping, add_topping, False, id="the target of a relation"),
        pytest.param(m2m_changed, Pizza.toppings, add_topping, False, id="the relation without through"),
        pytest.param(post_save, THROUGH, add_topping, False, id="a save of Django's own through model, by add()"),
        pytest.param(post_save, THROUGH, save_through, False, id="a save of Django's own through model, by save()"),
        pytest.param(pre_delete, THROUGH, save_through, False, id="a delete of Django's own through model"),
        pytest.param(post_migrate, AUTH, emit_post_migrate, True, id="the AppConfig instance"),
        pytest.param(post_migrate, type(AUTH), emit_post_migrate, False, id="the AppConfig class"),
        pytest.param(post_migrate, "auth", emit_post_migrate, False, id="an app's label"),
        pytest.param(post_migrate, AUTH.models_module, emit_post_migrate, False, id="an app's models module"),
        pytest.param(user_login_failed, None, fail_to_log_in, True, id="a failed login, from any sender"),
        pytest.param(user_login_failed, User, fail_to_log_in, False, id="a failed login, from the user model"),
        pytest.param(
            user_login_failed, auth.__name__, fail_to_log_in, True, id="a failed login, from the module's name"
        ),
        pytest.param(
            user_login_failed, str(auth.__name__.encode(), "ascii"), fail_to_log_in, False, id="an equal string"
        ),
        pytest.param(got_request_exception, None, fail_request, True, id="what is sent by nobody, from any sender"),
        pytest.param(got_request_exception, object, fail_request, False, id="what is sent by nobody"),
        pytest.param(setting_changed, "DEBUG", change_setting, False, id="a setting's name"),
        pytest.param(setting_changed, None, change_setting, True, id="a setting, from any sender"),
    ],
)
def test_which_senders_match(
    signal: Signal, sender: Any, act: Callable[[], None], *, fires: bool, calls: list[str]
) -> None:
    def note(**kwargs: Any) -> None:
        calls.append("called")

    signal.connect(note, sender=sender)
    act()
    assert bool(calls) is fires


@pytest.mark.parametrize("signal", [class_prepared, user_logged_in, post_migrate])
def test_other_signals_do_not_look_up_a_lazy_sender(signal: Signal) -> None:
    signal.connect(handle, sender="auth.User")
    assert send(signal, User) == []


@pytest.mark.parametrize("sender", ["Pizza", "shop.models.Pizza"])
def test_a_lazy_sender_has_one_dot(sender: str) -> None:
    with pytest.raises(ValueError, match="app_label"):
        post_save.connect(handle, sender=sender)


def test_the_system_checks_report_a_lazy_sender_that_does_not_exist() -> None:
    post_save.connect(handle, sender="auth.Nope")
    try:
        assert "signals.E001" in {message.id for message in run_checks(tags=["models"])}
    finally:
        apps._pending_operations.pop(("auth", "nope"))


# --- Recursion and what wakes no receiver ----------------------------------------------------------------------------


def save_if_created(instance: Any, *, created: bool, **kwargs: Any) -> None:
    if created:
        instance.save()


RECURSION = [
    pytest.param(post_save, lambda instance, **_: instance.save(), save(Soup), True, id="save in post_save"),
    pytest.param(pre_save, lambda instance, **_: instance.save(), save(Soup), True, id="save in pre_save"),
    pytest.param(
        post_save,
        lambda instance, **_: instance.save(update_fields=["name"]),
        save(Pizza),
        True,
        id="with update_fields",
    ),
    pytest.param(
        pre_delete, lambda instance, **_: instance.delete(), lambda: Soup.objects.create().delete(), True, id="delete"
    ),
    pytest.param(post_init, lambda instance, **_: instance.refresh_from_db(), Soup.objects.get, True, id="refresh"),
    pytest.param(post_save, save_if_created, save(Soup), False, id="guarded by created"),
    pytest.param(
        post_save,
        lambda instance, **_: type(instance).objects.filter(pk=instance.pk).update(name="Margherita"),
        save(Pizza),
        False,
        id="a queryset's update",
    ),
]


@pytest.mark.parametrize(("signal", "function", "act", "endless"), RECURSION)
def test_recursion(signal: Signal, function: Handler, act: Callable[[], None], *, endless: bool) -> None:
    Soup.objects.create()
    signal.connect(function)
    with pytest.raises(RecursionError) if endless else contextlib.nullcontext():
        act()


def test_a_save_in_post_delete_brings_the_row_back() -> None:
    def revive(instance: Any, **kwargs: Any) -> None:
        instance.save()

    soup = Soup.objects.create()
    post_delete.connect(revive, sender=Soup)
    soup.delete()
    assert Soup.objects.count() == 1


def test_bulk_operations_wake_no_receivers_but_a_querysets_delete_does(calls: list[str]) -> None:
    def note(signal: Signal, **kwargs: Any) -> None:
        calls.append("delete" if signal in (pre_delete, post_delete) else "save")

    for signal in (pre_save, post_save, pre_delete, post_delete):
        signal.connect(note, sender=Pizza)
    pizzas = Pizza.objects.bulk_create([Pizza(pk=1), Pizza(pk=2)])
    Pizza.objects.update(name="Margherita")
    Pizza.objects.bulk_update(pizzas, ["name"])
    assert calls == []
    Pizza.objects.all().delete()
    assert calls == ["delete"] * 4


def test_class_prepared_is_over_once_the_models_are_loaded(calls: list[str]) -> None:
    def note(sender: Any, **kwargs: Any) -> None:
        calls.append(sender.__name__)

    class_prepared.connect(note)
    Pizza.objects.create()
    assert calls == []
    model("Late")
    assert calls == ["Late"]


# --- Async -----------------------------------------------------------------------------------------------------------

needs_async = pytest.mark.skipif(VERSION < ASYNC_SINCE, reason="Django 5.0 brought async receivers")


async def handle_async(sender: Any, **kwargs: Any) -> str:
    return "called"


@pytest.mark.skipif(VERSION >= ASYNC_SINCE, reason="async receivers work")
def test_an_async_receiver_is_never_awaited_before_they_were_supported() -> None:
    signal = Signal()
    signal.connect(handle_async)
    (coroutine,) = send(signal)
    with pytest.raises(StopIteration, match="called"):
        coroutine.send(None)


@needs_async
def test_send_calls_an_async_receiver_where_no_event_loop_runs() -> None:
    signal = Signal()
    signal.connect(handle_async)
    assert send(signal) == ["called"]


@needs_async
@pytest.mark.parametrize("method", ["send", "send_robust"])
def test_send_in_async_code_fails_once_a_receiver_is_async(method: str) -> None:
    signal = Signal()
    signal.connect(handle)

    async def act() -> Any:
        return getattr(signal, method)(None)

    assert asyncio.run(act()) == [(handle, "called")]
    signal.connect(handle_async)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the coroutine that nothing awaits any more
        with pytest.raises(RuntimeError, match="AsyncToSync"):
            asyncio.run(act())
        gc.collect()


@needs_async
def test_asend_runs_only_when_awaited(calls: list[str]) -> None:
    def note(**kwargs: Any) -> None:
        calls.append("called")

    signal = Signal()
    signal.connect(note)

    async def act(*, wait: bool) -> None:
        sending = signal.asend(None)
        if wait:
            await sending
        else:
            sending.close()  # what garbage collection does, with a warning

    asyncio.run(act(wait=False))
    assert calls == []
    asyncio.run(act(wait=True))
    assert calls == ["called"]


# --- AppConfig -------------------------------------------------------------------------------------------------------


def config(name: str, default: str = "") -> str:
    """The source of an AppConfig."""
    return f"import django.apps\nclass {name}(django.apps.AppConfig):\n    name = __package__\n    {default}\n"


@pytest.mark.parametrize(
    ("package", "module", "found"),
    [
        pytest.param("", config("One"), "One", id="the only one in apps"),
        pytest.param("", config("One") + config("Two"), "AppConfig", id="two, and no default"),
        pytest.param("", config("One") + config("Two", "default = True"), "Two", id="two, and a default"),
        pytest.param("", config("One", "default = False"), "AppConfig", id="the only one is not to be the default"),
        pytest.param(config("One"), "", "AppConfig", id="in the package, not in apps"),
        pytest.param(
            "",
            "from django.contrib.auth.apps import AuthConfig\n" + config("One"),
            "AppConfig",
            id="an imported one counts",
        ),
    ],
)
def test_which_app_config_is_found(
    package: str, module: str, found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"app_{len(sys.modules)}_{tmp_path.name}"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text(package)
    (folder / "apps.py").write_text(module)
    monkeypatch.syspath_prepend(tmp_path)
    assert type(AppConfig.create(name)).__name__ == found


# --- Celery ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def celery() -> Any:
    return pytest.importorskip("celery")


def test_a_shared_task_cannot_be_a_receiver(celery: Any) -> None:
    with pytest.raises(TypeError, match="cannot create weak reference"):
        receiver(Signal())(celery.shared_task(handle))


def test_an_apps_task_as_a_receiver_runs_at_once(celery: Any) -> None:
    signal = Signal()
    task = receiver(signal)(celery.Celery("shop", set_as_current=False).task(handle))
    assert send(signal) == ["called"]
    assert hasattr(task, "delay")


def test_a_task_over_a_receiver_leaves_the_function_connected(celery: Any) -> None:
    signal = Signal()
    celery.shared_task(receiver(signal)(handle))
    assert [function for function, _ in signal.send(None)] == [handle]
