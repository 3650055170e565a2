"""A module's text without the bodies of most functions: all that it imports and defines is there, in half of the text.

That is parsed in less than half of the time, and what a function does is asked of few. No line moves. What looks like a
function may stand in a string, and what looks like its end too: a body goes only where the strings of several lines
that it begins end in it, and whoever parses a skeleton has to be ready to parse the whole text instead.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEF = re.compile(r"([ \t]*)(?:async[ \t]+)?def[ \t]+(\w*)[^\n]*\n")

_LINE = re.compile(r"[^\n]*\n")

_COLON = re.compile(r":[ \t]*(?:#[^\n]*)?\n\Z")

_INDENTATION = re.compile(r"(?:[ \t]*\n)*([ \t]*)")

_KEPT = (
    *("import", "def ", "def\t", "class ", "class\t"),
    *(".__init__", "connect", "send", "receiver", "ignal", "providing_args"),
)
"""What a body has that is told of its module: imports, definitions, and what the lines have that may hold a fact."""


class Skeleton(NamedTuple):
    """A text, and the lines (from 1) of the ``def`` of each function whose body was left out of it."""

    text: str
    shortened: frozenset[int]


def skeleton(text: str) -> Skeleton:
    """The skeleton of a module's text."""
    parts: list[str] = []
    shortened: list[int] = []
    line, counted, done = 1, 0, 0
    for start, first, last in _bodies(text):
        line += text.count("\n", counted, start)
        counted = start
        shortened.append(line)
        # On the last line, where the function ended; indented as the body was, for there may be a rest of it.
        indentation = _INDENTATION.match(text, first)
        filler = f"{indentation[1] if indentation else ''}pass"
        parts += [text[done:first], "\n" * text.count("\n", first, last), filler]
        done = last
    return Skeleton("".join([*parts, text[done:]]), frozenset(shortened))


def _bodies(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each function starts whose body may go, and where that body starts and ends."""
    at = text.find("def ")
    while at >= 0:
        match = _DEF.match(text, text.rfind("\n", 0, at) + 1)
        if match is None:
            at = text.find("\n", at)  # a line begins one definition at most
            if at < 0:
                return
        else:
            start, first = match.start(), _end_of_header(text, match)
            at = first
            if _COLON.search(text, start, first):
                end = _dedented(len(match[1])).search(text, first - 1)
                at = end.start() if end else len(text)  # what is kept of a function is kept whole
                body = text[first:at].rstrip()
                if not _is_whole(body):
                    at = len(text)
                elif body and match[2] != "ready" and not any(word in body for word in _KEPT):
                    yield start, first, first + len(body)
        at = text.find("def ", at)


def _end_of_header(text: str, line: re.Match[str]) -> int:
    """Where the lines of a function's header end: the first of them is given, the last closes its brackets."""
    found: re.Match[str] | None = line
    is_open, end = 0, line.end()
    while found is not None:
        end = found.end()
        is_open += sum(map(found[0].count, "([{")) - sum(map(found[0].count, ")]}"))
        found = _LINE.match(text, end) if is_open > 0 else None
    return end


@cache
def _dedented(indent: int) -> re.Pattern[str]:
    """What ends a block whose header is indented by so much."""
    return re.compile(rf"\n[ \t]{{0,{indent}}}[^ \t\n]")


def _is_whole(body: str) -> bool:
    """Whether a body ends outside the strings of several lines that it begins."""
    return body.count('"""') % 2 == body.count("'''") % 2 == 0
