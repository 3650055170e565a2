"""The changes as JSON: the schema is in ``changes``."""

from __future__ import annotations

import json
from typing import Any


def render(found: dict[str, Any]) -> str:
    """The text of the changes."""
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
