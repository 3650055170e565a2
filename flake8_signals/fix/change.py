"""A change to one file, and how it is written."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.fix.exchange import exchanged

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable

_PREFIX = ".flake8-signals-"

_TEMPORARY = re.compile(re.escape(_PREFIX) + r"[a-z0-9_]{8}")
"""The names of the files that are here only while another is written."""

_CHANGED = "it has changed meanwhile"


class Change(NamedTuple):
    """A file's content before (``None``: there was no file) and after."""

    before: bytes | None
    after: bytes


def save(path: str, change: Change) -> None:
    """Write a file's new content, all or nothing, and keep its owner, mode, extended attributes and hard links.

    Raises ``OSError`` if that fails, or if the file has changed since it was read: what is there then stays.
    """
    target = os.path.realpath(path)
    if change.before is None:
        _create(target, change.after)
        return
    if _content(target) != change.before:
        raise OSError(_CHANGED)
    status = os.stat(target)
    if not (status.st_mode & 0o222 and os.access(target, os.W_OK)):
        raise PermissionError("it is read-only")
    with _temporary(target, change.after) as temporary:
        if status.st_nlink == 1 and _take_after(temporary, target, status):
            _replace(target, temporary, change.before)
        else:
            _overwrite(target, change)


def remove_leftovers(folders: Iterable[str]) -> None:
    """Remove the temporary files in these folders whose process has been killed."""
    for folder in folders:
        try:
            names = [name for name in os.listdir(folder) if _TEMPORARY.fullmatch(name)]
        except OSError:
            continue
        for name in names:
            with contextlib.suppress(OSError):
                _remove_unless_used(os.path.join(folder, name))


def _remove_unless_used(path: str) -> None:
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return
    if fcntl is not None:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # fails while another process is writing
            os.unlink(path)
        finally:
            os.close(descriptor)
    else:  # pragma: no cover - Windows refuses while it is open
        os.unlink(path)


@contextlib.contextmanager
def _temporary(target: str, content: bytes):  # type: ignore[no-untyped-def]
    """A new file beside ``target`` with this content, locked, and removed in the end."""
    descriptor, path = tempfile.mkstemp(dir=os.path.dirname(target), prefix=_PREFIX)
    try:
        with open(descriptor, "wb") as file:
            if fcntl is not None:
                with contextlib.suppress(OSError):  # some file systems have no locks
                    fcntl.flock(descriptor, fcntl.LOCK_EX)
            file.write(content)
            file.flush()
            os.fsync(descriptor)
            yield path
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)


def _create(target: str, content: bytes) -> None:
    with _temporary(target, content) as temporary:
        os.chmod(temporary, 0o666 & ~_umask())
        try:
            os.link(temporary, target)  # unlike a renaming, it replaces nothing
        except FileExistsError as error:
            raise FileExistsError("it has been created meanwhile") from error
        except OSError:  # a file system without links
            if os.path.lexists(target):
                raise FileExistsError("it has been created meanwhile") from None
            os.replace(temporary, target)


def _take_after(path: str, other: str, status: os.stat_result) -> bool:
    """Give a file the owner, extended attributes and mode of another; whether that could be done."""
    try:
        if hasattr(os, "chown") and (status.st_uid, status.st_gid) != os.stat(path)[4:6]:
            os.chown(path, status.st_uid, status.st_gid)
        if hasattr(os, "listxattr"):
            for name in os.listxattr(other):
                os.setxattr(path, name, os.getxattr(other, name))
        os.chmod(path, stat.S_IMODE(status.st_mode))
    except OSError:
        return False
    return True


def _replace(target: str, temporary: str, before: bytes) -> None:
    """Put ``temporary`` in the place of ``target``, unless that has changed: somebody may save it at this moment."""
    if not exchanged(temporary, target):
        if _content(target) != before:
            raise OSError(_CHANGED)
        os.replace(temporary, target)
    elif _content(temporary) != before:  # this is what was there
        exchanged(temporary, target)
        raise OSError(_CHANGED)


def _overwrite(target: str, change: Change) -> None:
    """Write into a file, which stays the same file under all of its names."""
    with open(target, "r+b", buffering=0) as file:
        if file.read() != change.before:
            raise OSError(_CHANGED)
        file.seek(0)
        written = file.write(change.after)
        while written < len(change.after):
            written += file.write(change.after[written:])
        file.truncate()
        os.fsync(file.fileno())


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
