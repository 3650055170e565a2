# rules: SIG201
"""A handler that another file connects: the finding stands on the connection."""

# shop/handlers.py
from django.db.models.signals import post_save
from django.dispatch import receiver


def created_only(sender, instance, created, **kwargs):
    print(created)


@receiver(post_save)
def connected_here_and_there(sender, instance, created, **kwargs):
    print(created)


# shop/events.py
# A project's own signal by the name of one of Django's.
from django.dispatch import Signal

setting_changed = Signal()

# shop/signals.py
from django.db.models.signals import post_delete, post_save

from .events import setting_changed
from .handlers import connected_here_and_there, created_only

post_save.connect(created_only)
post_delete.connect(created_only)  # SIG201
post_delete.connect(connected_here_and_there)  # SIG201


@receiver(setting_changed)
def on_change(sender, name, **kwargs):
    print(name)
