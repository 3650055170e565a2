"""What the rules on connections claim, Django proves: on their own examples, and on what to use instead."""

# Receivers take what Django sends; Django has no types.
# mypy: disable-error-code="untyped-decorator"

import contextlib
import contextvars
import functools
import gc
import importlib
import threading
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import Signal, receiver
from django.test import override_settings

from flake8_signals import rules
from flake8_signals.knowledge.django import CONNECT_PARAMETERS, DISCONNECT_PARAMETERS, MODEL_SIGNAL_PARAMETER
from tests.support.django_examples import running
from tests.support.django_project import VERSION, unconnected
from tests.support.examples import documented

SIGNALS = (pre_save, post_save, post_delete, request_started, request_finished)

Shop = Callable[..., Any]


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
    """Return what starts Django with an example of a rule (or what to use instead), as a context manager."""
    every = {rule.code: rule for rule in rules.all_rules()}

    def start(code: str, section: str, index: int = 0) -> Any:
        return running(documented(every[code], section)[index], tmp_path / section, debug=debug)

    return start


def shop_models() -> Any:
    return importlib.import_module("shop.models")


def shop_signals() -> Any:
    return importlib.import_module("shop.signals")


def saved_order() -> Any:
    """Save an order, when all that nothing holds is gone, and return it."""
    gc.collect()  # connecting with a lazy sender makes a cycle that holds the receiver until then
    order = shop_models().Order(pk=1)
    order.save()
    return order


def is_cleared(key: str, action: Callable[[], Any]) -> bool:
    """Whether something leaves the cache without ``key``."""
    cache.set(key, "cached")
    action()
    return cache.get(key) is None


# --- Who holds the receiver ------------------------------------------------------------------------------------------


def test_301_a_lambda_that_nothing_holds_is_called_in_development_alone(shop: Shop, debug: bool) -> None:  # noqa: FBT001
    with shop("SIG301", "Example"):
        assert is_cleared("anything", saved_order) is debug


def test_301_held_by_the_signal_it_is_called(shop: Shop) -> None:
    with shop("SIG301", "Use instead"):
        assert is_cleared("anything", saved_order)


def test_302_a_local_function_is_called_in_development_alone(shop: Shop, debug: bool) -> None:  # noqa: FBT001
    with shop("SIG302", "Example"):
        assert saved_order().shipped is debug


def test_302_held_by_the_signal_it_is_called(shop: Shop) -> None:
    with shop("SIG302", "Use instead"):
        assert saved_order().shipped


def test_303_the_method_of_an_object_that_nothing_holds_is_never_called(shop: Shop) -> None:
    with shop("SIG303", "Example"):
        assert not is_cleared("1", saved_order)


def test_303_the_method_of_an_object_that_a_name_holds_is_called(shop: Shop) -> None:
    with shop("SIG303", "Use instead"):
        assert is_cleared("1", saved_order)


def test_320_a_receiver_whose_name_is_bound_again_is_called_in_development_alone(
    shop: Shop,
    debug: bool,  # noqa: FBT001
) -> None:
    with shop("SIG320", "Example"):
        order = saved_order()
        assert is_cleared("1", order.save) is debug
        assert is_cleared("1", lambda: post_delete.send(type(order), instance=order))


def test_320_each_with_its_own_name_is_called(shop: Shop) -> None:
    with shop("SIG320", "Use instead"):
        order = saved_order()
        assert is_cleared("1", order.save)
        assert is_cleared("1", lambda: post_delete.send(type(order), instance=order))


def test_320_a_loop_binds_the_name_again_with_each_turn(debug: bool) -> None:  # noqa: FBT001
    signals = [Signal(), Signal(), Signal()]
    namespace: dict[str, Any] = {"receiver": receiver, "signals": signals}
    with override_settings(DEBUG=debug):
        exec(
            "for signal in signals:\n    @receiver(signal)\n    def handle(sender, **kwargs): return sender", namespace
        )
    gc.collect(0)
    alive = [bool(signal.send(None)) for signal in signals]
    assert alive == ([True] * 3 if debug else [False, False, True])


