"""The changes as Markdown, for a comment on a review."""

from __future__ import annotations

import re
from typing import Any

from flake8_signals.diff.lines import sections
from flake8_signals.map.build import printable


def render(found: dict[str, Any]) -> str:
    """The text of the changes."""
    lines = ["### What this changes in the signals", ""]
    for section in sections(found):
        lines += [f"**{section.title}**", ""]
        lines += [f"- {_code(about)}{f': {_plain(words)}' if words else ''}" for _, about, words in section.lines]
        lines += [f"- … and {section.more} more"] if section.more else []
        lines.append("")
    if len(lines) == 2:
        lines += ["Nothing.", ""]
    return "\n".join(lines)


def _code(text: str) -> str:
    """A text that Markdown shows as it is: between more backticks than it has in a row."""
    shown = printable(text)
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    pad = " " if "`" in shown else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _plain(text: str) -> str:
    """A text in which nothing is markup."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~@&-])", r"\\\1", printable(text))
