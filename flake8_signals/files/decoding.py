"""A file's bytes as text, and its lines."""

from __future__ import annotations

import codecs
import io
import tokenize

_MARKS = ("\ufeff", codecs.BOM_UTF8.decode("latin-1"))
"""What flake8 takes for a byte order mark, even behind another one."""


def decoded(content: bytes) -> str:
    r"""A file's text as flake8 decodes it: by its encoding declaration, no byte order mark, ``\n`` at line ends.

    A file in no known encoding is read as Latin-1, as flake8 does.
    """
    end = content.find(b"\n", content.find(b"\n") + 1)
    first = content[:end] if end >= 0 else content
    encoding = "utf-8"
    try:
        if first.startswith(codecs.BOM_UTF8) or b"coding" in first:  # a closer look is slower, and few need it
            encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = content.decode(encoding)
    except (SyntaxError, UnicodeError, LookupError):  # the last for what is no encoding of text, such as "hex"
        text = content.decode("latin-1")
    text = text.removeprefix(next(filter(text.startswith, _MARKS), ""))
    return io.StringIO(text, newline=None).read() if "\r" in text else text


def lines_of(text: str) -> list[str]:
    """The lines of a text with their ends, split as Python's parser does and ``str.splitlines`` does not."""
    return io.StringIO(text).readlines()
