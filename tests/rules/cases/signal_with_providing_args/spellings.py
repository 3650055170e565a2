# rules: SIG005
"""Every way to make a signal with ``providing_args``, and everything that only looks like one."""
import abc
import inspect
from contextlib import suppress
from functools import lru_cache

import django
import django.dispatch
import pytest
from celery.utils.dispatch import Signal as CelerySignal
from django import VERSION, dispatch
from django.conf import settings
from django.db.models import signals
from django.db.models.signals import ModelSignal
from django.dispatch import Signal, dispatcher
from django.dispatch import Signal as DjangoSignal
from django.dispatch import Signal as Event
from django.dispatch.dispatcher import Signal as DispatcherSignal
from library.signals import LibraryMixin, LibrarySignal

by_keyword = Signal(providing_args=["order"])  # SIG005
a_tuple = Signal(providing_args=("order",))  # SIG005
a_set = Signal(providing_args={"order"})  # SIG005
nothing = Signal(providing_args=[])  # SIG005
none = Signal(providing_args=None)  # SIG005
with_caching = Signal(use_caching=True, providing_args=["order"])  # SIG005
annotated: Signal = Signal(providing_args=["order"])  # SIG005

# Taken for use_caching, without a word.
positional = Signal(["order"])  # SIG005
positional_tuple = Signal(("order", "amount"))  # SIG005
positional_set = Signal({"order"})  # SIG005
positional_empty = Signal([])  # SIG005
positional_call = Signal(list("ab"))  # SIG005
positional_string = Signal("order")  # SIG005
positional_and_caching = Signal(["order"], True)  # SIG005
positional_none_and_caching = Signal(None, True)  # SIG005
positional_and_keyword = Signal(["order"], use_caching=True)  # SIG005

ARGUMENTS = ["order", "amount"]
a_name = Signal(providing_args=ARGUMENTS)  # SIG005
a_positional_name = Signal(ARGUMENTS)  # SIG005
a_sum = Signal(ARGUMENTS + ["more"])  # SIG005
unpacked = Signal(**{"providing_args": ARGUMENTS})  # SIG005

# --- every name of the class ---

through_the_package = django.dispatch.Signal(providing_args=["order"])  # SIG005
through_the_module = dispatch.Signal(providing_args=["order"])  # SIG005
through_the_dispatcher = dispatcher.Signal(["order"])  # SIG005
renamed = Event(providing_args=["order"])  # SIG005
renamed_positional = Event(["order"])  # SIG005
from_the_defining_module = DispatcherSignal(["order"])  # SIG005
Alias = Signal
rebound = Alias(providing_args=["order"])  # SIG005
rebound_positional = Alias(["order"])  # SIG005
model_signal = ModelSignal(providing_args=["instance"], use_caching=True)  # SIG005
model_signal_of_module = signals.ModelSignal(["instance"])  # SIG005
signal_of_module = signals.Signal(["instance"])  # SIG005


class Labelled(abc.ABC, Signal):
    pass


class Deeper(Labelled):
    label = "deeper"


class Paid(Event):
    pass


labelled = Labelled(providing_args=["order"])  # SIG005
deeper = Deeper(["order"])  # SIG005
paid = Paid(["order"])  # SIG005

# --- every place ---

wrapped = Signal(  # SIG005
    providing_args=[
        "order",
        "amount",  # a comment
    ],
)
SIGNALS = {
    "paid": Signal(providing_args=["order"]),  # SIG005
    "moved": Signal(),
}
A_LIST = [Signal(providing_args=[name]) for name in ARGUMENTS]  # SIG005
one, two = Signal(["order"]), Signal()  # SIG005


class Registry:
    changed = Signal(providing_args=["entry"])  # SIG005

    def __init__(self):
        self.signals = {"added": Signal(providing_args=["entry"])}  # SIG005
        self.removed = Signal(["entry"])  # SIG005

    def make(self, default=Signal(providing_args=["entry"])):  # SIG005
        return Signal(providing_args=["entry"]) or default  # SIG005


def factory(providing_args):
    return Signal(providing_args)  # SIG005


lazily = lru_cache(lambda: Signal(providing_args=["order"]))  # SIG005



@register(Signal(providing_args=["order"]))  # SIG005
def decorated(sender):
    pass


def imported_here():
    from django.dispatch import Signal as Local

    return Local(providing_args=["order"])  # SIG005


KEYWORDS = {"providing_args": ["order"]}
from_a_named_dictionary = Signal(**KEYWORDS)  # SIG005

if settings.DEBUG:
    debugging = Signal(providing_args=["order"])  # SIG005

try:
    import yaml

    loaded = Signal(providing_args=["order"])  # SIG005
