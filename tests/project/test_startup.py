"""Whether Django loads a module when it starts: the ways in which projects load their receivers, or do not."""

from pathlib import Path

import pytest

from flake8_signals.options import Options
from flake8_signals.project.project import Project
from flake8_signals.project.startup.loading import Loading
from tests.support.commands import write

SIGNALS = """\
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def ship(sender, **kwargs):
    pass


def connect_all():
    pass
"""

CONFIG = "from django.apps import AppConfig\n\n\nclass ShopConfig(AppConfig):\n    name = 'shop'\n"

BASE = {
    "manage.py": "",
    "shop/__init__.py": "",
    "shop/apps.py": CONFIG,
    "shop/models.py": "from django.db import models\n\n\nclass Order(models.Model):\n    pass\n",
    "shop/signals.py": SIGNALS,
}


def ready(*lines: str, before: str = "", config: str = CONFIG) -> dict[str, str]:
    """An ``apps.py`` whose ``ready()`` has these lines."""
    body = "".join(f"        {line}\n" for line in lines)
    return {"shop/apps.py": f"{before}{config}\n    def ready(self):\n{body}"}


def loading(tmp_path: Path, files: dict[str, str], name: str = "shop/signals.py") -> Loading:
    """What start-up does with one file of a project with these files (a file of ``None`` text is left out)."""
    for path, text in {**BASE, **files}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    project = Project(str(tmp_path), Options(no_cache=True))
    return project.startup.loading.of(project.modules.at(str(tmp_path / name)))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(ready("from . import signals"), id="relative import"),
        pytest.param(ready("import shop.signals"), id="import of the full name"),
        pytest.param(ready("import shop.signals as handlers"), id="under another name"),
        pytest.param(ready("from shop import signals"), id="absolute from-import"),
        pytest.param(ready("from shop.signals import ship"), id="a function of it"),
        pytest.param(ready("from .signals import *"), id="everything of it"),
        pytest.param(ready("from .signals import connect_all", "connect_all()"), id="a function of it, and called"),
        pytest.param(ready("if self.name:", "    from . import signals"), id="under a condition"),
        pytest.param(ready("try:", "    from . import signals", "except ImportError:", "    pass"), id="in a try"),
        pytest.param(
            ready(
                "with suppress(ImportError):", "    from . import signals", before="from contextlib import suppress\n"
            ),
            id="suppressed",
        ),
        pytest.param(
            ready("import_module('shop.signals')", before="from importlib import import_module\n"), id="by a string"
        ),
        pytest.param(
            ready("import_module('.signals', package=self.name)", before="from importlib import import_module\n"),
            id="by a relative string",
        ),
        pytest.param(
            ready("importlib.import_module('shop.signals')", before="import importlib\n"),
            id="by a string, with the module",
        ),
        pytest.param(
            ready(
                "autodiscover_modules('signals')",
                before="from django.utils.module_loading import autodiscover_modules\n",
            ),
            id="autodiscovered",
        ),
        pytest.param(
            ready(
                "autodiscover_modules(f'{self.kind}nals', 'hooks')",
                before="from django.utils.module_loading import autodiscover_modules\n",
                config=f"{CONFIG}    kind = 'sig'\n",
            ),
            id="autodiscovered by what the configuration says",
        ),
        pytest.param(
            ready("self.connect()", "", "def connect(self):", "    from . import signals")
            | {
                "shop/apps.py": CONFIG + "\n    def ready(self):\n        self.connect()\n\n"
                "    def connect(self):\n        from . import signals\n"
            },
            id="in a method that it calls",
        ),
        pytest.param(
            ready("setup()", before="from .setup import setup\n")
            | {"shop/setup.py": "def setup():\n    from . import signals\n"},
            id="in a function that it calls",
        ),
        pytest.param(
            ready("Setup.run()", before="from .setup import Setup\n")
            | {
                "shop/setup.py": "class Setup:\n    @classmethod\n    def run(cls):\n        cls.load()\n\n"
                "    @classmethod\n    def load(cls):\n        from . import signals\n"
            },
            id="in a class method that calls another",
        ),
        pytest.param(
            {
                "shop/apps.py": "",
                "shop/__init__.py": "from netbox.plugins import PluginConfig\n\n\n"
                "class ShopConfig(PluginConfig):\n    name = 'shop'\n\n"
                "    def ready(self):\n        from . import signals\n\n\nconfig = ShopConfig\n",
            },
            id="of another library's configuration, in the package",
        ),
        pytest.param(
            {
                "shop/base.py": "from django.apps import AppConfig\n\n\nclass Base(AppConfig):\n    def ready(self):\n"
                "        from . import signals\n",
                "shop/apps.py": "from .base import Base\n\n\nclass ShopConfig(Base):\n    name = 'shop'\n",
            },
            id="inherited",
        ),
        pytest.param(
            {
                "shop/base.py": "from django.apps import AppConfig\n\n\nclass Base(AppConfig):\n    def ready(self):\n"
                "        self.load()\n\n    def load(self):\n        pass\n",
                "shop/apps.py": "from .base import Base\n\n\nclass ShopConfig(Base):\n    name = 'shop'\n\n"
                "    def load(self):\n        from . import signals\n",
            },
            id="by a method that an inherited ready() calls",
        ),
        pytest.param(
            {
                "shop/base.py": "from django.apps import AppConfig\n\n\nclass Base(AppConfig):\n    def ready(self):\n"
                "        from . import signals\n",
                "shop/apps.py": "from .base import Base\n\n\nclass ShopConfig(Base):\n    name = 'shop'\n\n"
                "    def ready(self):\n        super().ready()\n",
            },
            id="by super().ready()",
        ),
        pytest.param(
            {
                "shop/apps.py": "from django.apps import AppConfig\nfrom functools import cache\n\n\n"
                "class ShopConfig(AppConfig):\n    name = 'shop'\n\n"
                "    @cache\n    def ready(self):\n        from . import signals\n"
            },
            id="in a decorated ready()",
        ),
        pytest.param(
            ready("from . import wiring")
            | {"shop/wiring.py": "from .hidden import load\n", "shop/hidden.py": "from . import signals\n\nload = 1\n"},
            id="two modules further on",
        ),
        pytest.param(
            {
                "core/__init__.py": "",
                "core/apps.py": CONFIG.replace("shop", "core").replace("Shop", "Core")
                + "\n    def ready(self):\n        import shop.signals\n",
            },
            id="by another app",
        ),
        pytest.param(
            ready("get_class('shop.signals', 'ship')", before="from elsewhere import get_class\n"),
            id="by a loader's string",
        ),
    ],
)
def test_ready_loads(files: dict[str, str], tmp_path: Path) -> None:
    found = loading(tmp_path, files)
    assert (found.state, found.chain[-1]) == ("ready", "shop.signals")
    assert found.chain[0].endswith(".ready")


