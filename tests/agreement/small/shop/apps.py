"""The shop connects by a base class's ready(), and by a helper."""

from django.conf import settings
from django.db.models.signals import post_migrate, pre_init

from common.apps import SignalsConfig


class ShopConfig(SignalsConfig):
    name = "shop"

    def ready(self):
        super().ready()
        post_migrate.connect(self.fill, sender=self)
        if settings.WATCH_STOCK:
            from .audit import watched

            pre_init.connect(watched, sender="shop.Order")

    def connect(self):
        from . import receivers  # noqa: F401
        from .wiring import connect_all

        connect_all()

    def fill(self, sender, **kwargs):
        """A receiver that the configuration itself holds."""
