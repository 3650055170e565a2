"""An on-disk cache of what was found in each text: an unchanged file needs neither parsing nor libcst.

One SQLite file serves all projects of a user. It holds answers to questions about subjects (a text, a path, a project).
The answers are plain data that cannot run code, and the file may be deleted at any time. A faulty cache only makes a
run slower:

- If the disk is full or read-only, the run goes on without it; if it is locked again and again, for a while.
- An answer damaged by a crash or a bad disk does not match its checksum, and is ignored.
- A damaged answer means that the file is broken. It is removed, and the next run starts a new one. A file that is not
  ours is left alone.
- A folder or file that others own or may write to, a link, or a file with anything in it but our table is not used.
- Above ``LIMIT`` bytes, the least recently used half of the answers is deleted.

There is no write-ahead log, because network and read-only file systems do not support one. Writes are not synced to
disk: the checksums make up for that. A commit takes a tenth of a millisecond; a log would not be noticeably faster.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.metadata
import os
import sqlite3
import stat
import sys
import time
from itertools import islice
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Any
from zlib import crc32

import msgspec

from flake8_signals import __version__
from flake8_signals.files.hashing import hashed

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 128 * 1024 * 1024
"""The size in bytes, roughly, that the file may grow to."""

NAME = "flake8-signals-2.sqlite3"
"""The file's name. A new schema gets a new number, so that versions do not disturb each other."""

EXTRACTION = ("files", "knowledge", "syntax")
"""The folders whose code decides what is found in a text."""

_APPLICATION_ID = 0x51674E31
"""Marks our files in SQLite's own header."""

_SCHEMA = (
    "CREATE TABLE answers (subject BLOB, question BLOB, answer BLOB, used INTEGER,"
    " PRIMARY KEY (subject, question)) WITHOUT ROWID"
)
"""All that is in our files."""

_SUFFIXES = ("", "-journal", "-wal", "-shm")
"""The ends of the names of the files that SQLite opens."""

_MAGIC = b"SQLite format 3\0"

_PATIENCE = 0.05
"""Seconds to wait while another process writes."""

_PATIENCE_AT_END = 1.0
"""The same for what is written last: the processes of a run end together, and what is not written then is lost."""

_WAIT = 2.0
"""Seconds of work that may be lost when a process is killed."""

_TRIES = 5
"""How many times in a row the file may be locked before the process works without it for a while."""

_REST = 5.0
"""Seconds of that: another process may have much to write."""

_BATCH = 1000
"""How many answers are written in one transaction: others can write only in between."""

_DAY = 24 * 60 * 60
"""Seconds until an answer's last use is updated, so that a run that finds everything writes nothing."""

_TICK = 2 * 10**9
"""Nanoseconds within which a file may change twice and keep its stamp, on the coarsest file systems."""

_INTEGER = 2**63 - 1
"""The largest integer that an answer may hold."""

_FAILURES = (OSError, sqlite3.Error, ValueError, OverflowError, MemoryError)
"""What SQLite raises; the last three only for a broken file."""

Stamp = tuple[int, int, int, int]
"""A file's times of modification and change in nanoseconds, its size, and its number on the disk.

Anybody can set the first; only the system sets the second.
"""