# --- What is connected -----------------------------------------------------------------------------------------------


def test_304_none_is_connected_after_a_call(shop: Shop) -> None:
    cache.set("anything", "cached")
    with pytest.raises((TypeError, AssertionError)), shop("SIG304", "Example"):
        pass
    assert cache.get("anything") is None


def test_304_the_function_itself_is_called_by_the_signal(shop: Shop) -> None:
    with shop("SIG304", "Use instead"):
        assert is_cleared("anything", lambda: request_finished.send(None))


def test_305_a_string_cannot_be_connected(shop: Shop) -> None:
    with pytest.raises((TypeError, AssertionError)), shop("SIG305", "Example"):
        pass


def test_305_what_the_string_names_can(shop: Shop) -> None:
    with shop("SIG305", "Use instead"):
        assert saved_order().shipped


def test_306_several_signals_are_not_several_arguments(shop: Shop) -> None:
    with pytest.raises(TypeError, match="positional argument"), shop("SIG306", "Example"):
        pass


def test_306_a_list_connects_each_of_them(shop: Shop) -> None:
    with shop("SIG306", "Use instead"):
        assert is_cleared("anything", lambda: request_started.send(None))
        assert is_cleared("anything", lambda: request_finished.send(None))


def in_transaction(action: Callable[[], Any]) -> list[bool]:
    """Whether each order that is shipped meanwhile is shipped within a transaction."""
    seen: list[bool] = []
    with mock.patch.object(shop_models().Order, "ship", side_effect=lambda: seen.append(connection.in_atomic_block)):
        action()
    return seen


def test_307_the_signal_passes_by_a_decorator_above(shop: Shop) -> None:
    with shop("SIG307", "Example"):
        assert in_transaction(saved_order) == [False]
        assert in_transaction(lambda: shop_signals().ship(None, shop_models().Order())) == [True]


def test_307_the_signal_calls_a_decorator_below(shop: Shop) -> None:
    with shop("SIG307", "Use instead"):
        assert in_transaction(saved_order) == [True]


def test_308_a_staticmethod_object_cannot_be_connected(shop: Shop) -> None:
    with pytest.raises(AttributeError, match="staticmethod"), shop("SIG308", "Example"):
        pass


def test_308_the_other_way_round_it_is_called(shop: Shop) -> None:
    with shop("SIG308", "Use instead"):
        assert saved_order().shipped


@pytest.mark.parametrize("decorator", [staticmethod, classmethod])
def test_308_with_a_uid_it_is_no_better(decorator: Any) -> None:
    with pytest.raises(TypeError, match="weak reference"):
        receiver(Signal(), dispatch_uid="uid")(decorator(print))


def test_309_nothing_passes_self(shop: Shop) -> None:
    with shop("SIG309", "Example"), pytest.raises(TypeError, match="'self'"):
        saved_order()


def test_309_a_bound_method_has_it(shop: Shop) -> None:
    with shop("SIG309", "Use instead"):
        assert saved_order().shipped


def test_309_a_classmethod_above_does_not_bind_the_receiver() -> None:
    signal = Signal()

    class Shop:
        @classmethod
        @receiver(signal)
        def handle(cls, sender: Any, **kwargs: Any) -> None: ...

    with pytest.raises(TypeError, match="'cls'"):
        signal.send(None)


def test_309_through_the_class_a_method_is_a_plain_function() -> None:
    signal = Signal()

    class Shop:
        def handle(self, sender: Any, **kwargs: Any) -> None: ...

    signal.connect(Shop.handle)
    with pytest.raises(TypeError, match="'self'"):
        signal.send(None)


def test_309_no_signal_can_send_self() -> None:
    with pytest.raises(TypeError, match="'self'"):
        Signal().send(None, self=1)


