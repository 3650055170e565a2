# rules: SIG002
"""A library: what nothing in it imports, its users may, by name, unless it is there for its receivers."""

# library/models.py
from django.db import models


class Page(models.Model):
    pass


# library/signals.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save, sender="library.Page")  # SIG002
def publish(sender, **kwargs):
    print(sender)


# library/extensions/tracker.py
# Named by its users: Page.register_extensions("library.extensions.tracker").
from django.db.models.signals import post_save


def track(sender, **kwargs):
    print(sender)


post_save.connect(track)


# library/receivers.py
# For the library's own tests, which import it.
from django.core.signals import setting_changed
from django.dispatch import receiver


@receiver(setting_changed)
def reload_settings(**kwargs):
    print(kwargs)
