"""Every app that Django ships but gis, which needs GDAL and connects nothing."""

import importlib.util
import sys
from unittest.mock import MagicMock

if not importlib.util.find_spec("psycopg") and not importlib.util.find_spec("psycopg2"):
    # django.contrib.postgres needs a driver to be imported, and no server.
    driver = MagicMock()
    sys.modules.update({f"psycopg2{part}": driver for part in ("", ".errors", ".extensions", ".extras", ".sql")})

SECRET_KEY = "not a secret"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
SITE_ID = 1
STATIC_URL = "static/"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.admindocs",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.flatpages",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.redirects",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "django.contrib.syndication",
]