def test_310_a_class_makes_an_instance_for_each_send(shop: Shop) -> None:
    with shop("SIG310", "Example"):
        assert saved_order().shipped


# --- What is the same connection -------------------------------------------------------------------------------------


def deletions(action: Callable[[], Any]) -> int:
    """How often the shop's receivers delete something from the cache meanwhile."""
    with mock.patch.object(shop_signals(), "cache") as patched:
        action()
    return int(patched.delete.call_count)


def set_actor(actor: str, instance: Any, **kwargs: Any) -> None:  # noqa: ARG001
    instance.actors.append(actor)


def saved_by(name: str, *, weak: bool = True) -> list[str]:
    """Save an object in a view that first connects a receiver of its own; return who that receiver says has done it."""
    actors: list[str] = []
    instance = types.SimpleNamespace(actors=actors)
    post_save.connect(functools.partial(set_actor, name), weak=weak)
    post_save.send(sender=type(instance), instance=instance)
    return actors


def test_107_held_by_the_signal_each_request_leaves_a_receiver_with_its_user() -> None:
    assert [saved_by(name, weak=False) for name in ("ann", "bob", "cy")] == [
        ["ann"],
        ["ann", "bob"],
        ["ann", "bob", "cy"],
    ]


def test_107_what_another_thread_saves_meanwhile_meets_a_receiver_for_a_while() -> None:
    other = types.SimpleNamespace(actors=[])

    def save_elsewhere() -> None:
        post_save.send(sender=type(other), instance=other)

    handler = functools.partial(set_actor, "ann")
    post_save.connect(handler)
    thread = threading.Thread(target=save_elsewhere)
    thread.start()
    thread.join()
    post_save.disconnect(handler)
    assert other.actors == ["ann"]


def test_107_one_receiver_that_asks_a_context_variable_leaves_other_threads_alone() -> None:
    actor: contextvars.ContextVar[str | None] = contextvars.ContextVar("actor", default=None)
    own, other = types.SimpleNamespace(actors=[]), types.SimpleNamespace(actors=[])

    def note_actor(instance: Any, **kwargs: Any) -> None:  # noqa: ARG001
        if name := actor.get():
            set_actor(name, instance)

    def save(instance: Any) -> None:
        post_save.send(sender=type(instance), instance=instance)

    post_save.connect(note_actor)
    token = actor.set("ann")
    thread = threading.Thread(target=save, args=(other,))
    thread.start()
    thread.join()
    save(own)
    actor.reset(token)
    assert (own.actors, other.actors) == (["ann"], [])


def test_311_under_two_uids_it_runs_twice(shop: Shop) -> None:
    with shop("SIG311", "Example"):
        assert deletions(saved_order) == 2


def test_311_under_one_it_runs_once(shop: Shop) -> None:
    with shop("SIG311", "Use instead"):
        assert deletions(saved_order) == 1


def test_311_a_uid_for_each_turn_of_a_loop_is_a_connection_for_each() -> None:
    called = []

    def count(**kwargs: Any) -> None:
        called.append(kwargs)

    for field in ("boxes", "crates"):
        post_save.connect(count, dispatch_uid=f"shop.Order.{field}")
    post_save.send(sender=type(called))
    assert len(called) == 2


def test_312_the_method_of_each_object_is_a_receiver(shop: Shop) -> None:
    with shop("SIG312", "Example"):
        indexers = [shop_signals().Indexer(), shop_signals().Indexer()]
        assert deletions(saved_order) == len(indexers)


def test_312_a_uid_makes_them_one(shop: Shop) -> None:
    with shop("SIG312", "Use instead"):
        indexers = [shop_signals().Indexer(), shop_signals().Indexer()]
        assert indexers
        assert deletions(saved_order) == 1


def test_314_the_second_receiver_under_a_uid_is_dropped(shop: Shop) -> None:
    with shop("SIG314", "Example"):
        assert deletions(saved_order) == 0
        assert saved_order().shipped


