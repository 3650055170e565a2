"""The tables about Django in `flake8_signals/knowledge` say what the Django does that runs here: no more, no less."""

import ast
import asyncio
import importlib
import inspect
import json
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.apps import AppConfig, apps
from django.db.models import Model
from django.dispatch import Signal, receiver
from django.utils.module_loading import import_string

from flake8_signals.knowledge import django as tables
from flake8_signals.knowledge import django_models
from flake8_signals.knowledge.django import SIGNALS, BuiltInSignal
from tests.support.commands import ROOT
from tests.support.django_project import VERSION

pytestmark = pytest.mark.xdist_group(__name__)  # what Django does is seen once, for all of them

DJANGO = Path(django.__file__).parent
ALIVE = [signal for signal in SIGNALS.values() if (signal.since or (0, 0)) <= VERSION < (signal.removed or (99, 0))]
each_signal = pytest.mark.parametrize("signal", ALIVE, ids=lambda signal: signal.name.rpartition(".")[2])

Send = dict[str, Any]


@pytest.fixture(scope="module")
def sends(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Send]]:
    """Return all that the recorder saw, by the signal's name."""
    recorder = ROOT / "tests" / "support" / "django_recorder.py"
    finished = subprocess.run(
        [sys.executable, recorder, tmp_path_factory.mktemp("recorder")],
        cwd=ROOT,
        env={"PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not finished.returncode, finished.stderr
    recorded: list[Send] = json.loads(finished.stdout)
    return {signal.name: [send for send in recorded if send["signal"] == signal.name] for signal in ALIVE}


def imported(dotted: str) -> Any:
    """What a dotted name is; raises LookupError if it is nothing."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[length:]:
            if not hasattr(found, attribute):
                raise LookupError(dotted)
            found = getattr(found, attribute)
        return found
    raise LookupError(dotted)


def exists(dotted: str) -> bool:
    try:
        imported(dotted)
    except LookupError:
        return False
    return True


# --- What is sent ----------------------------------------------------------------------------------------------------


@each_signal
def test_a_signal_sends_what_the_table_says_and_nothing_else(
    signal: BuiltInSignal, sends: dict[str, list[Send]]
) -> None:
    told = {argument.name for argument in signal.arguments if (argument.since or (0, 0)) <= VERSION}
    assert sends[signal.name]
    assert {name for send in sends[signal.name] for name in send["arguments"]} == told


@each_signal
def test_what_is_sent_always_and_what_only_sometimes(signal: BuiltInSignal, sends: dict[str, list[Send]]) -> None:
    for argument in signal.arguments:
        if (argument.since or (0, 0)) <= VERSION:
            seen = {argument.name in send["arguments"] for send in sends[signal.name]}
            assert seen == ({True} if argument.always else {True, False}), argument


@each_signal
def test_what_may_be_none(signal: BuiltInSignal, sends: dict[str, list[Send]]) -> None:
    for argument in signal.arguments:
        values = [send["arguments"][argument.name] for send in sends[signal.name] if argument.name in send["arguments"]]
        assert (None in values) is (argument.may_be_none and bool(values)), argument


@each_signal
def test_the_sender_is_what_the_table_says(signal: BuiltInSignal, sends: dict[str, list[Send]]) -> None:
    for send in sends[signal.name]:
        assert send["expected"], send
        from_nobody = signal.name == "django.core.signals.request_finished" and send["form"] == "none"
        assert send["form"] == signal.sender.form or from_nobody, send


def test_wsgi_sends_environ_and_asgi_scope(sends: dict[str, list[Send]]) -> None:
    started = sends["django.core.signals.request_started"]
    assert {tuple(send["arguments"]) for send in started} == {("environ",), ("scope",)}
    assert {tuple(send["arguments"]) for send in started if send["during"] == "answer_wsgi"} == {("environ",)}
    assert {tuple(send["arguments"]) for send in started if send["during"] == "answer_asgi"} == {("scope",)}


@pytest.mark.parametrize("step", ["migrate", "flush", "test_case_with_available_apps"])
def test_only_migrate_sends_post_migrate_with_all_arguments(step: str, sends: dict[str, list[Send]]) -> None:
    during = [send for send in sends["django.db.models.signals.post_migrate"] if send["during"] == step]
    assert during
    assert all({"apps", "plan"} <= set(send["arguments"]) for send in during) is (step == "migrate")
    assert any({"apps", "plan", "stdout"} & set(send["arguments"]) for send in during) is (step == "migrate")


def test_the_actions_of_m2m_changed(sends: dict[str, list[Send]]) -> None:
    changed = [send["arguments"] for send in sends["django.db.models.signals.m2m_changed"]]
    assert {arguments["action"] for arguments in changed} == set(tables.M2M_ACTIONS)
    without_keys = {arguments["action"] for arguments in changed if arguments["pk_set"] is None}
    assert without_keys == {"pre_clear", "post_clear"}
    assert {arguments["reverse"] for arguments in changed} == {True, False}


@pytest.mark.parametrize("name", ["pre_save", "post_save", "m2m_changed"])
def test_fixtures_are_raw(name: str, sends: dict[str, list[Send]]) -> None:
    for send in sends[f"django.db.models.signals.{name}"]:
        if "raw" in send["arguments"]:
            assert send["arguments"]["raw"] is (send["during"] == "load_fixture")


def test_the_result_of_file_changed_alone_is_used() -> None:
    # The recorder sees both: with nothing returned the server restarts, with something true it does not.
    assert [signal.name for signal in ALIVE if signal.result_used] == ["django.utils.autoreload.file_changed"]


# --- The signals themselves ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def modules() -> dict[str, ast.Module]:
    """Return every module of Django that mentions its dispatcher or a signal, by name."""
    found = {}
    for path in DJANGO.rglob("*.py"):
        text = path.read_bytes()
        if b"ispatch" in text or b"ignal" in text:
            module = path.relative_to(DJANGO.parent).with_suffix("").as_posix().replace("/", ".")
            found[module] = ast.parse(text)
    return found


def test_every_signal_that_django_makes_is_in_the_table(modules: dict[str, ast.Module]) -> None:
    made = {
        f"{module}.{target.id}"
        for module, tree in modules.items()
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name)
        if node.value.func.id in ("Signal", "ModelSignal")
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert made == {signal.name for signal in ALIVE}


@pytest.mark.parametrize("signal", SIGNALS.values(), ids=lambda signal: signal.name.rpartition(".")[2])
def test_a_signal_is_there_in_its_versions_alone(signal: BuiltInSignal) -> None:
    assert exists(signal.name) is (signal in ALIVE)


def test_arguments_are_found_by_name() -> None:
    created = SIGNALS["django.db.models.signals.post_save"].argument("created")
    assert created is not None
    assert created.name == "created"
    assert SIGNALS["django.db.models.signals.pre_save"].argument("created") is None


@each_signal
def test_lazy_senders_and_caching_go_together(signal: BuiltInSignal) -> None:
    found = imported(signal.name)
    assert isinstance(found, imported(tables.MODEL_SIGNAL)) is signal.lazy_sender
    assert found.use_caching is signal.lazy_sender


# --- Names -----------------------------------------------------------------------------------------------------------


def from_imports(name: str, tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each name that a module of Django takes from another, as it is there and here."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            package = name.removesuffix(".__init__").rsplit(".", node.level - name.endswith(".__init__"))[0]
            module = f"{package}.{node.module}" if node.level else node.module
            for alias in node.names:
                yield f"{module}.{alias.name}", f"{name.removesuffix('.__init__')}.{alias.asname or alias.name}"


def test_every_place_that_signals_can_be_imported_from_is_in_the_table(modules: dict[str, ast.Module]) -> None:
    known = {tables.SIGNAL, tables.MODEL_SIGNAL, tables.RECEIVER, *SIGNALS}
    places = {
        here: tables.canonical(there)
        for module, tree in modules.items()
        for there, here in from_imports(module, tree)
        if tables.canonical(there) in known
    }
    assert len(places) > 20
    assert {place: tables.canonical(place) for place in places} == places


def test_canonical_names_are_the_same_object() -> None:
    checked = 0
    for place, home in tables.CANONICAL.items():
        if exists(place):
            checked += 1
            assert imported(place) is imported(home), place
    assert checked > 40


def test_names_that_no_table_knows_stay_as_they_are() -> None:
    assert tables.canonical("shop.signals.paid") == "shop.signals.paid"
    assert tables.canonical("django.core.signals.post_save") == "django.core.signals.post_save"


def test_wrong_places_are_wrong_and_the_right_ones_right() -> None:
    for wrong, right in tables.WRONG_PLACES.items():
        assert not exists(wrong), wrong
        assert exists(right) or not exists(right.rpartition(".")[0]), right


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("django.core.signals.post_save", "django.db.models.signals.post_save"),
        ("django.contrib.auth.models.user_logged_in", "django.contrib.auth.signals.user_logged_in"),
        ("django.dispatch.signals.receiver", "django.dispatch.receiver"),
        ("django.db.signals.post_save", "django.db.models.signals.post_save"),
        ("django.db.models.signals.receiver", "django.dispatch.receiver"),
    ],
)
def test_wrong_places_that_are_in_use(wrong: str, right: str) -> None:
    assert tables.WRONG_PLACES[wrong] == right


def test_names_that_work_from_the_test_tools() -> None:
    for place, home in tables.TEST_PLACES.items():
        assert imported(place) is imported(home)


def test_removed_names_are_gone_and_what_replaces_them_is_there() -> None:
    for name, removed in tables.REMOVED.items():
        assert removed.version <= VERSION
        assert not exists(name), name
        assert exists(removed.instead), removed


def test_default_app_config_is_read_until_it_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "app_with_default"
    package.mkdir()
    (package / "__init__.py").write_text("default_app_config = 'app_with_default.apps.One'\n")
    (package / "apps.py").write_text(
        "from django.apps import AppConfig\n"
        "class One(AppConfig):\n    name = 'app_with_default'\n"
        "class Two(One):\n    pass\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the deprecation's own
        config = AppConfig.create("app_with_default")
    assert (type(config).__name__ == "One") is (VERSION < tables.DEFAULT_APP_CONFIG_REMOVED)


# --- Calls -----------------------------------------------------------------------------------------------------------


def parameters(function: Any) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)


def test_parameters_of_the_dispatcher() -> None:
    model_signal = imported(tables.MODEL_SIGNAL)
    assert parameters(Signal.connect) == ("self", *tables.CONNECT_PARAMETERS)
    assert parameters(Signal.disconnect) == ("self", *tables.DISCONNECT_PARAMETERS)
    extra = tables.MODEL_SIGNAL_PARAMETER
    assert parameters(model_signal.connect) == ("self", *tables.CONNECT_PARAMETERS, extra)
    assert parameters(model_signal.disconnect) == ("self", *tables.DISCONNECT_PARAMETERS, extra)
    assert parameters(receiver) == ("signal", "kwargs")


def test_methods_that_send() -> None:
    methods = tables.SEND_METHODS + (tables.ASYNC_SEND_METHODS if VERSION >= tables.ASYNC_SINCE else ())
    assert {name for name in vars(Signal) if "send" in name} == set(methods)
    for name in methods:
        assert parameters(getattr(Signal, name)) == ("self", "sender", "named")
        assert inspect.iscoroutinefunction(getattr(Signal, name)) is (name in tables.ASYNC_SEND_METHODS)


@pytest.mark.parametrize("name", sorted(tables.RESERVED_ARGUMENTS))
def test_reserved_arguments_cannot_be_sent(name: str) -> None:
    signal = Signal()
    signal.connect(print)
    with pytest.raises(TypeError, match="multiple values"):
        signal.send("sender", **{name: 1})


DECORATIONS: dict[str, tuple[Any, ...] | None] = {  # what each is called with; None: it is applied as it stands
    "asgiref.sync.async_to_sync": None,
    "asgiref.sync.sync_to_async": None,
    "django.core.checks.register": None,
    "django.db.transaction.atomic": None,
    "django.db.transaction.non_atomic_requests": None,
    "django.dispatch.receiver": (Signal(),),
    "django.test.override_system_checks": ([],),
    "django.test.utils.isolate_apps": ("django.contrib.auth",),
    "django.test.utils.override_script_prefix": ("/",),
    "django.test.utils.override_system_checks": ([],),
    "django.utils.timezone.override": (None,),
    "django.utils.translation.override": (None,),
}


@pytest.mark.parametrize("name", sorted(tables.WRAPPING_DECORATORS | tables.RETURNING_DECORATORS))
def test_decorators_pass_on_what_a_receiver_is_called_with(name: str) -> None:
    def handle(sender: Any, instance: Any, **kwargs: Any) -> Any:
        return sender, instance, kwargs

    async def handle_async(sender: Any, instance: Any, **kwargs: Any) -> Any:
        return sender, instance, kwargs

    function = handle_async if name == "asgiref.sync.async_to_sync" else handle
    arguments = DECORATIONS.get(name, ())
    decorated = imported(name)(function) if arguments is None else imported(name)(*arguments)(function)
    result = decorated(sender=1, instance=2, signal=3, using=4)
    if name == "asgiref.sync.sync_to_async":
        result = asyncio.run(result)
    assert result == (1, 2, {"signal": 3, "using": 4})
    assert (decorated is function) is (name in tables.RETURNING_DECORATORS)


# --- Models ----------------------------------------------------------------------------------------------------------


def dotted(model: Any) -> str:
    return f"{model.__module__}.{model.__qualname__}"


def test_models_and_their_labels() -> None:
    found = apps.get_models(include_auto_created=True)
    assert {dotted(model): model._meta.label for model in found if not model._meta.auto_created} == django_models.MODELS
    made = {model._meta.label for model in found if model._meta.auto_created}
    assert made == set(django_models.THROUGH_MODELS.values())
    assert {name: imported(name)._meta.label for name in django_models.THROUGH_MODELS} == django_models.THROUGH_MODELS
    bases = {base for model in found for base in model.__mro__ if base is not Model and issubclass(base, Model)}
    assert {dotted(base) for base in bases if base._meta.abstract} == django_models.ABSTRACT_MODELS
    assert django_models.USER_MODEL in django_models.MODELS


# --- Modules ---------------------------------------------------------------------------------------------------------

MODULES = (
    *(
        "shop",
        "shop.apps",
        "shop.models",
        "shop.admin",
        "shop.views",
        "shop.urls",
        "shop.wsgi",
        "shop.asgi",
        "shop.tests",
    ),
    *("shop.management", "shop.management.commands", "shop.management.commands.greet", "shop.migrations"),
    *("shop.templatetags", "shop.templatetags.shop"),
)

LOAD_MODULES = """
import json, sys
from django.conf import settings
settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
        "django.contrib.messages", *sys.argv[1:], "shop"],
    ROOT_URLCONF="shop.urls",
    SECRET_KEY="secret",
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    USE_TZ=True,
    WSGI_APPLICATION="shop.wsgi.application",
)
import django
from django.core.management import call_command

