"""A hash of contents."""

from __future__ import annotations

try:
    from _blake2 import blake2b  # the one behind hashlib, which would load OpenSSL first
except ImportError:  # pragma: no cover
    from hashlib import blake2b


def hashed(content: bytes) -> bytes:
    """A short hash, assumed to be unique."""
    return blake2b(content, digest_size=16).digest()
