"""Where an import is added, and how what a fix changes is laid out: ruff has nothing to say afterwards."""

from __future__ import annotations

import subprocess
import sys
from textwrap import indent
from typing import TYPE_CHECKING

import libcst as cst
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libcst import matchers

from flake8_signals.edits.imports import with_import, with_renamed, with_statement
from flake8_signals.edits.statements import parsed
from flake8_signals.fix.layout import laid_out
from flake8_signals.rules.removed.signal_imported_from_elsewhere import import_from_home

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


MOVED = [
    "from django.core.signals import pre_save",
    "from django.core.signals import pre_save  # noqa: F401",
    "from django.core.signals import pre_save as saving",
    "from django.core.signals import pre_save, request_started",
    "# What is sent first.\nfrom django.core.signals import pre_save",
]

OTHERS = [line.replace("pre_save", "pre_init") for line in IMPORTS]

COMMENTED = "from django.db.models.signals import (\n    class_prepared,  # a\n    post_save,  # b\n)"


def test_ruff_does_not_move_an_import_that_a_fix_has_moved(tmp_path: Path) -> None:
    texts = []

    @given(
        st.sampled_from(MOVED),
        st.lists(st.sampled_from([*OTHERS, COMMENTED]), unique=True, max_size=9),
        st.sampled_from(["module", "function"]),
    )
    @settings(max_examples=350, database=None, derandomize=True, deadline=None)
    def collect(moved: str, imports: list[str], where: str) -> None:
        is_inside = where == "function"
        lines = "\n".join([moved, *(line for line in imports if not is_inside or "__future__" not in line)])
        text = f"def ready():\n{indent(lines, '    ')}\n\n    return 1\n" if is_inside else f"{lines}\n\nx = 1\n"
        texts.append(text)

    collect()
    for number, text in enumerate(texts):
        (tmp_path / f"f{number}.py").write_text(text)
    ruff(tmp_path, "check", "--select", "I", "--fix")
    ruff(tmp_path, "format")
    for file in sorted(tmp_path.iterdir()):
        module = cst.parse_module(file.read_text())
        old = next(
            cst.ensure_type(statement, cst.SimpleStatementLine)
            for statement in matchers.findall(module, matchers.SimpleStatementLine())
            if "pre_save" in module.code_for_node(statement) and "core.signals" in module.code_for_node(statement)
        )
        after = import_from_home.function(module, old, "pre_save", "django.db.models.signals")
        assert "core.signals import pre_save" not in after.code
        assert after.code.count("#") == module.code.count("#")
        assert after.code.count("    post_save,  # b\n") == module.code.count("    post_save,  # b\n")
        file.write_text(laid_out(module.code, after.code, 88))
    assert ruff(tmp_path, "check", "--select", "I", "--diff") == ""
    assert ruff(tmp_path, "format", "--diff") == ""


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("(\n    a,  # 1\n    c,  # 2\n)", "d", "(\n    a,  # 1\n    c,  # 2\n    d,\n)"),
        ("(\n    a,  # 1\n    c,  # 2\n)", "d  # 3", "(\n    a,  # 1\n    c,  # 2\n    d,  # 3\n)"),
        ("(\n    a,  # 1\n    c,  # 2\n)", "b  # 3", "(\n    a,  # 1\n    b,  # 3\n    c,  # 2\n)"),
        ("(\n    a,\n    c,\n)", "d  # 3", "(\n    a,\n    c,\n    d,  # 3\n)"),
        ("(  # 3\n    a,\n    c,\n)", "d  # 3", "(  # 3\n    a,\n    c,\n    d,\n)"),
        ("(\n    a,\n    c,\n)  # 3", "d  # 3", "(\n    a,\n    c,\n    d,\n)  # 3"),
        ("a, c", "b  # 3", "a, b, c  # 3"),
    ],
    ids=["last", "last with a comment", "between", "the only comment", "said above", "said below", "one line"],
)
def test_each_name_keeps_its_comment(before: str, new: str, after: str) -> None:
    module = cst.parse_module(f"from s import {before}\n")
    (statement,) = parsed(f"from s import {new}\n")
    joined = module.with_changes(body=with_statement(module.body, range(1), statement))
    assert joined.code == f"from s import {after}\n"


@pytest.mark.parametrize("comment", ["", "  # 2"])
def test_a_list_without_a_last_comma_stays_one(comment: str) -> None:
    module = cst.parse_module(f"from s import (\n    a,\n    b{comment}\n)\n")
    assert with_import(module, "s", "c").code == f"from s import (\n    a,\n    b,{comment}\n    c\n)\n"


def test_imports_that_were_not_sorted_stay_where_they_are() -> None:
    text = "import os\nfrom django.core.signals import pre_save\nimport abc\n"
    module = cst.parse_module(text)
    after = import_from_home.function(module, module.body[1], "pre_save", "django.db.models.signals")
    assert after.code == text.replace("core", "db.models")


def test_a_renamed_import_stays_among_its_sorted_names() -> None:
    def renamed(text: str) -> str:
        line = cst.ensure_type(cst.parse_statement(text), cst.SimpleStatementLine)
        node = with_renamed(cst.ensure_type(line.body[0], cst.ImportFrom), "post_syncdb", "post_migrate")
        return cst.Module([line.with_changes(body=[node])]).code

    assert renamed("from s import post_save, post_syncdb\n") == "from s import post_migrate, post_save\n"
    assert renamed("from s import (\n    a,\n    post_save,\n    post_syncdb,\n)\n") == (
        "from s import (\n    a,\n    post_migrate,\n    post_save,\n)\n"
    )
    assert renamed("from s import z, post_save, post_syncdb\n") == "from s import z, post_save, post_migrate\n"
    commented = "from s import (\n    post_save,  # a\n    post_syncdb,  # b\n)\n"
    assert renamed(commented) == commented.replace("syncdb", "migrate")


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
    "transaction.on_commit(partial({0}.delay, args=[{1}], countdown=60))",
    "transaction.on_commit(partial({0}, {1}), using=using)",
    "transaction.on_commit({0}{1})",
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
