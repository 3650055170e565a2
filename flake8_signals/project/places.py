"""A place in a file, to report a violation at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from flake8_signals.syntax.facts import Place


class At(NamedTuple):
    """A place in a file."""

    path: str
    place: Place
