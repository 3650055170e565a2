# rules: SIG104
"""Configurations that Django's discovery leaves out, beside those that something else names."""

# manage.py
# shop/__init__.py
# shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):  # SIG104
    name = "shop"
    default = False

    def ready(self):
        from . import signals  # noqa: F401


class SetupConfig(AppConfig):
    name = "shop"
    default = False

    def ready(self):
        from . import signals  # noqa: F401


class ProjectConfig(AppConfig):
    name = "shop"
    default = False

    def ready(self):
        from . import signals  # noqa: F401


class OlderConfig(AppConfig):
    name = "shop"
    default = False

    def ready(self):
        from . import signals  # noqa: F401


# shop/signals.py
# setup.py
from setuptools import setup

setup(name="shop", entry_points={"lms.djangoapp": ["shop = shop.apps:SetupConfig"]})

# pyproject.toml
[project.entry-points."lms.djangoapp"]
shop = "shop.apps:ProjectConfig"

# setup.cfg
[options.entry_points]
lms.djangoapp =
    shop = shop.apps:OlderConfig
