"""What the rules on start-up and on the whole project claim, Django proves: on their own examples, started anew."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_signals import rules
from flake8_signals.lint import run as lint
from flake8_signals.options import Options
from tests.support.django_project import VERSION
from tests.support.examples import BASE, READY, documented, write

RULES = {rule.code: rule for rule in rules.all_rules()}

START = '''\
import django
from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db.models.signals import m2m_changed, post_migrate, post_save, pre_save

settings.configure(
    DATABASES={{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": "production.sqlite3"}}}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=[{installed}],
    SECRET_KEY="production",
)
django.setup()

from shop.models import Order

order = Order()
shipped = []
Order.ship = lambda self: shipped.append(self)


def save():
    """Save an order, as far as signals go, and return how often this has shipped it."""
    shipped.clear()
    post_save.send(sender=Order, instance=order, created=True, raw=False, using="default", update_fields=None)
    return len(shipped)


'''

AUTH = '"django.contrib.contenttypes", "django.contrib.auth", '

Run = Callable[..., subprocess.CompletedProcess[str]]

Files = dict[str, str]


def files(code: str, section: str, **others: str) -> Files:
    """Return the project that a section of a rule's documentation shows, with other modules of its app."""
    (example,) = documented(RULES[code], section)
    return {**example.all_files, **{f"shop/{name}.py": text for name, text in others.items()}}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return what starts Django in a new process with a project's app "shop", and then runs a program."""

    def started(project: Files, program: str, installed: str = f'{AUTH}"shop"') -> subprocess.CompletedProcess[str]:
        folder = write(tmp_path / "project", project)
        command = [sys.executable, "-c", START.format(installed=installed) + program]
        return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)

    return started


@pytest.fixture
def says(run: Run) -> Callable[..., list[str]]:
    """Return what gives the lines that a program prints after the start."""

    def lines(project: Files, program: str, **options: str) -> list[str]:
        finished = run(project, program, **options)
        assert not finished.returncode, finished.stderr
        return finished.stdout.splitlines()

    return lines


Says = Callable[..., list[str]]


# --- SIG002, SIG110: whether the receivers are loaded ---------------------------------------------------------------


def test_002_without_an_import_in_ready_the_receiver_never_runs(says: Says) -> None:
    program = "print(save())\nimport shop.signals\nprint(save())"
    assert says(files("SIG002", "Example"), program) == ["0", "1"]


def test_002_with_the_import_it_runs_from_the_start(says: Says) -> None:
    assert says(files("SIG002", "Use instead"), "print(save())") == ["1"]


def test_002_what_views_alone_import_runs_once_there_are_views(says: Says) -> None:
    project = files("SIG002", "Example", views="from . import signals\n")
    program = "print(save())\nimport shop.views\nprint(save())"
    assert says(project, program) == ["0", "1"]


def test_002_a_module_that_is_loaded_at_last_runs_for_what_comes_then(says: Says) -> None:
    project = files("SIG002", "Example", services="def refund():\n    from . import signals\n")
    program = "import shop.services\nprint(save())\nshop.services.refund()\nprint(save())"
    assert says(project, program) == ["0", "1"]


def test_110_the_receivers_hang_on_an_import_of_the_models(says: Says) -> None:
    project = files("SIG110", "Example")
    assert says(project, "print(save())") == ["1"]
    project["shop/models.py"] = project["shop/models.py"].replace("from . import signals\n", "")
    assert says(project, "print(save())") == ["0"]


def test_110_in_ready_they_hang_on_nothing(says: Says) -> None:
    assert says(files("SIG110", "Use instead"), "print(save())") == ["1"]


def test_110_at_import_other_models_may_not_be_there_yet(run: Run) -> None:
    asks = "from django.apps import apps\n\napps.get_model('auth.User')\n"
    project = files("SIG110", "Example")
    project["shop/signals.py"] += asks
    failed = run(project, "", installed=f'"shop", {AUTH}')
    assert "AppRegistryNotReady" in failed.stderr
    project = files("SIG110", "Use instead")
    project["shop/signals.py"] += asks
    assert not run(project, "", installed=f'"shop", {AUTH}').returncode


