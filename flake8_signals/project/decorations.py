"""What the decorators of a file's functions make of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.project.decorators import keeps_signature, lets_go, task_decorator

if TYPE_CHECKING:
    from flake8_signals.project.file import SourceFile
    from flake8_signals.syntax.facts import Function, Place


class _Decorated(NamedTuple):
    """What the decorators of a function make of it: the last that may change its signature, those for tasks."""

    last_opaque: int
    tasks: tuple[tuple[int, str], ...]


class Decorations:
    """The decorators of the functions of one file."""

    def __init__(self, file: SourceFile) -> None:
        self._file = file
        self._known: dict[tuple[str, Place], _Decorated] = {}

    def holds_nothing(self, function: Function) -> bool:
        """Whether none of a function's decorators can hold what becomes of the function."""
        return all(lets_go(self._file, decorator.value) for decorator in function.decorators)

    def last_opaque(self, function: Function) -> int:
        """The position of the last decorator of a function here that may change its signature; -1 if none does."""
        return self._of(function).last_opaque

    def tasks_of(self, function: Function) -> tuple[tuple[int, str], ...]:
        """The decorators that make a function here a task: their positions and dotted names."""
        return self._of(function).tasks

    def _of(self, function: Function) -> _Decorated:
        key = (function.path, function.place)
        if key not in self._known:
            values = [decorator.value for decorator in function.decorators]
            opaque = (index for index, value in enumerate(values) if not keeps_signature(self._file, value))
            tasks = ((index, task_decorator(self._file, value)) for index, value in enumerate(values))
            found = _Decorated(max(opaque, default=-1), tuple(task for task in tasks if task[1]))
            self._known[key] = found
        return self._known[key]