def start():
    django.setup()

def migrate():
    call_command("migrate", verbosity=0, interactive=False)

def command():
    try:
        call_command("greet")
    except AttributeError:
        pass  # there is no command in it

def templates():
    from django.template import engines
    engines["django"].from_string("")

def urls():
    from django.urls import get_resolver
    get_resolver().urlconf_module

def serve():
    from django.core.servers.basehttp import get_internal_wsgi_application
    get_internal_wsgi_application()

def test():
    from django.test.runner import DiscoverRunner
    DiscoverRunner(verbosity=0).build_suite(["shop"])

loaded = {}
for step in (start, migrate, command, templates, urls, serve, test):
    before = set(sys.modules)
    step()
    loaded[step.__name__] = sorted(name for name in set(sys.modules) - before if name.split(".")[0] == "shop")
print(json.dumps(loaded))
"""


def test_which_of_djangos_configurations_have_a_ready() -> None:
    found = {
        f"{'.'.join(('django', *path.relative_to(DJANGO).with_suffix('').parts))}.{node.name}"
        for path in (DJANGO / "contrib").rglob("apps.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
        and any(isinstance(inner, ast.FunctionDef) and inner.name == "ready" for inner in node.body)
    }
    new = {"django.contrib.messages.apps.MessagesConfig"} if VERSION < (4, 0) else set()
    assert found == tables.CONFIGS_WITH_READY - new


@pytest.mark.parametrize(
    ("admin", "discovers"),
    [
        (None, False),
        ("django.contrib.admin", True),
        ("django.contrib.admin.apps.AdminConfig", True),
        ("django.contrib.admin.apps.SimpleAdminConfig", False),
    ],
)
def test_which_modules_of_an_app_are_loaded_when(admin: str | None, *, discovers: bool, tmp_path: Path) -> None:
    for name in MODULES:
        path = tmp_path / name.replace(".", "/")
        if any(other.startswith(f"{name}.") for other in MODULES):
            path.mkdir(parents=True, exist_ok=True)
            path /= "__init__"
        path.with_suffix(".py").write_text("application = urlpatterns = register = []\n")
    script = [sys.executable, "-c", LOAD_MODULES, *([admin] if admin else [])]
    finished = subprocess.run(script, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert not finished.returncode, finished.stderr
    loaded = {
        step: {name.removeprefix("shop.") for name in names} for step, names in json.loads(finished.stdout).items()
    }
    assert loaded.pop("start") == {"shop", "apps", "models", *(["admin"] if discovers else [])}
    assert loaded == {
        "migrate": {"management", "migrations"},
        "command": {"management.commands", "management.commands.greet"},
        "templates": {"templatetags", "templatetags.shop"},
        "urls": {"urls"},
        "serve": {"wsgi"},
        "test": {"tests"},
    }


@pytest.mark.parametrize("own", tables.CONNECTIONS, ids=lambda own: own.receiver)
def test_django_connects_its_own_receivers_so_and_not_otherwise(own: tables.OwnConnection) -> None:
    signal, function = import_string(own.signal), import_string(own.receiver)
    named = {"sender": import_string(own.sender) if own.sender else None, "dispatch_uid": own.dispatch_uid}
    if own.sender or own.dispatch_uid:
        assert not signal.disconnect(function)
    assert signal.disconnect(function, **named)
    signal.connect(function, **named)
