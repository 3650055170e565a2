"""Which lines and files may hold a connection, a disconnection, a send or a signal, judged by their text alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, AnyStr, NamedTuple

from flake8_signals.files.prose import in_code, may_be_from_elsewhere

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_CERTAIN = (
    *(b"default_app_config", b"providing_args", b"def ready("),
    *(b".connect(", b".disconnect(", b".send(", b".send_robust(", b".asend(", b".asend_robust("),
)
"""A file with one of these matters. Searching for each is several times faster than a pattern."""

_FROM_ELSEWHERE = (b"ignal", b"receiver", b"django.dispatch")
"""Parts of names: a file matters that has something from elsewhere with one of them."""

_FRAGMENTS = (
    *_FROM_ELSEWHERE,
    *(b"AppConfig", b"default_app_config", b"providing_args", b"def ready(", b"connect(", b"send"),
)
"""Every text that matters contains one of these, and there are fewer of them to search for."""

_SEND = r"\.a?send(?:_robust)?\s*\("

_METHOD = rf"\.(?:dis)?connect\s*\(|{_SEND}"

_MAKES = r"Signal\w{0,100}\s*\("

_CALLS_METHOD = re.compile(_METHOD)

_MAKES_SIGNAL = re.compile(_MAKES)

_TELLING = (b".connect(", b".send(", b".disconnect(", b"providing_args")
"""Words that most files with facts contain."""

_METHODS = {word: re.compile(_METHOD.encode()) for word in (b".connect", b".disconnect", b".send", b".asend")}
"""For the other files: a cheap word to look for, and the pattern that confirms it."""

_SIGNAL_CLASS = re.compile(rf"{_MAKES}|Signal\b".encode())

_DEFINED = re.compile(rb"\b(?:class|def)[ \t]+\w*\Z")
"""What stands before the name of what is defined."""

_RECEIVER = re.compile(rb"receiver(?<!\wreceiver)s?\b")

_BELOW = r"[ \t]+(\w+)[^\n]*\n((?:\1[ \t)][^\n]*\n|[ \t\r]*\n)*)"
"""The rest of a definition: its name, and the more deeply indented lines below."""

_FUNCTION = re.compile(rf"^([ \t]*)(?:async[ \t]+)?def{_BELOW}".encode(), re.MULTILINE)

_CLASS = re.compile(rf"^([ \t]*)class{_BELOW}".encode(), re.MULTILINE)

_INSTALLED_APPS = re.compile(rb"\bINSTALLED_APPS\b")

_DEFINES_CONFIG = re.compile(
    rb"class[ \t]+(?:\w*AppConfig\b|\w+[ \t]*\([^)]{0,500}Config\b)|AppConfig[ \t]+as\b|=[ \t]*[\w.]*AppConfig\b"
)
"""A class that is named like a configuration or has such a base, or another name for ``AppConfig``."""

_DJANGO = re.compile(rb"\b(?:from|import)[ \t]+django\b")

_SENDS = re.compile(_SEND.encode())

_CONNECTS = re.compile(rb"receiver|\.connect\s*\(")

_ALIAS = re.compile(rb"receiver(?<=\breceiver)[ \t]+as[ \t]+(\w+)")
"""With the word itself first, the search is several times as fast."""

_DECORATOR = re.compile(rb"@([\w.]+)\s*\(")

_RENAMED = re.compile(rb"([\w.]+)[ \t]*\Z")

_NAME_LENGTH = 200
"""How many bytes a name may have: a text may be one long word."""

_CALL = re.compile(r"\b(\w+)\s*\(")

_NAMED = re.compile(rb" as (\w+)|\b(\w+)[ \t]*=")
"""What may be another name for something."""

_ASSIGNED = re.compile(rb"=[ \t]*([\w.]+)[ \t]*$", re.MULTILINE)

_HANDS_ON = re.compile(rb"\bdef\b|\blambda\b|\breturn\b")

_CALLED = re.compile(rb"__(?<!\w__)(?:call|new)__\b")


def mentions_signals(text: str | bytes) -> bool:
    """Whether a file's text could matter to any rule: the prefilter, before anything is parsed or imported."""
    content = text if isinstance(text, bytes) else text.encode(errors="surrogatepass")
    return _has(content, _FRAGMENTS) and (
        _has(content, _CERTAIN)
        or any(True for _ in in_code(content, b"AppConfig"))
        or any(may_be_from_elsewhere(content, at) for word in _FROM_ELSEWHERE for at in in_code(content, word))
        or any(_may_be_signal_class(content, at) for at in in_code(content, b"Signal"))
    )


def _has(content: bytes, words: tuple[bytes, ...]) -> bool:
    for word in words:  # noqa: SIM110 - any() takes a tenth more, and this is asked of every file
        if word in content:
            return True
    return False


def may_hold_facts(content: bytes) -> bool:
    """Whether a file may hold a connection, a disconnection, a send or a signal; the project's own decorators aside."""
    return (
        _has(content, _TELLING)
        or any(pattern.match(content, at) for word, pattern in _METHODS.items() for at in _every(content, word))
        or any(_may_be_signal_class(content, at) for at in in_code(content, b"Signal"))
        or any(_may_be_receivers(content, at) for at in in_code(content, b"receiver"))
    )


def _may_be_signal_class(content: bytes, at: int) -> bool:
    """Whether the word ``Signal`` at a place may be the name of a class that is called, or is imported for that."""
    return bool(_SIGNAL_CLASS.match(content, at)) and not _DEFINED.search(content[max(0, at - _NAME_LENGTH) : at])


