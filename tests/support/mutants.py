"""How much of what goes wrong is seen: real projects, broken in one place at a time.

``python -m tests.support.mutants PROJECTS [NAME …]`` copies each project of the folder PROJECTS (or those that are
named), breaks it at up to ``--per`` places of each kind, one at a time, and lints the file that should carry the
finding.
A place counts as seen when that file has a new finding with an expected code. Prints a line for each kind, and each
place that was missed, and ends with status 1 where the share of a kind is below what is asked of it. ``--only`` takes
the codes to try, with commas between. Ten minutes for twenty projects, by a Python that can parse
them.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.commands import flake8_signals

ASKED = {"SIG002": 0.95, "SIG405": 0.95, "SIG601": 0.95, "SIG907": 0.9}
"""The share that has to be seen of each kind, where it is not ``USUAL``: what is unknown there is not reported."""

USUAL = 0.98

TEST = re.compile(r"(^|/)(tests?|testing|test_\w+|conftest|\w+_tests?)(/|\.py$)")

SAVES = ("pre_save", "post_save")
DELETES = ("pre_delete", "post_delete")
WRITES = (*SAVES, *DELETES, "m2m_changed")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Receivers = list[dict[str, Any]]


class Broken(NamedTuple):
    """One breakage: the file and its new text, the file that should carry the finding, the codes, what was broken."""

    path: Path
    text: str
    asked: Path
    codes: tuple[str, ...]
    what: str


class Source(NamedTuple):
    """A file that can be parsed."""

    path: Path
    text: str
    tree: ast.Module

    def with_part(self, node: ast.AST, new: str) -> str:
        """The text with a node replaced."""
        place: Any = node
        return self.between((place.lineno, place.col_offset), (place.end_lineno, place.end_col_offset), new)

    def between(self, start: tuple[int, int], end: tuple[int, int], new: str) -> str:
        """The text with what is between two positions (columns in bytes, as the ``ast`` has them) replaced."""
        lines = self.text.splitlines(keepends=True)
        before = lines[start[0] - 1].encode()[: start[1]].decode()
        after = lines[end[0] - 1].encode()[end[1] :].decode()
        return "".join([*lines[: start[0] - 1], before, new, after, *lines[end[0] :]])

    def with_lines(self, number: int, *new: str) -> str:
        """The text with lines put in before the line of this number, as far in as that one."""
        lines = self.text.splitlines(keepends=True)
        indent = re.match(r"\s*", lines[number - 1])
        return "".join(
            [*lines[: number - 1], *(f"{indent[0] if indent else ''}{n}\n" for n in new), *lines[number - 1 :]]
        )


def source_of(path: Path) -> Source | None:
    """Read a file; ``None`` where that, or parsing it, fails."""
    try:
        text = path.read_text(encoding="utf-8")
        return Source(path, text, ast.parse(text))
    except (OSError, SyntaxError, UnicodeError):
        return None


# --- Receivers, broken in their own text -----------------------------------------------------------------------------


class Target(NamedTuple):
    """A receiver to break: its function in its file, and the signals that it is connected to, by their own names.

    ``is_djangos``: nothing else calls it, and the project sends none of its signals by its senders itself.
    """

    source: Source
    function: Function
    signals: frozenset[str]
    is_weak: bool
    is_djangos: bool

    def argument(self, name: str) -> str:
        """How the body refers to an argument of the signal; empty where it cannot."""
        given = self.function.args
        if any(each.arg == name for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)):
            return name
        return f'{given.kwarg.arg}["{name}"]' if given.kwarg is not None else ""

    def binds(self, name: str) -> bool:
        """Whether the body binds an argument again: a function in it then means the other value."""
        return any(
            isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
            for node in ast.walk(self.function)
        )

    @property
    def body_line(self) -> int:
        """The line of the first statement after the docstring; 0 where that is the line of the ``def``."""
        first, *rest = self.function.body
        docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and bool(rest)
        statement = rest[0] if docstring else first
        line = min([statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", ()))])
        return line if line != self.function.lineno else 0


def targets(project: Path, receivers: Receivers, sources: Sequence[Source]) -> Iterator[tuple[Target, Path, str]]:
    """Every receiver of Django's signals outside tests, with the file that connects it: its own, if that does."""
    sent = set(sent_by_hand(sources))
    grouped: dict[tuple[str, int], Receivers] = {}
    for each in receivers:
        if not TEST.search(each["path"]) and not TEST.search(each["connected_at"]["path"]):
            grouped.setdefault((each["path"], each["line"]), []).append(each)
    for (path, line), own in grouped.items():
        source = source_of(project / path)
        if source is None or any("django." not in each["signal"] for each in own):
            continue
        signals = frozenset(each["signal"].rpartition(".")[2] for each in own)
        is_weak = all(each["weak"] is True and each["dispatch_uid"] is None for each in own)
        places = [each["connected_at"]["path"] for each in own]
        models = {(each["sender"] or "").rpartition(".")[2] for each in own}
        heard = any(signal in signals and (not by or not all(models) or by in models) for signal, by in sent)
        name = own[0]["receiver"].rpartition(".")[2]
        called = re.compile(rf"(?<!def )\b{re.escape(name)}\(")
        is_djangos = not heard and not any(f"{name}(" in each.text and called.search(each.text) for each in sources)
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef) and node.lineno == line:
                what = f"{own[0]['receiver']} <- {', '.join(sorted(signals))}"
                target = Target(source, node, signals, is_weak, is_djangos)
                yield target, project / (path if path in places else places[0]), what


