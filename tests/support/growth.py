"""How the work grows as a project does: ``python -m tests.support.growth [WORD …]`` prints a table.

Each row of ``PROJECTS`` writes a project of a given size; *calls* is how often ``check`` calls a function of Python on
the way, which is the same on every machine, and *growth* how that changes as the size doubles: 2 is linear, 4 is
quadratic. Seconds of CPU and memory are those of a process of its own. WORDs pick rows; ``--doublings`` says how often
the size doubles.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import math
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.support.commands import ROOT, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Files = dict[str, str]


class Growing(NamedTuple):
    """A project that grows: its files by size, and the smallest size."""

    make: Callable[[int], Files]
    size: int


MEMORY = 6 << 30
"""How many bytes a run may ask for before it is stopped."""

PROJECTS: dict[str, Growing] = {}
"""The projects, by what grows in them."""


def grows(what: str, size: int) -> Callable[[Callable[[int], Files]], Callable[[int], Files]]:
    """Add a function that writes a project to the table."""

    def add(make: Callable[[int], Files]) -> Callable[[int], Files]:
        PROJECTS[what] = Growing(make, size)
        return make

    return add


IMPORTS = """\
from django.apps import AppConfig
from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import Signal, receiver
"""

APPS = """\
from django.apps import AppConfig

class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import signals
"""

ORDER = """\
from django.db import models

class Order(models.Model):
    total = models.IntegerField()
"""

RECEIVER = """\
@receiver(post_save, sender=Order)
def handle{0}(sender, instance, created, **kwargs):
    instance.{0} = 1
"""


def shop(signals: str, **others: str) -> Files:
    """A project of one app, with the text of its ``signals.py`` and of other modules."""
    return {
        "manage.py": "",
        "shop/__init__.py": "",
        "shop/apps.py": APPS,
        "shop/models.py": ORDER,
        "shop/signals.py": f"{IMPORTS}from shop.models import Order\n{signals}",
        **{f"shop/{name}.py": text for name, text in others.items()},
    }


def repeated(text: str, size: int) -> str:
    """A text for each number below ``size``: ``{0}`` is the number, ``{1}`` the next one, ``{last}`` the last."""
    return "".join(text.format(i, i + 1, (i + 1) % size, last=size - 1) for i in range(size))


# --- receivers and connections in one file ---------------------------------------------------------------------------


@grows("receivers in one file", 500)
def _(size: int) -> Files:
    return shop(repeated("\n@receiver(post_save, sender=Order)\ndef handle{0}(sender, **kwargs):\n    pass\n", size))


@grows("receivers that all save one model", 125)
def _(size: int) -> Files:
    body = (
        "\n@receiver(post_save, sender=Order)\ndef handle{0}(sender, instance, **kwargs):\n    Order.objects.create()\n"
    )
    return shop(repeated(body, size))


@grows("connects, and functions that disconnect them", 62)
def _(size: int) -> Files:
    body = """
def handle{0}(sender, **kwargs):
    pass

post_save.connect(handle{0}, sender=Order)

def stop{0}():
    post_save.disconnect(handle{0}, sender=Order)
"""
    return shop(repeated(body, size))


@grows("models, each with a receiver that creates it", 500)
def _(size: int) -> Files:
    models = "from django.db import models\n" + repeated("\nclass Model{0}(models.Model):\n    pass\n", size)
    body = """
@receiver(post_save, sender=Model{0})
def handle{0}(sender, instance, created, **kwargs):
    if created:
        Model{0}.objects.create()
"""
    return shop("from shop.models import *\n" + repeated(body, size), models=models)


@grows("models in a circle of saves", 100)
def _(size: int) -> Files:
    models = "from django.db import models\n" + repeated("\nclass Model{0}(models.Model):\n    pass\n", size)
    body = """
@receiver(post_save, sender=models.Model{0})
def handle{0}(sender, instance, **kwargs):
    models.Model{2}.objects.create()
"""
    return shop("from shop import models\n" + repeated(body, size), models=models)


@grows("methods that connect self.x", 500)
def _(size: int) -> Files:
    body = """
    def start{0}(self):
        post_save.connect(self.handle{0}, sender=Order)

    def handle{0}(self, sender, **kwargs):
        pass
"""
    return shop("\nclass Handlers:\n" + repeated(body, size))


@grows("static methods as receivers", 500)
def _(size: int) -> Files:
    body = """
    @staticmethod
    @receiver(post_save, sender=Order)
    def handle{0}(sender, **kwargs):
        pass
