"""Results that are computed once: the one mechanism by which our objects remember."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")
Owner = TypeVar("Owner")
Keeper = TypeVar("Keeper", bound="Keeps")


class Memory(Protocol):
    """Where ``kept`` looks for a result, and how it asks the cache before computing one."""

    known: dict[tuple[str, tuple[Any, ...]], Any]

    def recall(self, question: str, method: Callable[..., Any], make: Callable[[], Any]) -> Any:
        """The answer to a question, from the cache or else computed."""


class Keeps(Protocol):
    """What ``kept`` needs of an object."""

    @property
    def answers(self) -> Memory:
        """Where the object's results are."""


def remembered(method: Callable[Concatenate[Owner, P], T]) -> Callable[Concatenate[Owner, P], T]:
    """A method whose results are stored on its object, one for each set of (hashable, positional) arguments.

    A call during the computation of its own result computes it again, so a caller that may recurse has to break the
    cycle itself. Properties use ``functools.cached_property``.
    """
    kept = f"_{method.__name__}_remembered"

    @wraps(method)
    def ask(self: Owner, *arguments: P.args, **keywords: P.kwargs) -> T:
        try:
            return self.__dict__[kept][arguments]  # type: ignore[no-any-return]
        except KeyError:
            answer = method(self, *arguments, **keywords)
            self.__dict__.setdefault(kept, {})[arguments] = answer
            return answer

    return ask  # type: ignore[return-value]


def kept(method: Callable[Concatenate[Keeper, P], T]) -> Callable[Concatenate[Keeper, P], T]:
    """A ``remembered`` method whose results are also kept on disk, if its object has a cache.

    The question is the method's name with its (plain, positional) arguments; the answer's type is the method's declared
    return type.
    """
    defaults = method.__defaults__ or ()
    parameters = method.__code__.co_argcount - 1
    name = method.__name__.strip("_")

    @wraps(method)
    def ask(self: Keeper, *arguments: Any) -> T:
        given = arguments + defaults[len(defaults) + len(arguments) - parameters :]
        memory = self.answers
        try:
            return memory.known[name, given]  # type: ignore[no-any-return]
        except KeyError:
            question = " ".join([name, *map(str, given)])
            answer = memory.recall(question, method, lambda: method(self, *given))  # type: ignore[call-arg]
            memory.known[name, given] = answer
            return answer  # type: ignore[no-any-return]

    return ask  # type: ignore[return-value]