# --- SIG102 to SIG105, SIG112: configurations -----------------------------------------------------------------------


def test_102_models_imported_by_the_configuration_end_the_start(run: Run) -> None:
    failed = run(files("SIG102", "Example"), "")
    assert failed.returncode
    assert "AppRegistryNotReady: Apps aren't loaded yet." in failed.stderr


def test_102_in_ready_they_are_there(says: Says) -> None:
    assert says(files("SIG102", "Use instead"), "print(save())") == ["1"]


@pytest.mark.skipif(VERSION < (4, 1), reason="Django 4.0 still reads it")
def test_103_default_app_config_names_what_is_not_used(says: Says) -> None:
    two = BASE["shop/apps.py"] + '\n\nclass OtherConfig(AppConfig):\n    name = "shop"\n'
    program = "print(type(apps.get_app_config('shop')).__name__)"
    assert says(files("SIG103", "Example", apps=two), program) == ["AppConfig"]
    # The fix is safe where it names what Django finds by itself.
    assert says(files("SIG103", "Example"), program) == ["ShopConfig"]
    assert says(files("SIG103", "Use instead"), program) == ["ShopConfig"]


LOADED = {"signals": "print('loaded')\n"}


def test_104_a_configuration_in_the_package_is_not_found(says: Says) -> None:
    program = "print(type(apps.get_app_config('shop')).__name__)"
    assert says(files("SIG104", "Example", **LOADED), program) == ["AppConfig"]
    assert says(files("SIG104", "Use instead", **LOADED), program) == ["loaded", "ShopConfig"]


SHOP = 'class ShopConfig({base}):\n    name = "shop"{default}\n\n    def ready(self):\n        print("ready")\n'


@pytest.mark.parametrize(
    ("apps", "found"),
    [
        pytest.param(SHOP.format(base="AppConfig", default=""), True, id="one"),
        pytest.param(SHOP.format(base="AppConfig", default="\n    default = False"), False, id="default = False"),
        pytest.param(
            SHOP.format(base="AppConfig", default="") + '\n\nclass OtherConfig(AppConfig):\n    name = "shop"\n',
            False,
            id="two",
        ),
        pytest.param(
            SHOP.format(base="AppConfig", default="")
            + '\n\nclass OtherConfig(AppConfig):\n    name = "shop"\n    default = False\n',
            True,
            id="the other says default = False",
        ),
        pytest.param(
            SHOP.format(base="AppConfig", default="\n    default = True")
            + '\n\nclass OtherConfig(AppConfig):\n    name = "shop"\n',
            True,
            id="default = True",
        ),
        pytest.param(
            "from .base import BaseConfig\n" + SHOP.format(base="BaseConfig", default=""),
            False,
            id="an imported base counts",
        ),
        pytest.param(
            "from .base import BaseConfig\n" + SHOP.format(base="BaseConfig", default="\n    default = True"),
            True,
            id="default = True beside an imported base",
        ),
        pytest.param(
            "from . import base\n" + SHOP.format(base="base.BaseConfig", default=""), True, id="a base in its module"
        ),
        pytest.param(
            "from django.contrib.messages.apps import MessagesConfig\n" + SHOP.format(base="AppConfig", default=""),
            False,
            id="one of Django's counts",
        ),
    ],
)
def test_104_django_finds_just_the_configurations_that_the_rule_says(
    apps: str,
    found: bool,  # noqa: FBT001
    says: Says,
    tmp_path: Path,
) -> None:
    others = {
        "apps": f"from django.apps import AppConfig\n\n\n{apps}",
        "base": "from django.apps import AppConfig\n\n\nclass BaseConfig(AppConfig):\n    pass\n",
    }
    project = {**BASE, **{f"shop/{name}.py": text for name, text in others.items()}}
    assert says(project, "") == ["ready"] * found
    path = tmp_path / "project" / "shop" / "apps.py"
    text = path.read_text()
    assert ("SIG104" not in {violation.code for violation in lint.check_file(str(path), text, Options())}) == found


