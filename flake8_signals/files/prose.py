"""What a word in a source text may be: code, an imported name, or only prose, in a comment or a docstring.

Judged by its line alone, without parsing. What is said to be prose certainly is: in code, two names stand side by side
only if one of them is a keyword.
"""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_AROUND = 200
"""How many bytes on each side of a word are looked at: a text may be one long line."""

_KEYWORDS = frozenset(word.encode() for word in (*keyword.kwlist, *keyword.softkwlist, "match", "case", "type", "lazy"))
"""Those of later versions of Python too."""

_COMMENT = re.compile(rb"[^'\"#]*#")

_BEFORE = re.compile(rb"\b([^\W\d]\w*)[ \t]+(?:\w[\w.]*)?\Z")
"""The word before a name, of which only the first part may be given."""

_AFTER = re.compile(rb"(?:[\w.]*\w)?[ \t]+([^\W\d]\w*)")
"""The word after a name, of which only the last part may be given."""

_OWN_PART = re.compile(rb"\w*\Z")
"""The first part of the name that a word belongs to."""

_NAMES_BEFORE, _NAMES_AFTER = re.compile(rb"[\w\s,()]*\Z"), re.compile(rb"[\w\s,()]*(?:#|\Z)")
"""The rest of a line of imported names."""


def in_code(content: bytes, word: bytes) -> Iterator[int]:
    """Every position at which a word, or a part of one, stands in a text, without those at which it is only prose."""
    at = content.find(word)
    while at >= 0:
        end = at + len(word)
        if not _is_prose(content[max(0, at - _AROUND) : at], content[end : end + _AROUND]):
            yield at
        at = content.find(word, end)


def _is_prose(before: bytes, after: bytes) -> bool:
    """Whether what stands between two parts of a text is certainly no code."""
    line = max(before.rfind(b"\n"), before.rfind(b"\r")) + 1
    starts_line = line > 0 or len(before) < _AROUND
    if starts_line and _COMMENT.match(before, line):
        return True
    words = (_BEFORE.search(before, line), _AFTER.match(after))
    return any(word is not None and word[1] not in _KEYWORDS for word in words)


def may_be_from_elsewhere(content: bytes, at: int) -> bool:
    """Whether a name, a part of which is at this place, may be an attribute, a decorator or an imported name."""
    before, after = content[max(0, at - _AROUND) : at], content[at : at + _AROUND]
    line, rest = before[before.rfind(b"\n") + 1 :], after.partition(b"\n")[0]
    return (
        _OWN_PART.sub(b"", before, 1).rstrip(b" \t\r\n\\")[-1:] in (b".", b"@")
        or b"import" in line
        or b"import" in rest
        or len(line) == _AROUND
        or bool(_NAMES_BEFORE.match(line) and _NAMES_AFTER.match(rest))
    )
