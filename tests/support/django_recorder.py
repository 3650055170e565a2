"""Make Django send every signal that it can, and print what each was sent with, as JSON.

A script of its own, for a process of its own, given an empty folder: it starts Django, and keeps it busy with nothing
but the models that Django ships. It prints a list with one object a send: the ``signal``'s name, the step it was sent
``during``, the ``form`` of its sender, whether that sender is of the kind that the tables say (``expected``), and its
``arguments``, each with its value where that is None, a string or true or false, and else with its type's name.
"""

import asyncio
import contextlib
import io
import json
import sys
import threading
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import django
from django.conf import Settings, UserSettingsHolder, settings
from django.utils.module_loading import import_string

from flake8_signals.knowledge.django import SIGNALS, Sender

FOLDER = Path(sys.argv[1])
APPS = ["django.contrib.auth", "django.contrib.contenttypes"]
sent: list[dict[str, Any]] = []
during = "start_up"


def record(signal: Any, sender: Any, **arguments: Any) -> bool:
    """Remember one send."""
    forms = {
        "none": sender is None,
        "string": isinstance(sender, str),
        "class": isinstance(sender, type),
        "instance": True,
    }
    name = names[signal]
    sent.append(
        {
            "signal": name,
            "during": during,
            "form": next(form for form, fits in forms.items() if fits),
            "expected": bool(KINDS[SIGNALS[name].sender](sender, arguments)),
            "arguments": {
                name: value if value is None or isinstance(value, str | bool) else type(value).__name__
                for name, value in arguments.items()
            },
        }
    )
    return during == "file_changed_and_handled"


def is_class(sender: Any, *parents: str) -> bool:
    return isinstance(sender, type) and issubclass(sender, tuple(map(import_string, parents)))


KINDS: dict[Sender, Callable[[Any, dict[str, Any]], bool]] = {
    Sender.MODEL: lambda sender, arguments: (
        is_class(sender, "django.db.models.Model") and type(arguments.get("instance", sender)) in (sender, type(sender))
    ),
    Sender.THROUGH: lambda sender, _: getattr(getattr(sender, "_meta", None), "label", "") == "auth.User_groups",
    Sender.USER: lambda sender, _: is_class(sender, "django.contrib.auth.models.User") or sender is type(None),
    Sender.HANDLER: lambda sender, _: sender is None or is_class(sender, "django.core.handlers.base.BaseHandler"),
    Sender.SETTINGS: lambda sender, _: sender in (Settings, UserSettingsHolder),
    Sender.DATABASE: lambda sender, arguments: sender is type(arguments.get("connection")),
    Sender.TASK_BACKEND: lambda sender, _: is_class(sender, "django.tasks.backends.base.BaseTaskBackend"),
    Sender.APP_CONFIG: lambda sender, arguments: sender is not None and sender is arguments.get("app_config"),
    Sender.TEMPLATE: lambda sender, arguments: sender is not None and sender is arguments.get("template"),
    Sender.RELOADER: lambda sender, _: is_class(type(sender), "django.utils.autoreload.BaseReloader"),
    Sender.MODULE_NAME: lambda sender, _: sender == "django.contrib.auth",
    Sender.NOBODY: lambda sender, _: sender is None,
}


# --- What happens, in this order -------------------------------------------------------------------------------------


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def flush() -> None:
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)


def test_case_with_available_apps() -> None:
    from django.test import TransactionTestCase

    case = type("Case", (TransactionTestCase,), {"available_apps": APPS, "test": lambda _: None})
    result = unittest.TestResult()
    unittest.TestSuite([case("test")]).run(result)
    assert result.testsRun == 1
    assert result.wasSuccessful(), result.errors


def save_and_delete() -> None:
    from django.contrib.auth.models import Group

    group = Group.objects.create(name="cooks")
    group.save(update_fields=["name"])
    group.delete()
    Group.objects.create(name="waiters")
    Group.objects.all().delete()


def change_relation() -> None:
    from django.contrib.auth.models import Group, User

    user, group = User.objects.create(username="ada"), Group.objects.create(name="cooks")
    user.groups.add(group)
    user.groups.remove(group)
    group.user_set.set([user])
    user.groups.clear()


def load_fixture() -> None:
    from django.core.management import call_command

    fixture = FOLDER / "users.json"
    group = {"model": "auth.group", "pk": 7, "fields": {"name": "guests"}}
    user = {"model": "auth.user", "pk": 7, "fields": {"username": "guest", "password": "", "groups": [7]}}
    fixture.write_text(json.dumps([group, user]))
    call_command("loaddata", str(fixture), verbosity=0)


def new_request(user: Any = None) -> Any:
    from django.contrib.sessions.backends.cache import SessionStore
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.session = SessionStore()
    request.user = user
    return request


