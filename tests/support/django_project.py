"""Django, started once in the tests' own process: import this before anything of Django that needs its settings.

Tests that change what is global (connections of built-in signals, settings) put it back.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import django
from django.conf import settings

VERSION: tuple[int, int] = django.VERSION[:2]
"""The version of the Django that runs here."""

urlpatterns: list[Any] = []

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=[
        f"django.contrib.{name}"
        for name in ("admin", "auth", "contenttypes", "flatpages", "messages", "redirects", "sessions", "sites")
    ],
    LOGGING_CONFIG=None,
    ROOT_URLCONF=__name__,
    SECRET_KEY="secret",
    SITE_ID=1,
    USE_TZ=True,
)
django.setup()

from django.db import connection, models  # noqa: E402 - only now can they be imported
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402


def model(
    name: str, bases: tuple[Any, ...] = (models.Model,), *, fields: dict[str, Any] | None = None, **meta: Any
) -> Any:
    """Make a model of the app "shop" (not installed, which only the app registry's look-ups mind)."""
    options = type("Meta", (), {"app_label": "shop", **meta})
    return type(name, bases, {"__module__": __name__, "Meta": options, **(fields or {})})


@contextlib.contextmanager
def tables_of(*made: Any) -> Iterator[None]:
    """Give models empty tables."""
    with connection.schema_editor() as editor:
        for each in made:
            editor.create_model(each)
    try:
        yield
    finally:
        BaseDatabaseWrapper.close(connection)  # SQLite's own keeps what is in memory


@contextlib.contextmanager
def unconnected(*signals: Any) -> Iterator[None]:
    """Disconnect everything from ``signals``, Django's own receivers too, and put it back at the end."""
    before = [(signal, signal.receivers) for signal in signals]
    for signal in signals:
        signal.receivers = []
        signal.sender_receivers_cache.clear()
    try:
        yield
    finally:
        for signal, receivers in before:
            signal.receivers = receivers
            signal.sender_receivers_cache.clear()
