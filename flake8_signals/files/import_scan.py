"""Who imports what in a project: a scan for everything that looks like an import, without parsing.

A match may be part of a string, or stand under ``TYPE_CHECKING``: the ``ast`` confirms it later.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_IMPORT = re.compile(
    rb"([ \t]*)(?:from[ \t]+([.\w]{1,1000})[ \t]+import[ \t]*(\(|[^\n\\;]*(?:\\\r?\n[^\n\\;]*)*)"
    rb"|import[ \t]+([^\n\\;]*(?:\\\r?\n[^\n\\;]*)*))"
)

_REST = re.compile(rb"[^\n\\;]*(?:\\\r?\n[^\n\\;]*)*")
"""The rest of a statement."""

_LISTED = 20_000
"""How many bytes the names between brackets may take."""

_NAME = re.compile(rb"([\w.]+|\*)(?:\s+as\s+\w+)?")

_PLAIN = re.compile(rb"[A-Za-z_][\w.]*(?:, ?[A-Za-z_][\w.]*)*\r?\Z")

_SIMPLE = re.compile(rb"([ \t]*)from ([.\w]+) import ([A-Za-z_]\w*(?:, [A-Za-z_]\w*)*)")
"""What most imports look like: a pattern of their own, which takes half of the time."""

_LINE = 1000
"""How many bytes of a line are searched before the word ``import``: a text may be one long line."""

_SHORT = 200
"""How many bytes a line may have for its imports to be remembered."""

_BLANKS = re.compile(rb" *")

_LATER = re.compile(rb"(?:async +)?def\b|if +(?:typing\.)?TYPE_CHECKING *:")
"""What starts a block that does not run while its module is loaded."""

_ABOVE = 500
"""How many lines above an import are looked at."""

_COMMENT = re.compile(rb"#[^\n]*")


_STRING = re.compile(rb"'(?<!getLogger\(')(?<!get_logger\(')([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)'")
"""It begins with a character to look for, which makes the search several times faster."""


class Mention(NamedTuple):
    """Something that looks like an import of ``target`` (as written); ``nested``: inside an indented block."""

    target: str
    nested: bool


# The same modules are imported all over a project: sharing the strings saves most of the memory.
_mention = lru_cache(maxsize=10_000)(Mention)


def mentions(text: bytes) -> tuple[Mention, ...]:
    """What the file with this text seems to import: each name of a from-import, and its module."""
    found: dict[Mention, None] = {}
    at = text.find(b"import")
    while at >= 0:
        start = text.rfind(b"\n", max(0, at - _SHORT), at) + 1
        end = text.find(b"\n", at, at + _SHORT)
        known = _on_line(text[start:end]) if start + _SHORT > end >= 0 else None
        if known is None:
            nested, names, end = _statement(text, at)
            known = {_mention(name, nested): None for name in names}
        found.update(known)
        at = text.find(b"import", max(at + 1, end))
    return tuple(found)


@lru_cache(maxsize=10_000)
def _on_line(line: bytes) -> dict[Mention, None] | None:
    """What a line seems to import; ``None`` if that may go on behind it. Many lines stand in file after file."""
    simple = _SIMPLE.fullmatch(line)
    if simple is not None:
        indent, source, listed = simple.groups()
        names = _of_module(source, listed.decode().split(", "))
        return {_mention(name, bool(indent)): None for name in names}
    if b"(" in line or b"\\" in line:
        return None
    return {_mention(name, nested): None for _, nested, names in _statements(line) for name in names}


def only_later(text: bytes, is_meant: Callable[[str], bool]) -> bool:
    """Whether no import that ``is_meant`` accepts (as written) runs while the file with this text is loaded.

    They all stand inside functions or under ``TYPE_CHECKING``. False if the scan cannot tell.
    """
    return all(_runs_later(text, at) for at, _, names in _statements(text) if any(map(is_meant, names)))


def _statements(text: bytes) -> Iterator[tuple[int, bool, list[str]]]:
    """What looks like an import statement: its place, whether it is inside a block, and what it names."""
    at = text.find(b"import")
    while at >= 0:
        nested, names, end = _statement(text, at)
        if names:
            yield at, nested, names
        at = text.find(b"import", max(at + 1, end))


def _statement(text: bytes, at: int) -> tuple[bool, list[str], int]:
    """The import statement with this word ``import``: if it is inside a block, what it names (nothing: none), its end.

    Searching for the word first is several times faster than trying every line.
    """
    start = max(text.rfind(b"\n", max(0, at - _LINE), at) + 1, at - _LINE)
    match = _IMPORT.match(text, start)
    behind = -1
    if match is None or match.end() <= at:
        behind = max(text.rfind(b":", start, at), text.rfind(b";", start, at))
        match = _IMPORT.match(text, behind + 1) if behind >= 0 else None
    if match is None:
        return False, [], 0
    end = match.end()
    indent, source, listed, modules = match.groups()
    if source is None:
        names = _names(modules)
    else:
        if listed == b"(":  # looked for here: a pattern would look at each character twice
            closed = text.find(b")", end, end + _LISTED)
            end = closed + 1 if closed >= 0 else _REST.match(text, end).end()  # type: ignore[union-attr]
            listed = text[match.start(3) : end]
        names = _of_module(source, [name for name in _names(listed) if name != "*"])
    return behind >= 0 or bool(indent), names, end


def _of_module(source: bytes, names: list[str]) -> list[str]:
    """A module, and the full names of what is imported from it."""
    module = source.decode()
    inside = module if module[-1] == "." else f"{module}."
    return [module, *[f"{inside}{name}" for name in names]]


def _runs_later(text: bytes, at: int) -> bool:
    """Whether the indentation above shows that a line does not run while its module is loaded."""
    inside = text.rfind(b"\n", 0, at) + 1
    start, indent = inside, _indentation(text, inside)
    for _ in range(_ABOVE):
        if indent == 0 or start == 0:
            return False
        start = text.rfind(b"\n", 0, start - 1) + 1
        width = _indentation(text, start)
        first = text[start + width : start + width + 1]
        if width >= indent or first in b"\r\n#":
            continue
        if _LATER.match(text, start + width):
            # What looks like a function, or like an import inside one, may be part of a string.
            return text.count(b'"""', start, inside) % 2 == text.count(b"'''", start, inside) % 2 == 0
        indent = width + 1 if first in b")]}" else width  # the line that opens the bracket has the same indentation
    return False


def _indentation(text: bytes, start: int) -> int:
    """How many blanks the line that starts there begins with."""
    match = _BLANKS.match(text, start)
    return match.end() - start if match else 0


def spelled(text: bytes) -> tuple[str, ...]:
    """Every dotted name that is spelled in a string of the text, other than the name of a logger."""
    return tuple({match[1].decode(): None for match in _STRING.finditer(text.replace(b'"', b"'"))})


def _names(listed: bytes) -> list[str]:
    if _PLAIN.match(listed):  # most are
        return listed.decode().replace(" ", "").rstrip("\r").split(",")
    return [match[1].decode() for match in _NAME.finditer(_COMMENT.sub(b"", listed))]


def absolute(name: str, package: str) -> str:
    """The full name of a relative import in ``package``; the dots stay if they lead out of it."""
    if not name.startswith("."):
        return name
    relative = name.lstrip(".")
    up = len(name) - len(relative)
    parts = package.split(".") if package else []
    if up - 1 > len(parts):
        return name
    return ".".join([*parts[: len(parts) - up + 1], *([relative] if relative else [])])
