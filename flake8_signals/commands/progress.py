"""How far a long run is, on a terminal."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqdm import tqdm

_LONG = 1.0
"""After how many seconds a run is long."""


class Progress:
    """A bar on standard error, if that is a terminal, for a run that takes longer than a second.

    ``total`` is the number of files, if it is known.
    """

    def __init__(self, total: int | None = None) -> None:
        self.is_wanted = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._total = total
        self._done = 0
        self._start = time.monotonic()
        self._bar: tqdm[Any] | None = None

    def tick(self, files: int = 1) -> None:
        """So many more files are done."""
        self._done += files
        if self._bar is not None:
            self._bar.update(files)
        elif self.is_wanted and time.monotonic() - self._start > _LONG:
            from tqdm import tqdm  # not for a short run, or one that nobody watches

            tqdm.monitor_interval = 0  # no thread: other processes may be forked after this
            self._bar = tqdm(initial=self._done, total=self._total, unit=" files", leave=False, dynamic_ncols=True)

    def clear(self) -> None:
        """Make room for a line; the next tick draws the bar again."""
        if self._bar is not None:
            self._bar.clear()

    def close(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
        self.is_wanted = False
