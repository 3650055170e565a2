# rules: SIG406
"""A site that has a user model of its own, which one of its files of settings says."""

# manage.py

# site/settings/base.py
INSTALLED_APPS = ["django.contrib.auth", "shop"]

# site/settings/users.py
AUTH_USER_MODEL = "shop.Shopper"

# shop/signals.py
from django.contrib.auth.models import User
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save, sender=User)  # SIG406
def greet(sender, **kwargs):
    pass
