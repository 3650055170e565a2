# rules: SIG005
"""Django's own sources are the project: its signals are made by the class that they define."""

# django/__init__.py
# django/dispatch/__init__.py
from django.dispatch.dispatcher import Signal

__all__ = ["Signal"]


# django/dispatch/dispatcher.py
class Signal:
    def __init__(self, use_caching=False):
        self.use_caching = use_caching


# django/core/__init__.py
# django/core/signals.py
from django.dispatch import Signal

request_started = Signal(providing_args=["environ"])  # SIG005
