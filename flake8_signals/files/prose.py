"""Whether a word in a source text may be code, or is only spoken of: in a comment, or in the prose of a docstring.

Judged by its line alone, without parsing. What is said to be prose certainly is: in code, two names stand side by side
only if one of them is a keyword.
"""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, AnyStr

if TYPE_CHECKING:
    from collections.abc import Iterator

_AROUND = 200
"""How many characters on each side of a word are looked at: a text may be one long line."""

_KEYWORDS = frozenset((*keyword.kwlist, *keyword.softkwlist, "match", "case", "type", "lazy"))
"""Those of later versions of Python too."""

_COMMENT = re.compile(r"[^'\"#]*#")

_BEFORE = re.compile(r"\b([^\W\d]\w*)[ \t]+(?:\w[\w.]*)?\Z", re.ASCII)
"""The word before a name, of which only the first part may be given."""

_AFTER = re.compile(r"(?:[\w.]*\w)?[ \t]+([^\W\d]\w*)", re.ASCII)
"""The word after a name, of which only the last part may be given."""


def in_code(text: AnyStr, word: AnyStr) -> Iterator[int]:
    """Every position at which a word, or a part of one, stands in a text, without those at which it is only prose."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not _is_prose(_plain(text[max(0, at - _AROUND) : at]), _plain(text[end : end + _AROUND])):
            yield at
        at = text.find(word, end)


def _plain(part: str | bytes) -> str:
    """A part of a text; what is not ASCII does not matter."""
    return part if isinstance(part, str) else part.decode("latin-1")


def _is_prose(before: str, after: str) -> bool:
    """Whether what stands between two parts of a text is certainly no code."""
    line = max(before.rfind("\n"), before.rfind("\r")) + 1
    starts_line = line > 0 or len(before) < _AROUND
    if starts_line and _COMMENT.match(before, line):
        return True
    words = (_BEFORE.search(before, line), _AFTER.match(after))
    return any(word is not None and word[1] not in _KEYWORDS for word in words)
