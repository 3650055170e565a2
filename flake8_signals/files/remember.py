"""Answers that are worked out once: the one way in which our objects remember."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")
Owner = TypeVar("Owner")


def remembered(method: Callable[Concatenate[Owner, P], T]) -> Callable[Concatenate[Owner, P], T]:
    """A method whose answers its object keeps, one for each set of (hashable, positional) arguments.

    A question that is asked again while its own answer is being worked out is worked out again: whoever may ask in a
    circle breaks it. Properties use ``functools.cached_property``, which does the same for no arguments.
    """
    kept = f"_{method.__name__}_remembered"

    @wraps(method)
    def ask(self: Owner, *arguments: P.args, **keywords: P.kwargs) -> T:
        answers = self.__dict__.get(kept)
        if answers is None:
            answers = self.__dict__[kept] = {}
        try:
            return answers[arguments]  # type: ignore[no-any-return]
        except KeyError:
            answers[arguments] = answer = method(self, *arguments, **keywords)
            return answer

    return ask  # type: ignore[return-value]
