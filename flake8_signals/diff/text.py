"""The changes for the terminal."""

from __future__ import annotations

from typing import Any

from flake8_signals.diff.lines import sections
from flake8_signals.map.build import printable


def render(found: dict[str, Any]) -> str:
    """The text of the changes."""
    lines = []
    for section in sections(found):
        lines += [
            section.title,
            *(f"  {sign} {about}{f'  {words}' if words else ''}" for sign, about, words in section.lines),
        ]
        lines += [f"  … and {section.more} more"] if section.more else []
        lines.append("")
    return "\n".join(map(printable, lines or ["nothing changes in the signals", ""]))
