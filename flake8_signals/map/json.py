"""The map as JSON: the documented schema."""

from __future__ import annotations

import json
import re
from typing import Any

_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What JSON may hold as it is, and a terminal acts upon: controls, and marks of the direction of text."""


def render(data: dict[str, Any]) -> str:
    """The text of the map."""
    text = json.dumps(data, indent=2, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
