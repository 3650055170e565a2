"""Projects, and what Django has connected of them once it has started; what a library beside them is made of."""

from typing import NamedTuple


class Case(NamedTuple):
    """A project, and the receivers that are connected: their names, signals and senders.

    A sender that the text does not tell is ``?``; ``library`` are files outside of the project.
    """

    connected: set[tuple[str, str, str | None]]
    files: dict[str, str]
    library: dict[str, str] = {}  # noqa: RUF012


CASES = {
    "package_in_a_namespace_package_inside_a_package": Case(
        {("top.common.models.log.check", "django.db.models.signals.pre_save", "top.common.models.log.Entry")},
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'top.common']
""",
            "top/__init__.py": "",
            "top/common/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'top.common'
""",
            "top/common/models/__init__.py": """\
from .log import Entry  # noqa: F401
""",
            "top/common/models/log.py": """\
from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver


class Entry(models.Model):
    text = models.TextField()


@receiver(pre_save, sender=Entry)
def check(sender, **kwargs):
    pass
""",
        },
    ),
    "namespace_package_inside_a_package": Case(
        {
            ("top.common.models.check", "django.db.models.signals.pre_save", "top.common.models.Order"),
            ("top.common.signals.thank", "top.common.events.paid", None),
        },
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'top.common']
""",
            "top/__init__.py": "",
            "top/common/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'top.common'

    def ready(self):
        from . import signals  # noqa: F401
""",
            "top/common/events.py": """\
from django.dispatch import Signal

paid = Signal()
""",
            "top/common/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)


from django.db.models.signals import pre_save
from django.dispatch import receiver


@receiver(pre_save, sender=Order)
def check(sender, instance, **kwargs):
    pass
""",
            "top/common/signals.py": """\
from django.dispatch import receiver
from top.common.events import paid


@receiver(paid)
def thank(sender, **kwargs):
    pass
""",
        },
    ),
    "instance_made_as_its_module_is_imported": Case(
        {("shop.search.Manager.end", "django.core.signals.request_finished", None)},
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from shop.search import manager  # noqa: F401
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
            "shop/search.py": """\
from django.core.signals import request_finished


class Manager:
    def __init__(self):
        request_finished.connect(self.end)

    def end(self, **kwargs):
        pass


manager = Manager()
""",
        },
    ),
    "field_that_its_package_exports": Case(
        {("shop.fields.counter.CounterField.count", "django.db.models.signals.post_init", "?")},
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/fields/__init__.py": """\
from shop.fields.counter import CounterField

__all__ = ['CounterField']
""",
            "shop/fields/counter.py": """\
from django.db import models
from django.db.models.signals import post_init


class CounterField(models.IntegerField):
    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        post_init.connect(self.count, sender=cls)

    def count(self, instance, **kwargs):
        pass
""",
            "shop/models.py": """\
from django.db import models
from shop.fields import CounterField


class Order(models.Model):
    items = CounterField(default=0)
""",
        },
    ),
    "method_of_a_local_instance": Case(
        {("shop.classes.ErrorLog.register_model.<locals>.handler", "django.db.models.signals.post_save", "shop.Order")},
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/apps.py": """\
from django.apps import AppConfig
from shop.classes import ErrorLog


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        Order = self.get_model('Order')
        error_log = ErrorLog(app_config=self)
        error_log.register_model(model=Order)
""",
            "shop/classes.py": """\
from django.db.models.signals import post_save


class ErrorLog:
    def __init__(self, app_config):
        self.app_config = app_config

    def register_model(self, model):
        def handler(sender, instance, **kwargs):
            return self.app_config

        post_save.connect(handler, sender=model, weak=False)
