# rules: SIG204
"""An argument that the oldest Django of the project does not send yet; its requirements file says 4.0."""
# requirements.txt
Django>=4.0,<6
# shop/signals.py
import django
from django.contrib.auth.signals import user_login_failed
from django.core.signals import request_started, setting_changed
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete
from django.dispatch import receiver


@receiver(pre_delete)
def origin_before_4_1(sender, instance, origin, **kwargs):  # SIG204
    print(origin)


@receiver([pre_delete, post_delete])
def of_both(sender, instance, origin, **kwargs):  # SIG204
    print(origin)


def raw_before_6_1(sender, instance, action, *, raw, **kwargs):  # SIG204
    print(raw)


m2m_changed.connect(raw_before_6_1)

# --- fine ---

if django.VERSION >= (6, 1):

    @receiver(m2m_changed)
    def on_new_djangos_alone(sender, instance, raw, **kwargs):
        print(raw)



@receiver(pre_delete)
def with_a_default(sender, instance, origin=None, **kwargs):
    print(origin)


@receiver(post_save)
def sent_since_ever(sender, instance, raw, update_fields, **kwargs):
    print(raw)


@receiver(user_login_failed)
def sent_since_1_11(sender, credentials, request, **kwargs):
    print(request)


@receiver(setting_changed)
def sent_since_1_7(sender, setting, value, enter, **kwargs):
    print(enter)


@receiver(post_migrate)
def sometimes_sent(sender, stdout, **kwargs):
    # SIG202, whatever the version.
    stdout.write("")
