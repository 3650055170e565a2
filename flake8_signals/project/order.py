"""The order in which start-up makes connections: a signal calls its receivers in the order in which they connected."""

from __future__ import annotations

import os
from operator import itemgetter
from typing import TYPE_CHECKING

from flake8_signals.project.connections import Connection
from flake8_signals.syntax.values import Collection, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.index import Index
    from flake8_signals.project.names import Class
    from flake8_signals.project.startup import Startup
    from flake8_signals.syntax.module import Module

    Steps = Iterator["Steps"]
    """What start-up does somewhere, as far as it leads to more of that."""


def order(index: Index) -> dict[Connection, int]:
    """The place of each connection in that order; those that start-up does not make come last."""
    run = _Run(index)
    apps = installed(index)
    for app, config in apps:
        run.load(app)
        if config is not None:
            run.load(config.module)
    for app, _ in apps:
        run.load(index.project.modules.find(f"{app.name}.models", app))
    for _, config in apps:
        if config is not None:
            run.call(config.module, f"{config.outline.qualname}.ready")
    found = dict.fromkeys(run.made)
    found.update(dict.fromkeys(connection for connection in index.connections if connection.is_connected))
    found.update(dict.fromkeys(index.connections))
    return {connection: place for place, connection in enumerate(found)}


def installed(index: Index) -> list[tuple[Module, Class | None]]:
    """The apps in the project, in the order of INSTALLED_APPS as far as that is known, with their configurations."""
    startup, modules = index.project.startup, index.project.modules
    found: dict[str, tuple[Module, Class | None]] = {}
    for config in startup.apps.configs:
        app = modules.find(startup.apps.app_name(config), config.module)
        if app is not None:
            found.setdefault(app.name, (app, config))
    for folder in sorted(startup.apps.folders):
        path = os.path.join(folder, "__init__.py")
        if index.project.files.is_file(path):
            app = modules.at(path)
            found.setdefault(app.name, (app, None))
    listed = _listed(startup)
    configs = {config.path: name for name, (_, config) in found.items() if config is not None}
    names = [configs.get(entry, entry) for entry in listed]
    return sorted(found.values(), key=lambda pair: names.index(pair[0].name) if pair[0].name in names else len(names))


def _listed(startup: Startup) -> list[str]:
    """The entries of INSTALLED_APPS, in order; those of the settings that list the most, if there are several."""
    found: list[list[str]] = [[]]
    for module in startup.settings.by_path.values():
        value = module.value("INSTALLED_APPS")
        items = value.items if isinstance(value, Collection) else ()
        found.append([item.value for item in items if isinstance(item, Literal) and isinstance(item.value, str)])
    return max(found, key=len)


class _Run:
    """Start-up, as far as the source tells: each module once, statement by statement."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.made: list[Connection] = []
        self._done: set[tuple[str, str]] = set()
        self._connections: dict[tuple[str, str], list[Connection]] = {}
        for connection in index.connections:
            key = (connection.path, connection.fact.context.function)
            self._connections.setdefault(key, []).append(connection)
        calls = index.project.startup.loading.calls
        self._calling = {
            caller.path
            for (path, function) in self._connections
            if function
            for caller in calls.callers(index.project.modules.at(path), function)
        }
        """The modules that run a function with connections as they are imported."""

    def load(self, module: Module | None) -> None:
        """Import a module: the packages around it, then what stands at its top level."""
        _finish(self._import(module))

    def call(self, module: Module, scope: str) -> None:
        """Run a function of a module."""
        _finish(self._run(module, scope))

    def _import(self, module: Module | None) -> Steps:
        if module is None or (module.path, "") in self._done:
            return
        package = module.name.rpartition(".")[0]
        if package:
            yield self._import(self.index.project.modules.find(package, module))
        yield self._run(module, "")

    def _run(self, module: Module, scope: str) -> Steps:
        """Run a function of a module, or (without a ``scope``) its top level."""
        if (module.path, scope) in self._done:
            return
        self._done.add((module.path, scope))
        for _, step in sorted(self._steps(module, scope), key=itemgetter(0)):
            if isinstance(step, Connection):
                self.made.append(step)
            else:
                yield step

    def _steps(self, module: Module, scope: str) -> Iterator[tuple[int, Connection | Steps]]:
        """The connections that a function (or the top level) makes, and what it runs, with the line of each."""
        project = self.index.project
        for statement in module.outline.imports:
            if statement.scope == scope and statement.runtime:
                for name in (statement.module, statement.target):
                    yield statement.line, self._import(project.modules.find(name, module))
        for connection in self._connections.get((module.path, scope), ()):
            yield connection.place.line, connection
        if not scope and module.path in self._calling:
            for ran in module.running(scope).calls:
                called = project.names.function(ran.call.function, module)
                if called is not None and not called.function.is_class:
                    yield ran.line, self._run(called.module, called.qualname)
        function = module.function(scope) if scope else None
        for effect in module.body(function).effects if function is not None else ():
            called = project.names.function(effect.target, module) if effect.kind == "call" else None
            if called is not None and not called.function.is_class:
                yield effect.line, self._run(called.module, called.qualname)


def _finish(steps: Steps) -> None:
    """Go through what start-up does, and what that leads to, to the end of each: however many imports long."""
    pending = [steps]
    while pending:
        inner = next(pending[-1], None)
        if inner is None:
            pending.pop()
        else:
            pending.append(inner)
