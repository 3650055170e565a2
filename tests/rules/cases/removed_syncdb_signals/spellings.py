# rules: SIG801, SIG802
"""``pre_syncdb`` and ``post_syncdb``, by every import; compatible code tries for them."""

import django
import django.db.models.signals
from django.db import models
from django.db.models import signals
from django.db.models import signals as model_signals
from django.db.models.signals import post_save, post_syncdb  # SIG801
from django.db.models.signals import pre_syncdb as before  # SIG801
from django.db.models.signals import (  # SIG801
    post_delete,
    post_syncdb as after,
)


def fill(sender, **kwargs):
    pass


# The import has said it.
post_syncdb.connect(fill)
before.connect(fill)


def connect():
    from django.db.models.signals import pre_syncdb  # SIG801

    pre_syncdb.connect(fill)


try:
    from django.db.models.signals import post_migrate
except ImportError:
    from django.db.models.signals import post_syncdb as post_migrate

if django.VERSION < (1, 9):
    from django.db.models.signals import pre_syncdb as pre_migrate

    signals.pre_syncdb.connect(fill)

post_migrate.connect(fill)
