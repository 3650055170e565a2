"""A module's text without the bodies of most functions: all imports and definitions remain.

That is two fifths of the text, parsed in as much less time, and few functions' bodies are ever asked for. No line
moves. What looks like a function, or like its end, may be part of a string. So a body is removed only if all multi-line
strings that start in it end in it, and every caller must be ready to parse the whole text instead.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEF = re.compile(r"([ \t]*)(?:async[ \t]+)?def[ \t]+(\w*)[^\n]*\n")

_LINE = re.compile(r"[^\n]*\n")

_COLON = re.compile(r":[ \t]{0,100}(?:#[^\n]{0,200})?\n\Z")

_SAYING = re.compile(r"[=#'\"]")
"""Parts of parameters that carry more than their names and types."""

_DEFINES = re.compile(r"^[ \t]*(?:async[ \t]+def|def|class)\b", re.MULTILINE)

_IMPORTS = re.compile(r"(?:^|[:;])[ \t]*(?:import|from)\b", re.MULTILINE)
"""Where an import statement may start."""

_PLAIN_IMPORT = re.compile(
    r"([ \t]*)(?:from[ \t]+[.\w]+[ \t]+)?import\b"
    r"(?:[ \t]*\((?:[^()#]|#[^\n]*\n)*\)[ \t]*|[^\n()\\;#]*)(?:#[^\n]*)?$",
    re.MULTILINE,
)
"""An import statement with nothing else on its lines."""


class Skeleton(NamedTuple):
    """A text, and the line (from 1) of the ``def`` of each function whose body was removed."""

    text: str
    shortened: frozenset[int]


def skeleton(text: str) -> Skeleton:
    """The skeleton of a module's text."""
    parts: list[str] = []
    shortened: list[int] = []
    line, counted, done = 1, 0, 0
    for function in _functions(text):
        line += text.count("\n", counted, function.start)
        counted = function.start
        shortened.append(line)
        parts.append(text[done : function.parameters or function.first])
        if function.parameters:
            parts += ["():", "\n" * text.count("\n", function.parameters, function.first)]
        at = function.first
        for start, end in function.imports:
            parts += ["\n" * text.count("\n", at, start), text[start:end]]
            at = end
        # On the function's last line, with the body's indentation, because some of the body may remain.
        last = function.last
        parts += ["\n" * text.count("\n", at, last), f"{function.indentation}pass" if at < last else ""]
        done = last
    return Skeleton("".join([*parts, text[done:]]), frozenset(shortened))


class _Function(NamedTuple):
    """A function whose body may be removed: where it starts, where its body starts, and where it ends.

    ``parameters`` is where these start, 0 if they stay. ``imports`` is where each import in the body starts and ends.
    """

    start: int
    parameters: int
    first: int
    last: int
    indentation: str
    imports: tuple[tuple[int, int], ...]


def _functions(text: str) -> Iterator[_Function]:
    """The functions whose bodies may be removed."""
    at = text.find("def ")
    while at >= 0:
        match = _DEF.match(text, text.rfind("\n", 0, at) + 1)
        if match is None:
            at = text.find("\n", at)  # at most one definition starts on a line
            if at < 0:
                return
        else:
            start, first = match.start(), _end_of_header(text, match)
            at = first
            if _COLON.search(text, start, first):
                end = _dedented(len(match[1])).search(text, first - 1)
                at = end.start() if end else len(text)  # a function that is kept is kept whole
                body = text[first:at].rstrip()
                if not _is_whole(body):
                    at = len(text)
                elif body and match[2] != "ready" and not _defines(body):
                    yield from _without(body, text, match, first)
        at = text.find("def ", at)


def _without(body: str, text: str, line: re.Match[str], first: int) -> Iterator[_Function]:
    """The function whose header starts on a line, with its body at ``first``; none if its imports keep it whole."""
    indentation = body[: len(body) - len(body.lstrip())].rpartition("\n")[2]
    imports = _imports(body, indentation) if "import" in body else ()
    if imports is not None:
        parameters = 0 if _SAYING.search(text, line.end(2), first) else line.end(2)
        places = tuple((first + begin, first + end) for begin, end in imports)
        yield _Function(line.start(), parameters, first, first + len(body), indentation, places)


def _defines(body: str) -> bool:
    """Whether a body may define something."""
    return ("def " in body or "class " in body) and _DEFINES.search(body) is not None


def _imports(body: str, indentation: str) -> tuple[tuple[int, int], ...] | None:
    """Where the imports of a body start and end; ``None`` if one is not a direct statement of the body."""
    found = []
    at = _after_docstring(body)
    may_be_text = "'''" in body or body.find('"""', at) >= 0
    while (match := _IMPORTS.search(body, at)) is not None:
        statement = None if may_be_text else _PLAIN_IMPORT.match(body, match.start())
        if statement is None or statement[1] != indentation:
            return None
        at = statement.end()
        found.append((statement.start(), at))
    return tuple(found)


def _after_docstring(body: str) -> int:
    """Where a body goes on behind its docstring; 0 if it may have none."""
    start = len(body) - len(body.lstrip())
    return body.find('"""', start + 3) + 3 if body.startswith('"""', start) else 0


def _end_of_header(text: str, first: re.Match[str]) -> int:
    """Where a function's header ends: after the line that closes its brackets; ``first`` is its first."""
    found: re.Match[str] | None = first
    is_open, end = 0, first.end()
    while found is not None:
        line, end = found[0], found.end()
        is_open += line.count("(") - line.count(")") + line.count("[") - line.count("]")
        is_open += line.count("{") - line.count("}")
        found = _LINE.match(text, end) if is_open > 0 else None
    return end


@cache
def _dedented(indent: int) -> re.Pattern[str]:
    """What ends a block whose header has this indentation."""
    return re.compile(rf"\n[ \t]{{0,{indent}}}[^ \t\n]")


def _is_whole(body: str) -> bool:
    """Whether a body ends outside the multi-line strings that it starts."""
    return body.count('"""') % 2 == body.count("'''") % 2 == 0
