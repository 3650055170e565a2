"""What the ``ready()`` of all apps runs and loads."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.files.remember import remembered
from flake8_signals.knowledge import libraries
from flake8_signals.project.startup.left_out import LeftOut
from flake8_signals.project.startup.reach import Reach
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from flake8_signals.project.names import Class
    from flake8_signals.project.startup.apps import Apps
    from flake8_signals.project.startup.discovery import Discovery
    from flake8_signals.project.startup.importers import Importers
    from flake8_signals.project.startup.reach import StartupStep
    from flake8_signals.syntax.module import Module


class _Loaded(NamedTuple):
    """What one app loads: each module with the names of the functions on the way.

    ``named`` has the position of the first that is loaded from a path, or that is inside of a package of a name,
    ``first`` that of the first that is loaded from a path.
    """

    loaded: list[tuple[tuple[str, ...], Module]]
    named: dict[str, int]
    first: dict[str, int]


class Ready:
    """What the ``ready()`` of every app runs and loads."""

    def __init__(self, apps: Apps, importers: Importers, discovery: Discovery) -> None:
        self.apps = apps
        self.discovery = discovery
        self.importers = importers
        self.modules = apps.modules
        self.left_out = LeftOut(apps)

    @remembered
    def reach(self, config: Class) -> Reach:
        """What the ``ready()`` of one app runs and loads."""
        return Reach(config, self.apps)

    @cached_property
    def reaches(self) -> tuple[Reach, ...]:
        """The same of every app that is installed, and of what else the settings let start."""
        return (*(reach for reach in self._found if not self.left_out.has(reach.config)), *self._started)

    @cached_property
    def _found(self) -> tuple[Reach, ...]:
        return tuple(self.reach(config) for config in self.apps.configs if not self.discovery.is_in_vain(config))

    @cached_property
    def _started(self) -> tuple[Reach, ...]:
        """What the classes run that libraries make objects of as they start, where settings name the project's own."""
        settings, found = self.apps.settings, []
        near = next(iter(settings.by_path.values()), None)
        for setting, methods in libraries.STARTED_BY_SETTINGS.items():
            for value in settings.values(setting):
                path = value.value if isinstance(value, Literal) and isinstance(value.value, str) else ""
                made = self.apps.names.class_at(path, near) if near is not None else None
                if made is not None:
                    reach = Reach(made, self.apps, methods)
                    reach.strings += [(path, step) for step in reach.steps[:1]]
                    found.append(reach)
        return tuple(found)

    @cached_property
    def uncertain(self) -> frozenset[tuple[str, str]]:
        """The functions that nothing but the ``ready()`` of apps runs which may not be installed, by file and name."""
        left_out = (reach for reach in self._found if self.left_out.has(reach.config))
        return frozenset((step.module.path, step.qualname) for reach in left_out for step in reach.steps) - {*self.ran}

    @cached_property
    def autodiscovered(self) -> frozenset[str]:
        """The names of the modules that start-up looks for in every app (``admin``, ``signals``)."""
        found = {"admin"}
        for reach in self.reaches:
            found |= reach.autodiscovers
        return frozenset(found)

    @cached_property
    def ran(self) -> dict[tuple[str, str], StartupStep]:
        """Every function that some ``ready()`` runs, by its file and qualified name."""
        found: dict[tuple[str, str], StartupStep] = {}
        for reach in self.reaches:
            for step in reach.steps:
                found.setdefault((step.module.path, step.qualname), step)
        return found

    @cached_property
    def ran_files(self) -> frozenset[str]:
        """The files that such functions stand in."""
        return frozenset(path for path, _ in self.ran)

    @cached_property
    def perhaps(self) -> frozenset[tuple[str, str]]:
        """The functions that some ``ready()`` mentions, and may run for all that can be told, by file and name."""
        return frozenset().union(*(reach.perhaps for reach in self.reaches))

    @cached_property
    def methods(self) -> frozenset[str]:
        """The names of the methods that some ``ready()`` calls on objects of which the text does not tell the class."""
        return frozenset().union(*(reach.methods for reach in self.reaches))

    def may_name(self, module: Module) -> bool:
        """Whether some ``ready()`` loads modules by names that the text gives in part, and that may be one of them."""
        return any(pattern.fullmatch(module.name) for reach in self.reaches for pattern in reach.patterns)

    @remembered
    def loader_of(self, module: Module) -> StartupStep | None:
        """The function that a ``ready()`` runs and that loads ``module`` by a string."""
        parts = module.name.split(".")
        if parts[-1] in self.autodiscovered:
            for reach in self.reaches:
                if parts[-1] in reach.autodiscovers:
                    return reach.steps[0]
        endings = [".".join(parts[index:]) for index in range(max(len(parts) - 1, 1))]
        return next((self._named[name] for name in endings if name in self._named), None)

    @cached_property
    def _named(self) -> dict[str, StartupStep]:
        """The dotted names that the functions which some ``ready()`` runs spell, and all that they stand inside of."""
        found: dict[str, StartupStep] = {}
        for reach in self.reaches:
            for name, step in reach.named():
                while name:
                    found.setdefault(name, step)
                    name = name.rpartition(".")[0]  # noqa: PLW2901 - what loads a.b.c loads a.b
        return found

    @remembered
    def _loaded_by(self, config: Class) -> _Loaded:
        """The modules that what the ``ready()`` of one app runs imports."""
        loaded = [
            (step.names, module)
            for step, statement in self.reach(config).imports()
            for name in dict.fromkeys((statement.target, statement.module))
            if (module := self.modules.find(name, step.module)) is not None
        ]
        named: dict[str, int] = {}
        for position, (_, module) in enumerate(loaded):
            named.setdefault(module.path, position)
            package = module.name.rpartition(".")[0]
            while package:
                named.setdefault(package, position)
                package = package.rpartition(".")[0]
        first = {module.path: position for position, (_, module) in reversed([*enumerate(loaded)])}
        return _Loaded(loaded, named, first)

    def chain_to(self, config: Class, target: Module, hops: int) -> tuple[str, ...]:
        """The names from the ``ready()`` of one app to ``target``, if what it runs imports that.

        It may do so by other modules: ``hops`` at most.
        """
        if self.discovery.is_in_vain(config):
            return ()
        own = self._loaded_by(config)
        found = min((own.named[name] for name in (target.path, target.name) if name in own.named), default=None)
        if found is not None:
            return (*own.loaded[found][0], target.name)
        # What does not even seem to lead there need not be looked at.
        leading = self.importers.leading_to(target, hops)
        seen = leading.intersection(own.first)
        level = [
            ((*names, loaded.name), loaded, i.target, i.module)
            for names, loaded in (own.loaded[position] for position in sorted(map(own.first.__getitem__, seen)))
            for i in loaded.outline.imports
            if not i.scope and i.runtime
        ]
        for _ in range(hops):
            following: list[tuple[tuple[str, ...], Module, str, str]] = []
            for names, importer, wanted, module_name in level:
                for name in dict.fromkeys((wanted, module_name)):
                    loaded = self.modules.find(name, importer)
                    if loaded is None:
                        continue
                    if loaded.path == target.path or loaded.name.startswith(f"{target.name}."):
                        return (*names, target.name)
                    if loaded.path in leading and loaded.path not in seen:
                        seen |= {loaded.path}
                        following += [
                            ((*names, loaded.name), loaded, i.target, i.module)
                            for i in loaded.outline.imports
                            if not i.scope and i.runtime
                        ]
            level = following
        return ()
