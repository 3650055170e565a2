# rules: SIG112
"""An inherited ready() that is called, and whose result nobody looks at, runs no more than one that is not called."""

# shop/apps.py
from django.apps import AppConfig


class BaseConfig(AppConfig):
    default = False

    async def ready(self):  # SIG112
        from . import signals  # noqa: F401


class ShopConfig(BaseConfig):
    name = "shop"
    default = True

    def ready(self):
        super().ready()
        self.checked = True


# stock/apps.py
import asyncio

from django.apps import AppConfig


class BaseConfig(AppConfig):
    default = False

    async def ready(self):
        from . import signals  # noqa: F401


class StockConfig(BaseConfig):
    name = "stock"
    default = True

    def ready(self):
        asyncio.run(
            super().ready()
        )


# named/apps.py
from django.apps import AppConfig


class NamedConfig(AppConfig):
    """What NamedConfig.ready() connects, the tests disconnect."""

    name = "named"

    async def ready(self):  # SIG112
        from . import signals  # noqa: F401


# plug/apps.py
from django.apps import AppConfig


class PluginConfig(AppConfig):
    default = False

    async def ready(self):  # SIG112
        from . import signals  # noqa: F401


class PlugConfig(PluginConfig):
    name = "plug"
    default = True

    def ready(self):
        """Do without what PluginConfig.ready() does."""
        # No super().ready() here.
        self.checked = True