def sent_by_hand(sources: Iterable[Source]) -> Iterator[tuple[str, str]]:
    """Each of Django's signals of saves and deletes that a project sends itself, with the class that is its sender.

    That is empty where it is not named: it may be any.
    """
    for source in sources:
        for node in ast.walk(source.tree) if ".send" in source.text else ():
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr.startswith("send")
            ):
                signal = ast.unparse(node.func.value).rpartition(".")[2]
                given = [*(keyword.value for keyword in node.keywords if keyword.arg == "sender"), *node.args[:1]]
                sender = given[0] if given else None
                if signal in WRITES:
                    yield signal, sender.id if isinstance(sender, ast.Name) and sender.id[0].isupper() else ""


def without_kwargs(target: Target) -> str | None:
    """Remove ``**kwargs``."""
    given = target.function.args
    if given.kwarg is None or not (given.args or given.posonlyargs or given.kwonlyargs):
        return None
    line = target.source.text.splitlines()[given.kwarg.lineno - 1].encode()[: given.kwarg.col_offset].decode()
    start = re.search(r",\s*\*\*\s*$", line)
    if start is None:
        return None
    end = (given.kwarg.end_lineno or 0, given.kwarg.end_col_offset or 0)
    return target.source.between((given.kwarg.lineno, len(line[: start.start()].encode())), end, "")


def with_unknown_parameter(target: Target) -> str | None:
    """Add a parameter that nothing sends."""
    given = target.function.args
    if not given.args or given.defaults or given.args[0].arg in ("self", "cls") or given.args[-1].annotation:
        return None
    return target.source.with_part(given.args[-1], f"{given.args[-1].arg}, bogus")


def with_positional_sender(target: Target) -> str | None:
    """Make the sender a parameter that cannot be given by name."""
    given = target.function.args
    if given.posonlyargs or not given.args or given.args[0].arg != "sender" or given.args[0].annotation:
        return None
    return target.source.with_part(given.args[0], "sender, /")


def defined_again(target: Target) -> str | None:
    """Define another function of that name below."""
    name = target.function.name
    is_global = target.function in target.source.tree.body and target.function.decorator_list and target.is_weak
    return f"{target.source.text}\n\ndef {name}(value):\n    return value\n" if is_global else None


def decorated(above: str, imported: str, *, below: bool) -> Callable[[Target], str | None]:
    """Decorate a function that has ``@receiver`` alone."""

    def edit(target: Target) -> str | None:
        function = target.function
        is_global = function in target.source.tree.body and len(function.decorator_list) == 1
        if not is_global or "receiver" not in ast.dump(function.decorator_list[0]):
            return None
        first = function.decorator_list[0].lineno
        lines = target.source.text.splitlines(keepends=True)
        at = function.lineno if below else first
        return "".join([*lines[: first - 1], imported, *lines[first - 1 : at - 1], f"{above}\n", *lines[at - 1 :]])

    return edit


TIMED = """\
import functools


def _timed(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        print(function)
        return function(*args, **kwargs)

    return inner


"""


