# rules: SIG406
"""A library, which sites with any user install: what its tests choose is not what they do."""

# tests/settings.py
INSTALLED_APPS = ["django.contrib.auth", "library"]

# library/signals.py
from django.contrib.auth.models import User
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save, sender=User)  # SIG406
def greet(sender, **kwargs):
    pass


# tests/test_signals.py
from django.contrib.auth.models import User
from django.db.models.signals import post_save

from library.signals import greet


def test_greeted_once():
    post_save.disconnect(greet, sender=User)
    try:
        User.objects.create()
    finally:
        post_save.connect(greet, sender=User)