def test_a_package_is_loaded_with_what_its_init_imports(tmp_path: Path) -> None:
    files = {
        **ready("from . import receivers"),
        "shop/receivers/__init__.py": "from .orders import *\n",
        "shop/receivers/orders.py": SIGNALS,
    }
    assert loading(tmp_path, files, "shop/receivers/orders.py").state == "ready"


def test_a_module_of_a_package_loads_the_package(tmp_path: Path) -> None:
    files = {
        **ready("from .receivers import orders"),
        "shop/receivers/__init__.py": SIGNALS,
        "shop/receivers/orders.py": "",
    }
    assert loading(tmp_path, files, "shop/receivers/__init__.py").state == "ready"


@pytest.mark.parametrize(
    ("files", "chain"),
    [
        pytest.param(
            {"shop/models.py": "from . import signals\n"}, ("shop.models", "shop.signals"), id="by the models"
        ),
        pytest.param({"shop/__init__.py": "from . import signals\n"}, ("shop", "shop.signals"), id="by the package"),
        pytest.param(
            {"shop/models.py": "from . import helpers\n", "shop/helpers.py": "from . import signals\n"},
            ("shop.models", "shop.helpers", "shop.signals"),
            id="by what the models import",
        ),
        pytest.param(
            {"shop/apps.py": f"from . import signals\n{CONFIG}"},
            ("shop.apps", "shop.signals"),
            id="by the configuration",
        ),
        pytest.param(
            {"shop/admin.py": "from . import signals\n"},
            ("shop.admin", "shop.signals"),
            id="by the admin's autodiscovery",
        ),
        pytest.param(
            {"site/__init__.py": "", "site/settings.py": "import shop.signals\nINSTALLED_APPS = ['shop']\n"},
            ("site.settings", "shop.signals"),
            id="by the settings",
        ),
    ],
)
def test_import_loads(files: dict[str, str], chain: tuple[str, ...], tmp_path: Path) -> None:
    found = loading(tmp_path, files)
    assert (found.state, found.chain) == ("import", chain)