AUTH_SHOP = '"django.contrib.contenttypes", "shop.apps.ShopAuthConfig", "shop"'


def test_105_without_super_the_base_connects_nothing(says: Says) -> None:
    program = "from django.contrib.auth.signals import user_logged_in\nprint(len(user_logged_in.receivers))"
    example = {**files("SIG105", "Example"), "shop/signals.py": ""}
    assert says(example, program, installed=AUTH_SHOP) == ["0"]
    instead = {**files("SIG105", "Use instead"), "shop/signals.py": ""}
    assert says(instead, program, installed=AUTH_SHOP) == ["1"]


READY_RUNS = """\
import sys
print("shop.signals" in sys.modules)
"""


def test_112_what_is_awaited_by_nobody_or_no_method_does_not_run(says: Says) -> None:
    awaited, slipped = documented(RULES["SIG112"], "Example")
    generator = {**awaited.all_files, "shop/apps.py": f"{BASE['shop/apps.py']}{READY}        yield\n"}
    for project in (awaited.all_files, slipped.all_files, generator):
        assert says({**project, "shop/signals.py": ""}, READY_RUNS) == ["False"]


def test_112_a_plain_method_runs(says: Says) -> None:
    assert says(files("SIG112", "Use instead"), READY_RUNS) == ["True"]


# --- SIG106 to SIG109, SIG111: what ready() does --------------------------------------------------------------------


TABLE = """\
import sqlite3

production = sqlite3.connect("production.sqlite3")
production.execute("create table shop_order (id integer primary key, customer_id, status, total, shipped)")
production.execute("insert into shop_order values (1, null, '', 0, 0)")
production.commit()
"""


def test_106_a_query_in_ready_needs_a_table_at_every_start(run: Run) -> None:
    failed = run(files("SIG106", "Example"), "")
    assert "no such table: shop_order" in failed.stderr
    if VERSION >= (5, 0):
        assert "RuntimeWarning: Accessing the database during app initialization is discouraged" in failed.stderr
    assert not run(files("SIG106", "Use instead"), "").returncode


def test_106_it_asks_the_database_of_production_whatever_the_command(says: Says, tmp_path: Path) -> None:
    folder = write(tmp_path / "project", BASE)
    subprocess.run([sys.executable, "-c", TABLE], cwd=folder, check=True)
    assert says(files("SIG106", "Example"), "print(apps.get_app_config('shop').orders)") == ["1"]


def test_107_the_receiver_hears_of_nothing_before_the_first_call(says: Says) -> None:
    program = "import shop.views\nprint(save())\nshop.views.checkout(None)\nprint(save())"
    assert says(files("SIG107", "Example"), program) == ["0", "1"]
    assert says(files("SIG107", "Use instead"), program) == ["1", "1"]


def test_108_models_are_prepared_before_ready(says: Says) -> None:
    program = "print(hasattr(Order, 'prepared'))"
    assert says(files("SIG108", "Example"), program) == ["False"]
    assert says(files("SIG108", "Use instead"), program) == ["True"]


def test_109_a_new_configuration_never_calls_the_receiver(says: Says) -> None:
    program = """\
def migrated():
    config = apps.get_app_config("shop")
    post_migrate.send(sender=config, app_config=config, verbosity=0, interactive=False, using="default")
    return hasattr(config, "filled")

print(migrated())
from django.test import override_settings
with override_settings(INSTALLED_APPS=["shop"]):
    print(migrated())
"""
    order = "from django.db import models\n\n\nclass Order(models.Model):\n    pass\n"
    example = files("SIG109", "Example")
    example["shop/models.py"] += order
    assert says(example, program, installed='"shop"') == ["True", "False"]
    assert says(files("SIG109", "Use instead", models=order), program, installed='"shop"') == ["True", "True"]


@pytest.mark.parametrize("name", ["__init__", "apps"])
def test_109_before_the_configurations_are_there_it_raises(name: str, run: Run) -> None:
    asking = files("SIG109", "Example")["shop/models.py"]
    failed = run({**BASE, f"shop/{name}.py": asking}, "")
    assert "AppRegistryNotReady: Apps aren't loaded yet." in failed.stderr


