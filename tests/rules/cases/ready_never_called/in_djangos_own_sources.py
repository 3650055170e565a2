# rules: SIG112
"""Django's own sources are the project: its classes are those that other projects import."""

# django/__init__.py
# django/apps/__init__.py
from .config import AppConfig

__all__ = ["AppConfig"]


# django/apps/config.py
class AppConfig:
    def ready(self):
        """Override this method in subclasses to run code when Django starts."""


# django/contrib/__init__.py
# django/contrib/polls/__init__.py
# django/contrib/polls/apps.py
from django.apps import AppConfig


class PollsConfig(AppConfig):
    name = "django.contrib.polls"

    async def ready(self):  # SIG112
        from . import signals  # noqa: F401


# django/contrib/polls/signals.py
