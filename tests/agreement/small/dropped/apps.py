"""An app that is not installed."""

from django.apps import AppConfig


class DroppedConfig(AppConfig):
    name = "dropped"

    def ready(self):
        from . import signals  # noqa: F401
