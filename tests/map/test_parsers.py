"""What ``map`` and ``trace`` draw is read by Mermaid and by Graphviz themselves."""

import shutil
import subprocess
from pathlib import Path

import pytest

from flake8_signals.commands.map import run as draw
from flake8_signals.commands.trace import run as trace
from tests.support.commands import EXAMPLE, FILES, write

PACKAGES = ("mermaid@11", "jsdom@29", "@hpcc-js/wasm-graphviz@1")

HOSTILE = """
from django.db.models.signals import post_save
from django.dispatch import Signal

def ship(sender, instance, created, **kwargs):
    if created == '"]; end %% <b> -->':
        instance.save()

post_save.connect(ship, sender='shop."]--> end')
post_save.connect(ship, sender="shop.Order")
post_save.connect(ship, sender="a#quot;|{{}}`\\u202e\\u2603")
"""

pytestmark = [
    pytest.mark.matrix,
    pytest.mark.skipif(not (shutil.which("node") and shutil.which("npm")), reason="there is no Node.js"),
]


@pytest.fixture(scope="module")
def parsers(pytestconfig: pytest.Config) -> Path:
    """Return a folder with the two programs, which is kept in pytest's cache."""
    folder: Path = pytestconfig.cache.mkdir("parsers")
    if not (folder / "complete").exists():
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--prefix", folder, *PACKAGES], check=True)
        (folder / "complete").touch()
    return folder


def read(parsers: Path, *pictures: Path) -> None:
    """Let the programs read pictures, which they must not refuse."""
    script = Path(__file__).with_name("parse.mjs")
    finished = subprocess.run(["node", script, parsers, *pictures], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr


@pytest.mark.parametrize("name", ["the example", "hostile"])
def test_maps_are_read(name: str, parsers: Path, tmp_path: Path) -> None:
    project = EXAMPLE if name == "the example" else write(tmp_path / "p", FILES | {"shop/signals.py": HOSTILE})
    pictures = [tmp_path / f"map.{kind}" for kind in ("mermaid", "dot")]
    for picture in pictures:
        assert draw([str(project), "--no-cache", "--format", picture.suffix[1:], "-o", str(picture)]) == 0
    read(parsers, *pictures)


@pytest.mark.parametrize("asked", ["orders.Order", "process_order", "auth.User", "order_paid"])
def test_answers_are_read(asked: str, parsers: Path, tmp_path: Path) -> None:
    picture = tmp_path / "answer.mermaid"
    assert trace([asked, str(EXAMPLE), "--no-cache", "--format=mermaid", "-o", str(picture)]) == 0
    read(parsers, picture)


def test_what_is_no_picture_is_refused(parsers: Path, tmp_path: Path) -> None:
    for name, text in (("a.dot", "digraph {"), ("a.mermaid", "flowchart LR\n    a[")):
        (tmp_path / name).write_text(text)
        with pytest.raises(AssertionError):
            read(parsers, tmp_path / name)
