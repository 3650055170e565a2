# rules: SIG210
"""An argument that may be ``None``, used as if it never were."""

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(user_logged_out)
def an_attribute(sender, request, user, **kwargs):  # SIG210
    print(user.pk)


@receiver(user_logged_out)
def a_method(sender, request, user, **kwargs):  # SIG210
    user.save()


@receiver(user_logged_out)
def an_attribute_is_no_test(sender, request, user, **kwargs):  # SIG210
    if user.is_authenticated:
        print(user)


@receiver(user_logged_out)
def from_kwargs(sender, **kwargs):  # SIG210
    print(kwargs["user"].pk)


@receiver(user_logged_out)
def from_kwargs_by_a_local_name(sender, **kwargs):  # SIG210
    user = kwargs.get("user")
    print(user.pk)


@receiver([user_logged_in, user_logged_out])
def of_one_of_them(sender, request, user, **kwargs):  # SIG210
    print(user.pk)


def connected(sender, user, **kwargs):  # SIG210
    print(f"{user.pk} has left")


user_logged_out.connect(connected)


@receiver(user_logged_out)
def tested_too_late(sender, user, **kwargs):  # SIG210
    print(user.pk)
    if user is None:
        return


@receiver(user_logged_out)
def another_test(sender, request, user, **kwargs):  # SIG210
    if request is not None:
        print(user.pk)


# --- fine ---


@receiver(user_logged_out)
def tested(sender, request, user, **kwargs):
    if user is not None:
        print(user.pk)


@receiver(user_logged_out)
def left_early(sender, request, user, **kwargs):
    if not user:
        return
    print(user.pk)


@receiver(user_logged_out)
def in_an_expression(sender, request, user, **kwargs):
    print(user.pk if user else None, user and user.pk)


@receiver(user_logged_out)
def by_type(sender, request, user, **kwargs):
    if isinstance(user, User):
        print(user.pk)


@receiver(user_logged_out)
def by_getattr(sender, request, user, **kwargs):
    print(getattr(user, "pk", None))


@receiver(user_logged_out)
def tried(sender, request, user, **kwargs):
    try:
        print(user.pk)
    except AttributeError:
        pass


@receiver(user_logged_out)
def replaced(sender, request, user, **kwargs):
    user = user or request.user
    print(user.pk)


@receiver(user_logged_out, sender=User)
def for_one_class_of_users(sender, request, user, **kwargs):
    # Then the sender is NoneType where there is no user, and this is not called.
    print(user.pk)


@receiver(user_logged_out)
def by_sender(sender, request, user, **kwargs):
    if sender is User:
        print(user.pk)


@receiver(user_logged_out)
def request_of_a_logout(sender, request, user, **kwargs):
    print(request.path)


@receiver(user_logged_in)
def of_a_login(sender, request, user, **kwargs):
    print(user.pk)


@receiver([user_logged_in, user_logged_out])
def by_signal(sender, signal, user, **kwargs):
    if signal is user_logged_in:
        print(user.pk)


@receiver(user_login_failed)
def request_of_a_login(sender, credentials, request, **kwargs):
    # None only where the project itself calls authenticate() without one.
    print(request.META["REMOTE_ADDR"])


@receiver(user_login_failed)
def tested_request(sender, credentials, request, **kwargs):
    print(credentials, request and request.path)


@receiver(user_logged_out)
def handed_on(sender, request, user, **kwargs):
    services.logged_out(user)


@receiver(post_save)
def of_another_signal(sender, instance, user=None, **kwargs):
    print(user.pk)