def test_314_each_under_its_own_is_called(shop: Shop) -> None:
    with shop("SIG314", "Use instead"):
        assert deletions(saved_order) == 1
        assert saved_order().shipped


def uids_of_two_runs(shop: Shop, section: str) -> list[Any]:
    """The uids that the shop connects its receiver under when Django starts, and starts again."""
    found = []
    for _ in range(2):
        with unconnected(post_save), shop("SIG315", section):
            found += [receiver[0][0] for receiver in post_save.receivers]
    return found


def test_315_the_uid_is_another_with_each_run(shop: Shop) -> None:
    first, second = uids_of_two_runs(shop, "Example")
    assert first != second


def test_315_a_string_is_the_same(shop: Shop) -> None:
    first, second = uids_of_two_runs(shop, "Use instead")
    assert first == second


def test_315_under_another_uid_each_time_it_is_connected_each_time() -> None:
    signal = Signal()

    def handle(sender: Any, **kwargs: Any) -> None: ...

    for _ in range(2):
        signal.connect(handle, dispatch_uid=object())
    assert len(signal.send(None)) == 2


def test_316_a_disconnection_without_the_sender_leaves_the_receiver(shop: Shop) -> None:
    with shop("SIG316", "Example"):
        shop_signals().pause()
        assert saved_order().shipped


def test_316_with_the_sender_it_ends(shop: Shop) -> None:
    with shop("SIG316", "Use instead"):
        shop_signals().pause()
        assert not saved_order().shipped


def test_316_what_is_connected_again_for_one_sender_is_disconnected_for_it() -> None:
    signal = Signal()

    def handle(sender: Any, **kwargs: Any) -> None: ...

    table = "auth_user"
    signal.connect(handle)
    signal.disconnect(handle)
    signal.connect(handle, sender=table)
    assert signal.disconnect(handle, sender=table)


@pytest.mark.parametrize("arguments", [{}, {"sender": object}, {"receiver": None, "sender": object}])
def test_316_without_a_receiver_nothing_is_disconnected(arguments: dict[str, Any]) -> None:
    signal = Signal()

    def handle(sender: Any, **kwargs: Any) -> None: ...

    signal.connect(handle)
    signal.connect(handle, sender=object)
    assert signal.disconnect(**arguments) is False
    assert len(signal.send(object)) == 2


def test_317_disconnect_takes_no_weak(shop: Shop) -> None:
    with shop("SIG317", "Example"), pytest.raises(TypeError, match="'weak'"):
        shop_signals().pause()


def test_317_without_it_the_receiver_is_disconnected(shop: Shop) -> None:
    with shop("SIG317", "Use instead"):
        shop_signals().pause()
        assert not saved_order().shipped


def test_317_what_each_of_them_takes() -> None:
    def handle(sender: Any, **kwargs: Any) -> None: ...

    given: dict[str, Any] = {"receiver": handle, "sender": None, "weak": True, "dispatch_uid": "uid", "apps": None}
    for signal, own in ((Signal(), ()), (post_save, (MODEL_SIGNAL_PARAMETER,))):
        for method, known in ((signal.connect, CONNECT_PARAMETERS), (signal.disconnect, DISCONNECT_PARAMETERS)):
            for name, value in given.items():
                refused = name not in (*known, *own)
                with pytest.raises(TypeError, match=f"'{name}'") if refused else contextlib.nullcontext():
                    method(**{"receiver": handle, name: value})


# --- Tasks and calls that repeat -------------------------------------------------------------------------------------

registered_again = pytest.mark.filterwarnings("ignore:Task name")  # Celery's, for each example of that name


@registered_again
def test_318_a_shared_task_cannot_be_connected(shop: Shop) -> None:
    pytest.importorskip("celery")
    with pytest.raises(TypeError), shop("SIG318", "Example"):
        pass


