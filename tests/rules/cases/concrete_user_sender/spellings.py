# rules: SIG402, SIG403, SIG404, SIG405, SIG406
"""``django.contrib.auth``'s own user as the sender, by every name, and the ways to mean whatever user there is."""

from django.contrib import auth
from django.contrib.auth import get_user_model
from django.contrib.auth import models as auth_models
from django.contrib.auth.models import Group, User
from django.contrib.auth.models import User as Account


@receiver(post_save, sender=User)  # SIG406
def by_name(sender, **kwargs):
    pass


@receiver([pre_save, post_delete], sender=Account)  # SIG406
def by_another_name(sender, **kwargs):
    pass


@receiver(post_save, sender=auth_models.User)  # SIG406
def by_its_module(sender, **kwargs):
    pass


@receiver(post_save, sender=auth.models.User)  # SIG406
def by_its_package(sender, **kwargs):
    pass


@receiver(post_init, sender="auth.User")  # SIG406
def by_its_label(sender, **kwargs):
    pass


post_save.connect(by_name, User)  # SIG406

# --- fine ---


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def by_setting(sender, **kwargs):
    pass


@receiver(post_save, sender=get_user_model())
def by_call(sender, **kwargs):
    pass


@receiver(user_logged_in, sender=User)
def of_a_signal_that_looks_nothing_up(sender, **kwargs):
    # A string would never match here.
    pass


@receiver(class_prepared, sender=User)
def prepared(sender, **kwargs):
    pass


@receiver(post_save, sender=Group)
def another_model(sender, **kwargs):
    pass


@receiver(m2m_changed, sender=User.groups.through)
def a_relation(sender, **kwargs):
    pass
