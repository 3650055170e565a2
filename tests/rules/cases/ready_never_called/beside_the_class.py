# rules: SIG112
"""Functions called ready() that slipped out of a configuration, beside those that are there to be called."""

# shop/apps.py
"""The app: its ready() connects the receivers."""

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"


def ready(self):  # SIG112
    super(ShopConfig, self).ready
    from . import signals  # noqa: F401


# ready() connects the receivers.
# async_one/__init__.py
# async_one/apps.py
from django.apps import AppConfig


class OneConfig(AppConfig):
    name = "async_one"


async def ready(self, *args, **kwargs):  # SIG112
    pass


# assigned/__init__.py
# assigned/apps.py
from django.apps import AppConfig


class AssignedConfig(AppConfig):
    name = "assigned"


def ready(self):
    from . import signals  # noqa: F401


AssignedConfig.ready = ready

# in_the_class/__init__.py
# in_the_class/apps.py
from django.apps import AppConfig


def ready(self):
    from . import signals  # noqa: F401


class InTheClassConfig(AppConfig):
    name = "in_the_class"
    ready = ready


# above/__init__.py
# above/apps.py
from django.apps import AppConfig


def ready(self):
    from . import signals  # noqa: F401


class AboveConfig(AppConfig):
    name = "above"


# with_its_own/__init__.py
# with_its_own/apps.py
from django.apps import AppConfig


class WithItsOwnConfig(AppConfig):
    name = "with_its_own"

    def ready(self):
        pass


def ready(self):
    pass


# imported/__init__.py
# imported/apps.py
from django.apps import AppConfig


class ImportedConfig(AppConfig):
    name = "imported"


def ready(self):
    pass


# imported/more.py
from imported.apps import ready

ready(None)

# no_self/__init__.py
# no_self/apps.py
from django.apps import AppConfig


class NoSelfConfig(AppConfig):
    name = "no_self"


def ready():
    pass


# more_arguments/__init__.py
# more_arguments/apps.py
from django.apps import AppConfig


class MoreArgumentsConfig(AppConfig):
    name = "more_arguments"


def ready(self, other):
    pass


# decorated/__init__.py
# decorated/apps.py
from celery.signals import worker_ready
from django.apps import AppConfig


class DecoratedConfig(AppConfig):
    name = "decorated"


@worker_ready.connect
def ready(self, **kwargs):
    pass


# conditional/__init__.py
# conditional/apps.py
from django.apps import AppConfig


class ConditionalConfig(AppConfig):
    name = "conditional"


if ConditionalConfig:

    def ready(self):
        pass


# another_class/__init__.py
# another_class/apps.py
from django.apps import AppConfig


class AnotherClassConfig(AppConfig):
    name = "another_class"


class Pool:
    pass


def ready(self):
    pass


# no_config/__init__.py
class PoolConfig:
    name = "pool"


def ready(self):
    pass
