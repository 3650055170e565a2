from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.rule import FileRule, Violation
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile

_MODULE = "django.dispatch.dispatcher"

_FUNCTIONS = frozenset(
    {f"{_MODULE}.connect", f"{_MODULE}.disconnect", f"{_MODULE}.send", "django.dispatch.robust.sendRobust"}
)


class DispatcherFunctions(FileRule):
    """The dispatcher's functions are used: ``dispatcher.connect(ship, signal=post_save)``.

    ## Why is this bad?
    Since Django 1.0 a signal is an object with methods. The functions that took the signal as an argument no longer
    exist, and code that uses them raises `ImportError` or `AttributeError`.

    ## Example
    ```python
    from django.dispatch import dispatcher

    def ship(sender, instance, **kwargs):
        instance.ship()

    dispatcher.connect(ship, signal=post_save, sender=Order)  # SIG803
    ```

    ## Use instead
    ```python
    def ship(sender, instance, **kwargs):
        instance.ship()

    post_save.connect(ship, sender=Order)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#listening-to-signals
    """

    code = "SIG803"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        for statement in file.imports.of(_FUNCTIONS):
            if statement.runtime and not statement.conditional:
                instead = last_part(django.REMOVED[statement.target].instead)
                yield self.violation(
                    file.line(statement.line, statement.column),
                    f"{statement.target} was removed in Django 1.0, so this raises ImportError; use the signal's own "
                    f"{instead}()",
                )
        for path, place in file.signal_names:
            if path == _MODULE:
                yield self.violation(
                    file.at(place),
                    "the functions of django.dispatch.dispatcher were removed in Django 1.0, so this raises "
                    "AttributeError; use the signal's own method",
                )