def test_an_import_of_what_a_package_has_loads_the_package(tmp_path: Path) -> None:
    files = {
        "shop/models.py": "from shop.receivers.orders import pay\n",
        "shop/receivers/__init__.py": SIGNALS,
        "shop/receivers/orders.py": "pay = 1\n",
    }
    assert loading(tmp_path, files, "shop/receivers/__init__.py").state == "import"


def test_ready_comes_before_an_import(tmp_path: Path) -> None:
    assert (
        loading(tmp_path, {**ready("from . import signals"), "shop/models.py": "from . import signals\n"}).state
        == "ready"
    )


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="no ready()"),
        pytest.param(ready("pass"), id="an empty ready()"),
        pytest.param(
            {
                "shop/apps.py": "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from . import signals\n"
                + CONFIG
            },
            id="for the type checker alone",
        ),
        pytest.param(
            {
                "shop/signals/__init__.py": SIGNALS,
                "shop/signals.py": SIGNALS,
                "shop/models.py": "from .signals_of_another import x\n",
            },
            id="a name that only begins alike",
        ),
        pytest.param(
            {"shop/apps.py": CONFIG + "\n    def not_ready(self):\n        from . import signals\n"},
            id="a method that nothing calls",
        ),
        pytest.param(
            {"shop/late.py": "def load():\n    from . import signals\n\n\nHANDLERS = [str()(), load]\n"},
            id="a function that nothing calls",
        ),
        pytest.param(
            {
                "shop/late.py": "def load():\n    from . import signals\n\n\n"
                "def load_all():\n    load()\n    load_all()\n"
            },
            id="functions that only each other call",
        ),
        pytest.param({"shop/test_late.py": "from . import signals\n"}, id="a test"),
    ],
)
def test_never_loaded_at_start_up(files: dict[str, str], tmp_path: Path) -> None:
    assert loading(tmp_path, files).state in ("never", "lazy")


def test_nothing_imports_it(tmp_path: Path) -> None:
    assert loading(tmp_path, {}) == Loading("never")


@pytest.mark.parametrize(
    ("files", "importer", "line"),
    [
        pytest.param({"shop/views.py": "import os\nfrom . import signals\n"}, "shop.views", 2, id="by the views"),
        pytest.param(
            {"shop/forms.py": "def clean():\n    from . import signals\n"}, "shop.forms", 2, id="by a function"
        ),
    ],
)
def test_lazily_loaded(files: dict[str, str], importer: str, line: int, tmp_path: Path) -> None:
    found = loading(tmp_path, files)
    assert (found.state, found.chain[0], found.line) == ("lazy", importer, line)
    assert found.path == str(tmp_path / f"{importer.replace('.', '/')}.py")


@pytest.mark.parametrize(
    "name",
    [
        "f'{self.name}.signals'",
        "self.name + '.signals'",
        "'%s.signals' % self.name",
        "'{}.signals'.format(self.label)",
        "'.'.join([self.name, 'signals'])",
        "'.signals', self.name",
        "'.signals', __package__",
        "f'{self.module_name}.signals'",
    ],
)
def test_a_name_put_together_of_what_is_known_loads_the_module(name: str, tmp_path: Path) -> None:
    before = "from importlib import import_module\n"
    files = ready(f"import_module({name})", before=before)
    files["shop/apps.py"] = files["shop/apps.py"].replace("    def ready", "    module_name = 'shop'\n\n    def ready")
    assert loading(tmp_path, files).state == "ready"


@pytest.mark.parametrize(
    "body",
    [
        "import_module(f'{settings.APP}.cms_config')",
        "import_module(settings.HOOKS)",
        "autodiscover_modules('dashboard', register_to='signals')",
        "autodiscover_modules(settings.HOOKS)",
        "exec('from shop import hooks')",
    ],
)
def test_what_loads_other_modules_leaves_no_doubt_of_this_one(body: str, tmp_path: Path) -> None:
    before = "from importlib import import_module\nfrom django.utils.module_loading import autodiscover_modules\n"
    assert loading(tmp_path, ready(body, before=before)).state == "never"


