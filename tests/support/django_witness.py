"""Start small Django projects, let everything happen in them that sends a signal, and print what was seen, as JSON.

A script of its own, for a process of its own. From standard input it reads a list of projects, each with the ``folder``
of its app "shop" and with ``settings``; each is started in a process that is forked off. It prints a list with an
object for each: the exception that ``start`` ended with (``null``: none), whose receivers ``post_migrate`` has then,
and for each step what it ``raised`` and which functions of the folder ``ran``, with where: in a transaction, or in
another thread.
"""

import asyncio
import contextlib
import gc
import importlib
import json
import os
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import django
from django.conf import settings

APPS = ["django.contrib.auth", "django.contrib.contenttypes", "shop"]


class Witness:
    """Sees one project, from start to end."""

    def __init__(self, folder: str, changed: dict[str, Any]) -> None:
        self.folder = folder
        self.ran: list[str] = []
        self.frames: set[FrameType] = set()
        sys.path.insert(0, folder)
        settings.configure(
            **{
                "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
                "DEFAULT_AUTO_FIELD": "django.db.models.AutoField",
                "INSTALLED_APPS": APPS,
                "LOGGING_CONFIG": None,
                "SECRET_KEY": "secret",
                "USE_TZ": True,
                **changed,
            }
        )

    def tell(self) -> dict[str, Any]:
        start, _ = self.watch(django.setup)
        if start:
            return {"start": start, "post_migrate": [], "steps": {}}
        from django.db.models.signals import post_migrate

        listeners = sorted(f"{f.__module__}.{f.__qualname__}" for f in map(_alive, post_migrate.receivers) if f)
        life = Life()
        steps = [name for name in vars(Life) if not name.startswith("_")]
        return {"start": None, "post_migrate": listeners, "steps": {n: self.told(getattr(life, n)) for n in steps}}

    def told(self, step: Callable[[], object]) -> dict[str, Any]:
        labels = importlib.import_module("shop.models").Label.objects
        before = labels.count()
        raised, ran = self.watch(step)
        return {"raised": raised, "ran": ran, "labels": labels.count() - before}

    def watch(self, step: Callable[[], object]) -> tuple[str | None, list[str]]:
        """The exception that a step ended with, and the functions of the folder that ran."""
        gc.collect()
        self.ran = []
        self.frames = set()
        threading.settrace(self.notice)
        sys.settrace(self.notice)
        try:
            step()
        except Exception as error:  # noqa: BLE001 - whichever it is, it is told
            return type(error).__name__, self.ran
        finally:
            sys.settrace(None)
            threading.settrace(None)
        return None, self.ran

    def notice(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if not code.co_filename.startswith(self.folder) or code.co_name == "<module>":
            return
        if code.co_filename.endswith(("models.py", "apps.py")) or frame in self.frames:
            return
        self.frames.add(frame)  # a coroutine that goes on is no other call
        from django.db import connection

        where = " in a transaction" if connection.in_atomic_block else ""
        where += " in another thread" if threading.current_thread() is not threading.main_thread() else ""
        self.ran.append(f"{code.co_name}{where}")


class Life:
    """What happens in a project, one method after the other."""

    def __init__(self) -> None:
        from django.apps import apps
        from django.db import connection

        self.apps = apps
        self.models = importlib.import_module("shop.models")
        with connection.schema_editor() as editor:
            for model in apps.get_models():
                editor.create_model(model)

    def migrate(self) -> None:
        from django.core.management.sql import emit_post_migrate_signal

        emit_post_migrate_signal(0, False, "default", apps=self.apps, plan=[])

    def save(self) -> None:
        self.models.Order().save()

    def save_and_roll_back(self) -> None:
        from django.db import transaction

        with transaction.atomic():
            self.models.Order().save()
            transaction.set_rollback(True)

    def load(self) -> None:
        from django.core.serializers import deserialize

        for loaded in deserialize("json", '[{"model": "shop.order", "pk": 9, "fields": {}}]'):
            loaded.save()

    def save_another(self) -> None:
        self.models.Parcel().save()

    def save_a_user(self) -> None:
        from django.contrib.auth import get_user_model

        get_user_model()(username="somebody").save()

    def relate(self) -> None:
        self.models.Pizza.objects.create().toppings.add(self.models.Topping.objects.create())

    def request_under_wsgi(self) -> None:
        self._request(environ={})

    def request_under_asgi(self) -> None:
        self._request(scope={})

    def _request(self, **arguments: Any) -> None:
        from django.core.signals import request_finished, request_started

        request_started.send(sender=Life, **arguments)
        request_finished.send(sender=Life)

    def pay(self) -> None:
        """Do whatever else the project does by itself."""
        with contextlib.suppress(ModuleNotFoundError):
            module = importlib.import_module("shop.signals")
            if hasattr(module, "pay"):
                asyncio.run(module.pay(self.models.Order()))
            if hasattr(module, "pause"):
                module.pause()

    def flush(self) -> None:
        from django.core.management.sql import emit_post_migrate_signal

        emit_post_migrate_signal(0, False, "default")


def _alive(connection: tuple[Any, ...]) -> Any:
    reference = connection[1]
    return reference() if hasattr(reference, "__callback__") else reference


def seen_in_a_fork(project: dict[str, Any]) -> dict[str, Any]:
    """What is seen in a project, in a process of its own."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        with os.fdopen(writing, "w") as answer:
            json.dump(Witness(project["folder"], project["settings"]).tell(), answer)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        seen: dict[str, Any] = json.load(answer)
    os.wait()
    return seen


if __name__ == "__main__":
    # What every project needs is imported once.
    for name in ("django.core.handlers.asgi", "django.db.backends.sqlite3.base"):
        importlib.import_module(name)
    json.dump([seen_in_a_fork(project) for project in json.load(sys.stdin)], sys.stdout)
