from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.knowledge import django, libraries
from flake8_signals.project.decorators import makes_function, task_decorator
from flake8_signals.rule import Fix, ReceiverRule, Violation
from flake8_signals.syntax.values import Call, Name, Value, function_of, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Decorator


_STUCK = frozenset(map(Name, ("builtins.staticmethod", "builtins.classmethod", "builtins.property")))


class DecoratorBypassed(ReceiverRule):
    """A decorator stands above ``@receiver``, so signals bypass it.

    ## Why is this bad?
    Decorators are applied from the bottom up, and ``@receiver`` connects the function that it is given, without the
    decorators above. A direct call of the function goes through them; a signal does not.

    ## Example
    ```python
    @transaction.atomic
    @receiver(post_save, sender="shop.Order")  # SIG307
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender="shop.Order")
    @transaction.atomic
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#django.dispatch.receiver
    - https://docs.python.org/3/reference/compound_stmts.html#function-definitions
    """

    code = "SIG307"

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        file, decorators = receiver.file, receiver.function.decorators
        wrapping = [index for index, decorator in enumerate(decorators) if _wraps(decorator.value, file)]
        for connection in receiver.connections if wrapping else ():
            own = connection.fact.decorator_index if connection.fact.how == "decorator" else 0
            bypassed = [index for index in wrapping if index < own]
            if bypassed:
                order = _swapped(decorators, bypassed[0], file)
                fix = Fix(reorder, receiver.function.place, unsafe=True, arguments=(order,)) if order else None
                yield self.violation(connection, _message(decorators[bypassed[-1]].value, connection), fix)
                break  # one finding is enough for several @receiver below it


def _message(decorator: Value, connection: Connection) -> str:
    called = function_of(decorator)
    name = last_part(called.path) if isinstance(called, Name) else "the decorator"
    return f"@receiver connects {connection.title} without the {name!r} above it, so signals bypass that; swap the two"


def _wraps(decorator: Value, file: SourceFile) -> bool:
    """Whether a decorator certainly returns another function than the one that it is given."""
    called = file.resolve(function_of(decorator))
    if not isinstance(called, Name):
        return False
    if called.path in django.WRAPPING_DECORATORS | libraries.WRAPPING_DECORATORS or task_decorator(file, decorator):
        return True
    found = file.names.function(called)
    if found is None or not makes_function(file, found) or found.function.decorators:
        return False
    if not isinstance(decorator, Call):
        return True
    # The call returns the decorator, and that has to return a function.
    made = [file.project.names.function(value, found[0]) for value in found[0].body(found[1]).returned]
    return all(inner is not None and makes_function(file, inner) for inner in made)


def _swapped(decorators: tuple[Decorator, ...], top: int, file: SourceFile) -> tuple[int, ...]:
    """The order in which every ``@receiver`` stands above all that bypasses it, from ``top`` on.

    Empty where that may not be.
    """
    called = [file.resolve(function_of(d.value)) for d in decorators]
    below = range(top, len(decorators))
    receivers = [index for index in below if called[index] == Name(django.RECEIVER)]
    others = [index for index in below if index not in receivers]
    # A staticmethod object cannot be connected, and a task would run at once.
    stuck = any(called[index] in _STUCK or task_decorator(file, decorators[index].value) for index in others)
    return () if stuck else (*range(top), *receivers, *others)


@edits.of("FunctionDef")
def reorder(function: cst.FunctionDef, order: tuple[int, ...]) -> cst.FunctionDef:
    """``function`` with its decorators in another order."""
    return function.with_changes(decorators=[function.decorators[index] for index in order])
