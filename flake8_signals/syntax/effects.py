"""What a function does to the database, to signals, tasks and the world: the effects of the calls that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from flake8_signals.knowledge.libraries import DEFERRED_TASKS
from flake8_signals.syntax import calls
from flake8_signals.syntax.facts import Effect
from flake8_signals.syntax.position import once
from flake8_signals.syntax.values import Call

if TYPE_CHECKING:
    from flake8_signals.syntax.position import Position
    from flake8_signals.syntax.values import Value


class Effects:
    """The effects of one function so far, those of the functions defined inside it where it calls them."""

    def __init__(self, position: Position) -> None:
        self.found: list[Effect] = []
        self._position = position
        self._nested: dict[str, tuple[Effect, ...]] = {}
        """What the functions defined inside do, when they are called."""
        self._coroutines: set[str] = set()
        """Those of them that are ``async def``."""

    def add(self, kind: str, target: Value, method: str, call: Call | None = None, *, awaited: bool = False) -> None:
        """Take note of an effect, here."""
        at = self._position
        deferred = at.deferred or method in DEFERRED_TASKS
        self.found.append(
            Effect(kind, target, method, at.line, once(*at.guards), at.in_loop, deferred, awaited, call, at.alone)
        )

    def record(self, value: Value, *, awaited: bool = False) -> None:
        """Take note of what a call does."""
        if isinstance(value, Call):
            kind, target = calls.classify(value)
            if kind:
                self.add(kind, target, calls.spelled(value.function).rpartition(".")[2], value, awaited=awaited)

    def define(self, name: str, effects: list[Effect], *, is_async: bool) -> None:
        """Take note of a function defined inside, and of what it does."""
        self._nested[name] = tuple(effects)
        if is_async:
            self._coroutines.add(name)

    def has_nested(self, name: str) -> bool:
        """Whether a function defined inside is called ``name``."""
        return name in self._nested

    def call_nested(self, name: str, *, awaited: bool = False) -> None:
        """Take note of a call of a function defined inside."""
        # What is awaited and no coroutine is wrapped in one: it runs in a thread of its own.
        in_thread = awaited and name not in self._coroutines
        at = self._position
        self.found += [
            structs.replace(
                effect,
                guards=once(*at.guards, *effect.guards),
                in_loop=at.in_loop or effect.in_loop,
                alone=effect.alone if effect.in_loop else at.alone,
                deferred=at.deferred or effect.deferred,
                awaited=effect.awaited or in_thread,
            )
            for effect in self._nested[name]
        ]
