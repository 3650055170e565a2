# rules: SIG316
"""Functions that connect and disconnect one receiver more than once."""

from django.contrib.auth.models import User
from django.dispatch import Signal

invalidated = Signal()
restored = Signal()


def note(sender, **kwargs):
    print(sender)


def for_all_and_then_for_one():
    invalidated.connect(note)
    invalidated.disconnect(note)
    invalidated.connect(note, sender=User._meta.db_table)
    invalidated.disconnect(note, sender=User._meta.db_table)


def ends_what_another_function_connects():
    invalidated.disconnect(note, sender=User._meta.db_table)


restored.connect(note, sender=Order)


def puts_it_back_otherwise():
    restored.disconnect(note)  # SIG316
    restored.connect(note)
    # This one ends what the line above connects.
    restored.disconnect(note)


def puts_it_back():
    restored.disconnect(note, sender=Parcel)  # SIG316
    restored.connect(note, sender=Parcel)
