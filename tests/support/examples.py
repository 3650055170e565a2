"""The rules' own documentation, and the cases beside it, as small Django projects with their findings marked."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

from flake8_signals.lint import run as lint
from flake8_signals.options import Options
from flake8_signals.rule import Rule

CASES = Path(__file__).parents[1] / "rules" / "cases"
"""A folder for each rule, of its name: what is in it says by its own name why it is there."""

SECTIONS = ("Why is this bad?", "Example", "Use instead", "References")

BASE = {
    "manage.py": "",
    "shop/__init__.py": "",
    "shop/models.py": """\
from django.conf import settings
from django.db import models


class Customer(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)
    email = models.EmailField(blank=True)
    logins = models.IntegerField(default=0)


class Order(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE, null=True, related_name="orders")
    status = models.CharField(max_length=20, default="new")
    total = models.IntegerField(default=0)
    shipped = models.BooleanField(default=False)

    def ship(self):
        self.shipped = True


class Parcel(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, null=True, related_name="parcels")
    weight = models.IntegerField(default=0)


class Label(models.Model):
    order = models.OneToOneField(Order, models.CASCADE)


class Topping(models.Model):
    name = models.CharField(max_length=20)


class Pizza(models.Model):
    name = models.CharField(max_length=20)
    toppings = models.ManyToManyField(Topping)
""",
    "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"
""",
}
"""The project that every block of documentation is a part of, unless it brings these files itself."""

READY = """
    def ready(self):
        from . import signals  # noqa: F401
"""
"""What the base project's AppConfig has besides, where there are signals to import."""

ENDS = frozenset({"SIG902", "SIG903"})
"""The rules that miss a signal's other end: reported where they are asked for alone, as a short example has one end."""

IMPORTS = {
    name: f"from {module} import {name}"
    for module, names in {
        "django.apps": "AppConfig apps",
        "django.conf": "settings",
        "django.contrib.auth": "get_user_model",
        "django.contrib.auth.models": "User Group",
        "django.contrib.auth.signals": "user_logged_in user_logged_out user_login_failed",
        "django.core.cache": "cache",
        "django.core.mail": "send_mail",
        "django.core.signals": "request_started request_finished got_request_exception setting_changed",
        "django.db": "connection models transaction",
        "django.db.backends.signals": "connection_created",
        "django.db.models": "F",
        "django.db.models.signals": (
            "class_prepared pre_init post_init pre_save post_save pre_delete post_delete m2m_changed "
            "pre_migrate post_migrate ModelSignal"
        ),
        "django.dispatch": "Signal receiver",
        "django.test.signals": "template_rendered",
        "django.utils": "timezone",
        "functools": "partial",
        "shop.models": "Customer Label Order Parcel Pizza Topping",
    }.items()
    for name in names.split()
} | {
    name: f"import {name}"
    for name in ("asyncio", "functools", "logging", "os", "requests", "subprocess", "time", "uuid")
}
"""The names that a block may use without importing them, with the line that the harness then adds."""

_PATH = re.compile(r"# ([\w./-]+\.(?:py|txt|toml|cfg))[ ]*\n")
_MARK = re.compile(r"[ ]*# (SIG\d{3}(?: SIG\d{3})*)$", re.MULTILINE)
_FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_RESTRICTED = re.compile(r"# rules: (SIG\d{3}(?:, SIG\d{3})*)\n")

Finding = tuple[str, int, str]
"""Where something is found (path and line), and the code."""


class Example(NamedTuple):
    """Files of one small project by their paths, without the marks, and what the marks say is found in them.

    ``all_files`` has the base project's too; ``codes`` are the ones that are looked for (empty: every one).
    """

    files: dict[str, str]
    findings: frozenset[Finding]
    all_files: dict[str, str]
    codes: tuple[str, ...] = ()


def section(rule: Rule, title: str) -> str:
    """Return the text of one section of a rule's documentation; raises ``KeyError`` where there is none."""
    _, *parts = re.split(r"^## (.*)\n", rule.documentation(), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))[title]


def documented(rule: Rule, title: str) -> list[Example]:
    """Return what a section of a rule's documentation shows, one small project for each of its blocks of Python."""
    return [project(block) for block in _FENCE.findall(section(rule, title))]


def case(path: Path) -> Example:
    """Return a file of cases as a part of the base project, or a folder of cases as the project that it is."""
    if path.is_dir():
        written = {p.relative_to(path).as_posix(): p.read_text(encoding="utf-8") for p in _files(path)}
        return _unmarked(written, written)
    text = path.read_text(encoding="utf-8")
    restricted = _RESTRICTED.match(text)
    return project(text)._replace(codes=tuple(restricted[1].split(", ")) if restricted else ())


def every_case() -> list[Path]:
    """Return the files and the folders of cases of every rule."""
    found = (path for path in CASES.glob("*/*") if path.name != "__pycache__" and not path.name.endswith(".fixed.py"))
    return sorted(found)


def name_of(case: Path) -> str:
    """Return the name of a case: its rule's, and its own."""
    return case.relative_to(CASES).as_posix()


def project(block: str) -> Example:
    """Return a block of documentation as a project: each of several files stands after a comment that is its path."""
    before, *parts = _PATH.split(block)
    files = dict(zip(parts[::2], parts[1::2], strict=True))
    if before.strip():
        files = {"shop/signals.py": before, **files}
    files = {path: _with_imports(path, text) for path, text in files.items()}
    base = dict(BASE)
    if "shop/signals.py" in files or "shop/signals/__init__.py" in files:
        base["shop/apps.py"] += READY
    return _unmarked(files, base | files)


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder, and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def found(folder: Path, example: Example) -> frozenset[Finding]:
    """Return what every rule together finds in the files of an example, written into a folder by this."""
    write(folder, example.all_files)
    return frozenset(
        (name, violation.line, violation.code)
        for name, text in example.files.items()
        if name.endswith(".py")
        for violation in lint.check_file(str(folder / name), text, Options(all_rules=True))
        if violation.code in example.codes or not (example.codes or violation.code in ENDS)
    )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _with_imports(path: str, text: str) -> str:
    """Import the well-known names that a file uses and does not bind."""
    if not path.endswith(".py"):
        return text
    nodes = list(ast.walk(ast.parse(text)))
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    bound |= {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    bound |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    home = path.removesuffix(".py").replace("/", ".")
    lines = {IMPORTS[name] for name in used - bound if name in IMPORTS}
    return "".join(f"{line}\n" for line in sorted(lines) if f"from {home} " not in line) + text


def _unmarked(files: dict[str, str], all_files: dict[str, str]) -> Example:
    """Take the marks out of files, and return them as findings."""
    findings = frozenset(
        (name, text.count("\n", 0, mark.start()) + 1, code)
        for name, text in files.items()
        for mark in _MARK.finditer(text)
        for code in mark[1].split()
    )
    clean = {name: _MARK.sub("", text) for name, text in files.items()}
    return Example(clean, findings, all_files | clean)