def log_in_and_out() -> None:
    from django.contrib import auth
    from django.contrib.auth.models import AnonymousUser, User

    user = User.objects.create(username="eve", password="!")  # no password matches
    request = new_request()
    auth.login(request, user, "django.contrib.auth.backends.ModelBackend")
    auth.logout(request)
    auth.logout(new_request(AnonymousUser()))
    auth.authenticate(username="eve", password="wrong")
    auth.authenticate(new_request(), username="eve", password="wrong")


def log_in_and_out_async() -> None:
    from django.contrib import auth
    from django.contrib.auth.models import AnonymousUser, User

    if django.VERSION < (5, 0):
        return

    async def anonymous() -> Any:
        return AnonymousUser()

    async def log() -> None:
        user = await User.objects.aget(username="eve")
        request = new_request()
        await auth.alogin(request, user, "django.contrib.auth.backends.ModelBackend")
        await auth.alogout(request)
        request = new_request()
        request.auser = anonymous
        await auth.alogout(request)
        await auth.aauthenticate(username="eve", password="wrong")

    asyncio.run(log())


def answer_wsgi() -> None:
    from django.core.handlers.wsgi import WSGIHandler

    for path in ("/", "/broken"):
        environ: dict[str, Any] = {"PATH_INFO": path}
        setup_testing_defaults(environ)
        WSGIHandler()(environ, lambda *_: None).close()


def answer_asgi() -> None:
    from django.core.handlers.asgi import ASGIHandler

    async def ask(path: str) -> None:
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": b"",
            "headers": [(b"host", b"testserver")],
        }
        application = import_string("asgiref.testing.ApplicationCommunicator")(ASGIHandler(), scope)
        await application.send_input({"type": "http.request"})
        await application.receive_output()
        await application.receive_output()
        await application.wait()

    for path in ("/", "/broken"):
        asyncio.run(ask(path))


def answer_test_clients() -> None:
    from django.test import AsyncClient, Client

    Client().get("/")
    asyncio.run(AsyncClient().get("/"))


def close_response_without_handler() -> None:
    from django.http import HttpResponse

    HttpResponse().close()


def override_settings() -> None:
    from django.test import override_settings

    with override_settings(DEBUG=True, NO_SUCH_SETTING=1):
        pass


def render_template() -> None:
    from django.template import engines
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    engines["django"].from_string("{{ x }}").render({"x": 1})
    teardown_test_environment()


def connect_to_database() -> None:
    from django.db import connection

    connection.close()
    connection.connect()


def run_tasks() -> None:
    if django.VERSION < (6, 0):
        return
    from django.tasks import task

    globals()["stir"] = stir_task = task()(stir)
    stir_task.enqueue()
    stir_task.using(backend="dummy").enqueue()


def stir() -> None:
    """What a task needs: a function of a module, under its own name."""


def start_reloader() -> None:
    from django.utils.autoreload import BaseReloader

    reloader = BaseReloader()
    reloader.tick = lambda: iter(())
    reloader.run(threading.current_thread())


def file_changed() -> None:
    from django.utils.autoreload import BaseReloader

    try:
        BaseReloader().notify_file_changed(Path(__file__))
    except SystemExit:
        return
    raise AssertionError("no receiver returned anything true, yet the server did not restart")


def file_changed_and_handled() -> None:
    from django.utils.autoreload import BaseReloader

    BaseReloader().notify_file_changed(Path(__file__))


STEPS = (
    migrate,
    flush,
    test_case_with_available_apps,
    save_and_delete,
    change_relation,
    load_fixture,
    log_in_and_out,
    log_in_and_out_async,
    answer_wsgi,
    answer_asgi,
    answer_test_clients,
    close_response_without_handler,
    override_settings,
    render_template,
    connect_to_database,
    run_tasks,
    start_reloader,
    file_changed,
    file_changed_and_handled,
)


def view(request: Any) -> Any:
    from django.http import HttpResponse

    if request.path == "/broken":
        raise RuntimeError("broken on purpose")
    return HttpResponse("fine")


urlpatterns: list[Any] = []

if __name__ == "__main__":
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "database"}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        INSTALLED_APPS=APPS,
        LOGGING_CONFIG=None,
        ROOT_URLCONF=__name__,
        SECRET_KEY="secret",
        TASKS={
            "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"},
            "dummy": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"},
        },
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        USE_TZ=True,
    )
    names = {
        import_string(signal.name): signal.name
        for signal in SIGNALS.values()
        if (signal.since or (0, 0)) <= django.VERSION[:2] < (signal.removed or (99, 0))
    }
    for signal in names:
        signal.connect(record)
    with contextlib.redirect_stdout(io.StringIO()):
        django.setup()
        from django.urls import path

        urlpatterns += [path("", view), path("broken", view)]
        for step in STEPS:
            during = step.__name__
            step()
    json.dump(sent, sys.stdout)
