"""The bundled example, broken on purpose: each breakage is seen, and the example is as it was afterwards."""

import shutil
from pathlib import Path

import pytest

from tests.support.commands import EXAMPLE, ROOT, run


@pytest.mark.slow
def test_whatever_is_broken_is_seen(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "example", ignore=shutil.ignore_patterns("__pycache__"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.py")}
    done = run("tests.support.mutants", str(tmp_path), "--per", "2", folder=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    *lines, last = done.stdout.splitlines()
    assert "SIG601 saves itself: 2/2" in lines
    assert last.endswith(f"{len(lines)} kinds")
    assert len(lines) >= 30
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.py")} == before


@pytest.mark.slow
def test_what_is_missed_is_told(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()
    (shop / "manage.py").touch()
    (shop / "signals.py").write_text(
        "# flake8: noqa: SIG601\n"
        "from django.db.models.signals import post_save\n"
        "from django.dispatch import receiver\n\n\n"
        "@receiver(post_save)\n"
        "def ship(sender, instance, **kwargs):\n"
        "    print(instance)\n"
    )
    done = run("tests.support.mutants", str(tmp_path), "--only", "SIG601", folder=ROOT)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "missed: SIG601 saves itself: shop/signals.py: signals.ship <- post_save",
        "SIG601 saves itself: 0/1 too few",
        "seen 0 of 1, 1 kinds",
    ]
