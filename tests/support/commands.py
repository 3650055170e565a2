"""A small Django project with something wrong in it, and the commands that find it, as a user runs them."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests" / "example"

FILES = {
    "manage.py": "",
    "shop/__init__.py": "",
    "shop/models.py": """
        from django.db import models

        class Order(models.Model):
            pass
    """,
    "shop/apps.py": """
        from django.apps import AppConfig

        class ShopConfig(AppConfig):
            name = "shop"

            def ready(self):
                from . import receivers, signals
    """,
    "shop/signals.py": """
        from django.db.models.signals import post_save
        from django.dispatch import receiver

        from .models import Order

        @receiver(post_save, sender=Order)
        def ship(sender, instance):
            instance.ship()
    """,
    "shop/receivers.py": """
        from django.db.models.signals import post_delete
        from django.dispatch import receiver

        from .models import Order

        @receiver(post_delete, sender=Order)
        def restock(sender, instance, **kwargs):
            instance.restock()
    """,
}

# What is wrong with it.
SHIP = "SIG004 receiver 'ship' "  # shop/signals.py:7
RESTOCK = "SIG001 receiver 'restock' "  # shop/receivers.py:6


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write the files into a folder, and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


def run(module: str, *arguments: str, folder: Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``python -m module`` in a folder; ``text`` is what it reads from standard input."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def flake8(*arguments: str, folder: Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run flake8, with every checker that is installed."""
    return run("flake8", *arguments, folder=folder, text=text)


def flake8_signals(*arguments: str, folder: Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run our own command."""
    return run("flake8_signals", *arguments, folder=folder, text=text)
