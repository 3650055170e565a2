"""The layout of changed statements: as Black and ruff lay out what a fix has made too long, or short enough."""

from __future__ import annotations

import re
import tokenize
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.files.decoding import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINE_LENGTH = 88
"""The line length of Black and ruff without configuration, in characters."""

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")

_INDENT = "    "

_DEFINING = ("def ", "async def ", "class ")

_LISTING = ("from ", *_DEFINING)
"""How statements start that end the list in their brackets with a comma, however short it is."""

_PRAGMA = re.compile(r"\s{0,100}# ?(?:noqa|type:|pyright:|pylint:|ruff:|flake8:).*")
"""A comment for a tool: ruff does not count it as part of its line."""


def laid_out(before: str, after: str, line_length: int) -> str:
    """``after`` with every statement that ``before`` does not have laid out as Black does, if it was so far.

    A statement on one line that is longer than ``line_length`` characters is split at its brackets; one that was split
    without a trailing comma is joined where it fits. Others stay: those with comments or strings of several lines
    inside, and those in a layout of their own. Both texts are valid Python.
    """
    known = {statement.text for statement in _statements(before)}
    lines = lines_of(after)
    for statement in reversed(list(_statements(after))):
        if statement.text not in known:
            changed = _laid_out(statement, line_length)
            if changed is not None:
                lines[statement.first - 1 : statement.last] = changed
    return "".join(lines)


class _Statement(NamedTuple):
    """A simple statement or the head of a compound one: its lines (1-based, the last one included) and its tokens."""

    lines: Sequence[str]
    first: int
    last: int
    tokens: Sequence[tokenize.TokenInfo]

    @property
    def text(self) -> str:
        return "".join(self.lines)


def _statements(text: str) -> Iterator[_Statement]:
    lines = lines_of(text)
    skipped = {tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT}
    tokens: list[tokenize.TokenInfo] = []
    for token in _tokens(text):
        if token.type == tokenize.NEWLINE:
            first, last = tokens[0].start[0], tokens[-1].end[0]
            yield _Statement(lines[first - 1 : last], first, last, tokens)
            tokens = []
        elif tokens or token.type not in skipped:
            tokens.append(token)


def _laid_out(statement: _Statement, line_length: int) -> list[str] | None:
    """The lines of a statement in Black's layout; ``None`` to leave them as they are."""
    last_line = statement.tokens[-1].end[0]
    if any(token.start[0] != token.end[0] for token in statement.tokens):
        return None
    if any(token.type == tokenize.COMMENT and token.start[0] != last_line for token in statement.tokens):
        return None
    line = _joined(statement)
    if line is None:
        return None
    end = statement.lines[-1][len(statement.lines[-1].rstrip("\r\n")) :]
    return [line + end] if len(_PRAGMA.sub("", line)) <= line_length else _split(line, line_length, end)


def _joined(statement: _Statement) -> str | None:
    """A statement on one line: as it is, or joined if it is split at one bracket without a trailing comma."""
    stripped = [line.rstrip() for line in statement.lines]
    if len(stripped) == 1:
        return stripped[0]
    if len(stripped) != 3:
        return None
    opening, inside, closing = stripped[0], stripped[1].strip(), stripped[2].lstrip()
    if opening[-1:] in _OPENING and closing[:1] in _CLOSING and not inside.endswith(","):
        return opening + inside + closing
    return None


def _split(line: str, line_length: int, end: str) -> list[str] | None:
    """A line split at the brackets that Black would take; ``None`` if it has none, or if its parts are too long."""
    indent = line[: len(line) - len(line.lstrip())]
    if line.lstrip().startswith("from ") and not line.endswith(")"):
        head, word, names = line.partition(" import ")
        items, head, tail = names.split(", "), f"{head}{word}(", ")"
    else:
        found = _brackets(line)
        if found is None:
            return None
        opening, commas, closing = found
        cuts = [opening, *commas, closing]
        items = [line[start + 1 : stop].strip() for start, stop in pairwise(cuts)]
        head, tail = line[: opening + 1], line[closing:]
        inside = f"{indent}{_INDENT}{', '.join(items)}"
        if len(inside) <= line_length and items[-1]:
            return [head + end, inside + end, indent + tail + end]
    items = [item for item in items if item]
    # A call's only argument has no comma behind it.
    comma = "," if len(items) > 1 or line.lstrip().startswith(_LISTING) else ""
    inner: list[str] = []
    for item in items:
        whole = f"{indent}{_INDENT}{item}"
        parts = _split(whole, line_length, "") if len(whole) + len(comma) > line_length else None
        parts = parts or [whole]
        inner += [*(part + end for part in parts[:-1]), parts[-1] + comma + end]
    return [head + end, *inner, indent + tail + end]


def _brackets(line: str) -> tuple[int, list[int], int] | None:
    """Where a line's outermost brackets open, have commas and close: the first of a function's head, else the last."""
    text = f"{line.strip()} pass" if line.rstrip().endswith(":") else line.strip()
    shift = len(line) - len(line.lstrip())
    found: list[tuple[int, list[int], int]] = []
    depth, opening = 0, 0
    commas: list[int] = []
    for token in _tokens(text):
        if token.string in _OPENING and token.type == tokenize.OP:
            if not depth:
                opening, commas = token.start[1] + shift, []
            depth += 1
        elif token.string in _CLOSING and token.type == tokenize.OP:
            depth -= 1
            if not depth:
                found.append((opening, commas, token.start[1] + shift))
        elif token.string == "," and depth == 1:
            commas.append(token.start[1] + shift)
    found = [brackets for brackets in found if brackets[2] > brackets[0] + 1]
    if not found:
        return None
    return found[0] if line.lstrip().startswith(_DEFINING) else found[-1]


def _tokens(text: str) -> Iterator[tokenize.TokenInfo]:
    return tokenize.generate_tokens(iter(lines_of(text)).__next__)
