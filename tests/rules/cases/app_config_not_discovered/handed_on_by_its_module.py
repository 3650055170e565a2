# rules: SIG104
"""Configurations that their modules call by another name, or hand on: a loader of plugins finds them there."""

# core/settings.py
INSTALLED_APPS = ["django.contrib.auth"]

# shop/__init__.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import signals  # noqa: F401


config = ShopConfig

# shop/signals.py
# stock/__init__.py
from django.apps import AppConfig
from plugins import register


class StockConfig(AppConfig):
    name = "stock"

    def ready(self):
        from . import signals  # noqa: F401


register("stock", StockConfig)

# stock/signals.py
# parcels/__init__.py
from django.apps import AppConfig


class ParcelsConfig(AppConfig):  # SIG104
    name = "parcels"

    def ready(self):
        super(ParcelsConfig, self).ready()
        from . import signals  # noqa: F401


label = ParcelsConfig.name

# parcels/signals.py