def inserting(signals: Iterable[str], *lines: str) -> Callable[[Target], str | None]:
    """Put statements before the body of receivers of these signals; ``{name}`` is an argument of the signal."""

    def edit(target: Target) -> str | None:
        needed = {name for line in lines for name in re.findall(r"\{(\w+)\}", line)}
        given = {name: target.argument(name) for name in needed}
        if not target.signals <= set(signals) or not all(given.values()) or not target.body_line:
            return None
        return target.source.with_lines(target.body_line, *(line.format(**given) for line in lines))

    return edit


def after_the_delete(target: Target) -> str | None:
    """Have the key of what is deleted read too late; not where another object goes by ``instance`` by then."""
    edit = inserting(
        DELETES, "from django.db import transaction", "transaction.on_commit(lambda: print({instance}.pk))"
    )
    return None if target.binds("instance") else edit(target)


def taken_for_new(target: Target) -> str | None:
    """Ask a saved object whether it is new.

    No breakage where the project calls the receiver or sends its signal itself: it may do so with an object that has
    not been saved, of which that is true.
    """
    edit = inserting(("post_save",), "if {instance}._state.adding:", "    print({instance})")
    return edit(target) if target.is_djangos else None


BY_RECEIVER: dict[str, tuple[Callable[[Target], str | None], tuple[str, ...]]] = {
    "SIG004 **kwargs removed": (without_kwargs, ("SIG004",)),
    "SIG201 parameter never sent": (with_unknown_parameter, ("SIG201",)),
    "SIG205 key never sent": (inserting(WRITES, "print({bogus})"), ("SIG205",)),
    "SIG206 sender by position": (with_positional_sender, ("SIG206",)),
    "SIG307 decorator above @receiver": (decorated("@_timed", TIMED, below=False), ("SIG307",)),
    "SIG308 @staticmethod below @receiver": (decorated("@staticmethod", "", below=True), ("SIG308",)),
    "SIG318 a task is connected": (
        decorated("@shared_task", "from celery import shared_task\n\n\n", below=True),
        ("SIG318",),
    ),
    "SIG320 name defined again": (defined_again, ("SIG320",)),
    "SIG501 a request": (inserting(WRITES, "import requests", 'requests.get("https://example.org")'), ("SIG501",)),
    "SIG502 a sleep": (inserting(WRITES, "import time", "time.sleep(1)"), ("SIG502",)),
    "SIG503 a thread": (
        inserting(WRITES, "import threading", "threading.Thread(target=print, args=({instance},)).start()"),
        ("SIG503",),
    ),
    "SIG503 a task": (
        inserting(SAVES, "from celery import current_app", 'current_app.send_task("work", args=[{instance}.pk])'),
        ("SIG503",),
    ),
    "SIG505 a query for every row": (inserting(("pre_init", "post_init"), "{sender}.objects.count()"), ("SIG505",)),
    "SIG511 errors swallowed": (
        inserting(WRITES, "try:", "    {instance}.refresh_from_db()", "except Exception:", "    pass"),
        ("SIG511",),
    ),
    "SIG513 called instead of deferred": (
        inserting(WRITES, "from django.db import transaction", "transaction.on_commit({instance}.save())"),
        ("SIG513",),
    ),
    "SIG601 saves itself": (inserting(("post_save",), "{instance}.save()"), ("SIG601", "SIG606", "SIG905")),
    "SIG602 saves before the save": (inserting(("pre_save",), "{instance}.save()"), ("SIG602",)),
    "SIG603 deletes itself": (inserting(DELETES, "{instance}.delete()"), ("SIG603",)),
    "SIG608 unknown action": (
        inserting(("m2m_changed",), 'if {action} == "post_ad":', "    print({instance})"),
        ("SIG608",),
    ),
    "SIG609 pk_set of clear": (inserting(("m2m_changed",), "print(sorted({pk_set}))"), ("SIG609",)),
    "SIG611 update_fields of a plain save": (
        inserting(SAVES, 'if "name" in {update_fields}:', "    print({instance})"),
        ("SIG611",),
    ),
    "SIG614 the saved row of a new object": (
        inserting(("pre_save",), "print({sender}.objects.get(pk={instance}.pk))"),
        ("SIG614",),
    ),
    "SIG615 key after delete": (after_the_delete, ("SIG615",)),
    "SIG616 never true after the save": (taken_for_new, ("SIG616",)),
}

# --- Calls and statements, broken where they stand --------------------------------------------------------------------

Edits = Iterator[tuple[str, str]]
"""The new text, and what was broken."""

