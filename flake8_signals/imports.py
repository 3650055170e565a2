"""Who imports what, in a whole project: an index of whatever looks like an import, made without parsing.

A match may stand in a string, or under ``TYPE_CHECKING``: the ``ast`` confirms what is said in the end.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_IMPORT = re.compile(
    rb"^(?P<indent>[ \t]*)(?:from[ \t]+(?P<from>[.\w]+)[ \t]+import[ \t]*(?P<names>\([^)]*\)|(?:[^\n\\]|\\\r?\n)*)"
    rb"|import[ \t]+(?P<modules>(?:[^\n\\]|\\\r?\n)*))",
    re.MULTILINE,
)

_NAME = re.compile(rb"([\w.]+|\*)(?:\s+as\s+\w+)?")

_COMMENT = re.compile(rb"#[^\n]*")


class Mention(NamedTuple):
    """Something that looks like an import of ``target`` (a full dotted name); ``nested``: in a block of some kind."""

    target: str
    nested: bool


def mentions(text: bytes, package: str) -> tuple[Mention, ...]:
    """What the file with this text, in ``package``, seems to import: each name of a from-import, and its module."""
    found: dict[Mention, None] = {}
    for match in _IMPORT.finditer(text):
        nested = bool(match["indent"])
        if match["modules"] is not None:
            names = _names(match["modules"])
        else:
            module = _absolute(match["from"].decode(errors="replace"), package)
            names = [module, *(f"{module}.{name}" for name in _names(match["names"]) if name != "*")]
        found.update((Mention(name, nested), None) for name in names)
    return tuple(found)


def _names(listed: bytes) -> list[str]:
    return [match[1].decode(errors="replace") for match in _NAME.finditer(_COMMENT.sub(b"", listed))]


def _absolute(name: str, package: str) -> str:
    """The full name of what ``from name import`` names, in ``package``; dots are kept where they lead out of it."""
    relative = name.lstrip(".")
    up = len(name) - len(relative)
    if not up:
        return name
    parts = package.split(".") if package else []
    if up - 1 > len(parts):
        return name
    return ".".join([*parts[: len(parts) - up + 1], *([relative] if relative else [])])
