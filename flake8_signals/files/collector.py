"""Pausing Python's cyclic garbage collector, and sparing it what stays to the end."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND_LINES = frozenset({"flake8", "flake8-signals", "flake8_signals"})
"""The programs, and the packages run with ``-m``, whose processes end with the run."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause Python's cyclic garbage collector.

    It would scan the new objects again and again and free nothing, since those that are dropped form no cycles.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def keep_to_the_end() -> None:
    """Let the collector pass over all that is there now, in a process that ends with the run; elsewhere do nothing.

    What was found out about a project stays to the end. To scan it again and again takes a seventh of flake8's time. A
    process that goes on afterwards (an editor's server, a test run) may still have to free what it made before. What
    others hold at that moment stays as well, if it is a cycle, as what flake8 makes of each file is.
    """
    if _program() in COMMAND_LINES:
        gc.freeze()


def _program() -> str:
    """The name of the program that this process runs, or of the package that it runs with ``python -m``."""
    folder, name = os.path.split(sys.argv[0] if sys.argv else "")
    return os.path.basename(folder) if name == "__main__.py" else os.path.splitext(name)[0]
