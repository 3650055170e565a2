"""A generated monorepo, and what it costs: ``python -m tests.support.scale`` prints a table.

It has ``--files`` Python files in ``--apps`` apps of one project, and ``--receivers`` receivers, which follow other
apps' models and signals, and call on services. What is measured: ``check`` with an empty and with a full cache, and
after a change of one file; four shares of it by path, at the same time and with one cache, which must find the same as
the whole; ``map``; and one file alone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.benchmark import Command, Cost, machine
from tests.support.commands import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHARES = 4

MODELS = 5
"""How many models an app has."""

TOGETHER = 10
"""How many receivers a module has, at most."""

OWN_FILES = 10
"""The files of an app besides its receivers and what has nothing to do with signals."""

MODEL = '''

class Model{number}(models.Model):
    """What this app keeps."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(blank=True)
    count = models.IntegerField(default=0)
    parent = models.ForeignKey({parent}, null=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self):
        return self.name
'''

RECEIVERS = (
    """
@receiver(post_save, sender=Model{model})
def record_{number}(sender, instance, created, raw=False, **kwargs):
    if raw:
        return
    if created:
        services.record_{model}(instance)
""",
    """
@receiver(pre_save, sender="{other}.Model{model}")
def name_{number}(sender, instance, **kwargs):
    instance.slug = slugify(instance.name)
""",
    """
@receiver(done)
def follow_{number}(sender, **kwargs):
    transaction.on_commit(lambda: services.tell_{model}(kwargs["instance"]))
""",
    """
@receiver(post_delete, sender=Model{model}, dispatch_uid="{app}.forget_{number}")
def forget_{number}(sender, instance, **kwargs):
    cache.delete(f"{app}-{{instance.pk}}")
""",
    """
def count_{number}(sender, instance, **kwargs):
    Model{model}.objects.filter(pk=instance.pk).update(count=F("count") + 1)


post_save.connect(count_{number}, sender="{other}.Model{model}")
""",
)

HASTY = """
@receiver(post_save, sender=Model0)
def hasty_{number}(sender, instance):
    cache.delete("{app}")
"""
"""What each app has once, for there to be findings."""

RECEIVERS_MODULE = '''"""Receivers of {app}."""

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils.text import slugify

from apps.{app} import services
from apps.{app}.models import {models}
from apps.{other}.signals import done

'''

SERVICES = '''

def record_{number}(instance):
    """Write down what was made."""
    Model{next}.objects.create(name=instance.name)
    tell_{number}(instance)


def tell_{number}(instance):
    """Tell the others."""
    done.send(sender=Model{number}, instance=instance)
'''

PLAIN = '''"""Part {number} of {app}."""

import datetime
import logging

from apps.{app}.models import Model0
from apps.{app}.parts.part_{before} import Part as Before

log = logging.getLogger(__name__)


class Part:
    """Holds some figures, and computes more of them."""

    limit = {number}

    def __init__(self, figures, day=None):
        self.figures = list(figures)
        self.day = day or datetime.date.today()
        self.before = Before

    def total(self):
        """The sum of the figures up to the limit."""
        found = 0
        for figure in self.figures:
            if figure > self.limit:
                log.debug("%s is more than %s", figure, self.limit)
                continue
            found += figure
        return found

    def stored(self):
        """What the database knows of the day."""
        return Model0.objects.filter(count__gte=self.limit).order_by("name")


def report_{number}(parts):
    """One line for each part."""
    return "\\n".join(f"{{part.day}}: {{part.total()}}" for part in parts)
'''

SETTINGS = '''"""Settings of the monorepo."""

