"""A hash for contents."""

from __future__ import annotations

try:
    from _blake2 import blake2b  # hashlib's own, without the time that it takes to load OpenSSL
except ImportError:  # pragma: no cover
    from hashlib import blake2b


def hashed(content: bytes) -> bytes:
    """A short hash, which no two contents share."""
    return blake2b(content, digest_size=16).digest()
