"""A change to one file, and how it is written."""

from __future__ import annotations

import contextlib
import os
import tempfile
from typing import NamedTuple


class Change(NamedTuple):
    """A file's content before (``None``: there was no file) and after."""

    before: bytes | None
    after: bytes


def save(path: str, change: Change) -> None:
    """Write a file's new content, all or nothing, and keep the file's mode.

    Raises ``OSError`` if that fails, or if the file has changed since it was read.
    """
    target = os.path.realpath(path)
    if change.before is None:
        if os.path.exists(target):
            raise FileExistsError("it has been created meanwhile")
        mode = 0o666 & ~_umask()
    else:
        with open(target, "rb") as file:
            if file.read() != change.before:
                raise OSError("it has changed meanwhile")
        mode = os.stat(target).st_mode
        if not (mode & 0o222 and os.access(target, os.W_OK)):
            raise PermissionError("it is read-only")
    descriptor, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".flake8-signals-")
    try:
        with open(descriptor, "wb") as file:
            file.write(change.after)
            file.flush()
            os.fsync(descriptor)
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