@registered_again
def test_318_the_task_of_an_application_runs_at_once(debug: bool) -> None:  # noqa: FBT001
    celery = pytest.importorskip("celery")
    signal, ran = Signal(), []
    with override_settings(DEBUG=debug):

        @receiver(signal)
        @celery.Celery("shop").task
        def ship(sender: Any, **_: Any) -> None:
            ran.append(sender)

    signal.send("now")
    assert ran == ["now"]


@pytest.mark.skipif(VERSION < (6, 0), reason="Django has tasks since 6.0")
def test_318_a_task_cannot_be_connected(shop: Shop) -> None:
    with pytest.raises(TypeError), shop("SIG318", "Example", 1):
        pass


@pytest.mark.skipif(VERSION < (6, 0), reason="Django has tasks since 6.0")
def test_318_a_receiver_can_queue_one(shop: Shop) -> None:
    with shop("SIG318", "Use instead", 1), mock.patch.object(shop_models().Order, "ship") as ship:
        saved_order()
        assert ship.call_count == 1


def test_319_each_call_adds_a_receiver(shop: Shop) -> None:
    with shop("SIG319", "Example"):
        order = mock.Mock()
        for _ in range(2):
            shop_signals().watch(order)
        shop_models().Parcel().save()
        assert order.ship.call_count == 2


def test_319_a_function_of_the_module_is_connected_once(shop: Shop) -> None:
    with shop("SIG319", "Use instead"):
        order = mock.Mock()
        post_save.send(shop_models().Parcel, instance=mock.Mock(order=order))
        assert order.ship.call_count == 1


# --- SIG321: the list behind the cache -------------------------------------------------------------------------------


@pytest.mark.parametrize(("section", "called"), [("Example", 1), ("Use instead", 0)])
def test_321_what_is_taken_out_of_the_list_is_called_until_the_cache_is_cleared(
    section: str, called: int, shop: Shop
) -> None:
    with shop("SIG321", section):
        order = shop_models().Order
        heard = mock.Mock()
        post_save.connect(mock.Mock(), weak=False)
        post_save.connect(heard, sender=order, weak=False)
        order().save()
        heard.reset_mock()
        importlib.import_module("shop.services").save_quietly([order()])
        assert heard.call_count == called
        heard.reset_mock()
        order().save()
        assert heard.call_count == 1


def test_321_what_is_put_in_the_list_is_not_called() -> None:
    first, second = mock.Mock(), mock.Mock()
    post_save.connect(second, weak=False)
    entry = post_save.receivers.pop()
    post_save.connect(first, weak=False)
    post_save.send(sender=Signal)
    post_save.receivers.append(entry)
    post_save.send(sender=Signal)
    assert (first.call_count, second.call_count) == (2, 0)
    post_save.sender_receivers_cache.clear()
    post_save.send(sender=Signal)
    assert (first.call_count, second.call_count) == (3, 1)


def test_321_an_empty_list_is_seen_at_once_and_can_be_put_back() -> None:
    heard = mock.Mock()
    post_save.connect(heard, weak=False)
    post_save.send(sender=Signal)
    saved = post_save.receivers
    post_save.receivers = []
    post_save.send(sender=Signal)
    assert heard.call_count == 1
    post_save.receivers = saved
    post_save.send(sender=Signal)
    assert heard.call_count == 2


# --- SIG322: disconnected for a while --------------------------------------------------------------------------------


def test_322_what_is_saved_meanwhile_is_not_heard_of(shop: Shop) -> None:
    with shop("SIG322", "Example"):
        order = shop_models().Order
        connected: list[bool] = []

        def look(instance: Any, **_: Any) -> None:
            if instance.shipped:
                connected.append(post_save.has_listeners(order))

        pre_save.connect(look, sender=order)
        order.objects.create()
        assert connected == [False]
        assert post_save.has_listeners(order)


def test_322_what_is_set_before_the_save_needs_no_second(shop: Shop) -> None:
    with shop("SIG322", "Use instead"):
        order = shop_models().Order
        order.objects.create()
        assert order.objects.get().shipped
