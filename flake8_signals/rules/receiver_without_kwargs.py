"""SIG004."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.file import Wire
from flake8_signals.rule import FileRule, Fix, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.file import Handler, SourceFile


class ReceiverWithoutKwargs(FileRule):
    """A signal receiver does not accept arbitrary keyword arguments.

    ## Why is this bad?
    Django may add an argument to a signal in any release, and a receiver without
    ``**kwargs`` then raises `TypeError`. With ``DEBUG = True`` Django refuses to connect
    it; with ``DEBUG = False`` it connects, and fails when the signal is first sent.

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

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every receiver whose signature is known, and has no ``**`` parameter."""
        consequence = "Django refuses to connect it when DEBUG is on, and calling it fails when it is off"
        for reception in file.receptions:
            if reception.signature.catch_all is None:
                message = f"{reception.title} does not accept **kwargs: {consequence}"
                yield self.violation(reception.at, f"{message}; add **kwargs to its parameters", _fix(reception.at))


def _fix(at: Handler | Wire) -> Fix | None:
    if isinstance(at, Wire):
        return Fix(add_kwargs_to_lambda, at.place)
    return None if at.function.is_class else Fix(add_kwargs, at.function.place, path=at.module.path)


def add_kwargs(function: cst.FunctionDef) -> cst.FunctionDef:
    """``function`` with ``**kwargs`` (``**_kwargs`` where something in it has that name)."""
    from flake8_signals import nodes

    if function.params.star_kwarg is not None:
        return function
    name = nodes.unused("kwargs", function)
    return function.with_changes(params=nodes.with_catch_all(function.params, name, function.whitespace_before_params))


def add_kwargs_to_lambda(call: cst.Call) -> cst.Call:
    """``call`` with ``**kwargs`` on the lambda that it is given as the receiver."""
    import libcst as cst

    from flake8_signals import nodes

    for argument in call.args:
        receiver = argument.value
        if isinstance(receiver, cst.Lambda) and receiver.params.star_kwarg is None:
            space = cst.SimpleWhitespace(" ")
            changed = nodes.with_catch_all(receiver.params, nodes.unused("kwargs", receiver), space)
            return call.with_deep_changes(receiver, params=changed, whitespace_after_lambda=space)
    return call
