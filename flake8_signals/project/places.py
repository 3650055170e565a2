"""Where something stands: a place in a file, and whether that is test code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from flake8_signals.syntax.facts import Place

_TEST = re.compile(
    r"(?:^|/)(?:tests?|testing|test_?(?:utils?|apps?|projects?|support))/|(?:^|/)(?:test_[^/]*|[^/]*_test|tests|conftest)\.py$"
)


class At(NamedTuple):
    """A place in a file."""

    path: str
    place: Place


def is_test(path: str) -> bool:
    """Whether a file is test code, by its path from the project's root."""
    return not path.startswith("..") and _TEST.search(path) is not None
