"""nautobot's own settings, with its required ones filled in, on SQLite and without services."""

import os
import tempfile

_folder = tempfile.TemporaryDirectory()
os.environ.update(NAUTOBOT_ROOT=_folder.name, NAUTOBOT_INSTALLATION_METRICS_ENABLED="false")

from nautobot.core.settings import *  # noqa: E402, F403

SECRET_KEY = "not a secret"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