"""
    return shop("\nclass Handlers:\n" + repeated(body, size))


@grows("static methods, connected", 250)
def _(size: int) -> Files:
    body = "\n    @staticmethod\n    def handle{0}(sender, **kwargs):\n        pass\n"
    connects = "\npost_save.connect(Handlers.handle{0}, sender=Order)\n"
    return shop("\nclass Handlers:\n" + repeated(body, size) + repeated(connects, size))


@grows("one connect, repeated", 500)
def _(size: int) -> Files:
    return shop("\ndef handle(sender, **kwargs):\n    pass\n\n" + "post_save.connect(handle, sender=Order)\n" * size)


@grows("one receiver, connected to each model", 250)
def _(size: int) -> Files:
    models = "from django.db import models\n" + repeated("\nclass Model{0}(models.Model):\n    pass\n", size)
    connects = repeated("post_save.connect(handle, sender=models.Model{0})\n", size)
    return shop(f"from shop import models\n\ndef handle(sender, **kwargs):\n    pass\n\n{connects}", models=models)


@grows("one name, decorated again and again", 500)
def _(size: int) -> Files:
    return shop(repeated("\n@receiver(post_save, sender=Order)\ndef handle(sender, **kwargs):\n    pass\n", size))


@grows("stacked receivers", 200)
def _(size: int) -> Files:
    return shop("\n" + "@receiver(post_save, sender=Order)\n" * size + "def handle(sender, **kwargs):\n    pass\n")


@grows("a list of signals", 200)
def _(size: int) -> Files:
    defined = repeated("signal{0} = Signal()\n", size)
    listed = ", ".join(f"signal{i}" for i in range(size))
    return shop(f"{defined}\n@receiver([{listed}])\ndef handle(sender, **kwargs):\n    pass\n")


@grows("connects with a dispatch_uid each", 250)
def _(size: int) -> Files:
    connects = repeated('post_save.connect(handle, sender=Order, dispatch_uid="uid{0}")\n', size)
    return shop(f"\ndef handle(sender, **kwargs):\n    pass\n\n{connects}")


@grows("lambdas, connected weakly", 250)
def _(size: int) -> Files:
    return shop(repeated("post_save.connect(lambda sender, **kwargs: {0}, sender=Order)\n", size))


@grows("local receivers in one function", 125)
def _(size: int) -> Files:
    body = "\n    @receiver(post_save, sender=Order)\n    def handle{0}(sender, **kwargs):\n        pass\n"
    return shop("\ndef connect_all():\n" + repeated(body, size))


@grows("functions, each with a local receiver", 125)
def _(size: int) -> Files:
    body = """
def connect{0}():
    def handle(sender, **kwargs):
        pass

    post_save.connect(handle, sender=Order)
"""
    return shop(repeated(body, size))


@grows("calls of a function that connects its parameter", 100)
def _(size: int) -> Files:
    helper = "\ndef connect(function):\n    post_save.connect(function, sender=Order)\n"
    body = "\ndef handle{0}(sender, **kwargs):\n    pass\n\nconnect(handle{0})\n"
    return shop(helper + repeated(body, size))


@grows("statements in one receiver", 250)
def _(size: int) -> Files:
    head = "\n@receiver(post_save, sender=Order)\ndef handle(sender, instance, created, **kwargs):\n"
    return shop(
        head + repeated("    value{0} = instance.x\n    Order.objects.filter(pk=value{0}).update(total={0})\n", size)
    )


@grows("guards in one receiver", 100)
def _(size: int) -> Files:
    head = "\n@receiver(post_save, sender=Order)\ndef handle(sender, instance, created, **kwargs):\n"
    return shop(head + repeated("    if instance.x{0}:\n        return\n    instance.save()\n", size))


@grows("branches in one receiver", 100)
def _(size: int) -> Files:
    head = "\n@receiver(post_save, sender=Order)\ndef handle(sender, instance, created, **kwargs):\n"
    return shop(
        head
        + repeated("    if instance.x == {0}:\n        instance.save()\n    else:\n        instance.stop{0}()\n", size)
    )


@grows("locals made of one another in one receiver", 25)
def _(size: int) -> Files:
    head = "\n@receiver(post_save, sender=Order)\ndef handle(sender, instance, created, **kwargs):\n"
    told = "    new0 = instance.pk\n" + repeated("    new{1} = not (new{0} or new{0})\n", size - 1)
    last = f"    new{size} = not (new{size - 1} and created)\n    if new{size}:\n        instance.lines.all()\n"
    return shop(head + told + last)


@grows("parameters of one receiver", 250)
def _(size: int) -> Files:
    names = ", ".join(f"x{i}=None" for i in range(size))
    return shop(f"\n@receiver(post_save, sender=Order)\ndef handle(sender, {names}, **kwargs):\n    pass\n")


@grows("early returns before a connect", 250)
def _(size: int) -> Files:
    tests = repeated("    if x == {0}:\n        return\n    post_save.connect(handle, sender=Order)\n", size)
    return shop(f"\ndef handle(sender, **kwargs):\n    pass\n\ndef start(x):\n{tests}")


# --- signals and sends -----------------------------------------------------------------------------------------------


@grows("signals, each sent", 200)
def _(size: int) -> Files:
    return shop(repeated("\nsignal{0} = Signal()\n\ndef do{0}():\n    signal{0}.send(sender=None)\n", size))


@grows("signals in a circle of sends", 200)
def _(size: int) -> Files:
    body = """
