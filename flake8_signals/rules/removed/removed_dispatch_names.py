from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.rule import FileRule, Violation
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile

_FUNCTIONS = frozenset({"connect", "disconnect", "send", "sendRobust"})
"""Functions that took the signal as an argument: SIG803 reports them."""

_GONE = {
    path: removed
    for path, removed in django.REMOVED.items()
    if path.startswith("django.dispatch.") and last_part(path) not in _FUNCTIONS
}


class RemovedDispatchNames(FileRule):
    """A removed weak reference helper of ``django.dispatch`` is imported.

    ## Why is this bad?
    ``saferef``, ``WEAKREF_TYPES`` and ``weakref_backports`` were the dispatcher's own helpers, until Python had its
    own. They were removed in Django 1.7 and 2.0, and importing them raises `ImportError`.

    ## Example
    ```python
    from django.dispatch.saferef import safeRef  # SIG806

    held = safeRef(cache.clear)
    ```

    ## Use instead
    ```python
    from weakref import WeakMethod

    held = WeakMethod(cache.clear)
    ```

    ## References
    - https://docs.python.org/3/library/weakref.html#weakref.WeakMethod
    - https://docs.djangoproject.com/en/stable/releases/1.7/
    """

    code = "SIG806"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every import of such a name, or of anything in such a module."""
        for statement in file.imports.of(frozenset(_GONE)):
            gone = statement.target if statement.target in _GONE else statement.module
            if statement.runtime and not statement.conditional:
                removed = _GONE[gone]
                version = ".".join(map(str, removed.version))
                yield self.violation(
                    file.line(statement.line, statement.column),
                    f"{gone} was removed in Django {version}, so this raises ImportError; use {removed.instead}",
                )
