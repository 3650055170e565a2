"""Ways to break a file so that a fix has something to do, beyond those of ``tests.support.mutants``.

Each takes a file, and yields its text with one place broken, and what that was. What they write anew comes in several
lengths and layouts, since a fix has to keep them.
"""

from __future__ import annotations

import ast
import re
from textwrap import indent
from typing import TYPE_CHECKING

from tests.support.mutants import connecting, senders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.mutants import Edits, Function, Source

RECEIVERS_OF_REQUESTS = """\
def trace(sender, environ, **kwargs):
    print(environ)
---
def trace(sender, environ, **kwargs):
    '''Trace.'''
    print(environ["PATH_INFO"], kwargs)
---
def trace_the_start_of_each_request(sender, environ, signal, more_of_it=None, **kws):
    print(environ, signal, more_of_it, kws)
---
def trace(
    sender: type,
    environ: dict[str, str],  # as WSGI has it
    **kwargs: object,
) -> None:
    print(environ)
---
def trace(*, sender, environ, **kwargs): print(environ)
""".split("---\n")

CREATING_LABELS = """\
def label(sender, instance, created, **kwargs):
    if created:
        ModelLabel.objects.create(owner=instance)
---
def label(sender, instance, created, **kwargs):
    '''Label it.'''

    # once
    if created:
        ModelLabel.objects.create(owner=instance)
---
def label_each_of_them_that_is_new(sender, instance, created=False, using=None, **kws):
    if created:
        ModelLabel(owner=instance).save()
---
def label(
    sender: type,
    instance: object,
    created: bool,  # not saved again
    **kwargs: object,
):
    if created:
        ModelLabel.objects.create(owner=instance)
---
def label(sender, instance, **kwargs):
    if kwargs["created"]:
        ModelLabel.objects.create(owner=instance)
""".split("---\n")

MODEL = """\
class ModelLabel(models.Model):
    owner = models.OneToOneField(Model, models.CASCADE)


@receiver(post_save, sender=Model)
"""


def _with_imports(text: str, *lines: str) -> str:
    """A text with imports before its first one; empty where it has none."""
    first = re.search(r"^(?:import|from) (?!__future__)", text, re.MULTILINE)
    return "" if first is None else text[: first.start()] + "".join(f"{n}\n" for n in lines) + text[first.start() :]


def _methods(source: Source, name: str) -> Iterator[tuple[ast.ClassDef, Function]]:
    """The configurations of apps that derive from Django's alone, and their methods of this name."""
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef) and [ast.unparse(base) for base in node.bases] == ["AppConfig"]:
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name == name:
                    yield node, method


def default_app_config(source: Source) -> Edits:
    """Name the only configuration of an app in its package."""
    apps = source.path.with_name("apps.py")
    if source.path.name != "__init__.py" or not apps.is_file():
        return
    configs = re.findall(r"^class (\w+)\(AppConfig\)", apps.read_text(encoding="utf-8"), re.MULTILINE)
    package, folder = source.path.parent.name, source.path.parent.parent
    while (folder / "__init__.py").is_file():
        package, folder = f"{folder.name}.{package}", folder.parent
    if len(configs) == 1 and "default_app_config" not in source.text:
        line = f'default_app_config = "{package}.apps.{configs[0]}"\n'
        yield f"{source.text}\n{line}", line
        yield f"{source.text}\n# for Django before 3.2\n{line}", line


def ready_of_other_base(source: Source) -> Edits:
    """Derive a configuration from one whose ``ready()`` is needed."""
    for config, ready in _methods(source, "ready"):
        if "super" not in ast.unparse(ready):
            text = source.with_part(config.bases[0], "AuthConfig")
            yield _with_imports(text, "from django.contrib.auth.apps import AuthConfig"), config.name


def unprotected(source: Source) -> Edits:
    """Remove the ``noqa`` of an import in ``ready()``."""
    lines = source.text.splitlines(keepends=True)
    for config, ready in _methods(source, "ready"):
        for node in ast.walk(ready):
            if isinstance(node, (ast.Import, ast.ImportFrom)) and "noqa" in lines[node.lineno - 1]:
                bare = re.sub(r"\s*#\s*noqa.*", "", lines[node.lineno - 1])
                yield "".join([*lines[: node.lineno - 1], bare, *lines[node.lineno :]]), config.name


