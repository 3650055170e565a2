"""The linter without its short cuts: the one place that knows how each of them is turned off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.files import prefilter
from flake8_signals.lint import run as lint
from flake8_signals.project import effects, file, files, imports, index, relations, undoing
from flake8_signals.project.labels import classes_in
from flake8_signals.project.startup import apps, reach
from flake8_signals.project.startup.calls import Calls
from flake8_signals.project.startup.importers import Importers
from flake8_signals.syntax import connections, functions, module, module_tree
from flake8_signals.syntax.skeleton import Skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from flake8_signals.syntax.facts import Effect


def every_line(text: str, _: object) -> list[int]:
    return [*range(1, text.count("\n") + 2)]


def whole(text: str) -> Skeleton:
    return Skeleton(text, frozenset())


def imports_of(self: imports.Imports, names: frozenset[str]) -> list[object]:
    return [i for i in self._file.module.outline.imports if i.target in names or i.module in names]


def every_file(self: index.Index, *_: str) -> Iterator[file.SourceFile]:
    yield from self.files


def every_effect(self: effects.Follow, _: Effect) -> bool:
    return self is not effects.Follow.NONE


INSTEAD: list[tuple[object, str, object]] = [
    # Every file is looked at,
    (prefilter, "mentions_signals", lambda _: True),
    (lint, "mentions_signals", lambda _: True),
    (module, "mentions_signals", lambda _: True),
    (prefilter, "may_hold_facts", lambda _: True),
    (files, "may_hold_facts", lambda _: True),
    (prefilter, "_DEFINES_CONFIG", re.compile(b"")),
    # every line of it, and whole,
    (connections, "lines_about_signals", every_line),
    (module_tree, "skeleton", whole),
    (functions, "_TOLD_OF", ("",)),
    # on behalf of every question.
    (imports.Imports, "of", imports_of),
    (index.Index, "mentioning", every_file),
    (index.Index, "may_be_connected_elsewhere", lambda *_: True),
    (undoing, "_may_name", lambda *_: True),
    (apps, "is_plain", lambda *_: False),
    (reach, "is_plain", lambda *_: False),
    (Importers, "imports_later", lambda *_: False),
    (Importers, "_seems_nested", lambda *_: True),
    (effects.Follow, "includes", every_effect),
    (effects.Follow, "tells", lambda *_: True),
    (Calls, "_may_mean", lambda _, name, words, __: name in words),
    (Calls, "_may_be_imported_by", lambda *_: True),
    (Importers, "names_for", lambda self, module: [module.name, *self.other_names(module)]),
    (relations, "classes_in", lambda text: (*classes_in(text), "of no migration")),
]
"""Each short cut: where it is, its name, and what takes no short cut."""


def without_short_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Turn every short cut off."""
    for place, name, instead in INSTEAD:
        monkeypatch.setattr(place, name, instead)
