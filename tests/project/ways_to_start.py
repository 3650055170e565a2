"""Ways to have ``shop.signals`` imported as Django starts, and a few that look like it: what differs from ``BASE``."""

BASE = {
    "manage.py": "import os, sys\n"
    "\n"
    "if __name__ == '__main__':\n"
    "    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\n"
    "    from django.core.management import execute_from_command_line\n"
    "\n"
    "    execute_from_command_line(sys.argv)\n",
    "settings.py": "SECRET_KEY = 'x'\n"
    "INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']\n",
    "shop/__init__.py": "",
    "shop/models.py": "from django.db import models\n\n\nclass Order(models.Model):\n    n = models.IntegerField()\n",
    "shop/signals.py": "from django.db.models.signals import post_save\n"
    "from django.dispatch import receiver\n"
    "from shop.models import Order\n"
    "\n"
    "\n"
    "@receiver(post_save, sender=Order)\n"
    "def ship(instance, **kwargs):\n"
    "    pass\n",
}

WAYS: dict[str, tuple[bool, dict[str, str]]] = {
    "plain": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals
""",
        },
    ),
    "local_instance": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from shop.load import Loader


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        loader = Loader()
        loader.load()
""",
            "shop/load.py": """\
class Loader:
    def load(self):
        from shop import signals
""",
        },
    ),
    "module_instance": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from shop.load import loader


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        loader.load()
""",
            "shop/load.py": """\
class Loader:
    def load(self):
        from shop import signals
loader = Loader()
""",
        },
    ),
    "instance_in_same_module": (
        True,
        {
            "shop/apps.py": """\
class Loader:
    def load(self):
        from shop import signals
loader = Loader()
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        loader.load()
""",
        },
    ),
    "for_functions": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from shop.load import a, b


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        for f in (a, b):
            f()
""",
            "shop/load.py": """\
def a():
    from shop import signals
def b():
    pass
""",
        },
    ),
    "hooks_list": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from shop.load import HOOKS


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        for f in HOOKS:
            f()
""",
            "shop/load.py": """\
def a():
    from shop import signals
HOOKS = [a]
""",
        },
    ),
    "partial": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from functools import partial
from shop.load import load


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        partial(load)()
""",
            "shop/load.py": """\
def load():
    from shop import signals
""",
        },
    ),
    "lambda": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from shop.load import load, run


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        run(lambda: load())
""",
            "shop/load.py": """\
def run(f):
    f()
def load():
    from shop import signals
""",
        },
    ),
    "ready_assigned": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
def load(self):
    from . import signals
class ShopConfig(AppConfig):
    name = 'shop'
    ready = load
""",
        },
    ),
    "ready_setattr": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
class ShopConfig(AppConfig):
    name = 'shop'
def load(self):
    from . import signals