OF_MODELS = re.compile(r"(pre|post)_(save|delete|init)$")


def connecting(source: Source) -> Iterator[tuple[ast.Call, ast.expr]]:
    """The calls that connect to a signal of models, with that signal: ``connect()`` and ``@receiver()``."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr == "connect" and node.args:
            signal: ast.expr = node.func.value
        elif ast.unparse(node.func).endswith("receiver") and len(node.args) == 1:
            signal = node.args[0]
        else:
            continue
        if isinstance(signal, (ast.Name, ast.Attribute)) and OF_MODELS.search(ast.unparse(signal)):
            yield node, signal


def senders(source: Source) -> Iterator[ast.keyword]:
    """The ``sender=Model`` of those."""
    for call, _ in connecting(source):
        for keyword in call.keywords:
            if keyword.arg == "sender" and isinstance(keyword.value, ast.Name) and keyword.value.id[0].isupper():
                yield keyword


def handlers(new: str) -> Callable[[Source], Edits]:
    """Give ``connect()`` something else than the receiver; ``{}`` is that."""

    def edit(source: Source) -> Edits:
        for call, _ in connecting(source):
            weak = any(keyword.arg == "weak" for keyword in call.keywords)
            if isinstance(call.func, ast.Attribute) and isinstance(call.args[0], ast.Name) and not weak:
                yield source.with_part(call.args[0], new.format(call.args[0].id)), ast.unparse(call)

    return edit


def sender_given(new: str) -> Callable[[Source], Edits]:
    """Give another sender; ``{}`` is the model."""

    def edit(source: Source) -> Edits:
        for keyword in senders(source):
            yield source.with_part(keyword.value, new.format(ast.unparse(keyword.value))), ast.unparse(keyword)

    return edit


def sender_by_position(source: Source) -> Edits:
    """Give ``@receiver`` its sender by position."""
    for call, signal in connecting(source):
        if call.args == [signal] and len(call.keywords) == 1 and call.keywords[0].arg == "sender":
            given = call.keywords[0]
            yield source.with_part(given, ast.unparse(given.value)), ast.unparse(call)


def two_signals(source: Source) -> Edits:
    """Give ``@receiver`` two signals without a list."""
    for call, signal in connecting(source):
        if call.args == [signal]:
            yield source.with_part(signal, f"{ast.unparse(signal)}, {ast.unparse(signal)}"), ast.unparse(call)


def argument_added(new: str, *, unless: str) -> Callable[[Source], Edits]:
    """Give ``connect()`` another argument."""

    def edit(source: Source) -> Edits:
        for call, _ in connecting(source):
            last = call.keywords[-1].value if call.keywords else call.args[-1]
            plain = all(k.arg not in (None, unless) for k in call.keywords)
            if isinstance(call.func, ast.Attribute) and plain and not isinstance(last, ast.GeneratorExp):
                end = (last.end_lineno or 0, last.end_col_offset or 0)
                yield source.between(end, end, f", {new}"), ast.unparse(call)

    return edit


def without_through(source: Source) -> Edits:
    """Take the ``.through`` from the sender of ``m2m_changed``."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and "m2m_changed" in ast.unparse(node):
            for given in (*(k.value for k in node.keywords if k.arg == "sender"), *node.args[1:2]):
                is_through = isinstance(given, ast.Attribute) and given.attr == "through"
                if isinstance(given, ast.Attribute) and is_through and isinstance(given.value, ast.Attribute):
                    yield source.with_part(given, ast.unparse(given.value)), ast.unparse(node)


