"""Two files change places, at once: what neither ``os`` nor ``shutil`` offers."""

from __future__ import annotations

import ctypes
import functools
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HERE = -100
"""``AT_FDCWD``"""

_EXCHANGE = 2
"""``RENAME_EXCHANGE`` of Linux, and ``RENAME_SWAP`` of macOS"""


def exchanged(one: str, other: str) -> bool:
    """Let two files change places; false, and nothing done, where the system or the file system cannot do that."""
    exchange = _exchange()
    return exchange is not None and exchange(os.fsencode(one), os.fsencode(other)) == 0


@functools.cache
def _exchange() -> Callable[[bytes, bytes], int] | None:
    try:
        library = ctypes.CDLL(None)
        if sys.platform == "darwin":  # pragma: no cover
            rename = library.renamex_np
            return lambda one, other: int(rename(one, other, _EXCHANGE))
        rename = library.renameat2
    except (AttributeError, OSError, TypeError):  # pragma: no cover - an old system, or Windows
        return None
    return lambda one, other: int(rename(_HERE, one, _HERE, other, _EXCHANGE))