def _may_be_receivers(content: bytes, at: int) -> bool:
    """Whether the word ``receiver`` at a place may be Django's decorator, or a signal's list of receivers."""
    return bool(_RECEIVER.match(content, at)) and may_be_from_elsewhere(content, at)


def imports_django(content: bytes) -> bool:
    """Whether a file imports Django, or something in it."""
    return b"django" in content and _DJANGO.search(content) is not None


def lines_about_signals(text: str, classes: Iterable[str]) -> list[int]:
    """The sorted numbers of the lines that may concern signals, including those that use one of ``classes``.

    Any decorator may be the project's own wrapper of ``receiver``.
    """
    found = [*_every(text, "receiver"), *_every(text, "providing_args")]
    for start in (".connect", ".disconnect", ".send", ".asend"):
        found += [at for at in _every(text, start) if _CALLS_METHOD.match(text, at)]
    found += [at for at in _every(text, "Signal") if _MAKES_SIGNAL.match(text, at)]
    found += [at for at in _every(text, "@") if _begins_line(text, at)]
    names = {*classes}
    if names:
        names.add("__init__")
        found += [match.start() for match in _CALL.finditer(text) if match[1] in names]
    lines: dict[int, None] = {}
    line, counted = 1, 0
    for at in sorted(found):
        line += text.count("\n", counted, at)
        counted = at
        lines[line] = None
    return [*lines]


def _begins_line(text: str, at: int) -> bool:
    """Whether only blanks stand before this position on its line."""
    while at and text[at - 1] in " \t":
        at -= 1
    return not at or text[at - 1] == "\n"


def _every(text: AnyStr, word: AnyStr) -> Iterator[int]:
    """Every position of a word in a text: searching for the plain word is several times faster than a pattern."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


class FileSummary(NamedTuple):
    """What a quick look at a file's content says: its hash, and what it may contain.

    ``signals``: anything that concerns the rules; ``facts``: a connection, a disconnection, a send or a signal;
    ``sends`` and ``disconnects``: one of these; ``app_config``: an ``AppConfig``; ``installed_apps``: that setting.
    ``wrappers`` are the functions and classes of the file that may be decorators that connect, and its other names for
    ``receiver``.
    """

    content: bytes
    signals: bool
    facts: bool
    sends: bool
    disconnects: bool
    app_config: bool
    installed_apps: bool
    wrappers: tuple[str, ...]


def summary_of(content: bytes) -> FileSummary:
    """The summary of a file's content."""
    from flake8_signals.files.hashing import hashed

    signals = mentions_signals(content)
    facts = signals and may_hold_facts(content)
    wrappers = tuple(_wrappers(content)) if facts else ()
    installed_apps = _may_bind_installed_apps(content)
    sends = facts and _SENDS.search(content) is not None
    disconnects = facts and b".disconnect" in content
    may_configure = signals and (b"AppConfig" in content or b"def ready(" in content)
    app_config = may_configure and _DEFINES_CONFIG.search(content) is not None
    return FileSummary(hashed(content), signals, facts, sends, disconnects, app_config, installed_apps, wrappers)


def _may_bind_installed_apps(content: bytes) -> bool:
    """Whether a line starts with the name, or may import it."""
    at = content.find(b"INSTALLED_APPS")
    while at >= 0:
        start, end = content.rfind(b"\n", 0, at) + 1, content.find(b"\n", at)
        line = content[start : end if end >= 0 else len(content)]
        imported = line.find(b"import")
        if _INSTALLED_APPS.match(line.lstrip(b" \t")) or (imported >= 0 and _INSTALLED_APPS.search(line, imported)):
            return True
        at = content.find(b"INSTALLED_APPS", end) if end >= 0 else -1
    return False


def _wrappers(content: bytes) -> Iterator[str]:
    alias = _ALIAS.search(content)
    if alias:
        yield alias[1].decode(errors="replace")
    elif not _stands_inside(content, b"receiver") and not _stands_inside(content, b".connect"):
        return
    connects = re.compile(_CONNECTS.pattern + rb"|\b%b\b" % re.escape(alias[1])) if alias else _CONNECTS
    kinds = ((_FUNCTION, _HANDS_ON), (_CLASS, _CALLED))
    for definition, returning in kinds if _CALLED.search(content) else kinds[:1]:
        for match in definition.finditer(content):
            # A test or a magic method is no decorator.
            is_called = not match[2].startswith((b"test_", b"__"))
            if is_called and connects.search(match[3]) and returning.search(match[3]):
                yield match[2].decode(errors="replace")


def _stands_inside(content: bytes, word: bytes) -> bool:
    """Whether a word stands on a line that may be inside a block."""
    at = content.find(word)
    while at >= 0:
        if content[content.rfind(b"\n", 0, at) + 1] in b" \t)":
            return True
        end = content.find(b"\n", at)
        at = content.find(word, end) if end >= 0 else -1
    return False


def is_decorated_by(wrappers: Collection[bytes], content: bytes) -> bool:
    """Whether one of ``wrappers`` may decorate something in a file with this content, also under another name."""
    used = {_last_part(match) for match in _DECORATOR.finditer(content)} if wrappers and b"@" in content else set()
    if any(name in wrappers for name in used):
        return True
    if not used or not any(name in content for name in wrappers):
        return False
    if used.isdisjoint(name for match in _NAMED.finditer(content) for name in match.groups()):
        return False
    renamed = (_RENAMED.search(before[-_NAME_LENGTH:]) for before in content.split(b" as ")[:-1])
    found = (*_ASSIGNED.finditer(content), *renamed)
    return any(match is not None and _last_part(match) in wrappers for match in found)


def _last_part(match: re.Match[bytes]) -> bytes:
    """The last part of the dotted name that a pattern matched."""
    return match[1].rpartition(b".")[2]