class Cache:
    """Answers by subject and question, in a file in ``folder``.

    The file is opened at the first question, by each process for itself.
    """

    def __init__(self, folder: str) -> None:
        self._path = os.path.join(folder, NAME)
        self._process = 0
        self._connection: sqlite3.Connection | None = None
        self._is_new = False
        """Whether this process created the file: then ``_written`` is all that is in it."""
        self._written: set[bytes] = set()
        self._inherited: list[sqlite3.Connection | None] = []
        self._writes = True
        self._locked = 0
        self._rests_until = 0.0
        self._flushed = time.monotonic()
        self._answers: dict[bytes, dict[str, bytes]] = {}
        self._unwritten: dict[tuple[bytes, str], bytes] = {}
        self._used: set[bytes] = set()

    # --- questions and answers ---

    def subject(self, *parts: object) -> bytes:
        """The key of a subject with these parts (strings, bytes, booleans), for this version of the code."""
        return hashed(_version() + repr(parts).encode(errors="backslashreplace"))

    def recall(self, subject: bytes, question: str, kind: Any) -> Any:
        """The answer to a question, as a value of the type ``kind``; raises ``KeyError`` if there is none."""
        data = self._known(subject)[question]
        try:
            return _decoder(kind).decode(data)
        except (msgspec.DecodeError, RecursionError) as error:
            raise KeyError(question) from error

    def remember(self, subject: bytes, question: str, answer: Any) -> None:
        """Keep an answer until ``flush`` writes it; what cannot be encoded (a huge number, say) is not kept."""
        try:
            data = msgspec.msgpack.encode(answer)
        except (ValueError, OverflowError, RecursionError):
            return
        self._known(subject)[question] = data
        self._unwritten[(subject, question)] = data

    def _known(self, subject: bytes) -> dict[str, bytes]:
        if subject not in self._answers:
            self._answers[subject] = self._read(subject)
        return self._answers[subject]

    def recall_text(self, path: str) -> bytes | None:
        """The hash of a file's text if the file has not changed since, else ``None``."""
        try:
            before, text = self.recall(_place(path), "text", tuple[Stamp, bytes])
        except KeyError:
            return None
        return text if before == stamp(path) else None

    def remember_text(self, path: str, before: Stamp | None, text: bytes) -> None:
        """Keep the hash of a file's text; ``before`` is the file's stamp, taken before it was read."""
        if is_stable(before):
            self.remember(_place(path), "text", (before, text))

    # --- the file ---

    def flush_now_and_then(self) -> None:
        """Write what is new, unless that was done just now: a worker may be killed at any time."""
        now = time.monotonic()
        if now - self._flushed > _WAIT:
            self._flushed = now
            self.flush()

    def flush(self) -> None:
        """Write what is new."""
        connection = self._connected() if self._writes and (self._unwritten or self._used) else None
        if connection is not None:
            try:
                self._write(connection)
            except _FAILURES as error:
                if self._is_temporary(error):
                    return
                self._writes = False  # what is there may still be read
        elif self._rests:
            return
        self._unwritten.clear()
        self._used.clear()

    def close(self) -> None:
        """Write what is new, and close the file."""
        tries = 1 if self._rests else _TRIES  # it may be locked for ever
        self._rests_until = 0.0
        if self._unwritten and (connection := self._connected()) is not None:
            with contextlib.suppress(*_FAILURES):
                connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_AT_END * 1000:.0f}")
        self.flush()
        for _ in range(1, tries):
            if self._unwritten:
                self.flush()
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
            self._connection = None

    def _connected(self) -> sqlite3.Connection | None:
        """This process's own connection; ``None`` if it works without the cache, perhaps for a while."""
        if self._rests:
            return None
        if self._process != os.getpid():
            # After a fork, SQLite must not even close what the parent has opened.
            self._inherited.append(self._connection)
            self._process, self._connection, self._writes = os.getpid(), None, True
            try:
                self._is_new = not os.path.exists(self._path)
                self._connection = _connect(self._path)
            except _FAILURES as error:
                if self._is_temporary(error):
                    self._process = 0
        return self._connection

    @property
    def _rests(self) -> bool:
        """Whether the process works without the cache for a while."""
        return time.monotonic() < self._rests_until

    def _is_temporary(self, error: Exception) -> bool:
        """Whether a failure is temporary, as a lock is; a broken file is removed, and not used again."""
        if "locked" in str(error):
            self._locked += 1
            if self._locked == _TRIES:
                self._locked, self._rests_until = 0, time.monotonic() + _REST
            return True
        if _is_broken(error):
            self._replace()
        return False

    def _replace(self) -> None:
        """Remove a broken file; the next run starts a new one."""
        self._disconnect()
        _remove(self._path)

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _read(self, subject: bytes) -> dict[str, bytes]:
        """Every intact answer about a subject in the file."""
        connection = self._connected()
        if connection is None or (self._is_new and subject not in self._written):
            return {}
        try:
            rows = connection.execute(
                "SELECT question, answer, used FROM answers WHERE subject = ?", (subject,)
            ).fetchall()
        except _FAILURES as error:
            if not self._is_temporary(error):
                self._disconnect()
            return {}
        self._locked = 0
        now = time.time()
        found = {}
        for question, sealed, used in rows:
            if _is_sound(subject, question, sealed):
                found[question.decode()] = sealed[4:]
                if not isinstance(used, int) or not now - _DAY < used <= now:
                    self._used.add(subject)
        if len(found) < len(rows):  # one damaged answer may mean a damaged index, which hides others for good
            self._replace()
        return found

    def _write(self, connection: sqlite3.Connection) -> None:
        now = int(time.time())
        while batch := [*islice(self._unwritten.items(), _BATCH)]:
            rows = []
            for (subject, question), answer in batch:
                name = question.encode(errors="replace")
                rows.append((subject, name, _sealed(subject, name, answer), now))
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", rows)
            for key, _ in batch:
                self._written.add(key[0])
                del self._unwritten[key]
            self._locked = 0
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "UPDATE answers SET used = ? WHERE subject = ?", [(now, subject) for subject in self._used]
            )
            pages = _pragma(connection, "page_count") - _pragma(connection, "freelist_count")
            if pages * _pragma(connection, "page_size") > LIMIT:
                connection.execute(
                    "DELETE FROM answers WHERE (subject, question) IN (SELECT subject, question FROM answers"
                    " ORDER BY used LIMIT (SELECT count(*) / 2 FROM answers))"
                )
        self._answers.clear()  # callers keep their answers: the few that ask again read the file
        self._locked = 0