except ImportError:
    yaml = None

# --- in subclasses ---


class WithSuper(Signal):
    def __init__(self, label):
        super().__init__(providing_args=["order"])  # SIG005
        self.label = label


class WithOldSuper(Signal):
    def __init__(self, label):
        super(WithOldSuper, self).__init__(["order"])  # SIG005


class WithUnboundCall(Signal):
    def __init__(self, label):
        Signal.__init__(self, providing_args=["order"])  # SIG005


class WithPositionalUnboundCall(Event):
    def __init__(self, label):
        Event.__init__(self, ["order"])  # SIG005


class PassesItOn(DjangoSignal):
    def __init__(self, label, providing_args=None):
        super().__init__(providing_args)  # SIG005


class TakesAnything(Signal):
    def __init__(self, label, **kwargs):
        self.label = label
        super().__init__(**kwargs)


# It does not know of the argument, and hands it on to Django.
handed_on = TakesAnything("paid", providing_args=["order"])  # SIG005

# --- fine ---

plain = Signal()
cached = Signal(use_caching=True)
cached_by_position = Signal(True)
model_signal_by_position = ModelSignal(True)
undecided = Signal(settings.CACHED)
undecided_arguments = Signal(*settings.ARGUMENTS)
undecided_keywords = Signal(**settings.KEYWORDS)
# once = Signal(providing_args=["order"])
mentioned = Signal()  # providing_args=["order"]
text = 'Signal(providing_args=["order"])'

# A class of the project's own decides what its arguments mean.
documented = PassesItOn("paid", providing_args=["order"])
passed_by_position = PassesItOn("paid", ["order"])
labelled_twice = WithSuper("paid")


class DropsIt(Signal):
    def __init__(self, *args, providing_args=None, **kwargs):
        super().__init__(**kwargs)


class PopsIt(Signal):
    def __init__(self, **kwargs):
        kwargs.pop("providing_args", None)
        super().__init__(**kwargs)


dropped = DropsIt(providing_args=["order"])
popped = PopsIt(providing_args=["order"])

# Other libraries' signals may take it: celery's does.
celery_signal = CelerySignal(name="paid", providing_args={"order"})
library_signal = LibrarySignal(providing_args=["order"])


class MixedSignal(LibraryMixin, Signal):
    """Whose ``__init__`` comes first is not known."""


mixed = MixedSignal(providing_args=["order"])


def with_a_parameter_called_signal(Signal):
    return Signal(providing_args=["order"])


def with_a_class_called_signal():
    class Signal:
        def __init__(self, providing_args):
            self.providing_args = providing_args

    return Signal(["order"]), Signal(providing_args=["order"])


# For the Django that takes it, and no other.
if django.VERSION < (4, 0):
    by_version = Signal(providing_args=["order"])
else:
    by_version = Signal()

if VERSION >= (4, 0):
    by_else = Signal()
else:
    by_else = Signal(providing_args=["order"])

if django.VERSION >= (4, 0):
    by_elif = Signal()
elif django.VERSION >= (3, 0):
    by_elif = Signal(["order"], use_caching=True)

by_expression = Signal() if django.VERSION >= (4, 0) else Signal(providing_args=["order"])

try:
    by_trying = Signal(providing_args=["order"])
except TypeError:
    by_trying = Signal()

try:
    by_trying_the_new = Signal(use_caching=True)
except (TypeError, ValueError):
    by_trying_the_new = Signal(providing_args=["order"])

try:
    from django.utils.deprecation import RemovedInDjango40Warning
except ImportError:
    by_import = Signal()
else:
    by_import = Signal(providing_args=["order"])

try:
    import django.tasks
except ImportError:
    in_the_handler = Signal(providing_args=["order"])

OLD_KEYWORDS = {"providing_args": ["order"]} if django.VERSION < (4, 0) else {}
by_keywords = Signal(**OLD_KEYWORDS)

if "providing_args" in inspect.signature(Signal).parameters:
    by_signature = Signal(providing_args=["order"])

LEGACY = django.VERSION < (4, 0)
if LEGACY:
    by_flag = Signal(providing_args=["order"])
else:
    by_flag = Signal()

if django.VERSION < (4, 0):

    class Compatible(Signal):
        def __init__(self):
            super().__init__(providing_args=["order"])

    def make_compatible():
        return Signal(providing_args=["order"])


def make(arguments):
    if django.VERSION >= (4, 0):
        return Signal()
    return Signal(providing_args=arguments)


with suppress(TypeError):
    in_suppress = Signal(providing_args=["order"])


def test_that_it_is_gone():
    with pytest.raises(TypeError):
        Signal(providing_args=["order"])
