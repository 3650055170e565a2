"""The shop's own signals."""

from django import dispatch
from django.dispatch import Signal

paid = Signal()
cancelled = dispatch.Signal()


class LoggedSignal(Signal):
    """A signal that is told apart from Django's."""


shipped = LoggedSignal()
returned: Signal = Signal()
