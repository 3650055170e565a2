# rules: SIG212
"""Receivers that read the user off a request which the test client sends without one, beside those that take care."""

import functools

from django.contrib.auth import signals
from django.contrib.auth.signals import user_logged_in as logged_in


@receiver(user_logged_in)
def plain(sender, request, user, **kwargs):  # SIG212
    cache.set("last", request.user.pk)


@receiver(logged_in)
def by_another_name(sender, request, **kwargs):  # SIG212
    cache.set("last", request.user)


@receiver(signals.user_logged_in)
def in_kwargs(sender, **kwargs):  # SIG212
    cache.set("last", kwargs["request"].user.pk)


@receiver([user_logged_in, user_logged_out])
def of_both(sender, request, **kwargs):  # SIG212
    cache.delete(request.user.pk)


@receiver(user_logged_in)
def guarded_by_others(sender, request, user, **kwargs):  # SIG212
    if request is None or not user.is_staff:
        return
    cache.set("last", request.user.pk)


@receiver(user_logged_in)
def tested_itself(sender, request, **kwargs):  # SIG212
    if request.user.is_staff:
        cache.set("last", 1)


# Those that take care.


@receiver(user_logged_in)
def the_signals_own(sender, request, user, **kwargs):
    cache.set("last", user.pk, request.META.get("REMOTE_ADDR"))


@receiver(user_logged_in)
def asked_for(sender, request, user, **kwargs):
    if hasattr(request, "user"):
        cache.set("last", request.user.pk)


@receiver(user_logged_in)
def with_a_default(sender, request, **kwargs):
    cache.set("last", getattr(request, "user", None))


@receiver(user_logged_in)
def tried(sender, request, **kwargs):
    try:
        cache.set("last", request.user.pk)
    except AttributeError:
        pass


@receiver(user_logged_in)
def given(sender, request, user, **kwargs):
    request.user = user
    cache.set("last", request.user.pk)


@receiver(user_logged_in)
def replaced(sender, request, user, **kwargs):
    request = make(user)
    cache.set("last", request.user.pk)


@receiver(user_logged_in)
def of_real_requests(sender, request, **kwargs):
    if request.path.startswith("/admin/"):
        cache.set("last", request.user.pk)


@receiver(user_logged_in)
def outside_of_tests(sender, request, **kwargs):
    if not settings.TESTING:
        cache.set("last", request.user.pk)


@receiver([user_logged_in, user_logged_out])
def told_apart(sender, request, signal, **kwargs):
    if signal is user_logged_out:
        cache.delete(request.user.pk)


@receiver(user_logged_in)
def of_something_else(sender, request, user, **kwargs):
    cache.set("last", user.request.user)


@receiver(user_logged_in)
@functools.partial(only_in_production)
def decorated(sender, request, **kwargs):
    cache.set("last", request.user.pk)


@receiver(user_logged_out)
def of_another_signal(sender, request, **kwargs):
    cache.delete(request.user.pk)


@receiver(user_login_failed)
def of_a_failure(sender, request, **kwargs):
    cache.delete(request.user)


ours = Signal()


@receiver(ours)
def of_our_own(sender, request, **kwargs):
    cache.delete(request.user.pk)


# shop/tests/__init__.py
# shop/tests/test_login.py
@receiver(user_logged_in)
def in_a_test(sender, request, **kwargs):
    cache.set("last", request.user.pk)
