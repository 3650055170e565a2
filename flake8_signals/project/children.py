"""Which classes of a project inherit from a class: only the files that name it are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered
from flake8_signals.project.names import Class
from flake8_signals.syntax.values import Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.project import Project


class Children:
    """The classes outside tests that inherit from other classes, by those."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: set[str] = set()
        self._by_base: dict[str, list[Class]] = {}

    def of(self, parent: Class, name: str) -> Iterator[Class]:
        """The classes that inherit from a class itself, in files whose text contains ``name``."""
        word = name.encode()
        self._look(word)
        texts = self._project.files.texts
        return (child for child in self._by_base.get(parent.path, ()) if word in texts[child.module.path])

    @remembered
    def _look(self, word: bytes) -> None:
        """Take in the files that contain a word."""
        files = self._project.files
        for path, text in files.texts.items():
            if word in text and path not in self._known and not files.is_test(path):
                self._known.add(path)
                self._take_in(path)

    def _take_in(self, path: str) -> None:
        home = self._project.file(self._project.modules.at(path))
        for outline in home.module.outline.classes:
            bases = (home.names.class_at(base.path) for base in outline.bases if isinstance(base, Name))
            for parent in dict.fromkeys(base.path for base in bases if base is not None):
                self._by_base.setdefault(parent, []).append(Class(home.module, outline))
