"""What this project's app configurations inherit."""

from importlib import import_module

from django.apps import AppConfig


class SignalsConfig(AppConfig):
    """Imports the app's `signals`, and lets the app connect the rest."""

    def ready(self):
        import_module("common.health")
        self.connect()

    def connect(self):
        """For the app to say."""
