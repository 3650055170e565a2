"""Every app of django-oscar, as its sandbox lists them."""

from oscar import INSTALLED_APPS
from oscar.defaults import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "sorl.thumbnail"]

SECRET_KEY = "not a secret"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
SITE_ID = 1
STATIC_URL = "static/"
ROOT_URLCONF = "oscar.urls"
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
