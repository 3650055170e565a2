"""The reports of files, remembered as long as nothing in their project changes."""

from __future__ import annotations

import functools
import os
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING

from flake8_signals.files.cache import stamp
from flake8_signals.files.hashing import hashed
from flake8_signals.files.roots import python_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_signals.files.cache import Cache
    from flake8_signals.project.project import Project


Report = tuple[int, int, str, str, str]
"""One violation of the file in question: line, column, code, message, and how it can be fixed, if at all."""


class Results:
    """The reports of one project's files.

    A report depends on every file of the project. So new reports are written only when this process is done with the
    project, and only if no file has changed since the first question.
    """

    def __init__(self, project: Project, cache: Cache) -> None:
        self._project = project
        self._cache = cache
        self._found: list[tuple[bytes, tuple[bytes, Sequence[Report]]]] = []
        self._at_end: Finalize | None = None

    def recall(self, path: str, text: str) -> list[Report] | None:
        """The report of the file ``path`` with this text; ``None`` if it is not known."""
        try:
            state, reports = self._cache.recall(self._subject(path), "reports", tuple[bytes, list[Report]])
        except KeyError:
            return None
        return reports if state == self._state(text) else None

    def remember(self, path: str, text: str, reports: Sequence[Report]) -> None:
        """Keep the report of the file ``path`` with this text."""
        if self._at_end is None:
            # Unlike atexit, this runs at the end of multiprocessing's workers too.
            self._at_end = Finalize(None, self.finish, exitpriority=1)
        self._found.append((self._subject(path), (self._state(text), reports)))

    def _subject(self, path: str) -> bytes:
        return self._cache.subject("reports", path, self._project.root, tuple(self._project.options))

    def _state(self, text: str) -> bytes:
        return hashed(self._project.files.state + _code() + text.encode(errors="surrogatepass"))

    def finish(self) -> None:
        """Write the new reports if they still hold; called at the end of the process at the latest."""
        if self._at_end is not None:
            self._at_end.cancel()
        if self._project.is_unchanged():
            for subject, found in self._found:
                self._cache.remember(subject, "reports", found)
            self._cache.flush()


@functools.cache
def _code() -> bytes:
    """A hash of the stamps of all our own code: any of it may change a report."""
    stamps = [(path, stamp(path)) for path in python_files(os.path.dirname(os.path.dirname(__file__)))]
    return hashed(repr(stamps).encode(errors="surrogatepass"))
