# rules: SIG406
"""A site that keeps ``django.contrib.auth``'s own user: no other one will ever be saved."""

# manage.py

# site/settings.py
INSTALLED_APPS = ["django.contrib.auth", "shop"]
AUTH_USER_MODEL = "auth.User"

# shop/signals.py
from django.contrib.auth.models import User
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save, sender=User)
def greet(sender, **kwargs):
    pass


# shop/models.py
from django.conf import settings
from django.db import models


class Order(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)


# tests/settings.py
INSTALLED_APPS = ["django.contrib.auth", "shop"]
AUTH_USER_MODEL = "tests.User"
