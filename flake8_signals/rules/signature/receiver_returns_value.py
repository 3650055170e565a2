from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.rule import ReceiverRule, Violation
from flake8_signals.syntax.values import Call, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.values import Value

_RESPONSE = re.compile(
    r"django\.shortcuts\.(?:redirect|render)|django\.http\.(?:response\.)?\w*Response\w*|"
    r"django\.template\.response\.\w*Response|rest_framework\.response\.Response"
)
"""What makes a response, by its full name."""

_CALLS = 3
"""How many calls are followed to what they return."""


class ReceiverReturnsValue(ReceiverRule):
    """A receiver of one of Django's own signals returns a value.

    ## Why is this bad?
    Django ignores what the receivers of its signals return (only ``file_changed`` uses it). The value was meant for
    somebody, and nobody gets it: an instance that ``pre_save`` should have changed instead, a response, a veto.

    ## Example
    ```python
    @receiver(pre_save, sender=Order)
    def number(sender, instance, **kwargs):  # SIG209
        instance.status = "numbered"
        return instance
    ```

    ## Use instead
    ```python
    @receiver(pre_save, sender=Order)
    def number(sender, instance, **kwargs):
        instance.status = "numbered"
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#sending-signals
    """

    code = "SIG209"
    opt_in = True
    in_tests = False

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        used = [signal.built_in is None or signal.built_in.result_used for signal in receiver.signals]
        body = receiver.body
        home = receiver.file.sibling(receiver.module)
        returns = zip(body.returns, body.returned, strict=True)
        lines = [line for line, value in returns if not isinstance(value, Call) or _is_response(home, value)]
        if receiver.signals and not any(used) and lines:
            names = " and ".join(signal.name for signal in receiver.signals)
            yield self.violation(
                receiver,
                f"receiver {receiver.title} returns a value on line {lines[0]}, and {names} ignores it; return nothing",
            )


def _is_response(file: SourceFile, value: Value, calls: int = _CALLS) -> bool:
    """Whether a call returns a response; any other is often there to end the function, whatever it returns."""
    if not isinstance(value, Call) or not isinstance(value.function, Name):
        return False
    names = (name for name in file.names.ancestors(value.function.path) if isinstance(name, str))
    if any(map(_RESPONSE.fullmatch, names)):
        return True
    called = file.names.function(value.function)
    if called is None or called.function.is_class or not calls:
        return False
    returned = called.module.body(called.function).returned
    return bool(returned) and all(_is_response(file.sibling(called.module), one, calls - 1) for one in returned)
