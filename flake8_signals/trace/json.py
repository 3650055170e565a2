"""The answer as JSON: its schema is in ``answer`` and ``follow``."""

from __future__ import annotations

import json
from typing import Any


def render(told: dict[str, Any]) -> str:
    """The text of an answer."""
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"