def test_111_a_tool_removes_the_import_and_the_receiver_never_runs(says: Says, tmp_path: Path) -> None:
    for section, runs in (("Example", "0"), ("Use instead", "1")):
        folder = write(tmp_path / section, files("SIG111", section))
        command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select=F401", "--fix", "--quiet", "shop"]
        subprocess.run(command, cwd=folder, check=False)
        fixed = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.py")}
        assert says(fixed, "print(save())") == [runs]


# --- SIG903 to SIG912: the whole project ----------------------------------------------------------------------------


def test_903_what_is_sent_reaches_nobody(says: Says) -> None:
    program = "from shop.events import paid\nprint(len(paid.send(sender=Order, order=order)))"
    assert says(files("SIG903", "Example"), program) == ["0"]
    assert says(files("SIG903", "Use instead"), program) == ["1"]


def test_904_connected_for_every_sender_and_for_one_it_runs_twice(says: Says) -> None:
    assert says(files("SIG904", "Example"), "print(save())") == ["2"]
    assert says(files("SIG904", "Use instead"), "print(save())") == ["1"]


@pytest.mark.parametrize(("name", "calls"), [("shop", "1"), ("project.shop", "2")])
def test_904_a_module_imported_by_two_names_connects_two_receivers(name: str, calls: str, says: Says) -> None:
    example = files("SIG904", "Use instead")
    example["shop/apps.py"] = f"import sys\n\nsys.path.append('..')\n{example['shop/apps.py']}"
    example["shop/apps.py"] += f"        import {name}.signals\n"
    assert says(example, "print(save())") == [calls]


def test_906_every_send_ends_in_a_type_error(says: Says, run: Run) -> None:
    program = "from shop.events import pay\nfrom unittest.mock import Mock\nbought = Mock()\npay(bought)\n"
    failed = run(files("SIG906", "Example"), program)
    assert "TypeError: ship() missing 1 required positional argument: 'customer'" in failed.stderr
    told = "print(bought.ship.call_args.args == (bought.customer,))"
    assert says(files("SIG906", "Use instead"), program + told) == ["True"]


def test_906_send_robust_goes_on_without_the_receiver(says: Says) -> None:
    example = files("SIG906", "Example")
    example["shop/events.py"] = example["shop/events.py"].replace("paid.send(", "return paid.send_robust(")
    program = "from shop.events import pay\n((_, error),) = pay(order)\nprint(repr(error), len(shipped))"
    (said,) = says(example, program)
    assert said.startswith('TypeError("ship() missing 1 required')
    assert said.endswith(" 0")


def test_907_a_model_that_is_not_there_never_saves(says: Says) -> None:
    program = "print(save(), [found.id for found in checks.run_checks() if found.id.startswith('signals')])"
    assert says(files("SIG907", "Example"), program) == ["0 ['signals.E001']"]
    assert says(files("SIG907", "Use instead"), program) == ["1 []"]


@pytest.mark.parametrize("sender", ["auth.Usr", "auth.Order", "shop.User"])
def test_907_nor_does_one_of_another_app(says: Says, sender: str) -> None:
    project = files("SIG907", "Example")
    project["shop/signals.py"] = project["shop/signals.py"].replace("shop.Ordr", sender)
    assert says(project, "print(save())") == ["0"]


@pytest.mark.parametrize(("label", "saves"), [("shop", "0"), ("store", "1")])
def test_907_the_package_is_no_label_where_the_configuration_gives_one(says: Says, label: str, saves: str) -> None:
    project = files("SIG907", "Example")
    project["shop/signals.py"] = project["shop/signals.py"].replace("shop.Ordr", f"{label}.Order")
    project["shop/apps.py"] = project["shop/apps.py"].replace('name = "shop"', 'name = "shop"\n    label = "store"')
    assert says(project, "print(save())") == [saves]


