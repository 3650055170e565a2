"""Where the visit of a function stands: the line, and what has to hold for it to be reached."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Position:
    """The line, the guards of what runs there, and whether that runs several times, or after the commit only."""

    def __init__(self) -> None:
        self.line = 0
        self.guards: tuple[str, ...] = ()
        self.in_loop = False
        self.deferred = False
        self._left: tuple[str, ...] = ()
        """The names tested on the way to each ``return`` (and ``raise``, ``break``, ``continue``) so far."""

    @contextmanager
    def under(self, *guards: str, loop: bool = False, deferred: bool = False) -> Iterator[None]:
        """Visit what runs only where ``guards`` allow it, several times, or after the commit."""
        before = self.guards, self.in_loop, self.deferred
        self.guard(*guards)
        self.in_loop = self.in_loop or loop
        self.deferred = self.deferred or deferred
        yield
        self.guards, self.in_loop, self.deferred = before

    def guard(self, *names: str) -> None:
        """What follows in the block runs only where these allow it."""
        self.guards = (*self.guards, *names)

    def leave(self, *names: str) -> None:
        """The function (or loop) may be left here, for these."""
        self._left = once(*self._left, *names)

    def pass_statement(self) -> None:
        """Whatever may have left before this guards all that follows."""
        self.guards = once(*self.guards, *self._left)


def once(*found: str) -> tuple[str, ...]:
    """The names without repetitions."""
    return tuple(dict.fromkeys(found))
