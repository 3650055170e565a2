"""Methods by their names alone: what a call may do of which the text does not tell whose method it is."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered
from flake8_signals.knowledge import orm
from flake8_signals.project.effects import Follow, does_something
from flake8_signals.project.names import SourceFunction

if TYPE_CHECKING:
    from flake8_signals.project.project import Project

_METHOD = re.compile(rb"^[ \t]+(?:async +)?def +(\w+) *\(", re.MULTILINE)

_FILES = 12
"""How many files may define methods of one name: beyond that, it says nothing."""

_HOPS = 3
"""How many such methods, one calling the other, are asked about."""

_COMMON = frozenset(name for kind in (str, bytes, list, dict, set, tuple, object) for name in dir(kind)) | {
    *orm.QUERYSET_CALLS,
    *orm.RELATED_CALLS,
    *orm.OBJECT_CALLS,
    *orm.LAZY,
    *orm.RELATED_LAZY,
}
"""What objects of Python and of Django's ORM are asked for, too."""


class Doers:
    """The methods of a project, outside tests, by their names."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._asked: list[str] = []
        """The methods that led to the one that is asked about."""

    @remembered
    def may_do(self, name: str) -> bool:
        """Whether some method of that name writes to the database, sends something or hands on a task."""
        paths = self._defining.get(name, []) if name not in _COMMON else []
        if len(paths) > _FILES or name in self._asked or len(self._asked) == _HOPS:
            return False
        self._asked.append(name)
        try:
            return any(self._does(path, name) for path in paths)
        finally:
            self._asked.pop()

    def _does(self, path: str, name: str) -> bool:
        module = self._project.modules.at(path)
        for qualname in module.functions:
            owner, _, last = qualname.rpartition(".")
            function = module.function(qualname) if last == name and owner in module.classes else None
            if function is not None and does_something(self._project, SourceFunction(module, function), Follow.WHOLE):
                return True
        return False

    @cached_property
    def _defining(self) -> dict[str, list[str]]:
        """The files that define each method."""
        found: dict[str, list[str]] = {}
        for path, text in self._project.files.texts.items():
            if b"class " in text and not self._project.files.is_test(path):
                for name in dict.fromkeys(_METHOD.findall(text)):
                    found.setdefault(name.decode(errors="replace"), []).append(path)
        return found