@receiver(signal{0})
def handle{0}(sender, **kwargs):
    signal{2}.send(sender=None)
"""
    return shop(repeated("signal{0} = Signal()\n", size) + repeated(body, size))


@grows("signals, each defined and sent in files of their own", 50)
def _(size: int) -> Files:
    files = {f"defined{i}": f"{IMPORTS}\nsignal{i} = Signal()\n" for i in range(size)}
    body = "from shop.defined{0} import signal{0}\n\ndef do{0}():\n    signal{0}.send(sender=None, x={0})\n"
    files |= {f"sent{i}": body.format(i) for i in range(size)}
    connects = repeated(
        "from shop.defined{0} import signal{0}\n\n"
        "@receiver(signal{0})\ndef handle{0}(sender, x, **kwargs):\n    pass\n\n",
        size,
    )
    return shop(connects, **files)


@grows("sends of one signal", 250)
def _(size: int) -> Files:
    head = "\nsent = Signal()\n\n@receiver(sent)\ndef handle(sender, x, **kwargs):\n    pass\n"
    return shop(head + repeated("\ndef do{0}():\n    sent.send(sender=None, x={0})\n", size))


@grows("receivers of one signal that is sent", 250)
def _(size: int) -> Files:
    head = "\nsent = Signal()\nsent.send(sender=None, x=1)\n"
    return shop(head + repeated("\n@receiver(sent)\ndef handle{0}(sender, x, **kwargs):\n    pass\n", size))


# --- classes ---------------------------------------------------------------------------------------------------------


@grows("depth of signal classes", 100)
def _(size: int) -> Files:
    classes = "\nclass Signal0(Signal):\n    pass\n" + repeated("\nclass Signal{1}(Signal{0}):\n    pass\n", size)
    uses = "\nsignal{0} = Signal{0}()\nsignal{0}.send(sender=None)\n"
    return shop(classes + repeated(uses, size))


@grows("depth of models with a receiver each", 100)
def _(size: int) -> Files:
    models = "from django.db import models\n\nclass Model0(models.Model):\n    pass\n"
    models += repeated("\nclass Model{1}(Model{0}):\n    pass\n", size)
    body = (
        "\n"
        "@receiver(post_save, sender=models.Model{0})\n"
        "def handle{0}(sender, instance, **kwargs):\n"
        "    instance.save()\n"
    )
    return shop("from shop import models\n" + repeated(body, size), models=models)


@grows("depth of configurations", 400)
def _(size: int) -> Files:
    configs = (
        "from django.apps import AppConfig\n"
        "\n"
        "class Config0(AppConfig):\n"
        "    name = 'shop'\n"
        "\n"
        "    def ready(self):\n"
        "        from . import signals\n"
    )
    configs += repeated("\nclass Config{1}(Config{0}):\n    def ready(self):\n        super().ready()\n", size)
    return shop("\n@receiver(post_save, sender=Order)\ndef handle(sender, **kwargs):\n    pass\n", apps=configs)


@grows("relations of one model", 125)
def _(size: int) -> Files:
    models = "from django.db import models\n\nclass Order(models.Model):\n"
    models += repeated("    tags{0} = models.ManyToManyField('Tag')\n", size) + "\nclass Tag(models.Model):\n    pass\n"
    body = (
        "\n"
        "@receiver(m2m_changed, sender=Order.tags{0}.through)\n"
        "def handle{0}(sender, instance, **kwargs):\n"
        "    instance.tags{0}.add(1)\n"
    )
    return shop("from django.db.models.signals import m2m_changed\n" + repeated(body, size), models=models)


# --- modules ---------------------------------------------------------------------------------------------------------


CONNECTED = "\n@receiver(post_save, sender=Order)\ndef handle(sender, **kwargs):\n    pass\n"
HEAD = f"{IMPORTS}from shop.models import Order\n"


@grows("imports among modules that all import each other", 625)
def _(size: int) -> Files:
    side = math.isqrt(size)
    imports = repeated("import shop.m{0}\n", side)
    return shop(imports, **{f"m{i}": HEAD + imports + CONNECTED for i in range(side)})


@grows("modules that import the next five", 50)
def _(size: int) -> Files:
    files = {
        f"m{i}": HEAD + "".join(f"from shop import m{(i + j) % size}\n" for j in range(1, 6)) + CONNECTED
        for i in range(size)
    }
    return shop("from shop import m0\n", **files)


@grows("a chain of imports, a receiver in each", 100)
def _(size: int) -> Files:
    files = {f"m{i}": HEAD + (f"from shop import m{i + 1}\n" if i + 1 < size else "") + CONNECTED for i in range(size)}
    return shop("from shop import m0\n", **files)


@grows("a chain of imports that nothing loads", 100)
def _(size: int) -> Files:
    files = {f"m{i}": HEAD + (f"from shop import m{i + 1}\n" if i + 1 < size else "") + CONNECTED for i in range(size)}
    return shop("", **files)


@grows("a chain of re-exports", 100)
def _(size: int) -> Files:
    files = {f"m{i}": f"from shop.m{i + 1} import sent\n" for i in range(size)}
    files[f"m{size}"] = f"{IMPORTS}sent = Signal()\n"
    body = "from shop.m{0} import sent as sent{0}\n\n@receiver(sent{0})\ndef handle{0}(sender, **kwargs):\n    pass\n\n"
    return shop(repeated(body, size), **files)


def apps(size: int, signals: str) -> Files:
    """A project of many apps, and the text of the ``signals.py`` of each (``{0}``: its number)."""
    files = {"manage.py": ""}
    for i in range(size):
        files |= {
            f"app{i}/__init__.py": "",
            f"app{i}/apps.py": APPS.replace("shop", f"app{i}").replace("Shop", f"App{i}"),
            f"app{i}/models.py": ORDER,
            f"app{i}/signals.py": IMPORTS + f"from app{i}.models import Order\n" + signals.format(i, i + 1),
        }
    return files


@grows("modules that ready() imports", 100)
def _(size: int) -> Files:
    files = {f"m{i}": HEAD + CONNECTED.replace("handle", f"handle{i}") for i in range(size)}
    imports = repeated("        from shop import m{0}\n", size)
    return shop("", apps=APPS.replace("        from . import signals\n", imports), **files)


@grows("apps", 100)
def _(size: int) -> Files:
    return apps(size, CONNECTED)


@grows("apps with a signal of one name", 100)
def _(size: int) -> Files:
    return apps(
        size, "\nsent = Signal()\n\n@receiver(sent)\ndef handle(sender, **kwargs):\n    sent.send(sender=None)\n"
    )


@grows("installed apps", 250)
def _(size: int) -> Files:
    installed = repeated("    'app{0}',\n", size)
    return apps(4, CONNECTED) | {"site/__init__.py": "", "site/settings.py": f"INSTALLED_APPS = [\n{installed}]\n"}


@grows("plain files", 250)
def _(size: int) -> Files:
    return shop(CONNECTED, **{f"plain{i}": f"def f{i}():\n    return {i}\n" for i in range(size)})


@grows("star imports among modules that all import each other", 36)
def _(size: int) -> Files:
    side = math.isqrt(size)
    stars = repeated("from shop.m{0} import *\n", side)
    files = {f"m{i}": f"{stars}x{i} = 1\n{IMPORTS}{CONNECTED}\nunheard.connect(handle)\n" for i in range(side)}
    return shop(stars + CONNECTED + "\nunheard.connect(handle)\n", **files)


@grows("levels of diamonds of star imports", 8)
def _(size: int) -> Files:
    files: Files = {}
    for i in range(size):
        stars = f"from shop.a{i + 1} import *\nfrom shop.b{i + 1} import *\n"
        files |= {f"a{i}": stars, f"b{i}": stars}
    files |= {f"a{size}": "x = 1\n", f"b{size}": "y = 1\n"}
    return shop(f"from shop.a0 import *\n{CONNECTED}\nunheard.connect(handle)\n", **files)


# --- what functions call ---------------------------------------------------------------------------------------------


@grows("calls among functions that all call each other", 625)
def _(size: int) -> Files:
    side = math.isqrt(size)
    calls = repeated("    function{0}(instance)\n", side)
    functions = "".join(f"\ndef function{i}(instance):\n{calls}" for i in range(side))
    body = (
        "\n@receiver(post_save, sender=Order)\ndef handle{0}(sender, instance, **kwargs):\n    function{0}(instance)\n"
    )
    return shop(functions + repeated(body, side))


@grows("saves in a complete graph", 2500)
def _(size: int) -> Files:
    side = math.isqrt(size)
    models = "from django.db import models\n" + repeated("\nclass Model{0}(models.Model):\n    pass\n", side)
    saves = repeated("    models.Model{0}.objects.create()\n", side)
    body = "".join(
        f"\n@receiver(post_save, sender=models.Model{i})\ndef handle{i}(sender, **kwargs):\n{saves}"
        for i in range(side)
    )
    return shop("from shop import models\n" + body, models=models)


@grows("depth of calls", 50)
def _(size: int) -> Files:
    functions = repeated("\ndef function{0}(instance):\n    function{1}(instance)\n", size)
    head = "\n@receiver(post_save, sender=Order)\ndef handle(sender, instance, **kwargs):\n    function0(instance)\n"
    return shop(head + functions + f"\ndef function{size}(instance):\n    instance.save()\n")


@grows("calls of ready()", 50)
def _(size: int) -> Files:
    functions = repeated("\ndef function{0}():\n    function{2}()\n    from . import signals\n", size)
    calls = repeated("        function{0}()\n", size)
    return shop(CONNECTED, apps=APPS.replace("        from . import signals\n", calls) + functions)


@grows("functions that call one that connects", 50)
def _(size: int) -> Files:
    head = "\ndef connect0(handle):\n    post_save.connect(handle, sender=Order)\n"
    body = "\ndef connect{1}(handle):\n    connect0(handle)\n    connect{0}(handle)\n"
    return shop(head + repeated(body, size))


# --- values ----------------------------------------------------------------------------------------------------------


def steps(step: str, size: int, first: str = "") -> Files:
    """A receiver connected with a value that so many assignments lead to: in the module, in a function, in a body."""
    lines = [first or "a0 = make()", *(step.format(i, i + 1) for i in range(size))]
    module = "\n".join(lines)
    function = "\n".join(f"    {line}" for line in lines)
    return shop(f"""
