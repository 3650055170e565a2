"""A small Django project with something wrong in it, and the commands that find it, as a user runs them."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
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


@cache
def _server() -> subprocess.Popen[str]:
    """Start the process that the commands are forked from; it ends with this one, whose pipe it reads."""
    command = [sys.executable, str(ROOT / "tests" / "support" / "forking.py")]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    atexit.register(server.communicate)
    return server


def run(module: str, *arguments: str, folder: Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``python -m module`` in a folder; ``text`` is what it reads from standard input."""
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    with tempfile.TemporaryDirectory() as place:
        streams = [Path(place, name) for name in ("stdin", "stdout", "stderr")]
        for stream in streams:
            stream.touch()
        streams[0].write_text(text or "", encoding="utf-8")
        asked = {
            "module": module,
            "arguments": arguments,
            "folder": str(folder),
            "environment": {**os.environ},
            "streams": [str(stream) for stream in streams],
        }
        server.stdin.write(f"{json.dumps(asked)}\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        said = [stream.read_text(encoding="utf-8") for stream in streams[1:]]
    return subprocess.CompletedProcess([sys.executable, "-m", module, *arguments], status, *said)


def flake8(*arguments: str, folder: Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run flake8, with every checker that is installed."""
    return run("flake8", *arguments, folder=folder, text=text)


def flake8_signals(*arguments: str, folder: Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run our own command."""
    return run("flake8_signals", *arguments, folder=folder, text=text)
