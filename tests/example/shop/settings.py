"""Settings of the example shop: as in production, so without DEBUG unless SHOP_DEBUG is set."""

import os

DEBUG = "SHOP_DEBUG" in os.environ
SECRET_KEY = "only-an-example"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "shop.urls"
USE_TZ = True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "accounts",
    "catalog",
    "orders",
    "stock",
]

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
