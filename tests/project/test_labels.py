"""Which app has which models, by the labels that Django gives them."""

from pathlib import Path

import pytest

from flake8_signals.options import Options
from flake8_signals.project.labels import Labels
from flake8_signals.project.project import Project
from tests.support.commands import write

FILES = {
    "manage.py": "",
    "shop/__init__.py": "",
    "shop/models.py": """
        from django.db import models

        class Order(models.Model):
            class Meta:
                ordering = ["pk"]

        class Base(models.Model):
            class Meta:
                abstract = True

        class Moved(models.Model):
            class Meta:
                app_label = "store"

        class Plain:
            pass
    """,
    "shop/stock/__init__.py": "",
    "shop/stock/parts.py": """
        from django.db import models

        class Shelf(models.Model):
            pass
    """,
    "shop/tests/__init__.py": "",
    "shop/tests/models.py": """
        from django.db import models

        class Fake(models.Model):
            pass
    """,
    "billing/__init__.py": "",
    "billing/apps.py": """
        from django.apps import AppConfig

        class BillingConfig(AppConfig):
            name = "billing"
            label = "accounts"
    """,
    "billing/models.py": """
        from django.db import models

        class ORDER(models.Model):
            pass

        class Invoice(models.Model):
            pass
    """,
}


@pytest.fixture
def labels(tmp_path: Path) -> Labels:
    return Project(str(write(tmp_path, FILES)), Options(no_cache=True)).labels


def test_apps(labels: Labels) -> None:
    own = {label: package for label, package in labels.apps.items() if not package.startswith("django.")}
    assert own == {"shop": "shop", "accounts": "billing"}


@pytest.mark.parametrize(
    ("label", "expected"), [("billing", "accounts"), ("accounts", ""), ("shop", ""), ("stock", ""), ("", "")]
)
def test_labels_of_their_own(label: str, expected: str, labels: Labels) -> None:
    assert labels.relabelled(label) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Order", ["accounts.ORDER", "shop.Order"]),
        ("Invoice", ["accounts.Invoice"]),
        ("Shelf", ["shop.Shelf"]),
        ("Base", []),  # abstract
        ("Moved", []),  # its app is another one
        ("Plain", []),
        ("Fake", []),
        ("Nothing", []),
    ],
)
def test_models_by_name(name: str, expected: list[str], labels: Labels) -> None:
    assert labels.models_called(name) == expected


@pytest.mark.parametrize(
    ("app", "label", "name", "expected"),
    [
        ("shop", "shop", "Order", True),
        ("shop", "shop", "order", True),
        ("shop", "shop", "Shelf", True),
        ("shop", "shop", "Invoice", False),
        ("billing", "accounts", "Invoice", True),
        ("billing", "accounts", "Shelf", False),
        ("shop", "store", "Moved", True),
        ("billing", "accounts", "Order_items", True),  # as Django calls the model of a relation of Order's
        ("billing", "accounts", "Nothing_items", False),
        ("django.contrib.auth", "auth", "User", True),
        ("django.contrib.auth", "auth", "Order", False),
        ("elsewhere", "elsewhere", "Order", True),  # nobody knows
    ],
)
def test_models_of_apps(app: str, label: str, name: str, expected: bool, labels: Labels) -> None:  # noqa: FBT001
    near = labels._project.modules.at(str(Path(labels._project.root) / "shop" / "models.py"))
    assert labels.has_model(app, label, name, near) is expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Copy = type('Copy', bases, {})\n", "Copy", True),
        ("Copy = make('CopyOfOrder')\n", "Copy", False),
        ("from simple_history.models import HistoricalRecords\n", "HistoricalInvoice", True),
        ("from simple_history.models import HistoricalRecords\n", "HistoricalCopy", False),
        ("", "HistoricalInvoice", False),
    ],
)
def test_models_that_are_made(text: str, name: str, expected: bool, tmp_path: Path) -> None:  # noqa: FBT001
    project = Project(str(write(tmp_path, {**FILES, "shop/made.py": text})), Options(no_cache=True))
    near = project.modules.at(str(tmp_path / "shop" / "models.py"))
    assert project.labels.has_model("shop", "shop", name, near) is expected
