"""The imports of a file of names that are looked for, found without a tree where there are none."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.files.import_scan import absolute, mentions

if TYPE_CHECKING:
    from flake8_signals.project.file import SourceFile
    from flake8_signals.syntax.facts import Import


class Imports:
    """The imports of one file."""

    def __init__(self, file: SourceFile) -> None:
        self._file = file

    def of(self, names: frozenset[str]) -> list[Import]:
        """The file's imports of one of the dotted ``names``, or from a module of that name."""
        if self._seems_to_import.isdisjoint(names):
            return []
        return [i for i in self._file.module.outline.imports if i.target in names or i.module in names]

    @cached_property
    def _seems_to_import(self) -> frozenset[str]:
        """The full names that the file seems to import, according to the import scan."""
        path, files = self._file.path, self._file.project.files
        content = self._file.module.content.encode(errors="surrogatepass")
        is_saved = self._file.placed and path in files.summaries and files.content(path) == content
        found = files.imports[path] if is_saved else mentions(content)
        return frozenset(absolute(mention.target, self._file.module.package) for mention in found)