def misspelt(source: Source) -> Edits:
    """Name the sender by a label with a letter missing."""
    for keyword in senders(source):
        name = ast.unparse(keyword.value)
        for statement in source.tree.body:
            if isinstance(statement, ast.ImportFrom) and not statement.level and statement.module:
                app, _, module = statement.module.rpartition(".")
                if module == "models" and app and any(alias.name == name for alias in statement.names):
                    wrong = name[: len(name) // 2] + name[len(name) // 2 + 1 :]
                    yield source.with_part(keyword.value, f'"{app.rpartition(".")[2]}.{wrong}"'), ast.unparse(keyword)


def with_providing_args(source: Source) -> Edits:
    """Give a ``Signal()`` the argument that Django 4.0 removed."""
    for node in source.tree.body if "django" in source.text else ():
        value = node.value if isinstance(node, ast.Assign) else None
        if isinstance(value, ast.Call) and ast.unparse(value) in ("Signal()", "dispatch.Signal()"):
            yield source.with_part(value, f'{ast.unparse(value.func)}(providing_args=["a"])'), ast.unparse(node)


def imported(new: str, *, module: str) -> Callable[[Source], Edits]:
    """Import signals of models otherwise; ``{}`` is what is imported."""

    def edit(source: Source) -> Edits:
        for node in source.tree.body:
            if isinstance(node, ast.ImportFrom) and node.module == module and len(node.names) == 1:
                alias = node.names[0]
                if OF_MODELS.search(alias.name) and alias.asname is None:
                    yield source.with_part(node, new.format(alias.name)), ast.unparse(node)

    return edit


def configured(edit: Callable[[Source, Function], str]) -> Callable[[Source], Edits]:
    """Change the ``ready()`` of a configuration."""

    def edits(source: Source) -> Edits:
        for node in source.tree.body:
            if isinstance(node, ast.ClassDef) and [ast.unparse(base) for base in node.bases] == ["AppConfig"]:
                for method in node.body:
                    if isinstance(method, ast.FunctionDef) and method.name == "ready" and not method.decorator_list:
                        yield edit(source, method), f"{node.name}.ready()"

    return edits


def asynchronous(source: Source, ready: Function) -> str:
    """Make a ``ready()`` that only makes a coroutine."""
    return source.between((ready.lineno, ready.col_offset), (ready.lineno, ready.col_offset + 3), "async def")


def querying(source: Source, ready: Function) -> str:
    """Make a ``ready()`` that queries."""
    return source.with_lines(
        ready.body[0].lineno, "from django.contrib.auth.models import Group", "Group.objects.count()"
    )


def importing_models(source: Source) -> Edits:
    """Import the models where the configuration is defined."""
    beside = source.path.parent / "models.py"
    if source.path.name == "apps.py" and beside.is_file() and "AppConfig)" in source.text:
        first = next((node for node in source.tree.body if isinstance(node, (ast.Import, ast.ImportFrom))), None)
        models = beside.read_text(encoding="utf-8")
        if (
            first is not None
            and re.search(r"^class \w+\(models\.Model\)", models, re.MULTILINE)
            and "abstract" not in models
        ):
            last = [n for n in source.tree.body if isinstance(n, (ast.Import, ast.ImportFrom))][-1]
            yield source.with_lines((last.end_lineno or 0) + 1, "from . import models"), str(source.path.name)


def sending(new: Callable[[Source, ast.Call], str]) -> Callable[[Source], Edits]:
    """Change a call that sends a signal of the project: of a library's, its name alone says nothing."""

    def edits(source: Source) -> Edits:
        signals = {
            alias.asname or alias.name
            for node in source.tree.body
            if isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] == "signals"
            for alias in node.names
            if node.level or _is_beside(source.path, (node.module or "").partition(".")[0])
        }
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "send":
                owner = node.func.value
                is_signal = isinstance(owner, ast.Name) and owner.id in signals
                if is_signal and node.keywords and all(keyword.arg for keyword in node.keywords):
                    yield new(source, node), ast.unparse(node)

    return edits


def _is_beside(path: Path, package: str) -> bool:
    """Whether a package is one of the project that a file belongs to, and not a library."""
    return package != "django" and any((folder / package).is_dir() for folder in path.parents)


