from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from flake8_signals.rule import SignatureRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.receivers import MetSignature
    from flake8_signals.syntax.values import SignatureParameter


class ParameterNeverSent(SignatureRule):
    """A receiver requires an argument that one of its signals never sends.

    ## Why is this bad?
    Django calls a receiver with exactly the arguments that the signal sends, by keyword. If a parameter without a
    default is not among them, each call raises `TypeError`, and whatever sends the signal fails: saving the object,
    logging the user in. A receiver of several signals gets for certain only the arguments that all of them send:
    ``post_save`` sends ``created``, and ``post_delete`` does not.

    ## Example
    ```python
    @receiver([post_save, post_delete], sender=Order)
    def forget(sender, instance, created, **kwargs):  # SIG201
        cache.delete(f"order-{instance.pk}")
    ```

    ## Use instead
    ```python
    @receiver([post_save, post_delete], sender=Order)
    def forget(sender, instance, **kwargs):
        cache.delete(f"order-{instance.pk}")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/
    """

    code = "SIG201"
    supersedes = frozenset({"SIG906"})

    def check(self, met: MetSignature) -> Iterator[Violation]:
        for parameter in met.signature.required:
            connection = next((connection for connection in met.connections if _lacks(connection, parameter)), None)
            if connection is not None:
                message = f"{met.title} requires {parameter.name!r}, which {connection.signals[0].name} never sends"
                remedy = _remedy(connection, met, parameter)
                yield self.violation(met.at.report_at(connection), f"{message}: calling it raises TypeError; {remedy}")


def _lacks(connection: Connection, parameter: SignatureParameter) -> bool:
    sent = connection.sent(parameter.name)
    return bool(sent) and not any(sent) and parameter.kind != "positional-only"


def _remedy(connection: Connection, met: MetSignature, parameter: SignatureParameter) -> str:
    taken = {other.name for other in met.signature.parameters}
    built_in = connection.signals[0].built_in
    sent = ["sender", *(argument.name for argument in built_in.arguments)] if built_in else []
    meant = difflib.get_close_matches(parameter.name, [name for name in sent if name not in taken], n=1)
    return f"did you mean {meant[0]!r}?" if meant else "give it a default, or remove it"
