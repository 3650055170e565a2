"""Where an import is added, and how what a fix changes is laid out: ruff has nothing to say afterwards."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import libcst as cst
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_signals.edits.imports import with_import
from flake8_signals.fix.layout import laid_out

if TYPE_CHECKING:
    from pathlib import Path

IMPORTS = [
    "from __future__ import annotations",
    "import os",
    "from functools import partial",
    "import celery",
    "import django",
    "from celery import shared_task",
    "from django.apps import AppConfig",
    "from django.apps import apps",
    "from django.conf import urls",
    "from django.contrib.auth.models import User",
    "from django.db import models",
    "from django.db.models.signals import m2m_changed, post_save",
    "from django.db.models.signals import (\n    class_prepared,\n    m2m_changed,\n    post_save,\n    pre_save,\n)",
    "from rest_framework import serializers",
    "from zebra import stripes",
    "from . import helpers",
    "from ..core import paid",
    "from .models import Order",
]

ADDED = [
    ("django.conf", "settings", ""),
    ("django.apps", "apps", "global_apps"),
    ("django.db.models.signals", "pre_delete", ""),
    ("django.db.models.signals", "ModelSignal", ""),
    ("django.db", "transaction", ""),
    ("functools", "wraps", ""),
]


def ruff(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments, "--isolated", "--no-cache", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_ruff_does_not_move_an_added_import(tmp_path: Path) -> None:
    texts = []

    @given(
        st.sampled_from(["", '"""What it is."""\n\n']),
        st.lists(st.sampled_from(IMPORTS), unique=True, max_size=9),
        st.sampled_from(["x = 1\n", "def f():\n    pass\n"]),
    )
    @settings(max_examples=250, database=None, derandomize=True, deadline=None)
    def collect(docstring: str, imports: list[str], rest: str) -> None:
        texts.append("\n".join([docstring, *imports, "", rest]))

    collect()
    for number, text in enumerate(texts):
        (tmp_path / f"f{number}.py").write_text(text)
    ruff(tmp_path, "check", "--select", "I", "--fix")
    ruff(tmp_path, "format")
    for number, file in enumerate(sorted(tmp_path.iterdir())):
        module = cst.parse_module(file.read_text())
        file.write_text(with_import(module, *ADDED[number % len(ADDED)]).code)
    assert ruff(tmp_path, "check", "--select", "I", "--diff") == ""
    assert ruff(tmp_path, "format", "--diff") == ""


def test_an_import_that_is_there_stays_the_only_one() -> None:
    text = "from django.apps import apps as global_apps\nfrom django.conf import settings\n"
    module = cst.parse_module(text)
    assert with_import(module, "django.conf", "settings").code == text
    assert with_import(module, "django.apps", "apps", "global_apps").code == text


STATEMENTS = [
    "post_save.connect({0}, sender={1}, weak=False)",
    "@receiver(post_save, sender={1}, dispatch_uid={0}, weak=False)\ndef f(sender, **kwargs):\n    pass",
    "@receiver([post_save, post_delete], sender={1})\ndef f(sender, **kwargs):\n    pass",
    "def {0}(sender, instance, created, {1}, **kwargs):\n    pass",
    "from django.db.models.signals import {0}, {1}, post_save",
    "saved = {0}.filter(a={1}, b=2)",
    "def {0}({1}, **kwargs) -> Dict[str, int]:\n    pass",
    "class A:\n    def {0}(self, {1}):\n        post_save.connect(self.{0}, sender={1}, weak=False)  # noqa: E501",
]

SPLIT = """\
post_save.connect(
    on_saved, sender=Order
)
@receiver(
    post_save,
    sender=Order,
)
def on_saved(
    sender,  # the class
    **kwargs
):
    pass
"""


def test_ruff_does_not_lay_out_a_changed_statement_again(tmp_path: Path) -> None:
    texts = []

    @given(st.sampled_from(STATEMENTS), st.integers(1, 70), st.integers(1, 70))
    @settings(max_examples=250, database=None, derandomize=True, deadline=None)
    def collect(statement: str, one: int, two: int) -> None:
        texts.append(statement.format("a" * one, "b" * two) + "\n")

    collect()
    for number, text in enumerate(texts):
        (tmp_path / f"f{number}.py").write_text(laid_out("", text, 88))
    difference = ruff(tmp_path, "format", "--diff")
    added = [line for line in difference.splitlines() if line.startswith("+") and line != "+" and "+++" not in line]
    assert added == []  # but for blank lines around definitions


def test_only_changed_statements_are_laid_out() -> None:
    assert laid_out(SPLIT, SPLIT, 88) == SPLIT
    joined = laid_out("", SPLIT, 88)
    assert joined.startswith("post_save.connect(on_saved, sender=Order)\n@receiver(\n    post_save,\n")
    assert "    sender,  # the class\n    **kwargs\n" in joined


def test_a_text_of_several_lines_is_left_as_it_is() -> None:
    text = 'post_save.connect(on_saved, dispatch_uid="""\n' + "a" * 90 + '""")\n'
    assert laid_out("", text, 88) == text


def test_windows_line_ends_stay() -> None:
    line = f"post_save.connect({'a' * 36}, sender={'b' * 36})\r\n"
    assert laid_out("", line, 88) == f"post_save.connect(\r\n    {'a' * 36}, sender={'b' * 36}\r\n)\r\n"