BY_SITE: dict[str, tuple[str, Callable[[Source], Edits], tuple[str, ...]]] = {
    "SIG005 providing_args": (r"Signal\(\)", with_providing_args, ("SIG005",)),
    "SIG102 models imported by the configuration": ("AppConfig", importing_models, ("SIG102",)),
    "SIG106 a query in ready()": ("AppConfig", configured(querying), ("SIG106",)),
    "SIG112 async ready()": ("AppConfig", configured(asynchronous), ("SIG112",)),
    "SIG301 lambda": (r"\.connect\(", handlers("lambda sender, **kw: print(sender)"), ("SIG301",)),
    "SIG304 receiver called": (r"\.connect\(", handlers("{}()"), ("SIG304",)),
    "SIG305 receiver as a string": (r"\.connect\(", handlers('"{}"'), ("SIG305",)),
    "SIG306 two signals without a list": (r"receiver\(", two_signals, ("SIG306",)),
    "SIG315 another uid each time": (
        r"\.connect\(",
        argument_added("dispatch_uid=object()", unless="dispatch_uid"),
        ("SIG315",),
    ),
    "SIG317 unknown argument": (r"\.connect\(", argument_added("bogus=True", unless="bogus"), ("SIG317",)),
    "SIG402 a list of senders": ("sender=", sender_given("[{}]"), ("SIG402",)),
    "SIG404 a label without the app": ("sender=", sender_given('"{}"'), ("SIG404",)),
    "SIG405 .through removed": ("m2m_changed", without_through, ("SIG405",)),
    "SIG405 a metaclass": ("sender=", sender_given("type({})"), ("SIG405",)),
    "SIG408 sender by position": (r"receiver\(", sender_by_position, ("SIG408",)),
    "SIG702 no sender": (
        r"\.send\(",
        sending(lambda source, call: source.with_part(call, f"{ast.unparse(call.func)}()")),
        ("SIG702",),
    ),
    "SIG703 reserved argument": (
        r"\.send\(",
        sending(
            lambda source, call: source.with_part(
                call.keywords[-1].value, f"{ast.unparse(call.keywords[-1].value)}, signal=1"
            )
        ),
        ("SIG703", "SIG702"),
    ),
    "SIG801 a signal that is gone": (
        r"models\.signals import",
        imported("from django.db.models.signals import {}, post_syncdb", module="django.db.models.signals"),
        ("SIG801",),
    ),
    "SIG802 imported from elsewhere": (
        r"models\.signals import",
        imported("from django.core.signals import {}", module="django.db.models.signals"),
        ("SIG802",),
    ),
    "SIG907 misspelt label": ("sender=", misspelt, ("SIG907",)),
}


# --- Imports of ready() -----------------------------------------------------------------------------------------------


def unloaded(project: Path, receivers: Receivers, sources: Sequence[Source]) -> Iterator[Broken]:
    """Remove from ``ready()`` the import that the map names as what loads a module.

    Not where another file imports the module, too: start-up may load it all the same.
    """
    loaded = {
        tuple(each["loaded_by"]): each
        for each in receivers
        if each["loaded"] == "ready"
        and len(each["loaded_by"]) == 2
        and not TEST.search(each["connected_at"]["path"])
        and each["receiver"].rpartition(".")[0] == each["loaded_by"][1]
        and each["signal"] != "django.core.signals.setting_changed"  # only tests send it
    }
    for (ready, module), receiver in loaded.items():
        home, _, config = ready.removesuffix(".ready").rpartition(".")
        tail, last = home.replace(".", "/"), module.rpartition(".")[2]
        for path in sorted({*project.rglob(f"{tail}.py"), *project.rglob(f"{tail}/__init__.py")}):
            source = source_of(path)
            found = [] if source is None else list(_imports_of(source, config, last))
            # What several imports may load, or an import of names, is not gone with one statement.
            alone = source is not None and not any(
                imports(other, project, module) for other in sources if other.path != path
            )
            if source is not None and alone and len(found) == 1 and len(found[0].names) == 1:
                asked = project / receiver["connected_at"]["path"]
                text = source.with_part(found[0], "pass")
                yield Broken(path, text, asked, ("SIG002", "SIG110"), f"{ready} imports {module}")


def imports(source: Source, project: Path, module: str) -> bool:
    """Whether a file imports a module, or something of it, as it is loaded itself."""
    pending: list[ast.AST] = [*source.tree.body]
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        pending += ast.iter_child_nodes(node)
        if isinstance(node, ast.Import) and any(alias.name == module for alias in node.names):
            return True
        if isinstance(node, ast.ImportFrom):
            folder = source.path.relative_to(project).parent.parts
            around = [*folder[: len(folder) - node.level + 1], node.module or ""] if node.level else [node.module or ""]
            base = ".".join(filter(None, around))
            # The folder of the source may stand before the package.
            if any(f".{name}.".endswith(f".{module}.") for name in (base, *(f"{base}.{n.name}" for n in node.names))):
                return True
    return False


def _imports_of(source: Source, config: str, last: str) -> Iterator[ast.Import | ast.ImportFrom]:
    for owner in source.tree.body:
        for method in owner.body if isinstance(owner, ast.ClassDef) and owner.name == config else ():
            for node in ast.walk(method) if isinstance(method, ast.FunctionDef) and method.name == "ready" else ():
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    names = [*(alias.name for alias in node.names), getattr(node, "module", None) or ""]
                    if any(name.rpartition(".")[2] == last for name in names):
                        yield node


