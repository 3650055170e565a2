"""weblate's example settings and its optional apps, on SQLite and without services."""

import tempfile

from weblate.settings_example import *  # noqa: F403
from weblate.settings_example import INSTALLED_APPS

_folder = tempfile.TemporaryDirectory()
DATA_DIR = _folder.name
SECRET_KEY = "not a secret"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SITE_DOMAIN = "localhost"
INSTALLED_APPS += ["weblate.billing", "weblate.legal"]