def test_what_the_development_server_alone_loads(tmp_path: Path) -> None:
    files = ready("if 'runserver' in sys.argv:", "    from . import signals", before="import sys\n\n")
    found = loading(tmp_path, files)
    assert found.is_for_runserver
    assert (found.state, found.chain, found.line) == ("lazy", ("shop.apps", "shop.signals"), 11)


def test_an_app_may_be_called_like_what_loads_late(tmp_path: Path) -> None:
    files = {
        "manage.py": "",
        "api/__init__.py": "",
        "api/models.py": "",
        "api/apps.py": "from django.apps import AppConfig\n\n\nclass ApiConfig(AppConfig):\n    name = 'api'\n",
        "api/signals.py": "from django.db.models.signals import post_save\n\npost_save.connect(print)\n",
    }
    write(tmp_path, files)
    project = Project(str(tmp_path), Options(no_cache=True))
    assert project.startup.loading.of(project.modules.at(str(tmp_path / "api" / "signals.py"))).state == "never"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(
            ready("import_module(f'{settings.APP}.signals')", before="from importlib import import_module\n"),
            id="a name that is known in part",
        ),
        pytest.param(
            ready(
                "autodiscover_modules(f'{settings.KIND}nals')",
                before="from django.utils.module_loading import autodiscover_modules\n",
            ),
            id="a module's name in any app that is known in part",
        ),
        pytest.param(
            ready("for _ in pkgutil.walk_packages(['shop']):", "    pass", before="import pkgutil\n"),
            id="whatever is there",
        ),
        pytest.param(
            {
                "shop/apps.py": "from library import PluginConfig\n\n\n"
                "class ShopConfig(PluginConfig):\n    name = 'shop'\n"
            },
            id="another library's ready()",
        ),
        pytest.param({"shop/hooks.py": "HANDLERS = ['shop.signals.ship']\n"}, id="named by a string"),
        pytest.param({"shop/late.py": "from . import signals\ndef (\n"}, id="by a file that does not parse"),
        pytest.param(
            {"shop/late.py": "from project.shop import signals\n"}, id="by a name that counts from another folder"
        ),
        pytest.param(
            {"shop/late.py": "class Late:\n    def __init__(self):\n        from . import signals\n"},
            id="by whoever makes an object",
        ),
        pytest.param(
            {"shop/late.py": "class Late:\n    def ready(self):\n        from . import signals\n"},
            id="by the ready() of something else",
        ),
        pytest.param(
            {"shop/late.py": "def load():\n    from . import signals\n\n\nload()\n"}, id="by a call at import"
        ),
        pytest.param(
            {
                "shop/late.py": "from .hub import hub\n\n\nclass Late:\n    def load(self):\n"
                "        from . import signals\n\n\nhub.late.load()\n"
            },
            id="by a call of some object's method at import",
        ),
        pytest.param(
            {
                "shop/late.py": "from .hub import *\nfrom .hub import hub\n\n\nclass Late:\n    def load(self):\n"
                "        from . import signals\n\n    def run(self):\n        self.load()\n\n\n"
                "begin()\nhub.late.run()\n"
            },
            id="by a call of a method that calls another at import",
        ),
        pytest.param(
            {"shop/late.py": "def load(function):\n    from . import signals\n\n\n@load\ndef f():\n    pass\n"},
            id="by a decorator",
        ),
        pytest.param(
            {
                "shop/late.py": "def load():\n    from . import signals\n\n\n"
                "def load_all():\n    load()\n\n\nload_all()\n"
            },
            id="by a call of a call at import",
        ),
    ],
)
def test_what_cannot_be_told_is_unknown(files: dict[str, str], tmp_path: Path) -> None:
    assert loading(tmp_path, files).state == "unknown"


def test_an_app_that_is_not_installed_loads_nothing(tmp_path: Path) -> None:
    files = {
        **ready("from . import signals"),
        "site/__init__.py": "",
        "site/settings.py": "INSTALLED_APPS = ['other']\n",
    }
    assert loading(tmp_path, files).state in ("never", "lazy")


def test_an_app_that_a_configuration_elsewhere_names_is_loaded_too(tmp_path: Path) -> None:
    files = {
        "manage.py": "",
        "site/__init__.py": "",
        "site/apps.py": CONFIG,
        "shop/__init__.py": "",
        "shop/admin.py": "from . import signals\n",
        "shop/signals.py": SIGNALS,
    }
    project = Project(str(write(tmp_path, files)), Options(no_cache=True))
    found = project.startup.loading.of(project.modules.at(str(tmp_path / "shop" / "signals.py")))
    assert found == Loading("import", ("shop.admin", "shop.signals"))