# --- All together -----------------------------------------------------------------------------------------------------


def kinds(project: Path, receivers: Receivers) -> Iterator[tuple[str, list[Broken]]]:
    """Every kind of breakage, with the places for it in a project."""
    paths = [path for path in sorted(project.rglob("*.py")) if not TEST.search(path.relative_to(project).as_posix())]
    sources = [source for source in map(source_of, paths) if source is not None]
    yield "SIG002 import removed from ready()", list(unloaded(project, receivers, sources))
    found = list(targets(project, receivers, sources))
    for kind, (edit, codes) in BY_RECEIVER.items():
        places = [(target, asked, what, edit(target)) for target, asked, what in found]
        yield (
            kind,
            [Broken(t.source.path, new, asked, codes, what) for t, asked, what, new in places if new is not None],
        )
    sources = [source for source in sources if "django" in source.text]
    for kind, (pattern, change, codes) in BY_SITE.items():
        matching = [source for source in sources if re.search(pattern, source.text)]
        yield kind, [Broken(s.path, new, s.path, codes, what) for s in matching for new, what in change(s)]


def reported(path: Path) -> Counter[tuple[str, str]]:
    """What ``check`` says of one file: how often each code with its message, without the numbers in that."""
    said = flake8_signals("check", "--isolated", path.name, folder=path.parent)
    if said.returncode not in (0, 1):
        raise SystemExit(f"{path}: {said.stderr.strip()[-300:]}")
    rows = re.findall(r"^[^\n]+?:\d+:\d+: (SIG\d+) (.*)$", said.stdout, re.MULTILINE)
    return Counter((code, re.sub(r"\d+", "", text)) for code, text in rows)


def is_seen(broken: Broken, before: Counter[tuple[str, str]]) -> bool:
    """Whether a breakage, which is undone again, is reported."""
    text = broken.path.read_bytes()
    try:
        broken.path.write_text(broken.text, encoding="utf-8")
        new = reported(broken.asked) - before
    finally:
        broken.path.write_bytes(text)
    return any(code in broken.codes for code, _ in new)


def tried(project: Path, per: int, only: frozenset[str]) -> Iterator[tuple[str, Broken, bool]]:
    """Break a copy of a project at up to ``per`` places of each kind: the kind, the breakage, whether it is seen."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(project, Path(folder, project.name), symlinks=True)).resolve()
        (copy / ".git").mkdir(exist_ok=True)  # where the project ends
        mapped = flake8_signals("map", "--format", "json", ".", folder=copy)
        if mapped.returncode:
            raise SystemExit(f"{project}: {mapped.stderr.strip()[-300:]}")
        before: dict[Path, Counter[tuple[str, str]]] = {}
        for kind, places in kinds(copy, json.loads(mapped.stdout)["receivers"]):
            if only and kind.partition(" ")[0] not in only:
                continue
            random.Random(project.name + kind).shuffle(places)
            for broken in [place for place in places if _parses(place.text)][:per]:
                if broken.asked not in before:
                    before[broken.asked] = reported(broken.asked)
                yield kind, broken._replace(path=broken.path.relative_to(copy)), is_seen(broken, before[broken.asked])


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def main() -> int:
    """Break what the arguments name; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--per", type=int, default=4)
    parser.add_argument("--only", default="")
    given = parser.parse_intermixed_args()
    seen: Counter[str] = Counter()
    every: Counter[str] = Counter()
    only = frozenset(filter(None, given.only.split(",")))
    for project in sorted(folder for folder in given.projects.iterdir() if folder.is_dir()):
        if given.names and project.name not in given.names:
            continue
        for kind, broken, found in tried(project, given.per, only):
            every[kind] += 1
            seen[kind] += found
            if not found:
                print(f"missed: {kind}: {project.name}/{broken.path}: {broken.what[:160]}", flush=True)  # noqa: T201
    low = 0
    for kind, number in sorted(every.items()):
        enough = seen[kind] >= ASKED.get(kind.partition(" ")[0], USUAL) * number
        low += not enough
        print(f"{kind}: {seen[kind]}/{number}{'' if enough else ' too few'}")  # noqa: T201
    print(f"seen {seen.total()} of {every.total()}, {len(every)} kinds")  # noqa: T201
    return int(low > 0)


if __name__ == "__main__":
    sys.exit(main())
