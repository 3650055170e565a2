from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.knowledge import django
from flake8_signals.rule import Fix, SignatureRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.places import At
    from flake8_signals.project.receivers import MetSignature

_OLDEST = (3, 2)
"""The oldest Django that runs on the Pythons that run this."""


class ReceiverWithoutKwargs(SignatureRule):
    """A receiver does not accept arbitrary keyword arguments.

    ## Why is this bad?
    Django may add an argument to a signal in any release, and a receiver without ``**kwargs`` then raises `TypeError`.
    With ``DEBUG = True`` Django refuses to connect it. With ``DEBUG = False`` it connects, and fails when the signal is
    first sent.

    ## Example
    ```python
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance):  # SIG004
        instance.ship()
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#receiver-functions
    """

    code = "SIG004"

    def check(self, met: MetSignature) -> Iterator[Violation]:
        # What a library calls a signal may be one of another kind, which passes what it likes.
        if met.signature.catch_all is None and any(connection.is_django for connection in met.connections):
            fails = "when it is off" if _is_sent_more(met) else "once the signal sends another argument"
            message = (
                f"{met.title} does not accept **kwargs: Django refuses to connect it when DEBUG is on, and "
                f"calling it fails {fails}"
            )
            yield self.violation(met.at, f"{message}; add **kwargs to its parameters", _fix(met.written))


def _is_sent_more(met: MetSignature) -> bool:
    """Whether, for certain, one of its signals sends what no parameter takes."""
    sent = {*django.RESERVED_ARGUMENTS}
    for signal in (signal.built_in for connection in met.connections for signal in connection.signals):
        sent.update(
            a.name for a in (signal.arguments if signal else ()) if a.always and (a.since or _OLDEST) <= _OLDEST
        )
    return not sent <= {parameter.name for parameter in met.signature.named}


def _fix(written: At | None) -> Fix | None:
    return None if written is None else Fix(add_kwargs, written.place, path=written.path)


@edits.of("FunctionDef | Call")
def add_kwargs(node: cst.FunctionDef | cst.Call) -> cst.FunctionDef | cst.Call:
    """A function, or the lambda that a call is given, with ``**kwargs`` (``**_kwargs`` where that name is taken)."""
    name = edits.names.unused("kwargs", node)

    def edit(given: cst.Parameters, opening: cst.BaseParenthesizableWhitespace) -> cst.Parameters:
        return given if given.star_kwarg is not None else edits.parameters.with_catch_all(given, name, opening)

    return edits.parameters.with_parameters(node, edit)