@pytest.mark.parametrize(
    ("settings", "label"),
    [
        ("", "auth.User"),
        ("AUTH_USER_MODEL = 'shop.Customer'\n", "shop.Customer"),
        ("AUTH_USER_MODEL = chosen()\n", ""),
        ("AUTH_USER_MODEL = 'shop.Customer'\nAUTH_USER_MODEL = 'shop.Person'\n", ""),
    ],
    ids=["none", "one", "one that is not literal", "one of two"],
)
def test_the_user_model_is_the_one_that_the_settings_say(settings: str, label: str, tmp_path: Path) -> None:
    root = write(tmp_path, {"manage.py": "", "site/settings.py": f"INSTALLED_APPS = ['shop']\n{settings}"})
    assert Project(str(root), Options(no_cache=True)).user_label == label


def test_settings_that_are_not_literal_are_not_believed(tmp_path: Path) -> None:
    files = {
        **ready("from . import signals"),
        "site/settings.py": "from .base import OTHERS\nINSTALLED_APPS = OTHERS + ['other']\n",
    }
    assert loading(tmp_path, files).state == "ready"


def test_of_two_configurations_the_default_is_used(tmp_path: Path) -> None:
    both = (
        CONFIG
        + "    default = True\n\n\nclass OtherConfig(AppConfig):\n    name = 'shop'\n\n"
        + "    def ready(self):\n        from . import signals\n"
    )
    assert loading(tmp_path, {"shop/apps.py": both}).state in ("never", "lazy")


@pytest.mark.parametrize(
    ("prefix", "markers"),
    [("src/", ["pyproject.toml"]), ("src/", ["manage.py"]), ("apps/", ["manage.py"]), ("", ["setup.cfg"]), ("", [])],
    ids=["src", "src with manage.py", "a folder of apps", "setup.cfg", "no marker"],
)
def test_layouts(prefix: str, markers: list[str], tmp_path: Path) -> None:
    files = {**BASE, **ready("from shop import signals")}
    del files["manage.py"]
    for path, text in {**{prefix + path: text for path, text in files.items()}, **dict.fromkeys(markers, "")}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    project = Project(str(tmp_path), Options(no_cache=True))
    module = project.modules.at(str(tmp_path / prefix / "shop/signals.py"))
    assert module.name == "shop.signals"
    assert project.startup.loading.of(module).state == "ready"