ShopConfig.ready = load
""",
        },
    ),
    "create_override": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'
    def import_models(self):
        super().import_models()
        self.module_signals = __import__('shop.signals', fromlist=['x'])

    def ready(self):
        pass
""",
        },
    ),
    "config_in_app_py": (
        False,
        {
            "shop/app.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
"""
        },
    ),
    "logger_named": (
        False,
        {
            "shop/models.py": BASE["shop/models.py"]
            + "\n\nimport logging\n\nlog = logging.getLogger('shop.signals')\n",
        },
    ),
    "logger_in_settings": (
        False,
        {
            "settings.py": "SECRET_KEY = 'x'\n"
            "INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']\n"
            "LOGGING = {'version': 1, 'loggers': {'shop.signals': {'level': 'INFO'}}}\n",
        },
    ),
    "urlconf_of_another_name": (
        False,
        {
            "settings.py": "SECRET_KEY = 'x'\n"
            "INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']\n"
            "ROOT_URLCONF = 'shop.main_urlconf'\n",
            "shop/main_urlconf.py": "from shop import signals\n\nurlpatterns = []\n",
        },
    ),
    "middleware_of_another_name": (
        False,
        {
            "settings.py": "SECRET_KEY = 'x'\n"
            "INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']\n"
            "MIDDLEWARE = ['shop.around.Around']\n",
            "shop/around.py": "from shop import signals\n\n\nclass Around:\n    pass\n",
        },
    ),
    "import_module_loop": (
        True,
        {
            "shop/apps.py": """\
from importlib import import_module
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'
    default_auto_field = 'django.db.models.BigAutoField'

    def ready(self):
        for part in ('signals', 'models'):
            import_module(f'{self.name}.{part}')
"""
        },
    ),
    "import_module_loop_constant": (
        True,
        {
            "shop/apps.py": """\
from importlib import import_module
from django.apps import AppConfig

PARTS = ['models', 'signals']

class ShopConfig(AppConfig):
    name = 'shop'
    default_auto_field = 'django.db.models.BigAutoField'

    def ready(self):
        for part in PARTS:
            import_module(f'{self.name}.{part}')
"""
        },
    ),
    "import_module_loop_attribute": (
        True,
        {
            "shop/apps.py": """\
from importlib import import_module
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'
    default_auto_field = 'django.db.models.BigAutoField'
    parts = ['models', 'signals']

    def ready(self):
        for part in self.parts:
            import_module('%s.%s' % (self.name, part))
"""
        },
    ),
    "import_module_comprehension": (
        True,
        {
            "shop/apps.py": """\
from importlib import import_module
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'
    default_auto_field = 'django.db.models.BigAutoField'

    def ready(self):
        [import_module(self.name + '.' + part) for part in ('models', 'signals')]
"""
        },
    ),
    "import_module_loop_relative": (
        True,
        {
            "shop/apps.py": """\
from importlib import import_module
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'
    default_auto_field = 'django.db.models.BigAutoField'

    def ready(self):
        for part in ('.signals', '.models'):
            import_module(part, package=self.name)
"""
        },
    ),
    "import_module_unknown_part": (
        True,
        {
            "shop/apps.py": """\
from importlib import import_module
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'
    default_auto_field = 'django.db.models.BigAutoField'

    def ready(self):
        import os
        import_module(f"{self.name}.{os.environ.get('PART', 'signals')}")
"""
        },
    ),
    "import_module_library_part": (
        True,
        {
            "shop/apps.py": """\
from importlib import import_module
from signal import __name__ as part

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        import_module(f'shop.{part}s')
"""
        },
    ),
    "import_module_part_known_in_one_branch": (
        True,
        {
            "shop/apps.py": """\
import os
import sys
from importlib import import_module

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        part = 'admin' if 'runserver' in sys.argv else os.environ.get('PART', 'signals')
        import_module(f'shop.{part}')
"""
        },
    ),
    "handed_to_map": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig

from shop.load import load_all


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        list(map(load_all, ['now']))
""",
            "shop/load.py": """\
def load_all(when):
    load(when)


def load(when):
    from shop import signals  # noqa: F401
""",
        },
    ),
    "import_module_pkg": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from importlib import import_module


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        import_module('.signals', self.name)
""",
        },
    ),
    "import_module_join": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from importlib import import_module


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        import_module('.'.join([self.name, 'signals']))
""",
        },
    ),
    "import_string_setting": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import import_string


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        import_string(getattr(settings, 'X', 'shop.signals.ship'))
""",
        },
    ),
    "autodiscover_partial": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from functools import partial
from django.utils.module_loading import autodiscover_modules
discover = partial(autodiscover_modules, 'signals')


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        discover()
""",
        },
    ),
    "exec": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        exec('from shop import signals')
""",
        },
    ),
    "with_cm": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from shop.load import loading


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        with loading():
            pass
""",
            "shop/load.py": """\
from contextlib import contextmanager
@contextmanager
def loading():
    from shop import signals
    yield
""",
        },
    ),
    "property": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'
    @property
    def loaded(self):
        from . import signals
        return True

    def ready(self):
        self.loaded
""",
        },
    ),
    "subclass_hook": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from shop.load import Child


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        Child.load()
""",
            "shop/load.py": """\
class Base:
    @classmethod
    def load(cls):
        cls.go()
class Child(Base):
    @classmethod
    def go(cls):
        from shop import signals
""",
        },
    ),
    "dispatch_dict": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'
    def load(self):
        from . import signals

    def ready(self):
        {'a': self.load}['a']()
""",
        },
    ),
    "models_deep_call": (
        True,
        {
            "shop/load.py": """\
def a():
    b()
def b():
    import shop.signals
