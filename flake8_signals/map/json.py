"""The map as JSON: the documented schema."""

from __future__ import annotations

import json
from typing import Any


def render(data: dict[str, Any]) -> str:
    """The text of the map."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