def requiring_environ(source: Source) -> Edits:
    """Receive each request, as WSGI has it."""
    if next(connecting(source), None) is not None:
        imports = ("from django.core.signals import request_started", "from django.dispatch import receiver")
        for receiver in RECEIVERS_OF_REQUESTS:
            yield _with_imports(f"{source.text}\n\n@receiver(request_started)\n{receiver}", *imports), receiver


def local(source: Source) -> Edits:
    """Make a receiver with ``@receiver`` local to a function, which is called."""
    lines = source.text.splitlines(keepends=True)
    for node in source.tree.body:
        if isinstance(node, ast.FunctionDef) and re.search(r"^(\w+\.)?receiver\(", _decorators(node)):
            start, end = node.decorator_list[0].lineno - 1, node.end_lineno or 0
            inner = indent("".join(lines[start:end]), "    ")
            text = f"def _connect():\n{inner}\n\n_connect()\n"
            yield "".join([*lines[:start], text, *lines[end:]]), node.name


def _decorators(node: Function) -> str:
    return " ".join(map(ast.unparse, node.decorator_list))


def labelling(source: Source) -> Edits:
    """Create a row for each object of a model, which may have one only."""
    imports = ("from django.db.models.signals import post_save", "from django.dispatch import receiver")
    for node in source.tree.body if "from django.db import models\n" in source.text else ():
        if isinstance(node, ast.ClassDef) and [ast.unparse(base) for base in node.bases] == ["models.Model"]:
            for receiver in CREATING_LABELS:
                added = re.sub(r"\bModel(?=[L,)])", node.name, MODEL + receiver)
                yield _with_imports(f"{source.text}\n\n{added}", *imports), node.name


def sending(*, method: str) -> Callable[[Source], Edits]:
    """Send one of the project's signals in an ``async`` function, by ``send`` or ``asend``."""

    def edit(source: Source) -> Edits:
        signals = {
            alias.asname or alias.name
            for node in source.tree.body
            if isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] == "signals"
            for alias in node.names
        }
        for function in ast.walk(source.tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                called = node.func if isinstance(node, ast.Call) else None
                if not isinstance(called, ast.Attribute) or called.attr not in ("send", "send_robust"):
                    continue
                if isinstance(called.value, ast.Name) and called.value.id in signals:
                    name = method + called.attr.removeprefix("send")
                    sent = source.with_part(called, f"{called.value.id}.{name}").splitlines(keepends=True)
                    sent[function.lineno - 1] = sent[function.lineno - 1].replace("def ", "async def ", 1)
                    yield "".join(sent), ast.unparse(called)

    return edit


def user_imported(source: Source) -> Edits:
    """Make Django's user the sender."""
    for keyword in senders(source):
        if not re.search(r"\bUser\b", source.text):
            text = source.with_part(keyword.value, "User")
            yield _with_imports(text, "from django.contrib.auth.models import User"), ast.unparse(keyword)


def no_sender(source: Source) -> Edits:
    """Give no sender, at length."""
    for call, signal in connecting(source):
        if not any(keyword.arg in ("sender", None) for keyword in call.keywords) and len(call.args) == 1:
            end = (call.args[0].end_lineno or 0, call.args[0].end_col_offset or 0)
            yield source.between(end, end, ", sender=None"), ast.unparse(signal)


BREAKAGES: dict[str, Callable[[Source], Edits]] = {
    "SIG103 a configuration named": default_app_config,
    "SIG105 another base": ready_of_other_base,
    "SIG111 an import unprotected": unprotected,
    "SIG202 environ required": requiring_environ,
    "SIG302 a local receiver": local,
    "SIG406 a concrete user": user_imported,
    "SIG409 no sender, at length": no_sender,
    "SIG605 raw unchecked": labelling,
    "SIG720 asend not awaited": sending(method="asend"),
    "SIG721 send in async": sending(method="send"),
}
"""The ways, by the code of the rule that they break, and what they do."""
