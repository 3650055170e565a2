"""Every pattern takes time that grows with the text, not with its square: the texts are other people's."""

import importlib
import itertools
import pkgutil
import re
import time
from typing import Any

import pytest

import flake8_signals

SIZE = 20_000

PIECES = [
    *(" ", "\t", "\n", " \n", "a", "_", "A1", ".", "a.", "'", '"', "#", "# ", ":", ": #", "=", "= ", "(", "@a", "@"),
    *("signal", "Signal_", "receiver", "receiver as ", "import ", "import (", "from a import (\n", "from a.", " as a"),
    *("from ", "class ", "class A(", "def ", "def a(\n", " def a():\n", "async ", "noqa:", "noqa: F", "# noqa\n"),
    *("INSTALLED_APPS", "my_INSTALLED_APPS ", "AppConfig", "name = ", "  name\n", "objectsa", ".send ", "\\\n"),
    *("AUTH_USER_MODEL ", "django", "tests/", "test_", ".models.", "_log", "CREATE ", "import" + " " * 99),
]

AT_A_PLACE = {
    *("files.import_scan._IMPORT", "files.import_scan._REST", "files.import_scan._LATER", "files.import_scan._BLANKS"),
    *("files.import_scan._PLAIN", "files.prefilter._MAKES_SIGNAL", "files.prefilter._CALLS_METHOD"),
    *("files.prose._AFTER", "files.prose._COMMENT", "files.prose._NAMES_BEFORE", "files.prose._NAMES_AFTER"),
    *("syntax.skeleton._DEF", "syntax.skeleton._LINE", "syntax.skeleton._PLAIN_IMPORT", "files.import_scan._SIMPLE"),
    *("rules.sender.malformed_lazy_sender._LABEL", "rules.sender.positional_sender_in_decorator._LABEL"),
    *("rules.sender.lazy_sender_on_plain_signal._MODEL", "rules.body.schema_change_in_post_migrate._ALTERS"),
    *("rules.sender.positional_sender_in_decorator._MODEL", "project.metadata._REQUIREMENTS"),
}
"""Patterns that are tried at one place only, and not at every one: found otherwise, or where a text starts."""

SHORT = {"files.prefilter._RENAMED", "files.prose._OWN_PART"}
"""Patterns that are only tried on texts of a bounded length."""


def patterns() -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """Every pattern that a module of the package has."""
    found: dict[str, re.Pattern[str] | re.Pattern[bytes]] = {}
    for module in pkgutil.walk_packages(flake8_signals.__path__, "flake8_signals."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for kind in value.values() if isinstance(value, dict) else [value]:
                if isinstance(kind, re.Pattern):
                    found[f"{module.name}.{name}".removeprefix("flake8_signals.")] = kind
    return found


PATTERNS = patterns()


def test_patterns_are_found() -> None:
    assert len(PATTERNS) > 40
    assert {*PATTERNS} >= AT_A_PLACE | SHORT


@pytest.mark.parametrize("name", sorted(PATTERNS.keys() - SHORT))
def test_a_pattern_takes_no_more_time_than_the_text_is_long(name: str) -> None:
    pattern = PATTERNS[name]
    for piece, start in itertools.product(PIECES, ("", "class ", "import ", "from ")):
        text: Any = f"{start}{piece * (SIZE // len(piece))}!\n"
        if isinstance(pattern.pattern, bytes):
            text = text.encode()
        began = time.process_time()
        if name in AT_A_PLACE:
            pattern.match(text)
        else:
            for _ in pattern.finditer(text):
                pass
        assert time.process_time() - began < 0.5, (pattern.pattern, start, piece)