@pytest.mark.parametrize(("section", "archived"), [("Example", "False"), ("Use instead", "True")])
def test_908_a_model_that_is_abstract_never_saves(says: Says, section: str, archived: str) -> None:
    program = """\
from shop.models import Invoice
invoice = Invoice()
post_save.send(sender=Invoice, instance=invoice, created=True, raw=False, using="default", update_fields=None)
print(hasattr(invoice, "archived"))
"""
    project = files("SIG908", section)
    project["shop/models.py"] += "\n\nclass Order(models.Model):\n    pass\n"
    assert says(project, program) == [archived]


def test_911_a_receiver_that_was_not_connected_is_still_on(says: Says) -> None:
    program = "from shop.signals import load\norder.save = save\nload([order])\nprint(len(shipped))"
    assert says(files("SIG911", "Example"), program) == ["1"]
    assert says(files("SIG911", "Use instead"), program) == ["0"]


def test_911_disconnect_says_so_by_its_result_alone(says: Says) -> None:
    program = "from shop.signals import ship\nprint(pre_save.disconnect(ship, sender=Order))"
    assert says(files("SIG911", "Example"), program) == ["False"]


@pytest.mark.parametrize(("section", "calls"), [("Example", "0"), ("Use instead", "1")])
def test_912_an_instance_is_not_its_class(says: Says, section: str, calls: str) -> None:
    program = "from shop.backends import PostBackend\nPostBackend().sync(order)\nprint(len(shipped))"
    assert says(files("SIG912", section), program) == [calls]


@pytest.mark.parametrize("sent", ["None", "'shop.PostBackend'", "PostBackend()", "type('Child', (PostBackend,), {})"])
def test_912_nothing_but_the_class_itself_is_the_sender(says: Says, sent: str) -> None:
    program = f"from shop.backends import *\nsynced.send({sent}, order=order)\nprint(len(shipped))"
    assert says(files("SIG912", "Use instead"), program) == ["0"]


# --- SIG514: a database that is new ----------------------------------------------------------------------------------


@pytest.mark.parametrize("new", [True, False], ids=["new", "migrated"])
def test_514_a_new_database_has_no_table_before_it_is_migrated(run: Run, new: bool) -> None:  # noqa: FBT001
    unconnected = files("SIG514", "Example", signals="")
    connected = files("SIG514", "Example")
    migrate = "from django.core.management import call_command\ncall_command('migrate', run_syncdb=True, verbosity=0)"
    if not new:
        assert not run(unconnected, migrate).returncode
    finished = run(connected, migrate)
    assert ("no such table: shop_order" in finished.stderr) is new


def test_514_the_state_before_has_no_model_either(run: Run) -> None:
    example = files("SIG514", "Example")
    example["shop/signals.py"] = """\
from django.db.models.signals import pre_migrate
from django.dispatch import receiver


@receiver(pre_migrate)
def forget(sender, apps, **kwargs):
    apps.get_model("auth", "Permission").objects.all().delete()
"""
    migrate = "from django.core.management import call_command\ncall_command('migrate', run_syncdb=True, verbosity=0)"
    assert "LookupError" in run(example, migrate).stderr


def test_514_the_state_before_says_so(run: Run) -> None:
    example = files("SIG514", "Example")
    example["shop/signals.py"] = """\
from django.db.models.signals import pre_migrate
from django.dispatch import receiver


@receiver(pre_migrate)
def forget(sender, apps, **kwargs):
    try:
        permission = apps.get_model("auth", "Permission")
    except LookupError:
        print("not there yet")
    else:
        permission.objects.all().delete()
"""
    migrate = "from django.core.management import call_command\ncall_command('migrate', run_syncdb=True, verbosity=0)"
    finished = run(example, migrate)
    assert (finished.stderr, finished.returncode) == ("", 0)
    assert "not there yet" in finished.stdout


def test_514_after_it_there_is_one(says: Says) -> None:
    program = """\
from django.core.management import call_command
call_command("migrate", run_syncdb=True, verbosity=0)
Order.objects.create(status="viewed")
call_command("migrate", run_syncdb=True, verbosity=0)
print(Order.objects.count())
"""
    assert says(files("SIG514", "Use instead"), program) == ["0"]
