"""How the files of others are read: only regular ones, of a bounded size."""

from __future__ import annotations

import errno
import os
import stat

LIMIT = 32 * 1024 * 1024
"""The size in bytes above which a file is not read."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""A pipe without a writer would be waited for."""


def content_of(path: str) -> bytes:
    """The content of the file ``path``.

    Raises ``OSError`` if it cannot be read, is too large, or is no regular file: a pipe or a device may never end.
    """
    file = os.open(path, _FLAGS)  # all is read at once: a file object would take half as long again
    try:
        status = os.fstat(file)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file", path)
        if status.st_size > LIMIT:
            raise OSError(errno.EFBIG, f"it is larger than {LIMIT // 1024 // 1024} MiB", path)
        parts = []
        while part := os.read(file, status.st_size + 1):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(file)


def leads_outside(path: str, *folders: str) -> bool:
    """Whether a path leads, through links, to a place in none of these folders."""
    real = os.path.realpath(path)
    return not any(f"{real}{os.sep}".startswith(os.path.join(os.path.realpath(folder), "")) for folder in folders)
