"""What a file seems to import, told by its text alone."""

from pathlib import Path

import pytest

from flake8_signals import lint
from flake8_signals.imports import mentions
from flake8_signals.options import Options

TEXTS = {
    "names": ("from shop import a, b\n", {"shop": False, "shop.a": False, "shop.b": False}),
    "names in brackets, with comments": (
        "from shop import (\n    a,  # one\n    b as c,\n)\n",
        {"shop": False, "shop.a": False, "shop.b": False},
    ),
    "modules": ("import shop.a, shop.b as b\n", {"shop.a": False, "shop.b": False}),
    "a carriage return": ("import shop.a\r\nfrom shop import b\r\n", {"shop.a": False, "shop": False, "shop.b": False}),
    "a line that goes on": ("from shop import \\\n    a\n", {"shop": False, "shop.a": False}),
    "everything": ("from .shop import *\n", {".shop": False}),
    "in a block": ("try:\n    import shop\nexcept ImportError:\n    pass\n", {"shop": True}),
    "behind a colon": ("try: import shop\nexcept ImportError: pass\n", {"shop": True}),
    "behind another one": ("import os; from shop import a; import b\n", dict.fromkeys(("shop", "shop.a", "b"), True)),
    "a word that is none": ("x = important(reimport)\n", {}),
}


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*given, id=name) for name, given in TEXTS.items()])
def test_what_looks_like_an_import(text: str, expected: dict[str, bool]) -> None:
    found = {mention.target: mention.nested for mention in mentions(text.encode())}
    assert {name: nested for name, nested in found.items() if name != "os"} == expected


@pytest.mark.parametrize(
    "text",
    [
        "import os; from django.db.models.signals import post_syncdb\n",
        "from django.db.models.signals import (\n    post_syncdb as synced,\n)\n",
        "import django.db.models.signals.post_syncdb\n",
    ],
)
def test_an_import_of_what_is_gone_is_reported_however_it_is_written(text: str, tmp_path: Path) -> None:
    path = tmp_path / "signals.py"
    path.write_text(text)
    found = lint.check_file(str(path), text.splitlines(keepends=True), Options(no_cache=True, root=str(tmp_path)))
    assert [violation.code for violation in found] == ["SIG801"]