""",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    n = models.IntegerField()

from shop.load import a
a()
""",
            "shop/signals.py": """\
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def ship(instance, **kwargs):
    pass
""",
        },
    ),
    "models_decorator": (
        True,
        {
            "shop/load.py": """\
def deco(cls):
    import shop.signals
    return cls
""",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    n = models.IntegerField()

from shop.load import deco
@deco
class Thing(models.Model):
    pass
""",
            "shop/signals.py": """\
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def ship(instance, **kwargs):
    pass
""",
        },
    ),
    "models_init_subclass": (
        True,
        {
            "shop/load.py": """\
class T:
    def __init_subclass__(cls):
        import shop.signals
""",
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    n = models.IntegerField()

from shop.load import T
class Thing(T):
    pass
""",
            "shop/signals.py": """\
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def ship(instance, **kwargs):
    pass
""",
        },
    ),
    "settings_import": (
        True,
        {
            "settings.py": """\
import django.dispatch
SECRET_KEY = 'x'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'shop']
import shop.signals
""",
            "shop/signals.py": """\
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def ship(instance, **kwargs):
    pass
""",
        },
    ),
    "dunder_all_getattr": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from shop.load import thing
""",
            "shop/load.py": """\
def __getattr__(name):
    import shop.signals
    return 1
""",
        },
    ),
    "iterate_app_configs": (
        True,
        {
            "other/__init__.py": """\

""",
            "other/apps.py": """\
from importlib import import_module
from django.apps import AppConfig, apps


class OtherConfig(AppConfig):
    name = 'other'

    def ready(self):
        for config in apps.get_app_configs():
            try:
                import_module(config.name + '.signals')
            except ImportError:
                pass
""",
            "settings.py": """\
SECRET_KEY = 'x'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'other', 'shop']
""",
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        pass
""",
        },
    ),
    "singleton_get": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from shop.load import get_loader


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        get_loader().load()
""",
            "shop/load.py": """\
class Loader:
    def load(self):
        from shop import signals
_l = Loader()
def get_loader():
    return _l
""",
        },
    ),
    "generator": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'
    def load(self):
        from . import signals
        yield 1

    def ready(self):
        list(self.load())
""",
        },
    ),
    "enum_like": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig
from shop.load import Base


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        for c in Base.__subclasses__():
            c().run()
""",
            "shop/load.py": """\
class Base:
    pass
class A(Base):
    def run(self):
        from shop import signals
""",
        },
    ),
    "config_reexport_in_apps": (
        True,
        {
            "shop/apps.py": """\
from .config import ShopConfig
""",
            "shop/config.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "config_added_by_a_loader": (
        True,
        {
            "settings.py": """\
import sys
from load import load_plugins

SECRET_KEY = 'x'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth']
load_plugins(sys.modules[__name__])
""",
            "load.py": """\
from importlib import import_module


def load_plugins(settings):
    (found,) = (name for name in vars(import_module('shop')) if name.startswith('Shop'))
    settings.INSTALLED_APPS.append(f'shop.{found}')
