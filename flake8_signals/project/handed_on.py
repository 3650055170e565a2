"""Whether something is used in a way that is not understood, which may connect or send it out of sight."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered

if TYPE_CHECKING:
    from flake8_signals.project.index import Index


class HandedOn:
    """The uses of names in the files of a project."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @remembered
    def __contains__(self, name: str) -> bool:
        """Whether a file outside tests uses something called ``name`` in a way that is not understood here.

        Understood are definitions, imports, exports and calls of it, and the connections, disconnections and sends of
        known signals. Any other use may do any of these out of sight.
        """
        word = name.encode()
        here = re.escape(word)
        # What is assigned to, and a keyword, only goes by the same name.
        mention = re.compile(rb"\b%b\b(?!\s*=(?!=))" % here)
        plain = re.compile(
            rb"^\s*(?:from|import|(?:async\s+)?def)\b|\b__all__\b|\b%b\(|^\s*([\"']?)%b\1,?\s*$" % (here, here)
        )
        return any(
            mention.search(line) and not plain.search(line) and (path, number) not in self._understood_lines
            for path, text in self._index.project.files.texts.items()
            if word in text and not self._index.project.files.is_test(path)
            for number, line in self._lines_with(path).get(word, ())
        )

    @remembered
    def _lines_with(self, path: str) -> dict[bytes, list[tuple[int, bytes]]]:
        """The lines of a file that contain each word, without comments, and their numbers."""
        found: dict[bytes, list[tuple[int, bytes]]] = {}
        for number, line in enumerate(re.sub(rb"#.*", b"", self._index.project.files.text(path)).splitlines(), 1):
            for word in dict.fromkeys(re.findall(rb"[\w\x80-\xff]+", line)):
                found.setdefault(word, []).append((number, line))
        return found

    @cached_property
    def _understood_lines(self) -> frozenset[tuple[str, int]]:
        """The lines on which a known signal is defined, connected, disconnected or sent, by file."""
        found = []
        for file in self._index.files:
            places = [definition.place for definition in file.definitions]
            places += [connection.place for connection in file.connections if connection.signals]
            places += [send.place for send in file.sends if file.signal(send.signal)]
            places += [undone.place for undone in file.disconnections if file.signal(undone.signal)]
            for place in places:
                found += [(file.path, line) for line in range(place.line, place.end_line + 1)]
        return frozenset(found)
