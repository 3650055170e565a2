# rules: SIG801, SIG802
"""Signals from every module but their own."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import User, user_logged_in  # SIG802
from django.core import signals as core_signals
from django.core.signals import post_save  # SIG802
from django.core.signals import pre_save as saving  # SIG802
from django.db.models import post_delete  # SIG802
from django.db.models import signals
from django.db.models.signals import request_started  # SIG802
from django.db.signals import pre_delete  # SIG802
from django.dispatch.signals import receiver as on  # SIG802
from django.dispatch import ModelSignal  # SIG802
from django.test.signals import setting_changed  # SIG802


def connect():
    from django.core.signals import m2m_changed  # SIG802

    m2m_changed.connect(saved)


def saved(sender, **kwargs):
    pass


# The imports have said it.
post_save.connect(saved)


@receiver(core_signals.post_init)  # SIG802
def initialised(sender, **kwargs):
    pass


core_signals.post_init.connect(saved)  # SIG802
signals.request_finished.connect(saved)  # SIG802

# --- fine ---

from django.contrib.auth import user_logged_out, user_login_failed
from django.contrib.auth.signals import user_logged_in as logged_in
from django.core.signals import got_request_exception, request_finished
from django.db.backends.signals import connection_created
from django.db.models.base import pre_init
from django.db.models.signals import Signal, class_prepared
from django.dispatch.dispatcher import Signal as DispatcherSignal, receiver as dispatcher_receiver
from library.signals import post_save as another

if TYPE_CHECKING:
    from django.core.signals import pre_migrate

try:
    from django.core.signals import setting_changed as changed
except ImportError:
    from django.test.signals import setting_changed as changed

try:
    from django.core.signals import post_migrate
except ImportError:
    from django.db.models.signals import post_migrate

signals.pre_init.connect(saved)
signals.unheard_of.connect(saved)
