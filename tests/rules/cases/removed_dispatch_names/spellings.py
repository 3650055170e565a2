# rules: SIG803, SIG806
"""What the dispatcher once had for weak references."""

import weakref
from weakref import WeakMethod

import django.dispatch.saferef  # SIG806
from django.dispatch import Signal, saferef  # SIG806
from django.dispatch.dispatcher import NONE_ID, WEAKREF_TYPES  # SIG806
from django.dispatch.saferef import BoundMethodWeakref, safeRef  # SIG806
from django.dispatch.saferef import *  # SIG806
from django.dispatch.weakref_backports import WeakMethod as Backport  # SIG806
from pydispatch import saferef as other
from pydispatch.saferef import safeRef as other_ref

try:
    from weakref import WeakMethod as Method
except ImportError:
    from django.dispatch.weakref_backports import WeakMethod as Method
