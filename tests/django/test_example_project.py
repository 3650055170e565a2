"""The bundled example really starts, and misbehaves as the rules say: Django is the judge."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import EXAMPLE

Change = Callable[[str, str, str], None]

START = """
import json, django
from django.core.management import call_command
django.setup()
call_command("migrate", run_syncdb=True, verbosity=0)

from django.contrib.auth.models import User
from accounts.models import Customer, Notice
from catalog.models import Product
from orders.models import Invoice, Line, Order
from stock.models import Item

def new_order(quantity=1):
    customer = Customer.objects.get(user=User.objects.create(username="ada"))
    order = Order.objects.create(customer=customer)
    Line.objects.create(order=order, product=Product.objects.create(name="tea", price=3), quantity=quantity)
    return order

def raised(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

def show(value):
    print(json.dumps(value))
"""

CONNECTED = """
from django.db.models.signals import post_delete, post_save
from orders.events import order_paid
receivers = [entry[1]() for signal in (post_save, post_delete, order_paid) for entry in signal.receivers]
show([f"{function.__module__}.{function.__qualname__}" for function in receivers])
"""


def run(*command: str, project: Path, debug: bool = False) -> subprocess.CompletedProcess[str]:
    """Run Python in a project, as its developer would."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "shop.settings"} | ({"SHOP_DEBUG": "1"} if debug else {})
    return subprocess.run(
        [sys.executable, *command], cwd=project, env=environment, capture_output=True, text=True, check=False
    )


def in_started(project: Path, script: str) -> Any:
    """Start a project with an empty database, run a script in it, and return what that shows."""
    finished = run("-c", START + script, project=project)
    assert not finished.returncode, finished.stderr
    return json.loads(finished.stdout)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the example that a test may change."""
    return shutil.copytree(EXAMPLE, tmp_path / "example", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def change(project: Path) -> Change:
    """Return a function that replaces one text in one file of the copy."""

    def replace(path: str, old: str, new: str) -> None:
        file = project / path
        text = file.read_text()
        assert text.count(old) == 1
        file.write_text(text.replace(old, new))

    return replace


@pytest.fixture
def with_ready(project: Path) -> Callable[[str], None]:
    """Return a function that makes an app's ready() import its signals."""

    def add(app: str) -> None:
        with (project / app / "apps.py").open("a") as file:
            file.write("\n    def ready(self):\n        from . import signals\n")

    return add


def test_it_starts() -> None:
    checked = run("manage.py", "check", project=EXAMPLE)
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_every_receiver_but_that_of_stock_is_connected() -> None:
    receivers = in_started(EXAMPLE, CONNECTED)
    assert {name for name in receivers if not name.startswith("django.")} == {
        "accounts.signals.on_user_saved",
        "accounts.signals.on_order_paid",
        "catalog.signals.forget_product",
        "orders.models.forget_order",
        "orders.signals.process_order",
        "orders.signals.log_removed_line",
    }


def test_what_the_well_wired_app_does_works() -> None:
    assert in_started(EXAMPLE, 'User.objects.create(username="ada"); show(Customer.objects.count())') == 1


def test_sig001_importing_the_models_connects_a_receiver_that_only_their_file_shows(project: Path) -> None:
    (project / "orders" / "signals.py").unlink()
    (project / "orders" / "apps.py").unlink()
    assert "orders.models.forget_order" in in_started(project, CONNECTED)


NEW_PRODUCT = 'Product.objects.create(name="tea", price=3); show(Item.objects.count())'


def test_sig002_the_receiver_never_runs() -> None:
    assert in_started(EXAMPLE, NEW_PRODUCT) == 0


def test_sig002_the_receiver_runs_once_ready_imports_it(project: Path, with_ready: Callable[[str], None]) -> None:
    with_ready("stock")
    assert in_started(project, NEW_PRODUCT) == 1


def test_sig003_saving_an_order_writes_to_three_tables() -> None:
    written = in_started(
        EXAMPLE,
        """
from django.db import connection
from django.test.utils import CaptureQueriesContext
order = new_order()
order.paid = True
with CaptureQueriesContext(connection) as queries:
    order.save()
words = [query["sql"].split() for query in queries]
show(sorted({w[1] if w[0] == "UPDATE" else w[2] for w in words if w[0] in ("UPDATE", "INSERT")}))
""",
    )
    assert written == ['"orders_invoice"', '"orders_line"', '"orders_order"']


DELETE_LINE = "new_order(); show(raised(Line.objects.get().delete))"


def test_sig004_without_debug_it_starts_and_fails_when_the_signal_is_sent() -> None:
    assert "TypeError: log_removed_line() got an unexpected keyword argument" in in_started(EXAMPLE, DELETE_LINE)


def test_sig004_with_debug_it_does_not_start() -> None:
    checked = run("manage.py", "check", project=EXAMPLE, debug=True)
    assert checked.returncode != 0
    assert "ValueError: Signal receivers must accept keyword arguments (**kwargs)" in checked.stderr


def test_sig004_with_kwargs_it_starts_and_is_called(project: Path, change: Change) -> None:
    change("orders/signals.py", "(sender, instance):", "(sender, instance, **kwargs):")
    assert run("manage.py", "check", project=project, debug=True).returncode == 0
    assert in_started(project, DELETE_LINE) is None


SEND_FROM_NOBODY = "from orders.events import order_paid; show(raised(order_paid.send, None, order=new_order()))"


def test_sig005_the_list_becomes_use_caching_and_breaks_sends() -> None:
    assert "TypeError: cannot create weak reference to 'NoneType' object" in in_started(EXAMPLE, SEND_FROM_NOBODY)


def test_sig005_without_the_list_the_send_arrives(project: Path, change: Change) -> None:
    change("orders/events.py", 'Signal(["order"])', "Signal()")
    assert in_started(project, SEND_FROM_NOBODY) is None


@pytest.mark.parametrize("ready", [False, True])
def test_sig110_a_tidier_models_module_loses_the_receiver_unless_ready_imports_it(
    project: Path, change: Change, with_ready: Callable[[str], None], *, ready: bool
) -> None:
    change("catalog/models.py", "from . import signals  # noqa: F401\n", "")
    if ready:
        with_ready("catalog")
    assert ("catalog.signals.forget_product" in in_started(project, CONNECTED)) is ready


def test_flake8_reports_what_is_marked_and_nothing_else() -> None:
    marked = sorted(
        (path.relative_to(EXAMPLE).as_posix(), number, match[1])
        for path in EXAMPLE.rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if (match := re.search(r"# (SIG\d{3})$", line))
    )
    finished = run("-m", "flake8", "--isolated", "--select=SIG", project=EXAMPLE)
    assert not finished.stderr
    places = re.findall(r"^(?:\./)?(.+?):(\d+):\d+: (SIG\d{3}) ", finished.stdout.replace("\\", "/"), re.MULTILINE)
    assert sorted((path, int(line), code) for path, line, code in places) == marked
    assert {code for *_, code in marked} == {"SIG001", "SIG002", "SIG003", "SIG004", "SIG005", "SIG110"}