@functools.cache
def user_cache() -> Cache | None:
    """The user's own cache, the same for the whole process; ``None`` if there is no place for one.

    It is in ``FLAKE8_SIGNALS_CACHE_DIR``, or else where the system keeps caches.
    """
    folder = os.environ.get("FLAKE8_SIGNALS_CACHE_DIR")
    if not folder:
        import platformdirs

        try:
            folder = platformdirs.user_cache_dir("flake8-signals", appauthor=False)
        except RuntimeError:
            return None  # a user whom the system does not know, as in a container
    folder = os.path.expanduser(folder)
    if folder.startswith("~"):
        return None  # a user without a home
    cache = Cache(os.path.abspath(folder))
    Finalize(None, cache.close, exitpriority=0)
    return cache


def stamp(path: str) -> Stamp | None:
    """The file's stamp; ``None`` if there is no such file."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino & _INTEGER


def is_stable(before: Stamp | None, since: int | None = None) -> bool:
    """Whether a file with this stamp can no longer change without its stamp changing too.

    If there is a time (in nanoseconds): whether it has not changed since then, either.
    """
    return before is not None and max(before[:2]) < (time.time_ns() if since is None else since) - _TICK


def _place(path: str) -> bytes:
    return hashed(b"path " + os.fsencode(path))


@functools.cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)


@functools.cache
def _version() -> bytes:
    """What the answers depend on besides the text: versions, and our own source for those who work on it."""
    source = b"".join(_source(folder) for folder in EXTRACTION)
    libcst = importlib.metadata.version("libcst")
    return repr((sys.implementation.cache_tag, __version__, libcst, hashed(source))).encode()


def _source(folder: str) -> bytes:
    """The text of every module in one of our own folders; empty if the package is installed without source."""
    inside = os.path.join(os.path.dirname(os.path.dirname(__file__)), folder)
    found = []
    try:
        for name in sorted(name for name in os.listdir(inside) if name.endswith(".py")):
            with open(os.path.join(inside, name), "rb") as file:
                found.append(file.read())
    except OSError:
        return b""
    return b"".join(found)


def _sealed(subject: bytes, question: bytes, answer: bytes) -> bytes:
    """An answer as the file holds it: prefixed with a checksum of the answer, its subject and its question."""
    return crc32(answer, crc32(question, crc32(subject))).to_bytes(4, "big") + answer


def _is_sound(subject: bytes, question: Any, sealed: Any) -> bool:
    """Whether what was read is exactly what was once written."""
    is_data = isinstance(question, bytes) and isinstance(sealed, bytes)
    return is_data and sealed == _sealed(subject, question, sealed[4:])


def _connect(path: str) -> sqlite3.Connection | None:
    """A connection to our file, created if there is none; ``None`` if a file that is not ours has its name.

    Raises any of ``_FAILURES``.
    """
    folder = os.path.dirname(path)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    if not (_is_our_own(folder, stat.S_ISDIR) and all(_is_our_own(f"{path}{end}", stat.S_ISREG) for end in _SUFFIXES)):
        return None
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cache_spill = OFF")  # or others could not read from then on until the commit
        if _pragma(connection, "page_count") == 0:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
                connection.execute(_SCHEMA.replace("TABLE", "TABLE IF NOT EXISTS", 1))
            return connection
        if _pragma(connection, "application_id") == _APPLICATION_ID:
            if connection.execute("SELECT sql FROM sqlite_master LIMIT 2").fetchall() != [(_SCHEMA,)]:
                raise sqlite3.OperationalError("no such table")  # noqa: TRY301 - like the others, it closes the file
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None


def _is_our_own(path: str, is_kind: Callable[[int], bool]) -> bool:
    """Whether a path is of a kind and no link, and only its user may write to it: this one, or the system's.

    True also if there is nothing there, and where the system has no such users.
    """
    if not hasattr(os, "geteuid"):
        return True
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return True
    return is_kind(status.st_mode) and status.st_uid in (os.geteuid(), 0) and not status.st_mode & 0o022


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _is_broken(error: Exception) -> bool:
    """Whether the file itself is at fault, and not a lock, the disk or the path."""
    if isinstance(error, sqlite3.OperationalError):
        return str(error).startswith(("no such", "unsupported"))  # no table of ours, or a format unknown to SQLite
    return not isinstance(error, OSError)


def _remove(path: str) -> None:
    """Remove a broken file if its header says that it is ours; a crash may also leave one empty, or full of zeros."""
    try:
        with open(path, "rb") as file:
            header = file.read(100)
        ours = _MAGIC.startswith(header[:16]) and header[68:72] in (b"", _APPLICATION_ID.to_bytes(4, "big"))
        if ours or not header.strip(b"\0"):
            for suffix in ("-journal", ""):  # in this order: a leftover journal would be applied to the next file
                if os.path.exists(path + suffix):
                    os.unlink(path + suffix)
    except OSError:
        pass  # as good as none
