"""The files of a project, and what is known about each before parsing."""

from __future__ import annotations

import errno
import os
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from flake8_signals.files.import_scan import Mention, mentions
from flake8_signals.files.prefilter import FileSummary, is_decorated_by, may_hold_facts, summary_of
from flake8_signals.files.reading import content_of, leads_outside
from flake8_signals.files.remember import remembered
from flake8_signals.files.roots import STARTED, is_under, python_files
from flake8_signals.files.saying import complain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from flake8_signals.files.cache import Cache, Stamp

    T = TypeVar("T")

_TEST = re.compile(
    r"(?:^|/)(?:tests?|testing|test_?(?:utils?|apps?|projects?|support))/|(?:^|/)(?:test_[^/]*|[^/]*_test|tests|conftest)\.py$"
)

_ROOM = 8 * 1024 * 1024
"""How many bytes of contents are kept: most projects are asked about a file's text more than once."""


class Files:
    """The files under one root, read only as far as a question needs them, and their folders.

    If there are ``parts``, only those in these folders under the root.

    ``unsaved`` holds the contents of files (by absolute path) that replace what is on disk; ``None`` for a file that is
    not there.
    """

    def __init__(
        self,
        root: str,
        cache: Cache | None = None,
        unsaved: Mapping[str, bytes | None] | None = None,
        parts: tuple[str, ...] = (),
    ) -> None:
        self.root = os.path.abspath(root)
        self.parts = parts or (self.root,)
        self.cache = cache
        self.unsaved = unsaved or {}
        self._inside = self.root.rstrip(os.sep) + os.sep
        self._contents: dict[str, bytes] = {}
        self._room = _ROOM
        self._folders: list[str] = []
        """Those that have been looked through for Python files."""
        self._imports: dict[str, tuple[Mention, ...]] = {}
        self._unread: set[str] = set()
        """The files that cannot be read, which is said in each run."""

    def read(self, path: str) -> bytes:
        """The content of the file ``path``; raises ``OSError`` if it cannot be read."""
        if path in self.unsaved:
            content = self.unsaved[path]
            if content is None:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
            return content
        return content_of(path)

    def is_file(self, path: str) -> bool:
        """Whether there is a file ``path``."""
        return self.unsaved[path] is not None if path in self.unsaved else os.path.isfile(path)

    @remembered
    def entries(self, folder: str) -> frozenset[str]:
        """The names in a folder, without links to places outside; none if it cannot be listed."""
        inside = folder.rstrip(os.sep) + os.sep
        new, gone = set(), set()
        for path, content in self.unsaved.items():
            if path.startswith(inside):
                name, *rest = path[len(inside) :].split(os.sep, 1)
                if content is not None:
                    new.add(name)  # of the file, or of a folder that there may be for it alone
                elif not rest:
                    gone.add(name)
        try:
            with os.scandir(folder) as entries:
                found = {e.name for e in entries if not (e.is_symlink() and leads_outside(e.path, self.root, folder))}
        except OSError:
            return frozenset(new)
        return frozenset((found | new) - gone)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every Python file under the root, without links to places outside and vendored environments."""
        there = [path for part in self.parts for path in python_files(part, complain, self._folders)]
        found = [path for path in there if self.unsaved.get(path, b"") is not None]
        new = {
            path
            for path, content in self.unsaved.items()
            if content is not None and any(is_under(path, part) for part in self.parts)
        }
        found += sorted(path for path in new.difference(found) if path.endswith(".py"))
        return tuple(found)

    def survey(self, question: str, kind: Any, ask: Callable[[bytes], T]) -> dict[str, T]:
        """The result of ``ask`` for the content of every file, in the order of ``files``.

        The cache keeps each result under ``question`` until the file changes; ``kind`` is the result's type.
        """
        if self.cache is None:
            return {path: self._asked(question, path, ask) for path in self.paths}
        from flake8_signals.files.cache import Stamp

        subject = self.cache.subject("project", self.root)
        try:
            known = self.cache.recall(subject, question, dict[bytes, tuple[Stamp, kind]])
        except KeyError:
            known = {}
        found: dict[str, T] = {}
        is_new = False
        for path, before in self._stamps.items():
            earlier = known.get(os.fsencode(path)) if known else None
            if earlier is not None and earlier[0] == before:
                found[path] = earlier[1]
            else:
                found[path] = self._asked(question, path, ask)
                is_new = is_new or path not in self.unsaved
        if is_new:
            lasting = self._lasting.items()
            kept = {os.fsencode(path): (before, found[path]) for path, before in lasting if path not in self._unread}
            self.cache.remember(subject, question, kept)
        return found

    def _asked(self, question: str, path: str, ask: Callable[[bytes], T]) -> T:
        """The result of ``ask`` for a file; its imports, which are needed next, are scanned along with its summary."""
        if question == "imports" and path in self._imports:
            return self._imports.pop(path)  # type: ignore[return-value]
        content = self.content(path)
        if question == "summary":
            self._imports[path] = mentions(content)
        return ask(content)

    @cached_property
    def _stamps(self) -> dict[str, Stamp | None]:
        """The stamp of each file before the first survey; anything read later is at least as new."""
        from flake8_signals.files.cache import stamp

        return {path: None if path in self.unsaved else stamp(path) for path in self.paths}

    @cached_property
    def _lasting(self) -> dict[str, Stamp]:
        """Those of the stamps without which the files can no longer change."""
        from flake8_signals.files.cache import is_stable

        return {path: before for path, before in self._stamps.items() if before is not None and is_stable(before)}

    @cached_property
    def summaries(self) -> dict[str, FileSummary]:
        """The summary of each file."""
        return self.survey("summary", FileSummary, summary_of)

    @cached_property
    def imports(self) -> dict[str, tuple[Mention, ...]]:
        """What each file seems to import."""
        return self.survey("imports", tuple[Mention, ...], mentions)

    @cached_property
    def _wrappers(self) -> frozenset[bytes]:
        """The names of what may be the project's own decorators that connect."""
        return frozenset(name.encode() for summary in self.summaries.values() for name in summary.wrappers)

    def may_hold_facts(self, content: bytes) -> bool:
        """Whether a file with this content may hold a connection, a disconnection, a send or a signal."""
        return may_hold_facts(content) or is_decorated_by(self._wrappers, content)

    @cached_property
    def state(self) -> bytes:
        """A hash of all that is read of the project: the Python files, and those that may name its Django versions."""
        from flake8_signals.files.hashing import hashed

        contents = b"".join(os.fsencode(path) + b"\0" + found.content for path, found in self.summaries.items())
        return hashed(contents + self._metadata)

    @cached_property
    def _metadata(self) -> bytes:
        """A hash of what may name the project's Django versions."""
        from flake8_signals.files.hashing import hashed
        from flake8_signals.project import metadata

        contents = {path: self.content(path) for path in metadata.sources(self.root)}
        return hashed(repr(contents).encode(errors="surrogatepass"))

    def is_unchanged(self) -> bool:
        """Whether the state is still the same, told by the stamps alone if they can tell."""
        from flake8_signals.files.cache import is_stable, stamp

        now = Files(self.root, self.cache, parts=self.parts)
        if not self.unsaved and all(is_stable(stamp(folder), STARTED) for folder in self._folders):
            now.paths = self.paths  # a new file, or one that is gone, would have changed its folder
        same_stamps = now.paths == self.paths and now._stamps == self._lasting and not self._unread
        return now.state == self.state if not same_stamps else now._metadata == self._metadata

    def content(self, path: str) -> bytes:
        """The content of the file ``path``; empty if it cannot be read, which is said if there is one.

        It is kept while there is room.
        """
        content = self._contents.get(path)
        if content is None:
            try:
                content = self.read(path)
            except FileNotFoundError:
                return b""
            except OSError as error:
                complain(error)
                self._unread.add(path)
                return b""
            if len(content) <= self._room:
                self._room -= len(content)
                self._contents[path] = content
        return content

    def text(self, path: str) -> bytes:
        """The content of the file ``path``, read once and kept."""
        if path not in self._contents:
            self._contents[path] = self.content(path)
        return self._contents[path]

    @cached_property
    def texts(self) -> dict[str, bytes]:
        """The content of every file, read once and kept: for questions that no survey answers."""
        return {path: self.text(path) for path in self.paths}

    @remembered
    def is_test(self, path: str) -> bool:
        """Whether the file ``path`` is test code, judged by its path below the root."""
        relative = self.relative(path)
        return not relative.startswith("..") and _TEST.search(relative) is not None

    def folders_around(self, folder: str) -> Iterator[str]:
        """``folder`` and its parents, up to the root; empty if it is not under the root."""
        while is_under(folder, self.root):
            yield folder
            if folder == self.root:
                return
            folder = os.path.dirname(folder)

    def relative(self, path: str) -> str:
        """``path`` as the map and the messages write it: from the root, with forward slashes."""
        # The same as relpath, but faster.
        is_inside = path.startswith(self._inside)
        relative = path[len(self._inside) :] if is_inside else os.path.relpath(path, self.root)
        return relative.replace(os.sep, "/")
