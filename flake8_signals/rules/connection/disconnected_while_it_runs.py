from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.identities import key_of
from flake8_signals.project.repetition import repeated_for
from flake8_signals.rule import DisconnectionRule, Violation
from flake8_signals.syntax.values import last_name, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.subjects import BoundDisconnection


class DisconnectedWhileItRuns(DisconnectionRule):
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
    in_tests = False
    needs_place = True

    def check(self, disconnection: BoundDisconnection) -> Iterator[Violation]:
        fact, function = disconnection.fact, disconnection.fact.context.function
        if _is_taken_back(disconnection) and _runs_beside_others(disconnection.file, function):
            name = last_name(fact.receiver) if fact.receiver is not None else ""
            yield self.violation(
                disconnection,
                f"{repr(name) if name else 'a receiver'} is disconnected from {disconnection.signal.name} while "
                f"{last_part(function)}() runs, and misses what other threads send meanwhile; set a flag on the object "
                "that it tests, or use a queryset's update()",
            )


def _is_taken_back(disconnection: BoundDisconnection) -> bool:
    """Whether the function that disconnects connects the same again, further down."""
    file, fact = disconnection.file, disconnection.fact
    key = key_of(file, fact.receiver, fact.sender, fact.dispatch_uid)
    named = file.identities.by_receiver.get(file.resolve(fact.receiver), ()) if fact.receiver is not None else ()
    same = [c for c in file.identities.by_uid.get(key.identity, ()) if c.key == key] if key is not None else []
    return bool(fact.context.function) and any(
        connection.fact.context.function == fact.context.function
        and connection.place.line > fact.place.line
        and disconnection.signal in connection.signals
        for connection in (*named, *same)
    )


def _runs_beside_others(file: SourceFile, qualname: str) -> bool:
    """Whether a function is a receiver, a task or a view, or stands inside of one: several may run at once."""
    outer = qualname.partition(".<locals>")[0]
    return outer in file.receivers_here or bool(repeated_for(file, qualname))