""",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
        },
    ),
    "what_a_factory_returns": Case(
        {
            ("shop.signals.make_handler.<locals>.handler", "django.db.models.signals.post_save", "shop.models.Order"),
            ("shop.signals.make_handler.<locals>.handler", "django.db.models.signals.pre_save", "shop.models.Order"),
        },
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from shop.signals import connect_all

        connect_all()
""",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
            "shop/signals.py": """\
from django.db.models.signals import post_save, pre_save
from shop.models import Order


def make_handler(field):
    def handler(sender, instance, **kwargs):
        return getattr(instance, field)

    return handler


slug = make_handler("paid")
pre_save.connect(slug, sender=Order)


def connect_all():
    post_save.connect(make_handler("paid"), sender=Order, weak=False)
""",
        },
    ),
    "signal_of_a_library": Case(
        {
            ("shop.apps.ShopConfig.login", "allauth.account.signals.user_logged_in", None),
            ("shop.apps.ShopConfig.logout", "django.contrib.auth.signals.user_logged_out", None),
        },
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/apps.py": """\
from allauth.account.signals import user_logged_in
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        user_logged_in.connect(self.login, dispatch_uid="login")
        user_logged_out.connect(self.logout, dispatch_uid="logout")

    @classmethod
    def login(cls, **kwargs):
        pass

    @classmethod
    def logout(cls, **kwargs):
        pass
""",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
        },
        {
            "allauth/__init__.py": "",
            "allauth/account/__init__.py": "",
            "allauth/account/signals.py": """\
from django.dispatch import Signal

user_logged_in = Signal()
""",
        },
    ),
    "sender_self_in_an_inherited_ready": Case(
        {
            ("core.apps.roles", "django.db.models.signals.post_migrate", "core.apps.CoreConfig"),
            ("core.apps.roles", "django.db.models.signals.post_migrate", "plug.apps.PlugConfig"),
        },
        {
            "core/__init__.py": "",
            "core/apps.py": """\
from django.apps import AppConfig
from django.db.models.signals import post_migrate


def roles(sender, **kwargs):
    pass


class PluginConfig(AppConfig):
    def ready(self):
        super().ready()
        post_migrate.connect(roles, sender=self)


class CoreConfig(PluginConfig):
    name = 'core'
    default = True
""",
            "plug/__init__.py": "",
            "plug/apps.py": """\
from core.apps import PluginConfig


class PlugConfig(PluginConfig):
    name = 'plug'
    default = True
""",
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'core', 'plug']
""",
        },
    ),
    "what_imports_run": Case(
        {
            ("shop.hooks.core.five", "django.db.models.signals.pre_init", None),
            ("shop.hooks.core.four", "django.db.models.signals.pre_delete", "?"),
            ("shop.hooks.core.one", "django.db.models.signals.post_save", None),
            ("shop.hooks.core.six", "django.db.models.signals.post_init", "shop.models.Order"),
            ("shop.hooks.core.three", "django.db.models.signals.post_delete", "shop.models.Order"),
            ("shop.hooks.core.two", "django.db.models.signals.pre_save", None),
        },
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/hooks/__init__.py": """\
from shop.hooks.core import connect_two
""",
            "shop/hooks/core.py": """\
from django.db.models.signals import post_delete, post_init, post_save, pre_delete, pre_init, pre_save


def one(**kwargs):
    pass


def two(**kwargs):
    pass


def three(**kwargs):
    pass


def four(**kwargs):
    pass


def five(**kwargs):
    pass


def six(**kwargs):
    pass


def _connect_one():
    post_save.connect(one)


def connect_one():
    _connect_one()


def connect_two():
    pre_save.connect(two)


def tracked(cls):
    post_delete.connect(three, sender=cls)
    return cls


class Described:
    def __set_name__(self, owner, name):
        pre_delete.connect(four, sender=owner)


class Meta(type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        pre_init.connect(five)


class WithMeta(metaclass=Meta):
    pass


class Tracker:
    def __init__(self, model):
        self.model = model

    def start(self):
        post_init.connect(six, sender=self.model)
""",
            "shop/models.py": """\
from django.db import models
from shop.hooks import connect_two
from shop.hooks.core import Described, Tracker, connect_one, tracked


@tracked
class Order(models.Model):
    described = Described()


connect_one()
connect_two()
Tracker(Order).start()
""",
        },
    ),
    "config_without_appconfig": Case(
        set(),
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/apps.py": """\
from django.db.models.signals import post_migrate
from shop.helper import NotificationsAppConfigBase


def setup(sender, **kwargs):
    pass


class ShopConfig(NotificationsAppConfigBase):
    name = 'shop'

    def ready(self):
        super().ready()
        from . import signals  # noqa: F401

        post_migrate.connect(setup, sender=self)
""",
            "shop/helper.py": """\
from django.db.models import signals


class NotificationsAppConfigBase:
    def ready(self):
        signals.post_migrate.connect(self.register, sender=self)

    def register(self, **kwargs):
        pass
""",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
            "shop/signals.py": """\
from django.db.models.signals import post_delete
from django.dispatch import receiver
from shop.models import Order


@receiver(post_delete, sender=Order)
def gone(instance, **kwargs):
    pass
""",
        },
    ),
    "method_of_another_modules_instance": Case(
        {("shop.signals.ship", "django.db.models.signals.post_save", "shop.models.Order")},
        {
            "manage.py": """\
import os, sys

if __name__ == '__main__':
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
""",
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/apps.py": """\
from django.apps import AppConfig
from shop.registry import registry


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        registry.start()
""",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
            "shop/registry.py": """\
class Registry:
    def start(self):
        from shop import signals  # noqa: F401


registry = Registry()
""",
            "shop/signals.py": """\
from django.db.models.signals import post_save
from django.dispatch import receiver
from shop.models import Order


@receiver(post_save, sender=Order)
def ship(instance, **kwargs):
    pass
""",
        },
    ),
    "installed_apps_that_grow": Case(
        {("plug.signals.ship", "django.db.models.signals.post_save", "core.models.Order")},
        {
            "core/__init__.py": "",
            "core/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
            "local_apps.py": """\
import os

EXTRA = os.environ.get('EXTRA', 'plug').split(',')
""",
            "manage.py": """\
import os, sys

if __name__ == '__main__':
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
""",
            "plug/__init__.py": "",
            "plug/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'plug'

    def ready(self):
        from . import signals  # noqa: F401
""",
            "plug/models.py": """\
from django.db import models
from core.models import Order


class Plug(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)
""",
            "plug/signals.py": """\
from django.db.models.signals import post_save
from django.dispatch import receiver
from core.models import Order


@receiver(post_save, sender=Order)
def ship(instance, **kwargs):
    pass
""",
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'core']
from importlib.metadata import entry_points

for point in entry_points(group='shop.plugin'):
    INSTALLED_APPS.append(point.value)
from local_apps import EXTRA
INSTALLED_APPS += EXTRA
""",
        },
    ),
    "signal_of_a_generic_class": Case(
        {
            ("shop.signals.keep", "django.db.models.signals.post_save", "shop.models.Line"),
            ("shop.signals.pay", "shop.events.paid", None),
            ("shop.signals.pay", "shop.events.sold", None),
        },
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from typing import Generic, TypeVar

from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)

T = TypeVar("T")


class Part(models.Model, Generic[T]):
    class Meta:
        abstract = True


class Line(Part[Order]):
    pass
""",
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
            "shop/events.py": """\
from typing import Generic, TypeVar

from django import dispatch
from shop.models import Order

T = TypeVar("T")


class PluginSignal(Generic[T], dispatch.Signal):
    pass


class OrderSignal(PluginSignal[Order]):
    pass


class Pair(PluginSignal[dict[str, Order]]):
    pass


paid = OrderSignal()
sold = Pair()
""",
            "shop/signals.py": """\
from django.db.models.signals import post_save
from django.dispatch import receiver
from shop.events import paid, sold
from shop.models import Line


@receiver([paid, sold])
def pay(**kwargs):
    pass


@receiver(post_save, sender=Line)
def keep(**kwargs):
    pass
""",
        },
    ),
    "what_a_method_returns": Case(
        {
            ("shop.signals.Maker.make.<locals>.handler", "django.db.models.signals.post_save", "shop.models.Order"),
            ("shop.signals.kept.<locals>.handler", "django.db.models.signals.post_delete", None),
        },
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
            "shop/signals.py": """\
from django.db.models.signals import post_delete, post_save
from shop.models import Order


def kept(field):
    def handler(sender, **kwargs):
        return field

    return handler


class Maker:
    def __init__(self):
        post_save.connect(self.make("paid"), sender=Order, weak=False)

    @staticmethod
    def make(field):
        def handler(sender, instance, **kwargs):
            return getattr(instance, field)

        return handler


maker = Maker()
handlers = [kept("paid")]
post_delete.connect(handlers[0])
""",
        },
    ),
    "sender_self_in_a_method_that_ready_inherits": Case(
        {
            ("base.AppBase.prepare", "django.db.models.signals.post_migrate", "shop.apps.ShopConfig"),
            ("shop.apps.ShopConfig.check", "django.db.models.signals.pre_migrate", "shop.apps.ShopConfig"),
        },
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
            "base.py": """\
from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AppBase(AppConfig):
    def ready(self):
        self._connect()

    def _connect(self):
        post_migrate.connect(self.prepare, sender=self)

    def prepare(self, **kwargs):
        pass
""",
            "shop/apps.py": """\
from base import AppBase
from django.db.models.signals import pre_migrate


class ShopConfig(AppBase):
    name = 'shop'
    default = True

    def ready(self):
        super().ready()
        pre_migrate.connect(self.check, sender=self)

    def check(self, **kwargs):
        pass
""",
        },
    ),
    "plain_class_in_apps": Case(
        set(),
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
            "shop/signals.py": """\
from django.db.models.signals import post_save
from django.dispatch import receiver
from shop.models import Order


@receiver(post_save, sender=Order)
def ship(instance, **kwargs):
    pass
""",
            "shop/apps.py": """\
class ShopConfig:
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "ready_that_is_a_coroutine": Case(
        set(),
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
            "shop/signals.py": """\
from django.db.models.signals import post_save
from django.dispatch import receiver
from shop.models import Order


@receiver(post_save, sender=Order)
def ship(instance, **kwargs):
    pass
""",
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    async def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "ready_beside_the_class": Case(
        set(),
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
            "shop/signals.py": """\
from django.db.models.signals import post_save
from django.dispatch import receiver
from shop.models import Order


@receiver(post_save, sender=Order)
def ship(instance, **kwargs):
    pass
""",
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'


def ready(self):
    from . import signals  # noqa: F401
""",
        },
    ),
    "two_configurations": Case(
        set(),
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
            "shop/signals.py": """\
from django.db.models.signals import post_save
from django.dispatch import receiver
from shop.models import Order


@receiver(post_save, sender=Order)
def ship(instance, **kwargs):
    pass
""",
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401


class OtherConfig(AppConfig):
    name = 'shop'
""",
        },
    ),
    "receivers_called_like_their_signals": Case(
        {
            ("shop.signals.Handlers.post_save", "django.db.models.signals.post_save", "shop.models.Order"),
            ("shop.signals.Handlers.pre_save", "django.db.models.signals.pre_save", "shop.models.Order"),
            ("shop.signals.Handlers.pre_save", "django.db.models.signals.pre_save", None),
            ("shop.signals.post_delete", "django.db.models.signals.post_delete", "shop.models.Order"),
        },
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    paid = models.BooleanField(default=False)
""",
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
            "shop/signals.py": """\
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from shop.models import Order


class Handlers:
    @staticmethod
    @receiver(post_save, sender=Order)
    def post_save(**kwargs):
        pass

    def pre_save(self, **kwargs):
        pass

    def start(self):
        pre_save.connect(self.pre_save, sender=Order)


@receiver(post_delete, sender=Order)
def post_delete(**kwargs):
    pass


handlers = Handlers()
handlers.start()

SIGNALS = {pre_save: handlers.pre_save}
for signal in SIGNALS:
    signal.connect(handlers.pre_save)
""",
        },
    ),
    "local_name_that_is_given_several_values": Case(
        {
            ("shop.signals.made_for_saves.<locals>.saved", "django.db.models.signals.post_save", "shop.models.Order"),
            ("shop.signals.made_for_deletes.<locals>.gone", "django.db.models.signals.pre_delete", "shop.models.Line"),
        },
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    pass


class Line(models.Model):
    pass
""",
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from .signals import connect

        connect()
""",
            "shop/signals.py": """\
from django.db.models.signals import post_save, pre_delete
from shop.models import Line, Order


def made_for_saves():
    def saved(sender, **kwargs):
        pass

    return saved


def made_for_deletes():
    def gone(sender, **kwargs):
        pass

    return gone


def connect():
    model = Order
    receiver = made_for_saves()
    post_save.connect(receiver, sender=model, weak=False)

    model = Line
    receiver = made_for_deletes()
    pre_delete.connect(receiver, sender=model, weak=False)
""",
        },
    ),
    "local_name_that_a_branch_may_give_another_value": Case(
        {("shop.signals.ship", "django.db.models.signals.post_save", "?")},
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    pass


class Line(models.Model):
    pass
""",
            "shop/apps.py": """\
import os

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from django.db.models.signals import post_save
        from shop.models import Line, Order
        from shop.signals import ship

        model = Order
        if os.environ.get('LINES'):
            model = Line
        post_save.connect(ship, sender=model)
""",
            "shop/signals.py": """\
def ship(sender, **kwargs):
    pass
""",
        },
    ),
    "models_that_are_looked_up_by_their_labels": Case(
        {
            ("shop.models.Base.saved", "django.db.models.signals.post_save", "shop.models.Order"),
            ("shop.models.Base.changed", "django.db.models.signals.m2m_changed", "shop.models.Order_lines"),
            ("shop.models.Base.gone", "django.db.models.signals.post_delete", "shop.models.Order"),
        },
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Base(models.Model):
    class Meta:
        abstract = True

    @classmethod
    def saved(cls, **kwargs):
        pass

    @classmethod
    def changed(cls, **kwargs):
        pass

    @staticmethod
    def gone(**kwargs):
        pass


class Line(models.Model):
    pass


class Order(Base):
    lines = models.ManyToManyField(Line)
""",
            "shop/apps.py": """\
from django.apps import AppConfig, apps


class ShopConfig(AppConfig):
    name = 'shop'
    order = None

    def ready(self):
        from django.db.models.signals import m2m_changed, post_delete, post_save

        self.load()
        post_save.connect(self.order.saved, sender=self.order)
        m2m_changed.connect(self.order.changed, sender=self.order.lines.through)
        model = apps.get_model('shop', 'order')
        post_delete.connect(model.gone, sender=model)

    def load(self):
        self.order = apps.get_model('shop.Order')
""",
        },
    ),
    "attribute_that_methods_give_several_values": Case(
        {("shop.signals.ship", "django.db.models.signals.post_save", "?")},
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    pass


class Line(models.Model):
    pass
""",
            "shop/signals.py": """\
def ship(sender, **kwargs):
    pass
""",
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from django.db.models.signals import post_save

        from shop.models import Line, Order
        from shop.signals import ship

        self.sender = Line
        self.sender = Order
        post_save.connect(ship, sender=self.sender)
""",
        },
    ),
    "connected_in_development_alone": Case(
        set(),
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
import os
import sys

from django.conf import settings
from django.core.signals import request_finished
from django.db import models
from django.db.models.signals import post_delete, post_init, post_save, pre_save
from django.dispatch import receiver


class Order(models.Model):
    pass


if settings.DEBUG:

    @receiver(post_save, sender=Order)
    def saved(**kwargs):
        pass


if not settings.DEBUG:
    pass
else:

    @receiver(pre_save, sender=Order)
    def saving(**kwargs):
        pass


def connect():
    if 'runserver' not in sys.argv:
        return
    post_delete.connect(gone, sender=Order)


def gone(**kwargs):
    pass


connect()

if os.environ.get('RUN_MAIN') == 'true' and settings.DEBUG:
    post_init.connect(gone, sender=Order)
    request_finished.connect(gone)
""",
        },
    ),
    "classes_that_set_up_logging": Case(
        {("shop.logs.end", "django.core.signals.request_finished", None)},
        {
            "settings.py": """\
SECRET_KEY = 'x'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
LOGGING = {
    'version': 1,
    'filters': {'request': {'()': 'shop.logs.RequestFilter'}},
    'handlers': {'console': {'class': 'logging.StreamHandler', 'filters': ['request']}},
}
""",
            "shop/__init__.py": "",
            "shop/logs.py": """\
import logging

from django.core.signals import request_finished
from django.dispatch import receiver


class RequestFilter(logging.Filter):
    pass


@receiver(request_finished)
def end(**kwargs):
    pass
""",
        },
    ),
    "class_that_a_setting_names_to_a_library": Case(
        {("shop.search.Processor.enqueue", "django.db.models.signals.post_save", "shop.models.Order")},
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'haystack', 'shop']
HAYSTACK_SIGNAL_PROCESSOR = 'shop.search.Processor'
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    pass
""",
            "shop/search.py": """\
from django.db.models.signals import post_save
from haystack.signals import BaseSignalProcessor
from shop.models import Order


class Processor(BaseSignalProcessor):
    def setup(self):
        self.connect()

    def connect(self):
        post_save.connect(self.enqueue, sender=Order)

    def enqueue(self, **kwargs):
        pass
""",
        },
        {
            "haystack/__init__.py": "",
            "haystack/signals.py": """\
class BaseSignalProcessor:
    def __init__(self, connections, connection_router):
        self.setup()

    def setup(self):
        pass
""",
            "haystack/apps.py": """\
from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import import_string


class HaystackConfig(AppConfig):
    name = 'haystack'

    def ready(self):
        self.signal_processor = import_string(settings.HAYSTACK_SIGNAL_PROCESSOR)(None, None)
""",
        },
    ),
    "app_that_the_settings_of_its_package_leave_out": Case(
        set(),
        {
            "settings.py": """\
from shop.settings import *
""",
            "shop/__init__.py": "",
            "shop/settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop.orders']
""",
            "shop/orders/__init__.py": "",
            "shop/orders/models.py": """\
from django.db import models


class Order(models.Model):
    pass
""",
            "shop/extra/__init__.py": "",
            "shop/extra/apps.py": """\
from django.apps import AppConfig


class ExtraConfig(AppConfig):
    name = 'shop.extra'

    def ready(self):
        from django.db.models.signals import post_delete
        from shop.orders.models import Order

        from . import handlers, signals

        post_delete.connect(handlers.ship, sender=Order)
""",
            "shop/extra/handlers.py": """\
def ship(sender, **kwargs):
    pass
""",
            "shop/extra/signals.py": """\
from django.db.models.signals import post_save
from django.dispatch import receiver
from shop.orders.models import Order

from .handlers import ship

receiver(post_save, sender=Order)(ship)
""",
        },
    ),
    "local_receivers_behind_decorators_of_the_project": Case(
        {("shop.apps.ShopConfig.ready.<locals>.bill", "django.db.models.signals.pre_save", "shop.models.Order")},
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    pass
""",
            "shop/decorators.py": """\
from functools import wraps

KEPT = []


def unless_raw(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        if not kwargs.get('raw'):
            function(*args, **kwargs)

    return wrapper


def twice(function):
    def wrapper(**kwargs):
        function(**kwargs)
        function(**kwargs)

    return wrapper


def kept(function):
    @wraps(function)
    def wrapper(**kwargs):
        function(**kwargs)

    KEPT.append(wrapper)
    return wrapper
""",
            "shop/apps.py": """\
from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_save


def made(text):
    from shop.decorators import unless_raw

    @unless_raw
    def handler(sender, **kwargs):
        print(text)

    return handler


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from shop.decorators import kept, twice
        from shop.models import Order

        post_save.connect(made('saved'), sender=Order)

        @twice
        def pack(sender, **kwargs):
            pass

        post_delete.connect(pack, sender=Order)

        @kept
        def bill(sender, **kwargs):
            pass

        pre_save.connect(bill, sender=Order)
""",
        },
    ),
    "connected_where_a_setting_says_so": Case(
        set(),
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
SHOP_COUNTED = False
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    pass
""",
            "shop/conf.py": """\
from django.conf import settings


def get_setting(name, default):
    return getattr(settings, f'SHOP_{name}', default)


ACCOUNT = get_setting('ACCOUNT', '')
KEY = get_setting('KEY', '')
CONFIGURED = bool(ACCOUNT and KEY)
LOGGED = getattr(settings, 'SHOP_LOGGED', False)
""",
            "shop/signals.py": """\
def ship(sender, **kwargs):
    pass
""",
            "shop/apps.py": """\
from django.apps import AppConfig
from django.conf import settings


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from shop.other import connect

        connect()
""",
            "shop/other.py": """\
from django.conf import settings
from django.db.models.signals import post_delete, post_save, pre_save

from . import conf
from .conf import LOGGED
from .models import Order
from .signals import ship


def connect():
    if LOGGED:
        post_save.connect(ship, sender=Order)
    if settings.SHOP_COUNTED:
        pre_save.connect(ship, sender=Order)
    if not conf.CONFIGURED:
        return
    post_delete.connect(ship, sender=Order)
""",
        },
    ),
    "connected_unless_a_setting_says_otherwise": Case(
        {("shop.signals.ship", "django.db.models.signals.post_save", "shop.models.Order")},
        {
            "settings.py": """\
SECRET_KEY = 'x'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
SHOP_LOGGED = True
""",
            "shop/__init__.py": "",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    pass
""",
            "shop/signals.py": """\
def ship(sender, **kwargs):
    pass
""",
            "shop/apps.py": """\
from django.apps import AppConfig
from django.conf import settings

ENABLED = getattr(settings, 'SHOP_ENABLED', True)
LOGGED = getattr(settings, 'SHOP_LOGGED', False)


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from django.db.models.signals import post_save
        from shop.models import Order
        from shop.signals import ship

        if ENABLED and LOGGED:
            post_save.connect(ship, sender=Order)
""",
        },
    ),
}
