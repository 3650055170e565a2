"""Who imports what, in a whole project: an index of whatever looks like an import, made without parsing.

A match may stand in a string, or under ``TYPE_CHECKING``: the ``ast`` confirms what is said in the end.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_IMPORT = re.compile(
    rb"(?P<indent>[ \t]*)(?:from[ \t]+(?P<from>[.\w]+)[ \t]+import[ \t]*(?P<names>\([^)]*\)|(?:[^\n\\;]|\\\r?\n)*)"
    rb"|import[ \t]+(?P<modules>(?:[^\n\\;]|\\\r?\n)*))"
)

_NAME = re.compile(rb"([\w.]+|\*)(?:\s+as\s+\w+)?")

_PLAIN = re.compile(rb"[A-Za-z_][\w.]*(?:, ?[A-Za-z_][\w.]*)*\r?\Z")

_LINE = 1000
"""How many bytes before the word an import begins at most: a text may be one long line."""

_COMMENT = re.compile(rb"#[^\n]*")


_STRING = re.compile(rb"'([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)'")


class Mention(NamedTuple):
    """Something that looks like an import of ``target`` (as it is written); ``nested``: in a block of some kind."""

    target: str
    nested: bool


def mentions(text: bytes) -> tuple[Mention, ...]:
    """What the file with this text seems to import: each name of a from-import, and its module."""
    found: dict[Mention, None] = {}
    at = text.find(b"import")
    while at >= 0:
        # To look for the word first is several times faster than to try every line.
        start = max(text.rfind(b"\n", max(0, at - _LINE), at) + 1, at - _LINE)
        match = _IMPORT.match(text, start)
        behind = -1
        if match is None or match.end() <= at:
            behind = max(text.rfind(b":", start, at), text.rfind(b";", start, at))
            match = _IMPORT.match(text, behind + 1) if behind >= 0 else None
        if match is not None:
            nested = behind >= 0 or bool(match["indent"])
            if match["modules"] is not None:
                names = _names(match["modules"])
            else:
                module = match["from"].decode(errors="replace")
                inside = module if module.endswith(".") else f"{module}."
                names = [module, *(f"{inside}{name}" for name in _names(match["names"]) if name != "*")]
            found.update((Mention(name, nested), None) for name in names)
        at = text.find(b"import", max(at + 1, match.end() if match is not None else 0))
    return tuple(found)


def spelled(text: bytes) -> tuple[str, ...]:
    """Every dotted name that a string in the text spells."""
    return tuple({match[1].decode(): None for match in _STRING.finditer(text.replace(b'"', b"'"))})


def _names(listed: bytes) -> list[str]:
    if _PLAIN.match(listed):  # most are
        return listed.decode().replace(" ", "").rstrip("\r").split(",")
    return [match[1].decode(errors="replace") for match in _NAME.finditer(_COMMENT.sub(b"", listed))]


def absolute(name: str, package: str) -> str:
    """The full name of what a relative import in ``package`` calls ``name``; dots stay where they lead out of it."""
    if not name.startswith("."):
        return name
    relative = name.lstrip(".")
    up = len(name) - len(relative)
    parts = package.split(".") if package else []
    if up - 1 > len(parts):
        return name
    return ".".join([*parts[: len(parts) - up + 1], *([relative] if relative else [])])
