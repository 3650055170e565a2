from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.receivers import Receiver
from flake8_signals.rule import SignatureRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import MetSignature


class OptionalParameterNeverSent(SignatureRule):
    """A receiver has a parameter that none of its signals sends.

    ## Why is this bad?
    The default hides that the argument never arrives: its value is the same in every call, and code for other values is
    dead. Often the name is misspelt, or the receiver was once connected to another signal.

    ## Example
    ```python
    @receiver(pre_save, sender=Order)
    def number(sender, instance, created=False, **kwargs):  # SIG203
        if created:
            instance.status = "numbered"
    ```

    ## Use instead
    ```python
    @receiver(pre_save, sender=Order)
    def number(sender, instance, **kwargs):
        if instance._state.adding:
            instance.status = "numbered"
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/
    """

    code = "SIG203"
    opt_in = True

    def check(self, met: MetSignature) -> Iterator[Violation]:
        if any(connection.callee.kind == "partial" for connection in met.connections):
            return  # it may bind the argument
        for parameter in met.signature.named:
            sent = [connection.sent(parameter.name) for connection in met.connections]
            never = parameter.has_default and all(sent) and not any(any(arguments) for arguments in sent)
            if never and not _may_be_passed(met, parameter.name):
                names = " or ".join(dict.fromkeys(s.name for connection in met.connections for s in connection.signals))
                yield self.violation(
                    met.at,
                    f"{met.title} takes {parameter.name!r}, which {names} never sends, so it always has its "
                    "default; remove it",
                )


def _may_be_passed(met: MetSignature, argument: str) -> bool:
    at = met.at
    return isinstance(at, Receiver) and at.callers.may_pass(argument)
