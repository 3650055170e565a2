"""Which lines and which files may hold a connection, a disconnection, a send or a signal, by their text alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORDS = (
    *("signal", "Signal", "receiver", "django.dispatch", "AppConfig", "default_app_config", "providing_args"),
    *(".connect(", ".disconnect(", ".send(", ".send_robust(", ".asend(", ".asend_robust("),
)
"""One of these stands in every file that matters. To look for each is several times faster than any pattern."""

_WORDS_BYTES = tuple(word.encode() for word in _WORDS)

_SEND = r"\.a?send(?:_robust)?\s*\("

_CALLS = rf"\.(?:dis)?connect\s*\(|{_SEND}|receiver|[sS]ignal\w*\s*\(|providing_args"

LINE = re.compile(rf"{_CALLS}|^[ \t]*@", re.MULTILINE)
"""What a line has that may hold one: any decorator may be the project's own that wraps ``receiver``."""

_TEXT = re.compile(rf"{_CALLS}|Signal\b".encode())

_BELOW = r"[ \t]+(\w+)[^\n]*\n((?:\1[ \t)][^\n]*\n|[ \t\r]*\n)*)"
"""The rest of a definition: its name, and the lines below that are indented more deeply."""

_FUNCTION = re.compile(rf"^([ \t]*)(?:async[ \t]+)?def{_BELOW}".encode(), re.MULTILINE)

_CLASS = re.compile(rf"^([ \t]*)class{_BELOW}".encode(), re.MULTILINE)

_INSTALLED_APPS = re.compile(rb"^[ \t]*INSTALLED_APPS\b|import[^\n]*\bINSTALLED_APPS\b", re.MULTILINE)
"""Where a module may bind the name."""

_DJANGO = re.compile(rb"\b(?:from|import)[ \t]+django\b")

_SENDS = re.compile(_SEND.encode())

_CONNECTS = re.compile(rb"receiver|\.connect\s*\(")

_HANDS_ON = re.compile(rb"\bdef\b|\blambda\b|\breturn\b")

_CALLED = re.compile(rb"\b__(?:call|new)__\b")


def mentions_signals(text: str | bytes) -> bool:
    """Whether a file's text could matter to any rule: the prefilter, before anything is parsed or imported."""
    if isinstance(text, str):
        return any(word in text for word in _WORDS)
    return any(word in text for word in _WORDS_BYTES)


class Glance(NamedTuple):
    """What a glance at a file's content tells: its hash, and what may stand in it.

    ``django``: an import of it; ``signals``: anything that the rules ask for; ``facts``: a connection, a
    disconnection, a send or a signal; ``sends``, ``disconnects``: one of these; ``app_config``: a configuration;
    ``installed_apps``: that list.
    ``wrappers`` are the functions and classes that it defines and that may connect what they decorate.
    """

    content: bytes
    django: bool
    signals: bool
    facts: bool
    sends: bool
    disconnects: bool
    app_config: bool
    installed_apps: bool
    wrappers: tuple[str, ...]


def glance(content: bytes) -> Glance:
    """What a glance at a file's content tells."""
    from flake8_signals.text import hashed

    signals = mentions_signals(content)
    facts = signals and _TEXT.search(content) is not None
    wrappers = tuple(_wrappers(content)) if facts else ()
    installed_apps = b"INSTALLED_APPS" in content and _INSTALLED_APPS.search(content) is not None
    sends = facts and _SENDS.search(content) is not None
    disconnects = facts and b".disconnect" in content
    app_config = b"AppConfig" in content
    django = b"django" in content and _DJANGO.search(content) is not None
    return Glance(hashed(content), django, signals, facts, sends, disconnects, app_config, installed_apps, wrappers)


def _wrappers(content: bytes) -> Iterator[str]:
    alias = re.search(rb"\breceiver[ \t]+as[ \t]+(\w+)", content)
    connects = re.compile(_CONNECTS.pattern + rb"|\b%b\b" % re.escape(alias[1])) if alias else _CONNECTS
    for definition, returning in ((_FUNCTION, _HANDS_ON), (_CLASS, _CALLED)):
        for match in definition.finditer(content):
            if connects.search(match[3]) and returning.search(match[3]):
                yield match[2].decode(errors="replace")


def decorated_by(wrappers: Iterable[str]) -> re.Pattern[bytes]:
    """What a file's text has where one of ``wrappers`` may decorate something in it, under another name too."""
    names = b"|".join(re.escape(name.encode()) for name in sorted(wrappers)) or b"(?!)"
    return re.compile(
        rb"@[\w.]*\b(?:%b)\s*\(|\b(?:%b)[ \t]+as\b|=[ \t]*[\w.]*\b(?:%b)[ \t]*$" % (names, names, names), re.MULTILINE
    )
