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

WRITTEN = {
    "SIG202 environ required": """\
@receiver(request_started)
def trace(sender, environ, **kwargs):
    print(environ)
---
@receiver(request_started)
def trace(sender, environ, **kwargs):
    '''Trace.'''
    print(environ["PATH_INFO"], kwargs)
---
@receiver(request_started)
def trace_the_start_of_each_request(sender, environ, signal, more_of_it=None, **kws):
    print(environ, signal, more_of_it, kws)
---
@receiver(request_started)
def trace(
    sender: type,
    environ: dict[str, str],  # as WSGI has it
    **kwargs: object,
) -> None:
    print(environ)
---
@receiver(request_started)
def trace(*, sender, environ, **kwargs): print(environ)
""",
    "SIG301 a lambda": """\
post_save.connect(lambda sender, **kwargs: print(sender, kwargs), sender=Model)
---
post_save.connect(
    lambda sender, instance, **kwargs: print("one more of them is saved", sender, instance),
    sender=Model,
)
""",
    "SIG304 a receiver called": """\
def note(sender, **kwargs):
    print(sender)


post_save.connect(note(), sender=Model)
---
def note_what_is_saved(sender, instance, **kwargs):
    print(sender, instance)


post_save.connect(note_what_is_saved(), sender=Model, dispatch_uid="note_saved_model")
""",
    "SIG306 two signals": """\
@receiver(post_save, post_delete, sender=Model)
def note(sender, **kwargs):
    print(sender)
---
@receiver(post_save, post_delete, sender=Model, dispatch_uid="note_what_is_saved_or_deleted")
def note(sender, **kwargs):
    print(sender)
""",
    "SIG317 disconnected weakly": """\
def note(sender, **kwargs):
    print(sender)


post_save.connect(note, sender=Model)


def pause():
    post_save.disconnect(note, sender=Model, weak=False)
---
@receiver(post_save, sender=Model, dispatch_uid="note_saved_model")
def note(sender, **kwargs):
    print(sender)


def pause():
    post_save.disconnect(note, sender=Model, weak=False, dispatch_uid="note_saved_model")
""",
    "SIG402 a list of senders": """\
@receiver(post_save, sender=[Model])
def note(sender, **kwargs):
    print(sender)
---
@receiver(
    post_save,
    sender=[Model],  # the only one
)
def note(sender, **kwargs):
    print(sender)
""",
    "SIG405 a relation": """\
class ModelGroup(models.Model):
    members = models.ManyToManyField(Model)


@receiver(m2m_changed, sender=ModelGroup.members)
def note(sender, instance, action, **kwargs):
    print(sender, instance, action)
---
class ModelGroup(models.Model):
    those_who_are_members = models.ManyToManyField(Model)


def note_members(sender, **kwargs):
    print(sender)


m2m_changed.connect(note_members, sender=ModelGroup.those_who_are_members)
""",
    "SIG408 sender by position": """\
@receiver(post_save, Model)
def note(sender, **kwargs):
    print(sender)
---
@receiver([post_save, post_delete], Model, dispatch_uid="note_what_is_saved_or_deleted")
def note(sender, **kwargs):
    print(sender)
""",
    "SIG503 a task at once": """\
@shared_task
def pack(pk):
    Model.objects.get(pk=pk).save()


@receiver(post_save, sender=Model)
def note(sender, instance, **kwargs):
    pack.delay(instance.pk)
---
@shared_task
def pack_what_has_been_saved(pk):
    Model.objects.get(pk=pk).save()


@receiver(post_save, sender=Model)
def note(sender, instance, created, **kwargs):
    if created:
        pack_what_has_been_saved.apply_async(args=[instance.pk], countdown=60)
""",
    "SIG601 saved again": """\
@receiver(post_save, sender=Model)
def note(sender, instance, **kwargs):
    instance.noted = True
    instance.save()
---
@receiver(post_save, sender=Model)
def note(sender, instance, **kwargs):
    instance.noted_since_it_was_saved = True
    instance.save(update_fields=["noted_since_it_was_saved"])
""",
    "SIG605 raw unchecked": """\
class ModelLabel(models.Model):
    owner = models.OneToOneField(Model, models.CASCADE)


@receiver(post_save, sender=Model)
def label(sender, instance, created, **kwargs):
    if created:
        ModelLabel.objects.create(owner=instance)
---
class ModelLabel(models.Model):
    owner = models.OneToOneField(Model, models.CASCADE)


@receiver(post_save, sender=Model)
def label(sender, instance, created, **kwargs):
    '''Label it.'''

    # once
    if created:
        ModelLabel.objects.create(owner=instance)
---
class ModelLabel(models.Model):
    owner = models.OneToOneField(Model, models.CASCADE)


@receiver(post_save, sender=Model)
def label_each_of_them_that_is_new(sender, instance, created=False, using=None, **kws):
    if created:
        ModelLabel(owner=instance).save()
""",
    "SIG611 update_fields of a plain save": """\
@receiver(post_save, sender=Model)
def note(sender, instance, update_fields, **kwargs):
    if "name" in update_fields:
        print(sender, instance)
---
@receiver(post_save, sender=Model)
def note(sender, instance, update_fields=None, **kwargs):
    if "the_name_of_it" in update_fields and instance.pk and sender.objects.exists():
        print(sender, instance)
""",
    "SIG801 a signal that is gone": """\
@receiver(post_syncdb)
def fill(sender, **kwargs):
    print(sender)
""",
}
"""What is written below a model, which is called ``Model`` here: by kind, in several forms, with a line between."""

IMPORTED = {
    "receiver": "django.dispatch",
    "request_started": "django.core.signals",
    "shared_task": "celery",
    **dict.fromkeys(("post_save", "post_delete", "m2m_changed", "post_syncdb"), "django.db.models.signals"),
}


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


def written(forms: str) -> Callable[[Source], Edits]:
    """Write something about a model below it."""

    def edit(source: Source) -> Edits:
        for node in source.tree.body if "from django.db import models\n" in source.text else ():
            if isinstance(node, ast.ClassDef) and [ast.unparse(base) for base in node.bases] == ["models.Model"]:
                for form in forms.split("---\n"):
                    imports = [f"from {IMPORTED[n]} import {n}" for n in IMPORTED if re.search(rf"\b{n}\b", form)]
                    text = re.sub(r"(?<![.\w])Model", node.name, form)
                    yield _with_imports(f"{source.text}\n\n{text}", *imports), node.name

    return edit


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
    "SIG302 a local receiver": local,
    "SIG406 a concrete user": user_imported,
    "SIG409 no sender, at length": no_sender,
    "SIG720 asend not awaited": sending(method="asend"),
    "SIG721 send in async": sending(method="send"),
    **{kind: written(forms) for kind, forms in WRITTEN.items()},
}
"""The ways, by the code of the rule that they break, and what they do."""
