# rules: SIG005
"""``Signal`` by way of the project's own modules: re-exported, derived, and made fit for every Django."""

# shop/compat.py
from django.dispatch import Signal
from django.dispatch import Signal as DjangoSignal


class TolerantSignal(DjangoSignal):
    def __init__(self, providing_args=None, **kwargs):
        super().__init__(**kwargs)


class EventSignal(DjangoSignal):
    pass


# shop/stars.py
from django.dispatch import *

paid = Signal(providing_args=["order"])  # SIG005
positional = Signal(["order"])  # SIG005
# shop/project_stars.py
from shop.compat import *

paid = Signal(providing_args=["order"])  # SIG005
event = EventSignal(["order"])  # SIG005
tolerant = TolerantSignal(providing_args=["order"])
# shop/either.py
try:
    from django.dispatch import Signal
except ImportError:
    from django.dispatch.dispatcher import Signal

try:
    from django.dispatch import Signal as Event
except ImportError:
    from celery.utils.dispatch import Signal as Event

paid = Signal(providing_args=["order"])  # SIG005
moved = Event(providing_args=["order"])
# shop/signals.py
from shop import compat
from shop.compat import EventSignal, Signal, TolerantSignal

paid = Signal(providing_args=["order"])  # SIG005
moved = compat.Signal(["order"])  # SIG005
event = EventSignal(["order"])  # SIG005
tolerant = TolerantSignal(providing_args=["order"])
tolerant_by_position = compat.TolerantSignal(["order"])


class MoreTolerant(TolerantSignal):
    def __init__(self):
        super().__init__(providing_args=["order"])
