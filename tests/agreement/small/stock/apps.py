"""Two configurations, of which Django takes the default; a whole package of receivers; modules found by name."""

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from shop import orphan  # noqa: F401


class StockConfig(AppConfig):
    name = "stock"
    default = True

    def ready(self):
        autodiscover_modules("hooks")
        import_module(".handlers", "stock")
        with suppress(ImportError):
            from stock import missing  # noqa: F401
        try:
            from stock import extras
        except ImportError:
            extras = None
        self.extras = extras
        from shop import audit, events, receivers

        events.paid.disconnect(receivers.book)
        events.paid.disconnect(receiver=audit.forgotten)


class ReadOnlyStockConfig(AppConfig):
    """For a site that installs it by its name; this one does not."""

    name = "stock"

    def ready(self):
        from stock import readonly  # noqa: F401