def test_a_folder_of_apps_that_is_a_namespace_package(tmp_path: Path) -> None:
    files = {**ready("from apps.shop import signals")}
    files["shop/apps.py"] = files["shop/apps.py"].replace("'shop'", "'apps.shop'")
    for path, text in {
        "manage.py": "",
        **{f"apps/{path}": text for path, text in {**BASE, **files}.items() if path != "manage.py"},
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    project = Project(str(tmp_path), Options(no_cache=True))
    module = project.modules.at(str(tmp_path / "apps/shop/signals.py"))
    assert module.name == "apps.shop.signals"
    assert project.startup.loading.of(module).state == "ready"


def test_a_cycle_of_imports_ends(tmp_path: Path) -> None:
    files = {"shop/a.py": "from . import b\n", "shop/b.py": "from . import a, signals\n"}
    assert loading(tmp_path, files).state == "lazy"


def test_a_module_that_raises_when_imported_is_only_read(tmp_path: Path) -> None:
    files = {
        path: f"{text}\nraise SystemExit('imported')\n"
        for path, text in {**BASE, **ready("from . import signals")}.items()
    }
    assert loading(tmp_path, files).state == "ready"


def test_what_only_looks_like_an_import_loads_nothing(tmp_path: Path) -> None:
    text = '"""How to use it:\n\nfrom . import signals\n"""\n\nNAME = 1\n'
    assert loading(tmp_path, {"shop/models.py": text}) == Loading("never")


def test_an_import_in_a_block_that_runs_at_import(tmp_path: Path) -> None:
    text = "try:\n    from . import signals\nexcept ImportError:\n    pass\n"
    assert loading(tmp_path, {"shop/models.py": text}) == Loading("import", ("shop.models", "shop.signals"))


def test_a_function_that_may_be_none_is_called_if_it_is_there(tmp_path: Path) -> None:
    before = "try:\n    from .wiring import wire\nexcept ImportError:\n    wire = None\n"
    files = {**ready("wire()", before=before), "shop/wiring.py": "def wire():\n    from . import signals\n"}
    assert loading(tmp_path, files).state == "ready"


def running(tmp_path: Path, files: dict[str, str], qualname: str) -> Loading:
    """Whether start-up runs a function of the signals module."""
    loading(tmp_path, files)
    project = Project(str(tmp_path), Options(no_cache=True))
    return project.startup.loading.running(project.modules.at(str(tmp_path / "shop" / "signals.py")), qualname)


def test_a_call_in_a_module_that_is_loaded_late_runs_late(tmp_path: Path) -> None:
    files = {"shop/views.py": "from .signals import connect_all\n\nconnect_all()\n"}
    assert running(tmp_path, files, "connect_all").state == "lazy"
    files = {"shop/models.py": "from .signals import connect_all\n\nconnect_all()\n"}
    assert running(tmp_path, files, "connect_all").state == "import"


@pytest.mark.parametrize(
    ("before", "called", "state"),
    [
        ("from .signals import connect_all", "connect_all()", "import"),
        ("from .signals import connect_all\n\nconnect_all_once = connect_all", "connect_all_once()", "import"),
        ("from . import signals", "signals.connect_all()", "import"),
        ("from .signals import connect_all\n\ndef connect_all_later(): pass", "connect_all_later()", "lazy"),
        ("from .signals import connect_all", "make().connect_all_later()", "lazy"),
    ],
)
def test_a_longer_name_may_be_the_functions_too(before: str, called: str, state: str, tmp_path: Path) -> None:
    files = {"shop/models.py": f"{before}\n\ndef wire():\n    {called}\n\nwire()\n"}
    assert running(tmp_path, files, "connect_all").state == state


def test_what_the_models_fields_run_those_of_subclasses_run_too(tmp_path: Path) -> None:
    files = {
        "shop/signals.py": "class Base:\n    def contribute_to_class(self, model, name):\n        pass\n",
        "shop/fields.py": "from .signals import Base\n\n\nclass Mine(Base):\n    pass\n",
        "shop/models.py": "from .fields import Mine\n\n\nclass Order:\n    total = Mine()\n",
    }
    assert running(tmp_path, files, "Base.contribute_to_class").state == "import"


def test_of_two_packages_with_one_name_each_imports_its_own(tmp_path: Path) -> None:
    files: dict[str, str] = {}
    for folder in ("one", "two"):
        files |= {f"{folder}/{path}": text for path, text in BASE.items() if path != "manage.py"}
    files["two/shop/apps.py"] = ready("from shop import signals")["shop/apps.py"]
    project = Project(str(tmp_path), Options(), None)
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    startup = project.startup
    modules = {folder: project.modules.at(str(tmp_path / folder / "shop/signals.py")) for folder in ("one", "two")}
    assert {module.name for module in modules.values()} == {"shop.signals"}
    assert not [*startup.importers.of(modules["one"])]
    assert [importer.path for importer, _ in startup.importers.of(modules["two"])] == [
        str(tmp_path / "two/shop/apps.py")
    ]
    assert {folder: startup.loading.of(module).state for folder, module in modules.items()} == {
        "one": "never",
        "two": "ready",
    }


@pytest.mark.parametrize(
    ("settings", "manage", "path", "is_of_site"),
    [
        ("shop/settings.py", "manage.py", "shop/signals.py", True),
        ("config/base.py", "manage.py", "apps/shop/signals.py", True),
        ("src/config/settings.py", "src/manage.py", "src/shop/signals.py", True),
        ("example/config/settings.py", "example/manage.py", "library/signals.py", False),
        ("tests/settings.py", "manage.py", "library/signals.py", False),
        ("config/settings.py", "bin/run.py", "shop/signals.py", False),
    ],
)
def test_a_site_has_settings_under_its_manage_py(
    tmp_path: Path, settings: str, manage: str, path: str, *, is_of_site: bool
) -> None:
    for name, text in {settings: "INSTALLED_APPS = []\n", manage: "", path: SIGNALS}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    startup = Project(str(tmp_path), Options(no_cache=True)).startup
    assert startup.settings.is_of_site(str(tmp_path / path)) is is_of_site


@pytest.mark.parametrize(("settings", "name"), [("mysite.settings", "mysite.shop"), ("settings", "shop")])
def test_a_manage_py_inside_a_package_says_where_names_begin(settings: str, name: str, tmp_path: Path) -> None:
    manage = f"import os\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', '{settings}')\n"
    root = write(tmp_path / "mysite", {"__init__.py": "", "manage.py": manage, "shop/__init__.py": ""})
    project = Project(str(root), Options(no_cache=True))
    assert project.modules.at(str(root / "shop" / "__init__.py")).name == name


@pytest.mark.parametrize(
    ("library", "settings", "speaks"),
    [
        ("library/pyproject.toml", "site/manage.py", False),
        ("library/setup.cfg", "site/setup.py", False),
        ("library/manage.py", "site/manage.py", True),
        ("README", "site/manage.py", True),
        ("library/pyproject.toml", "manage.py", True),
        ("manage.py", "site/pyproject.toml", True),
    ],
)
def test_the_settings_of_one_project_say_nothing_of_another(
    library: str, settings: str, tmp_path: Path, *, speaks: bool
) -> None:
    two = CONFIG.replace("ShopConfig", "OtherConfig").partition("\n\n\n")[2]
    files = {
        "site/settings.py": "INSTALLED_APPS = ['blog']\n",
        "library/shop/__init__.py": "",
        "library/shop/apps.py": f"{CONFIG}\n    def ready(self):\n        from . import signals\n\n\n{two}",
        "library/shop/signals.py": SIGNALS,
    }
    root = write(tmp_path, {**files, library: "", settings: ""})
    startup = Project(str(root), Options(root=str(root), no_cache=True)).startup
    module = startup.apps.modules.at(str(root / "library/shop/apps.py"))
    assert bool(startup.discovery.obstacle(startup.apps.configs_of(module)[0])) is speaks


def test_every_module_that_loads_it_at_start_up_is_named(tmp_path: Path) -> None:
    files = {
        "shop/models.py": "from . import signals\n",
        "shop/admin.py": "from .signals import ship\n",
        "shop/views.py": "from .signals import ship\n",
        "shop/__init__.py": "def load():\n    from .signals import ship\n",
    }
    project = Project(str(write(tmp_path, {**BASE, **files})), Options(no_cache=True))
    module = project.modules.at(str(tmp_path / "shop/signals.py"))
    loading = project.startup.loading.of(module)
    assert (loading.state, loading.chain[-1]) == ("import", "shop.signals")
    assert {loading.chain[-2], *project.startup.loading.others_loading(module, loading)} == {
        "shop.admin",
        "shop.models",
    }


@pytest.mark.parametrize(
    ("base", "state"), [("library.apps.LibraryConfig", "unknown"), ("django.apps.AppConfig", "lazy")]
)
def test_a_method_may_be_called_by_another_librarys_configuration(base: str, state: str, tmp_path: Path) -> None:
    home, _, name = base.rpartition(".")
    config = f"from {home} import {name}\n\n\nclass ShopConfig({name}):\n    name = 'shop'\n"
    write(tmp_path, {**BASE, "shop/apps.py": f"{config}\n    def load(self):\n        from . import signals\n"})
    project = Project(str(tmp_path), Options(no_cache=True))
    module = project.modules.at(str(tmp_path / "shop" / "apps.py"))
    assert project.startup.loading.running(module, "ShopConfig.load").state == state


@pytest.mark.parametrize(
    ("base", "attribute", "state"),
    [
        ("tracker.Tracker", "history = History()", "unknown"),
        ("tracker.Tracker", "history = None", "lazy"),
        ("django.db.models.Manager", "history = History()", "lazy"),
    ],
)
def test_a_method_may_be_called_by_the_library_that_its_object_is_made_for(
    base: str, attribute: str, state: str, tmp_path: Path
) -> None:
    home, _, name = base.rpartition(".")
    files = {
        "shop/signals.py": f"from {home} import {name}\n\n\n"
        f"class History({name}):\n    def finalize(self):\n        pass\n",
        "shop/models.py": f"from .signals import History\n\n\nclass Order:\n    {attribute}\n",
    }
    assert running(tmp_path, files, "History.finalize").state == state
