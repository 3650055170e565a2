from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst
from flake8_signals.knowledge import django
from flake8_signals.rule import FileRule, Fix, Violation
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile

_GONE = frozenset(path for path, signal in django.SIGNALS.items() if signal.removed is not None)


class RemovedSyncdbSignals(FileRule):
    """``pre_syncdb`` or ``post_syncdb`` is still used.

    ## Why is this bad?
    They were removed with ``syncdb``: since Django 1.9 importing one raises `ImportError`. Their successors,
    `pre_migrate` and `post_migrate`, are sent once for every app too, but by its ``AppConfig`` instance, and with other
    arguments: ``app_config`` for ``app``, ``using`` for ``db``, and nothing for ``created_models``.

    ## Example
    ```python
    from django.db.models.signals import post_syncdb  # SIG801

    @receiver(post_syncdb)
    def fill(sender, **kwargs):
        sender.fill()
    ```

    ## Use instead
    ```python
    from django.db.models.signals import post_migrate

    @receiver(post_migrate)
    def fill(sender, **kwargs):
        sender.fill()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/releases/1.9/#features-removed-in-1-9
    - https://docs.djangoproject.com/en/stable/ref/signals/#management-signals
    """

    code = "SIG801"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every import of one of them, and every use of one that is not imported by its name."""
        imported = set()
        for statement in file.imports.of(_GONE):
            imported.add(statement.target)
            if statement.runtime and not statement.conditional:
                at = file.line(statement.line, statement.column)
                fix = Fix(import_successor, at.place, unsafe=True, arguments=_names(statement.target))
                yield self.violation(at, _message(statement.target, "ImportError"), fix)
        for path, place in file.signal_names:
            if path in _GONE and path not in imported:
                fix = Fix(take_successor, place, unsafe=True, arguments=_names(path))
                yield self.violation(file.at(place), _message(path, "AttributeError"), fix)


def _message(path: str, error: str) -> str:
    instead = last_part(django.REMOVED[path].instead)
    return f"{path.rpartition('.')[2]} was removed in Django 1.9, so this raises {error}; use {instead}"


def _names(path: str) -> tuple[str, str]:
    """The signal's own name, and that of its successor."""
    return last_part(path), last_part(django.REMOVED[path].instead)


@edits.of("Module", "SimpleStatementLine")
def import_successor(module: cst.Module, statement: cst.SimpleStatementLine, name: str, instead: str) -> cst.Module:
    """``module`` with the signal ``instead`` imported by ``statement``, and used, wherever it is ``name`` now."""
    if instead in edits.names.count(module):
        return module
    imported = statement.body[0]
    if not isinstance(imported, cst.ImportFrom) or isinstance(imported.names, cst.ImportStar):
        return module
    alias = next(alias for alias in imported.names if alias.evaluated_name == name)
    new = edits.imports.with_renamed(imported, name, instead)
    module = edits.nodes.replaced(module, {imported: new})
    return module if alias.asname is not None else edits.names.renamed(module, name, instead)


@edits.of("Call")
def take_successor(call: cst.Call, name: str, instead: str) -> cst.Call:
    """A call that names the signal ``instead`` of the same module."""
    signal = edits.names.attribute(call, name)
    return call if signal is None else edits.nodes.replaced(call, {signal: signal.with_changes(attr=cst.Name(instead))})