""",
            "shop/__init__.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "config_used_by_its_attribute_alone": (
        False,
        {
            "shop/__init__.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        super(ShopConfig, self).ready()
        from . import signals  # noqa: F401


__all__ = [ShopConfig.name]
""",
        },
    ),
    "config_beside_a_literal_added": (
        False,
        {
            "load.py": """\
def add_more(settings):
    settings.INSTALLED_APPS.append('django.contrib.messages')
    settings.INSTALLED_APPS += ['django.contrib.sessions']
    settings.INSTALLED_APPS.insert(0, 'django.contrib.sites')
""",
            "shop/__init__.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "config_base_type_checking": (
        True,
        {
            "lib/__init__.py": """\

""",
            "lib/apps.py": """\
from django.apps import AppConfig


class Base(AppConfig):
    pass
""",
            "shop/apps.py": """\
from typing import TYPE_CHECKING
from django.apps import AppConfig


if TYPE_CHECKING:
    from lib.apps import Base


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "config_base_default_false": (
        False,
        {
            "lib/__init__.py": """\

""",
            "lib/apps.py": """\
from django.apps import AppConfig


class Base(AppConfig):
    default = False
""",
            "shop/apps.py": """\
from lib.apps import Base


class ShopConfig(Base):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "config_base_default_false_child_true": (
        True,
        {
            "lib/__init__.py": """\

""",
            "lib/apps.py": """\
from django.apps import AppConfig


class Base(AppConfig):
    default = False
""",
            "shop/apps.py": """\
from lib.apps import Base


class ShopConfig(Base):
    default = True
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "config_redefined": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'


class ShopConfig(ShopConfig):

    def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "config_base_in_try": (
        True,
        {
            "shop/apps.py": """\
try:
    from lib.apps import Base
except ImportError:
    from django.apps import AppConfig as Base


class ShopConfig(Base):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "config_settings_fstring": (
        True,
        {
            "settings.py": """\
SECRET_KEY = 'x'
P = 'shop'
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', f'{P}.apps.ShopConfig']
""",
            "shop/apps.py": """\
from django.apps import AppConfig


class Other(AppConfig):
    name = 'shop'


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "config_settings_json": (
        True,
        {
            "apps.json": """\
["shop.apps.ShopConfig"]
""",
            "settings.py": """\
SECRET_KEY = 'x'
import json, pathlib
DJANGOS = ['django.contrib.contenttypes', 'django.contrib.auth']
INSTALLED_APPS = [*DJANGOS, *json.loads((pathlib.Path(__file__).parent / 'apps.json').read_text())]
""",
            "shop/apps.py": """\
from django.apps import AppConfig


class Other(AppConfig):
    name = 'shop'


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "config_settings_toml_env": (
        True,
        {
            "settings.py": """\
SECRET_KEY = 'x'
import os
DJANGOS = ['django.contrib.contenttypes', 'django.contrib.auth']
INSTALLED_APPS = DJANGOS + os.environ.get('APPS', 'shop' + '.apps.' + 'ShopConfig').split()
""",
            "shop/apps.py": """\
from django.apps import AppConfig


class Other(AppConfig):
    name = 'shop'


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "config_ready_inherited_two": (
        True,
        {
            "shop/apps.py": """\
from django.apps import AppConfig


class AbstractShop(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401


class ShopConfig(AbstractShop):
    default = True
""",
        },
    ),
    "config_star_import_hides": (
        True,
        {
            "lib/__init__.py": """\

""",
            "lib/apps.py": """\
__all__ = ['helper']
from django.apps import AppConfig


class Base(AppConfig):
    pass


def helper():
    pass
""",
            "shop/apps.py": """\
from lib.apps import *
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        from . import signals  # noqa: F401
""",
        },
    ),
    "runserver_run_main": (
        False,
        {
            "shop/apps.py": """\
import os
import sys

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        if os.environ.get('RUN_MAIN') == 'true':
            from . import signals  # noqa: F401
""",
        },
    ),
    "runserver_argv": (
        False,
        {
            "shop/apps.py": """\
import os
import sys

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        if 'runserver' not in sys.argv:
            return
        from . import signals  # noqa: F401
""",
        },
    ),
    "runserver_either": (
        False,
        {
            "shop/apps.py": """\
import os
import sys

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        if not os.environ.get('RUN_MAIN') or sys.argv[1:2] != ['runserver']:
            return
        from . import signals  # noqa: F401
""",
        },
    ),
    "runserver_command": (
        False,
        {
            "shop/apps.py": """\
import os
import sys

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        if len(sys.argv) > 1 and sys.argv[1] == 'runserver':
            from . import signals  # noqa: F401
""",
        },
    ),
    "runserver_left_out": (
        True,
        {
            "shop/apps.py": """\
import os
import sys

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        if os.environ.get('RUN_MAIN') or 'runserver' in sys.argv:
            return
        from . import signals  # noqa: F401
""",
        },
    ),
    "runserver_or_not": (
        True,
        {
            "shop/apps.py": """\
import os
import sys

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        if os.environ.get('RUN_MAIN') or 'runserver' not in sys.argv:
            from . import signals  # noqa: F401
""",
        },
    ),
    "runserver_and_else": (
        True,
        {
            "shop/apps.py": """\
import os
import sys

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        if 'runserver' in sys.argv:
            from . import signals  # noqa: F401
        else:
            from . import signals  # noqa: F401
""",
        },
    ),
}
"""By its name: whether the started Django has connected the receiver, and the files."""
