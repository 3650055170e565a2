"""What a file seems to import, told by its text alone."""

from pathlib import Path

import pytest

from flake8_signals.files.import_scan import absolute, mentions, only_later
from flake8_signals.lint import run as lint
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
    "below an empty line": ("\nimport shop\n", {"shop": False}),
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
    found = lint.check_file(str(path), text, Options(no_cache=True, root=str(tmp_path)))
    assert [violation.code for violation in found] == ["SIG801"]


LATER = {
    "below a comment as far in as the function": "class A:\n  def f():\n  # now\n    from shop import a\n",
    "below a bracket as far in as the function": "class A:\n  def f(x=(\n    1,\n  )):\n    from shop import a\n",
    "a function": "def load():\n    import shop\n",
    "one whose parameters go on": "async def load(\n    now,\n):\n    # Comments do not count.\n\n    import shop\n",
    "a method": "class Loader:\n    def load(self):\n        if self.now:\n            import shop\n",
    "TYPE_CHECKING": "if TYPE_CHECKING:\n    from shop import Order\n",
    "typing.TYPE_CHECKING": "if typing.TYPE_CHECKING:\n    from shop import (\n        Order,\n    )\n",
    "something else": "import stock\n",
}

NOW = {
    "the top": "import shop\n",
    "a class": "class Loader:\n    import shop\n",
    "a try": "def load():\n    pass\n\ntry:\n    import shop\nexcept ImportError:\n    pass\n",
    "the other branch": "if TYPE_CHECKING:\n    import stock\nelse:\n    import shop\n",
    "one of two": "def load():\n    import shop\n\nimport shop\n",
    "the line of a def": "def load(): import shop\n",
    "what follows a string with a def": 'TEXT = """\ndef load():\n"""\nif TEXT:\n    import shop\n',
    "a string that a def stands in": 'if True:\n    text = """\n  def load():\n    """\n    import shop\n',
    "tabs": "def load():\n\timport shop\n",
}


def is_meant(name: str) -> bool:
    return name.startswith("shop")


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in LATER.items()])
def test_imports_that_run_later_only(text: str) -> None:
    assert only_later(text.encode(), is_meant)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in NOW.items()])
def test_imports_that_may_run_as_the_file_is_loaded(text: str) -> None:
    assert not only_later(text.encode(), is_meant)


@pytest.mark.parametrize(
    ("name", "package", "expected"),
    [
        ("shop.a", "store", "shop.a"),
        (".", "shop.orders", "shop.orders"),
        (".a", "shop.orders", "shop.orders.a"),
        ("..a.b", "shop.orders", "shop.a.b"),
        ("...a", "shop.orders", "a"),
        (".a", "", "a"),
        ("....a", "shop.orders", "....a"),
        ("..a", "", "..a"),
    ],
)
def test_relative_imports(name: str, package: str, expected: str) -> None:
    assert absolute(name, package) == expected
