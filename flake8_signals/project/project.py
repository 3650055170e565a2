"""A project: its files, modules, names and signals, and the answers to questions about all of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.files.decoding import decoded
from flake8_signals.files.remember import remembered
from flake8_signals.project.files import Files
from flake8_signals.project.modules import Modules
from flake8_signals.project.names import Names
from flake8_signals.project.signals import Signals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flake8_signals.files.cache import Cache
    from flake8_signals.options import Options
    from flake8_signals.project.children import Children
    from flake8_signals.project.cycles import TriggeredSave
    from flake8_signals.project.doers import Doers
    from flake8_signals.project.effects import Follow, ReachedEffect
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.index import Index
    from flake8_signals.project.labels import Labels
    from flake8_signals.project.names import SourceFunction
    from flake8_signals.project.relations import Accessors
    from flake8_signals.project.startup import Startup
    from flake8_signals.syntax.module import Module


class Project:
    """The files under one root. Everything is lazy: nothing is read before a question needs it."""

    def __init__(
        self,
        root: str,
        options: Options,
        cache: Cache | None = None,
        *,
        unsaved: Mapping[str, bytes | None] | None = None,
    ) -> None:
        self.options = options
        self.cache = cache
        self.files = Files(root, cache, unsaved, options.parts)
        self.modules = Modules(self.files)
        self.names = Names(self.modules)
        self.signals = Signals(self.names)

    @property
    def root(self) -> str:
        """The folder in which the project starts."""
        return self.files.root

    @cached_property
    def startup(self) -> Startup:
        """What Django loads when it starts."""
        from flake8_signals.project.startup import Startup  # slow to import: only for the rules that need it

        return Startup(self)

    @cached_property
    def index(self) -> Index:
        """All files that mention signals."""
        from flake8_signals.project.index import Index  # likewise

        return Index(self)

    @remembered
    def file(self, module: Module) -> SourceFile:
        """A file of the project, bound to it: the same object for all callers."""
        from flake8_signals.project.file import SourceFile

        return SourceFile(module, self)

    @remembered
    def effects(self, function: SourceFunction, model: str, follow: Follow) -> tuple[ReachedEffect, ...]:
        """What a function does, by itself and through the followed calls; its ``instance``, if any, is a ``model``."""
        from flake8_signals.project.effects import effects  # likewise

        return effects(self, function, model, follow)

    @cached_property
    def cycles(self) -> tuple[tuple[TriggeredSave, ...], ...]:
        """The shortest chains by which a receiver's saves call it again."""
        from flake8_signals.project.cycles import cycles  # likewise

        return cycles(self.index)

    @cached_property
    def cycles_of(self) -> dict[str, list[tuple[TriggeredSave, ...]]]:
        """The same by the file that connects the first receiver."""
        found: dict[str, list[tuple[TriggeredSave, ...]]] = {}
        for cycle in self.cycles:
            found.setdefault(cycle[0].receiver.path, []).append(cycle)
        return found

    @cached_property
    def children(self) -> Children:
        """The classes that inherit from others."""
        from flake8_signals.project.children import Children  # likewise

        return Children(self)

    @cached_property
    def accessors(self) -> Accessors:
        """The relational fields of the models, by the attribute that leads back from the other end."""
        from flake8_signals.project.relations import Accessors  # likewise

        return Accessors(self)

    @cached_property
    def doers(self) -> Doers:
        """The methods of its classes, by their names."""
        from flake8_signals.project.doers import Doers  # likewise

        return Doers(self)

    @cached_property
    def labels(self) -> Labels:
        """The labels of its apps and models."""
        from flake8_signals.project.labels import Labels  # likewise

        return Labels(self)

    @cached_property
    def user_label(self) -> str:
        """The label of the user model, by the settings in sight; empty if they do not say, or there are none."""
        return self.startup.settings.user_label

    @cached_property
    def min_django(self) -> tuple[int, int] | None:
        """The oldest Django that the project supports, by the options or else its metadata; ``None`` if unknown."""
        from flake8_signals.project.metadata import min_django  # slow to import: only for the few rules that need it

        return self.options.min_django or min_django(self.root, self.files.content)

    @remembered
    def min_version(self, package: str) -> tuple[int, int] | None:
        """The oldest version of another package that the project asks for, by its metadata; ``None`` if unknown."""
        from flake8_signals.project.metadata import min_version  # as above

        return min_version(self.root, package, self.files.content)

    def with_unsaved(self, unsaved: Mapping[str, bytes | None]) -> Project:
        """This project with other contents for some of its files (by absolute path, new files included).

        A file whose content is ``None`` is not there.
        Nothing is written. What is known about the other files is kept.
        """
        project = Project(self.root, self.options, self.cache, unsaved={**self.files.unsaved, **unsaved})
        for path, module in self.modules.known.items():
            if path not in unsaved and project.modules.name_of(path) == (module.name, module.is_package):
                project.modules.add(module)
        return project

    def forget(self) -> None:
        """Release everything that is known about the project.

        These objects refer to each other, and the garbage collector may be paused.
        """
        files = vars(self).get("_file_remembered", {}).values()
        for known in (*files, *(vars(self).get(name) for name in ("startup", "index", "labels"))):
            if known is not None:
                vars(known).clear()
        vars(self).clear()

    def is_unchanged(self) -> bool:
        """Whether everything looked at so far is under the root and still as it was then."""
        files = self.files
        return files.is_unchanged() and all(
            path in files.summaries and (not module.is_given or module.content == decoded(files.content(path)))
            for path, module in self.modules.known.items()
        )
