# rules: SIG104
"""A configuration of an app that is installed by its package, in a module that Django does not look into."""

# manage.py
# site_settings.py
INSTALLED_APPS = ["shop", "stock", "prices.config.PricesConfig", "orders"]

# shop/__init__.py
# shop/app.py
from django.apps import AppConfig


class ShopConfig(AppConfig):  # SIG104
    name = "shop"

    def ready(self):
        from . import signals  # noqa: F401


# shop/signals.py
# stock/__init__.py
# stock/base.py
from django.apps import AppConfig


class StockBase(AppConfig):
    name = "stock"

    def ready(self):
        from . import signals  # noqa: F401


# stock/apps.py
from stock.base import StockBase


class StockConfig(StockBase):
    verbose_name = "stock"


# stock/signals.py
# prices/__init__.py
# prices/config.py
from django.apps import AppConfig


class PricesConfig(AppConfig):
    name = "prices"

    def ready(self):
        from . import signals  # noqa: F401


# prices/signals.py
# parcels/__init__.py
# parcels/config.py
from django.apps import AppConfig


class ParcelsConfig(AppConfig):
    name = "parcels"

    def ready(self):
        from . import signals  # noqa: F401


# parcels/signals.py
# orders/__init__.py
from .config import OrdersConfig

# orders/config.py
from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "orders"

    def ready(self):
        from . import signals  # noqa: F401


# orders/signals.py