SECRET_KEY = "none"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
{apps}]
'''

MANAGE = """import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")
execute_from_command_line(sys.argv)
"""


def monorepo(files: int, apps: int, receivers: int) -> Iterator[tuple[str, str]]:
    """The files of a monorepo of this size: their paths and their texts."""
    names = [f"app{number:03}" for number in range(apps)]
    yield "manage.py", MANAGE
    yield "site_settings.py", SETTINGS.format(apps="".join(f'    "apps.{name}",\n' for name in names))
    yield "apps/__init__.py", ""
    left, written = files - 3, receivers
    for number, name in enumerate(names):
        own = left // (apps - number)
        follows = written // (apps - number)
        yield from _app(name, names[number - 1], own, follows)
        left, written = left - own, written - follows


def _app(name: str, other: str, files: int, receivers: int) -> Iterator[tuple[str, str]]:
    parts = files - OWN_FILES - -(-receivers // TOGETHER)
    if parts < 1:
        raise ValueError(f"{receivers} receivers of an app need more than {files} files")
    folder = f"apps/{name}/"
    modules = [f"group_{first // TOGETHER}" for first in range(0, receivers, TOGETHER)]
    models = [f"Model{number}" for number in range(MODELS)]
    yield f"{folder}__init__.py", ""
    yield (
        f"{folder}apps.py",
        (
            "from django.apps import AppConfig\n\n\n"
            f'class Config(AppConfig):\n    name = "apps.{name}"\n\n'
            f"    def ready(self):\n        from apps.{name} import receivers  # noqa: F401\n"
        ),
    )
    yield f"{folder}signals.py", "from django.dispatch import Signal\n\ndone = Signal()\n"
    yield (
        f"{folder}models.py",
        "from django.db import models\n"
        + "".join(
            MODEL.format(number=number, parent=f'"{other}.Model{number}"' if number else '"self"')
            for number in range(MODELS)
        ),
    )
    yield (
        f"{folder}services.py",
        f"from apps.{name}.models import {', '.join(models)}\nfrom apps.{name}.signals import done\n"
        + "".join(SERVICES.format(number=number, next=(number + 1) % MODELS) for number in range(MODELS)),
    )
    yield (
        f"{folder}admin.py",
        f"from django.contrib import admin\n\nfrom apps.{name} import models\n\n"
        + "".join(f"admin.site.register(models.{model})\n" for model in models),
    )
    yield f"{folder}tests/__init__.py", ""
    yield (
        f"{folder}tests/test_receivers.py",
        (
            "from django.test import TestCase\n\n"
            f"from apps.{name}.models import Model0\n\n\n"
            "class Tests(TestCase):\n    def test_slug(self):\n"
            '        self.assertEqual(Model0.objects.create(name="a").slug, "a")\n'
        ),
    )
    yield f"{folder}receivers/__init__.py", "".join(f"from . import {module}  # noqa: F401\n" for module in modules)
    for first, module in zip(range(0, receivers, TOGETHER), modules, strict=True):
        text = RECEIVERS_MODULE.format(app=name, other=other, models=", ".join(models))
        for number in range(first, min(receivers, first + TOGETHER)):
            form = HASTY if number == 0 else RECEIVERS[number % len(RECEIVERS)]
            text += form.format(app=name, other=other, number=number, model=number % MODELS)
        yield f"{folder}receivers/{module}.py", text
    yield f"{folder}parts/__init__.py", ""
    for number in range(parts):
        yield (
            f"{folder}parts/part_{number}.py",
            PLAIN.format(app=name, number=number, before=number - 1 if number else parts - 1),
        )


def shares(root: Path, number: int = SHARES) -> list[list[str]]:
    """What each of so many processes lints, by path: apps in turn, and in the first what is beside them."""
    apps = sorted(f"apps/{folder.name}" for folder in (root / "apps").iterdir() if folder.is_dir())
    beside = sorted(str(path.relative_to(root)) for path in [*root.glob("*.py"), *root.glob("apps/*.py")])
    return [apps[first::number] + (beside if first == 0 else []) for first in range(number)]


def check(root: Path, cache: Path | None, output: Path | None, *arguments: str) -> Command:
    """The command ``check`` in this folder, which writes what it finds into a file."""
    where = [] if output is None else [f"--output-file={output}"]
    return Command([sys.executable, "-m", "flake8_signals", "check", "--isolated", *where, *arguments], root, cache)


def in_shares(root: Path, cache: Path, scratch: Path) -> tuple[list[Cost], list[str]]:
    """What ``check`` costs in shares at the same time, each in one process, and the lines that they find."""
    outputs = [scratch / f"share-{number}" for number in range(SHARES)]
    for output in outputs:
        output.unlink(missing_ok=True)
    commands = [check(root, cache, output, "-j1", *paths) for output, paths in zip(outputs, shares(root), strict=True)]
    with ThreadPoolExecutor(SHARES) as pool:
        costs = [*pool.map(Command.run, commands)]
    return costs, found_in(*outputs)


def found_in(*outputs: Path) -> list[str]:
    """The lines of reports, sorted and without what the paths were called on the command line."""
    return sorted(line.removeprefix("./") for output in outputs for line in output.read_text().splitlines())


def measured(root: Path, scratch: Path) -> Iterator[tuple[str, Sequence[Cost]]]:
    """What the commands cost, one after the other; raises ``AssertionError`` if the shares find something else."""
    cache, shared, whole = scratch / "cache", scratch / "shared", scratch / "whole"
    yield "check, empty cache", [check(root, cache, whole).run()]
    expected = found_in(whole)
    whole.unlink()
    yield f"check, full cache ({len(expected)} findings)", [check(root, cache, whole).run()]
    _same(expected, found_in(whole))
    file = root / "apps" / "app000" / "parts" / "part_0.py"
    file.write_text(file.read_text() + "\n\ndef more():\n    return 1\n")
    yield "check, after a change of one file without signals", [check(root, cache, None).run()]
    group = "apps/app000/receivers/group_0.py"
    yield "one file alone, full cache", [check(root, cache, None, group).run()]
    yield "one file alone, empty cache", [check(root, None, None, group).run()]
    for what in ("empty", "full"):
        costs, found = in_shares(root, shared, scratch)
        yield f"check in {SHARES} shares at the same time, {what} cache that they share", costs
        _same(expected, found)
    arguments = [sys.executable, "-m", "flake8_signals", "map", f"--output={scratch / 'map.json'}", "--format=json"]
    yield "map, full cache", [Command(arguments, root, cache).run()]
    yield "map, empty cache", [Command(arguments, root).run()]


def _same(expected: list[str], found: list[str]) -> None:
    if found != expected:
        raise AssertionError(f"{len(found)} findings instead of {len(expected)}: {[*{*found} ^ {*expected}][:5]}")


def main() -> None:
    """Generate, measure, and print the table as Markdown."""
    parser = argparse.ArgumentParser("python -m tests.support.scale", description=__doc__)
    parser.add_argument("--files", type=int, default=50_000)
    parser.add_argument("--apps", type=int, default=500)
    parser.add_argument("--receivers", type=int, default=20_000)
    parser.add_argument("--into", type=Path, help="only generate it, into this folder")
    asked = parser.parse_args()
    texts = dict(monorepo(asked.files, asked.apps, asked.receivers))
    if asked.into:
        write(asked.into, texts)
        return
    print_ = sys.stdout.write
    print_(f"{len(texts)} files, {asked.apps} apps, {asked.receivers} receivers; {machine()}\n\n")
    print_("| what | seconds | CPU seconds | MiB of the largest process |\n| --- | --- | --- | --- |\n")
    with tempfile.TemporaryDirectory() as scratch:
        root = write(Path(scratch) / "monorepo", texts)
        for what, costs in measured(root, Path(scratch)):
            wall, cpu = max(cost.wall for cost in costs), sum(cost.cpu for cost in costs)
            print_(f"| {what} | {wall:.1f} | {cpu:.1f} | {max(cost.memory for cost in costs):.0f} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
