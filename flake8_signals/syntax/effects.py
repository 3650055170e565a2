"""What a function does to the database, to signals, tasks and the outside: the effects of its calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst
from msgspec import structs

from flake8_signals.knowledge.libraries import DEFERRED_TASKS
from flake8_signals.syntax import calls
from flake8_signals.syntax.facts import Effect
from flake8_signals.syntax.position import once
from flake8_signals.syntax.values import Call

if TYPE_CHECKING:
    from flake8_signals.syntax.position import Position
    from flake8_signals.syntax.values import Value

_PASSING = frozenset({"log", "print", "cache"})
"""Effects of which nobody asks how they are written."""

_CODE = cst.Module(())


def written(node: cst.CSTNode) -> str:
    """An expression as it is written, on one line."""
    return " ".join(_CODE.code_for_node(node).split())


class Effects:
    """The effects of one function so far, including nested functions that it calls."""

    def __init__(self, position: Position) -> None:
        self.found: list[Effect] = []
        self._position = position
        self._nested: dict[str, tuple[Effect, ...]] = {}
        """The effects of nested functions, for when they are called."""
        self._coroutines: set[str] = set()
        """The nested functions that are ``async def``."""

    def add(
        self,
        kind: str,
        target: Value,
        method: str,
        call: Call | None = None,
        *,
        awaited: bool = False,
        node: cst.CSTNode | None = None,
    ) -> None:
        """Note an effect at the current position; ``node`` is what is called, or iterated."""
        at = self._position
        deferred = at.deferred or method in DEFERRED_TASKS
        source = written(node) if node is not None and kind not in _PASSING else ""
        self.found.append(
            Effect(
                kind,
                target,
                method,
                at.line,
                once(*at.guards),
                at.in_loop,
                deferred,
                awaited,
                call,
                at.alone,
                at.conditions,
                source,
            )
        )

    def record(self, value: Value, *, awaited: bool = False, node: cst.CSTNode | None = None) -> None:
        """Note the effects of a call of ``node``."""
        if isinstance(value, Call):
            kind, target = calls.classify(value)
            if kind:
                method = calls.spelled(value.function).rpartition(".")[2]
                self.add(kind, target, method, value, awaited=awaited, node=node)

    def define(self, name: str, effects: list[Effect], *, is_async: bool) -> None:
        """Note a nested function and its effects."""
        self._nested[name] = tuple(effects)
        if is_async:
            self._coroutines.add(name)

    def has_nested(self, name: str) -> bool:
        """Whether a nested function is called ``name``."""
        return name in self._nested

    def call_nested(self, name: str, *, awaited: bool = False) -> None:
        """Note a call of a nested function."""
        # Awaited but not async: it is wrapped in something that runs it in another thread.
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
                when=once(*at.conditions, *effect.when),
            )
            for effect in self._nested[name]
        ]
