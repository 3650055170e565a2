"""What ``ready()`` runs and loads: forwards, from call to call."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.files.remember import remembered
from flake8_signals.knowledge import django, libraries
from flake8_signals.syntax.values import Attribute, Choice, Instance, Name, Starred, alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.names import Class
    from flake8_signals.project.startup.apps import Apps
    from flake8_signals.project.startup.importers import Importers
    from flake8_signals.syntax.facts import Import, Invocation
    from flake8_signals.syntax.module import Module

_DEPTH = 8
"""How many calls, one inside the other, are followed from ``ready()``."""


class StartupStep(NamedTuple):
    """A function that start-up runs, and the one that calls it."""

    module: Module
    qualname: str
    caller: StartupStep | None

    @property
    def names(self) -> tuple[str, ...]:
        """The dotted names from ``ready()`` to here."""
        own = f"{self.module.name}.{self.qualname}"
        return (*self.caller.names, own) if self.caller else (own,)


class Ready:
    """What the ``ready()`` of every app runs and loads."""

    def __init__(self, apps: Apps, importers: Importers) -> None:
        self.apps = apps
        self.importers = importers
        self.modules = apps.modules

    @remembered
    def reach(self, config: Class) -> Reach:
        """What the ``ready()`` of one app runs and loads."""
        return Reach(config, self.apps)

    @cached_property
    def reaches(self) -> tuple[Reach, ...]:
        """The same of every app."""
        return tuple(map(self.reach, self.apps.configs))

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
    def is_dynamic(self) -> bool:
        """Whether some ``ready()`` loads modules that the text does not name."""
        return any(reach.is_dynamic for reach in self.reaches)

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

    def chain_to(self, config: Class, target: Module, hops: int) -> tuple[str, ...]:
        """The names from the ``ready()`` of one app to ``target``, if what it runs imports that.

        It may do so by other modules: ``hops`` at most.
        """
        level: list[tuple[tuple[str, ...], Module, str, str]] = [
            (step.names, step.module, statement.target, statement.module)
            for step, statement in self.reach(config).imports()
        ]
        # What does not even seem to lead there need not be looked at.
        leading = self.importers.leading_to(target, hops)
        seen: set[str] = set()
        for _ in range(hops + 1):
            following: list[tuple[tuple[str, ...], Module, str, str]] = []
            for names, importer, wanted, module_name in level:
                for name in dict.fromkeys((wanted, module_name)):
                    loaded = self.modules.find(name, importer)
                    if loaded is None:
                        continue
                    if loaded.path == target.path or loaded.name.startswith(f"{target.name}."):
                        return (*names, target.name)
                    if loaded.path in leading and loaded.path not in seen:
                        seen.add(loaded.path)
                        following += [
                            ((*names, loaded.name), loaded, i.target, i.module)
                            for i in loaded.outline.imports
                            if not i.scope and i.runtime
                        ]
            level = following
        return ()


class Reach:
    """What one app's ``ready()`` runs: every function on the way, and what each of them loads."""

    def __init__(self, config: Class, apps: Apps) -> None:
        self.config = config
        self.apps = apps
        self.names = apps.names
        self.is_dynamic = False
        self.autodiscovers: set[str] = set()
        self.strings: list[tuple[str, StartupStep]] = []
        self.steps: list[StartupStep] = []
        self.callers: dict[tuple[str, str], list[StartupStep]] = {}
        self._seen: set[tuple[str, str]] = set()
        if "ready" in config.outline.methods:
            self._run(config.module, f"{config.outline.qualname}.ready", None, 0)
        elif not self.apps.is_plain(config):
            self._run_method(config.path, config.module, "ready", None, 0)

    def _run_method(
        self, path: str, near: Module, name: str, caller: StartupStep | None, depth: int, *, above: bool = False
    ) -> None:
        """Run a method as the class ``path`` has it: its own, or the one that it inherits (``above``: not its own)."""
        for index, ancestor in enumerate(self.names.ancestors(path, near)):
            if isinstance(ancestor, str):
                if ancestor not in django.APP_CONFIG and not ancestor.startswith(("builtins.", "abc.", "typing.")):
                    # Another library's class: what its method does is not in sight.
                    self.is_dynamic = self.is_dynamic or name == "ready"
            elif name in ancestor.outline.methods and not (above and index == 0):
                self._run(ancestor.module, f"{ancestor.outline.qualname}.{name}", caller, depth)
                return

    def _run(self, module: Module, qualname: str, caller: StartupStep | None, depth: int) -> None:
        key = (module.path, qualname)
        if caller is not None:
            self.callers.setdefault(key, []).append(caller)
        if key in self._seen or depth > _DEPTH:
            return
        self._seen.add(key)
        step = StartupStep(module, qualname, caller)
        self.steps.append(step)
        for invocation in module.calls(qualname):
            self._invoke(invocation, step, depth)

    def _invoke(self, invocation: Invocation, step: StartupStep, depth: int) -> None:
        module = step.module
        owner = step.qualname.rpartition(".")[0]
        match invocation.target:
            case Attribute(Instance(path), name):
                dispatched = self.config.path if path in self._config_classes else path
                self._run_method(
                    dispatched, self.config.module if path in self._config_classes else module, name, step, depth + 1
                )
            case Name(path) if path.startswith("super."):
                self._run_method(
                    f"{module.name}.{owner}", module, path.removeprefix("super."), step, depth + 1, above=True
                )
            case Name():
                self._call(invocation.target, invocation, step, depth)
            case Starred() | Choice():
                for option in alternatives(self.names.resolve(invocation.target, module)):
                    if isinstance(option, Name):
                        self._call(option, invocation, step, depth)
        self.strings += [(text, step) for text in invocation.strings]

    @cached_property
    def _config_classes(self) -> frozenset[str]:
        ancestors = self.names.ancestors(self.config.path, self.config.module)
        return frozenset(a if isinstance(a, str) else a.path for a in ancestors)

    def _call(self, target: Name, invocation: Invocation, step: StartupStep, depth: int) -> None:
        resolved = self.names.resolve(target, step.module)
        path = resolved.path if isinstance(resolved, Name) else ""
        if path in libraries.IMPORTS_BY_NAME:
            if not invocation.strings:
                self.is_dynamic = True
            return
        if path in libraries.IMPORTS_UNNAMED:
            self.is_dynamic = True
        elif path == django.AUTODISCOVER:
            self.autodiscovers.update(invocation.strings)
            self.is_dynamic = self.is_dynamic or not invocation.whole
        definition = self.names.locate(target.path, step.module)
        if definition is None or not definition.qualname:
            return
        module, qualname = definition
        if any(f.qualname == qualname for f in module.outline.functions):
            self._run(module, qualname, step, depth + 1)
            return
        owner, _, method = qualname.rpartition(".")
        if owner and any(c.qualname == owner for c in module.outline.classes):
            self._run_method(f"{module.name}.{owner}", module, method, step, depth + 1)
        elif any(c.qualname == qualname for c in module.outline.classes):
            self._run_method(f"{module.name}.{qualname}", module, "__init__", step, depth + 1)

    def imports(self) -> Iterator[tuple[StartupStep, Import]]:
        """Every import that a function on the way runs."""
        for step in self.steps:
            for statement in step.module.outline.imports:
                if statement.scope == step.qualname and statement.runtime:
                    yield step, statement

    def connects(self) -> bool:
        """Whether a receiver is connected on the way: by a function that runs, or by a module that one imports."""
        for step in self.steps:
            if any(c.context.function == step.qualname for c in step.module.facts.connections):
                return True
        loaded = [
            self.names.modules.find(i.target, step.module) or self.names.modules.find(i.module, step.module)
            for step, i in self.imports()
        ]
        return any(
            any(not c.context.function for c in module.facts.connections) for module in loaded if module is not None
        )

    def named(self) -> Iterator[tuple[str, StartupStep]]:
        """The dotted names in strings on the way, as in ``import_module("shop.signals")`` and loaders of all kinds.

        Those that begin with a dot count from the app.
        """
        package = self.apps.app_name(self.config)
        for text, step in self.strings:
            if "." in text:
                yield (f"{package}{text}" if text.startswith(".") else text), step
