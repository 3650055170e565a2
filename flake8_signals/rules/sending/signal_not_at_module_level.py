from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import DefinitionRule, Violation
from flake8_signals.syntax.values import Name, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.subjects import BoundDefinition
    from flake8_signals.syntax.facts import SignalDefinition


class SignalNotAtModuleLevel(DefinitionRule):
    """A signal is created for each instance, or for each call of a function.

    ## Why is this bad?
    To receive a signal, other code imports it and connects once, when the project starts. A signal in an instance
    attribute or a local variable cannot be imported: there is a new one each time, and nothing is connected to it.

    ## Example
    ```python
    class Checkout:
        def __init__(self):
            self.paid = Signal()  # SIG701

        def pay(self, order):
            self.paid.send(sender=Checkout, order=order)
    ```

    ## Use instead
    ```python
    paid = Signal()

    class Checkout:
        def pay(self, order):
            paid.send(sender=Checkout, order=order)

    @receiver(paid)
    def ship(sender, order, **kwargs):
        order.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#defining-signals
    """

    code = "SIG701"
    in_tests = False

    def check(self, definition: BoundDefinition) -> Iterator[Violation]:
        fact = definition.fact
        if _initialises(fact):
            return
        if fact.bound_to == "self" and not _has_one_instance(definition.file, fact.context.owner):
            yield self.violation(
                definition,
                f"each {fact.context.owner} instance has its own signal, which nobody can import and connect "
                "to; define it once, at module level",
            )
        elif fact.bound_to == "local" and not fact.escapes:
            name = last_part(fact.path)
            yield self.violation(
                definition,
                f"signal {name!r} is created anew in each call, so nobody can import it and connect to it; define it "
                "once, at module level",
            )


def _initialises(definition: SignalDefinition) -> bool:
    """Whether the call is one of ``__init__``, by a class of signals for itself."""
    function = definition.call.function
    return not isinstance(function, Name) or function.path.endswith(".__init__")


def _has_one_instance(file: SourceFile, owner: str) -> bool:
    """Whether the module itself creates an instance of its class ``owner``, through which its signals are found."""
    made = Name(f"{file.module.name}.{owner}")
    return any(call.target == made for call in file.module.calls(""))
