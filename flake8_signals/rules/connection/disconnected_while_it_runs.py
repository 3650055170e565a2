"""SIG322."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.project.file import task_decorator
from flake8_signals.rule import FileRule, Violation
from flake8_signals.syntax.values import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.syntax.facts import Disconnection

_VIEWS = re.compile(r"(?:^|\.)(?:views?|viewsets?|api|forms?|serializers?|middlewares?|tasks?|resolvers?)(?:\.|$)")
"""The modules whose functions run for a request, a form or a task, several at a time."""


class DisconnectedWhileItRuns(FileRule):
    """A receiver, view or task disconnects a receiver for a while.

    ## Why is this bad?
    A signal's connections belong to the whole process. While the receiver is disconnected the requests and tasks of
    other threads send the signal too, and it does not hear of that. Should anything raise in between, it stays
    disconnected for good.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def ship(sender, instance, **kwargs):
        post_save.disconnect(ship, sender=Order)  # SIG322
        instance.ship()
        instance.save()
        post_save.connect(ship, sender=Order)
    ```

    ## Use instead
    ```python
    @receiver(pre_save, sender=Order)
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#disconnecting-signals
    - https://docs.djangoproject.com/en/stable/ref/signals/#pre-save
    """

    code = "SIG322"
    opt_in = True

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every disconnection that the same function takes back, where several threads may run that."""
        for fact in () if file.is_test or not file.placed else file.disconnections:
            signal = file.signal(fact.signal)
            if signal is None or not _is_taken_back(file, fact) or not _runs_beside_others(file, fact.context.function):
                continue
            name = last_name(fact.receiver) if fact.receiver is not None else ""
            yield self.violation(
                file.at(fact.place),
                f"{repr(name) if name else 'a receiver'} is disconnected from {signal.name} while "
                f"{fact.context.function.rpartition('.')[2]}() runs, and misses what other threads send meanwhile; set "
                "a flag on the object that it tests, or use a queryset's update()",
            )


def _is_taken_back(file: SourceFile, fact: Disconnection) -> bool:
    """Whether the function that disconnects connects the same again, further down."""
    signal, key = file.signal(fact.signal), file.key(fact.receiver, fact.sender, fact.dispatch_uid)
    return bool(fact.context.function) and any(
        connection.fact.context.function == fact.context.function
        and connection.place.line > fact.place.line
        and signal in connection.signals
        and (
            (fact.receiver is not None and file.resolve(connection.fact.receiver) == file.resolve(fact.receiver))
            or (key is not None and connection.key == key)
        )
        for connection in file.connections
    )


def _runs_beside_others(file: SourceFile, qualname: str) -> bool:
    """Whether a function is a receiver, a task or a view, or stands inside of one: several may run at once."""
    outer = qualname.partition(".<locals>")[0]
    if _VIEWS.search(file.module.name) or any(r.is_here and r.qualname == outer for r in file.receivers):
        return True
    function = file.module.function(outer)
    if function is None:
        return False
    parameters = [parameter.name for parameter in function.signature.parameters[:2]]
    is_view = "request" in (parameters[1:] if parameters[:1] == ["self"] else parameters[:1])
    return is_view or any(task_decorator(file.project, file.module, d.value) for d in function.decorators)
