# rules: SIG801, SIG802
"""The same signals as attributes of their module, which nothing says before they are used."""

import django.db.models.signals
from django.db import models
from django.db.models import signals


@receiver(signals.post_syncdb)  # SIG801
def fill(sender, **kwargs):
    pass


@receiver([signals.post_migrate, models.signals.pre_syncdb])  # SIG801
def fill_more(sender, **kwargs):
    pass


signals.post_syncdb.connect(fill)  # SIG801
signals.post_syncdb.disconnect(fill)  # SIG801
django.db.models.signals.pre_syncdb.send(sender=None)  # SIG801

if hasattr(signals, "post_syncdb"):
    signals.post_syncdb.connect(fill)
try:
    signals.post_syncdb.connect(fill)
except AttributeError:
    signals.post_migrate.connect(fill)
signals.post_migrate.connect(fill)
