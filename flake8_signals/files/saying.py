"""What is said on standard error, and how the names of files are written."""

from __future__ import annotations

import sys

_held: list[str] | None = None
_said: set[str] = set()


def complain(error: OSError) -> None:
    """Say on standard error, once, what cannot be listed or read, or hold it back after ``hold_complaints``."""
    say(f"{printable(str(error.filename))}: {error.strerror or error}, so findings may be missing")


def say(line: str) -> None:
    """Say a line on standard error, once, or hold it back after ``hold_complaints``."""
    if line in _said:
        return
    _said.add(line)
    if _held is not None:
        _held.append(line)
    elif sys.stderr is not None:
        sys.stderr.write(f"flake8-signals: {line}\n")


def hold_complaints() -> None:
    """Let ``held_complaints`` return what would otherwise be said at once: several processes may find the same."""
    global _held  # noqa: PLW0603 - a process holds them or does not
    _held = []


def held_complaints() -> list[str]:
    """What has been held back since the last call."""
    global _held
    held, _held = _held or [], []
    return held


def say_held(unless: tuple[str, ...]) -> None:
    """Say what has been held back, except for lines that start in one of these ways, and hold no more."""
    global _held
    held, _held = held_complaints(), None
    for line in held:
        if not line.startswith(unless):
            sys.stderr.write(f"flake8-signals: {line}\n")


def printable(text: str) -> str:
    """A text without line ends, cursor movements and text direction marks: a file's name may be any string."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
