# rules: SIG004
"""Signals of well-known libraries, which are not in the project's files."""

import wagtail.signals
from allauth.account.signals import user_signed_up
from celery.signals import task_failure
from library.signals import unheard_of
from wagtail.signals import page_published, page_unpublished


def announce(sender, instance, revision):  # SIG004
    print(instance, revision)


page_published.connect(announce)


def withdraw(sender, instance):  # SIG004
    print(instance)


wagtail.signals.page_unpublished.connect(withdraw)


def greet(request, user, **kwargs):
    print(user)


user_signed_up.connect(greet)


def failed(sender, exception):
    # Not Django's.
    print(exception)


task_failure.connect(failed)


def heard(sender):
    print(sender)


unheard_of.connect(heard)
wagtail.signals.page_moved.connect(heard)