def handle(sender, **kwargs):
    pass

{module}
post_save.connect(handle, sender=a{size})
post_save.connect(a{size}, sender=Order)
a{size}.connect(handle)

def start(make, t):
{function}
    post_save.connect(handle, sender=a{size})
    post_save.connect(a{size}, sender=Order)
    a{size}.connect(handle)

@receiver(post_save, sender=Order)
def body(sender, instance, t, make, **kwargs):
{function}
    a{size}.save()
    a{size}.objects.create(x=a{size})
""")


@grows("steps of attributes of one of two", 6)
def _(size: int) -> Files:
    return steps("a{1} = a{0}.x if t else a{0}.y", size)


@grows("steps of attributes of one of two calls", 24)
def _(size: int) -> Files:
    return steps("a{1} = a{0}.x() or a{0}.y()", size)


@grows("steps of pairs", 6)
def _(size: int) -> Files:
    return steps("a{1} = (a{0}, a{0})", size)


@grows("steps of dictionaries", 6)
def _(size: int) -> Files:
    return steps("a{1} = {{1: a{0}, 2: a{0}}}", size)


@grows("steps of calls", 6)
def _(size: int) -> Files:
    return steps("a{1} = f(a{0}, a{0})", size)


@grows("steps of items", 6)
def _(size: int) -> Files:
    return steps("a{1} = a{0}[a{0}]", size)


@grows("steps of lists added", 6)
def _(size: int) -> Files:
    return steps("a{1} = a{0} + a{0}", size, "a0 = [1]")


@grows("steps of lists unpacked", 6)
def _(size: int) -> Files:
    return steps("a{1} = [*a{0}, *a{0}]", size, "a0 = [1]")


@grows("steps of functions' parameters' defaults", 6)
def _(size: int) -> Files:
    return steps("a{1} = lambda x=a{0}, y=a{0}: (x, y)", size)


@grows("steps bound in two branches", 6)
def _(size: int) -> Files:
    return steps("a{1} = a{0}.x; a{1} = a{0}.y", size)


@grows("steps of nested functions' calls", 6)
def _(size: int) -> Files:
    return steps("a{1} = a{0}(a{0}).z", size)


@grows("nested collections", 6)
def _(size: int) -> Files:
    return steps("a{1} = [[a{0}, a{0}], [a{0}, a{0}]]", size)


# --- measuring -------------------------------------------------------------------------------------------------------


def calls(folder: Path) -> int:
    """How often ``check`` calls a function of Python for the project in a folder: the same on every machine."""
    from flake8_signals.files.decoding import decoded
    from flake8_signals.files.roots import python_files
    from flake8_signals.lint.projects import leave_others
    from flake8_signals.lint.run import check_file
    from flake8_signals.options import Options
    from flake8_signals.rules import all_rules

    options = Options(all_rules=True, no_cache=True, root=str(folder))
    profile = cProfile.Profile(builtins=False)
    all_rules()
    profile.enable()
    try:
        for path in sorted(python_files(str(folder))):
            list(check_file(path, decoded(Path(path).read_bytes()), options))
    finally:
        profile.disable()
    leave_others(str(folder.parent / "none.py"), options._replace(root=str(folder.parent)))
    return sum(entry.callcount for entry in profile.getstats())


class Cost(NamedTuple):
    """What one run costs: calls, seconds of CPU and MiB of memory; each ``None`` where the run was stopped."""

    calls: int | None
    seconds: float | None
    memory: int | None


def cost(project: Growing, size: int, limit: int) -> Cost:
    """What ``check`` costs over a project of this size; it is stopped after so many seconds of CPU."""
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name, "project"), project.make(size))
        counted = _run(["-m", "tests.support.growth", "--count", str(folder)], ROOT, 5 * limit)
        command = ["-m", "flake8_signals", "check", "--signals-all", "--signals-no-cache", "-j1", "."]
        spent = _run(command, folder, limit)
    return Cost(int(counted.output) if counted.output else None, spent.seconds, spent.memory)


class _Ran(NamedTuple):
    output: str
    seconds: float | None
    memory: int | None


def _run(command: list[str], folder: Path, limit: int) -> _Ran:
    """Run Python in a folder; nothing is known of a run that its limits end."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=folder,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"},
        )
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (limit, limit))
        resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            return _Ran("", None, None)
        output.seek(0)
        return _Ran(output.read().decode(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def main() -> None:
    """Print the table, a row as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="words of the rows to print (default: all)")
    parser.add_argument("--doublings", type=int, default=2, help="how often the size doubles (default: 2)")
    parser.add_argument(
        "--limit", type=int, default=60, help="seconds of CPU after which a run is stopped (default: 60)"
    )
    parser.add_argument("--count", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.count:
        sys.stdout.write(str(calls(given.count)))
        return
    sys.stdout.write("| what | from | calls | growth | seconds | MiB |\n| --- | --- | --- | --- | --- | --- |\n")
    for what, project in PROJECTS.items():
        if given.words and not any(word in what for word in given.words):
            continue
        costs: list[Cost] = []
        for doubling in range(given.doublings + 1):
            costs.append(cost(project, project.size << doubling, given.limit))
            if None in costs[-1]:
                break
        columns = (
            ", ".join("-" if one.calls is None else f"{one.calls:,}" for one in costs),
            ", ".join(f"{growth:.1f}" for growth in growths(one.calls for one in costs)),
            ", ".join(f"> {given.limit}" if one.seconds is None else f"{one.seconds:.1f}" for one in costs),
            str(max((one.memory for one in costs if one.memory is not None), default="-")),
        )
        sys.stdout.write(f"| {' | '.join((what, str(project.size), *columns))} |\n")
        sys.stdout.flush()


def growths(counted: Iterable[int | None]) -> list[float]:
    """By what each of some numbers of calls is larger than the one before."""
    known = [one for one in counted if one is not None]
    return [after / before for before, after in itertools.pairwise(known)]


if __name__ == "__main__":
    main()
