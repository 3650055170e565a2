from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.rule import Fix, SignatureRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.receivers import MetSignature


class PositionalOnlySender(SignatureRule):
    """A receiver takes an argument by position only.

    ## Why is this bad?
    A signal passes everything by keyword, the sender too. A parameter before a ``/`` never gets a value, and the call
    raises `TypeError`, with or without ``**kwargs``.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def forget(sender, /, **kwargs):  # SIG206
        cache.delete("orders")
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    def forget(sender, **kwargs):
        cache.delete("orders")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#receiver-functions
    - ``Signal.send()`` in https://github.com/django/django/blob/main/django/dispatch/dispatcher.py
    """

    code = "SIG206"

    def check(self, met: MetSignature) -> Iterator[Violation]:
        required = met.signature.required
        names = [parameter.name for parameter in required if parameter.kind == "positional-only"]
        if names:
            written = met.written
            yield self.violation(
                met.at,
                f"{met.title} takes {names[0]!r} by position only, and signals pass everything by keyword: "
                "calling it raises TypeError; remove the /",
                None if written is None else Fix(drop_slash, written.place, path=written.path),
            )


@edits.of("FunctionDef | Call")
def drop_slash(node: cst.FunctionDef | cst.Call) -> cst.FunctionDef | cst.Call:
    """A function, or the lambda that a call is given, whose parameters can all be passed by keyword."""
    return edits.parameters.with_parameters(node, lambda given, _: edits.parameters.without_slash(given))
