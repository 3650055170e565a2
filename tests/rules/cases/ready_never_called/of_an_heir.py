# rules: SIG112
"""Another configuration inherits the class: its own ready() may run the inherited one, or leave it alone."""

# shop/apps.py
import asyncio

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    async def ready(self):  # SIG112
        from . import signals  # noqa: F401


class StockConfig(AppConfig):
    name = "stock"

    async def ready(self):
        from . import signals  # noqa: F401


# schema/__init__.py
# schema/apps.py
import asyncio

from shop.apps import ShopConfig, StockConfig


class SchemaConfig(ShopConfig):
    name = "schema"

    def ready(self):
        pass


class OtherConfig(StockConfig):
    name = "other"

    def ready(self):
        asyncio.run(super().ready())
