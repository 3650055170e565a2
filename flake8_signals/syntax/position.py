"""The current position in a function: the line, and the conditions for reaching it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from flake8_signals.syntax.conditions import UNTOLD, opposite

if TYPE_CHECKING:
    from collections.abc import Iterator


LOOP = "<loop>"
"""The guard of what a loop does once, if at all."""


_EXITS = 50
"""How many early exits are told apart; of what comes after more of them, no more is told than that it is tested."""


class Position:
    """The line, its guards, and whether it may run several times, or only after the commit."""

    def __init__(self) -> None:
        self.line = 0
        self.guards: tuple[str, ...] = ()
        self.conditions: tuple[str, ...] = ()
        """What holds here, as source: the same tests as in the guards, but with their polarity."""
        self.in_loop = False
        self.alone = False
        """Whether it is the one statement of the loop around it."""
        self.deferred = False
        self._in_outer_loop = False
        self._left: tuple[str, ...] = ()
        """The names tested on the way to each ``return`` (``raise``, ``break``, ``continue``) so far."""
        self._left_when: list[tuple[str, ...]] = []
        """What holds at each of them."""
        self._settled: tuple[str, ...] | None = None
        """The conditions to which the exits so far add nothing more."""

    @contextmanager
    def under(
        self,
        *guards: str,
        when: tuple[str, ...] = (),
        loop: bool = False,
        alone: bool = False,
        deferred: bool = False,
    ) -> Iterator[None]:
        """Visit code that runs only behind ``guards`` (``when`` these hold), several times, or after the commit."""
        before = self.guards, self.in_loop, self._in_outer_loop, self.alone, self.deferred
        conditions = self.conditions
        self.guard(*guards, when=when)
        if loop:
            self._in_outer_loop, self.in_loop, self.alone = self.in_loop, True, alone
        self.deferred = self.deferred or deferred
        yield
        self.guards, self.in_loop, self._in_outer_loop, self.alone, self.deferred = before
        self.conditions = conditions

    @contextmanager
    def of_loop(self) -> Iterator[None]:
        """Visit a loop: to leave only its body, or one round of it, is no condition for what follows the loop."""
        before = len(self._left_when)
        yield
        del self._left_when[before:]
        self._settled = None

    @contextmanager
    def once_in_loop(self, *, breaks: bool) -> Iterator[None]:
        """Visit what ends the loop around it (where it only ``breaks``, not the outer ones): it runs once at most."""
        before = self.in_loop
        with self.under(*[LOOP] * before):
            self.in_loop = before and breaks and self._in_outer_loop
            yield
            self.in_loop = before

    def guard(self, *names: str, when: tuple[str, ...] = ()) -> None:
        """The rest of the block runs only behind these guards, ``when`` these conditions hold."""
        self.guards = (*self.guards, *names)
        self.conditions = once(*self.conditions, *when)

    def leave(self, *names: str, when: tuple[str, ...] | None = None) -> None:
        """The function (or loop) may be left here, depending on these names: ``when`` all that holds here does."""
        if len(self._left_when) < _EXITS:
            self._left_when.append(self.conditions if when is None else (*self.conditions, *when))
        elif len(self._left_when) == _EXITS:
            self._left_when.append((UNTOLD,))
        self._settled = None
        self._left = once(*self._left, *(name for name in names if name != LOOP))

    def pass_statement(self) -> None:
        """Anything that may have left the function before now guards all that follows."""
        self.guards = once(*self.guards, *self._left)
        if self.conditions is self._settled:
            return
        known = dict.fromkeys(self.conditions)
        for when in self._left_when:
            new = [condition for condition in when if condition not in known]
            if new:
                known.update(dict.fromkeys(opposite(tuple(new))))
        if len(known) > len(self.conditions):
            self.conditions = tuple(known)
        else:
            self._settled = self.conditions


def once(*found: str) -> tuple[str, ...]:
    """The names without duplicates."""
    return tuple(dict.fromkeys(found))
