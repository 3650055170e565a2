"""What the text does not settle: the ways by which start-up may load a module for all that can be told."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.files.import_scan import spelled
from flake8_signals.files.remember import remembered
from flake8_signals.knowledge import libraries
from flake8_signals.syntax import facts
from flake8_signals.syntax.values import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_signals.project.startup.apps import Apps
    from flake8_signals.project.startup.discovery import Discovery
    from flake8_signals.project.startup.importers import Importers
    from flake8_signals.project.startup.ready import Ready
    from flake8_signals.syntax.facts import Import
    from flake8_signals.syntax.module import Module


class Doubt:
    """What may load the modules of one project."""

    def __init__(self, apps: Apps, importers: Importers, ready: Ready, discovery: Discovery) -> None:
        self.apps = apps
        self.discovery = discovery
        self.importers = importers
        self.ready = ready
        self.files = importers.files
        self.modules = importers.modules

    def is_unsettled(self, module: Module) -> bool:
        """Whether something that the text does not settle may load ``module`` at start-up.

        That is: an app that others may install, a string, a convention, a file that Python cannot parse, an import that
        finds nothing here, a function that some module may call as it is imported.
        """
        if self.ready.may_name(module) or self.ready.left_out.holds(module):
            return True
        is_late = self.apps.is_late(module)
        if not is_late and libraries.CONVENTION_MODULES.search(module.name):
            return True
        importers = [self.modules.at(path) for path in self.importers.likely(module) if not self.files.is_test(path)]
        # The last two take by far the longest.
        return (
            any(self._is_unknown(importer, module) for importer in importers)
            or (not is_late and module.name in self._loadable)
            or any(self._may_run(*importing) for importing in self._functions_importing(importers, module))
        )

    def _is_unknown(self, importer: Module, module: Module) -> bool:
        """Whether it cannot be told if ``importer``, which seems to import ``module``, does so."""
        return importer.outline == facts.Outline() or any(
            statement.runtime and self._is_lost(importer, statement, module) for statement in importer.outline.imports
        )

    def _functions_importing(self, importers: list[Module], module: Module) -> Iterator[tuple[Module, str]]:
        """The functions that import ``module`` as they run."""
        for importer in importers:
            yield from ((importer, i.scope) for i in self.importers.imports_of(importer, module) if i.scope)

    def _is_lost(self, importer: Module, statement: Import, module: Module) -> bool:
        """Whether an import names ``module``, counting from another folder, and finds nothing in this project."""
        return any(
            (name.endswith(f".{module.name}") or module.name.endswith(f".{name}"))
            and self.modules.find(name, importer) is None
            for name in (statement.target, statement.module)
        )

    @remembered
    def _may_run(self, module: Module, qualname: str, depth: int = 2) -> bool:
        """Whether start-up may run a function, by what it is called: what objects are is not known."""
        outermost = qualname.partition(".<locals>")[0]
        name = outermost.rpartition(".")[2]
        if self.discovery.never_runs(module, qualname):
            return False
        if name == "ready":
            # That of a configuration is known to run or not; what other classes call so is not.
            return f"{module.name}.{outermost}" not in {
                f"{config.path}.ready" for config in self.apps.configs_of(module)
            }
        if (
            name.startswith("__")
            or name == "contribute_to_class"
            or (module.path, outermost) in self.ready.ran
            or (module.path, outermost) in self.ready.perhaps
            or ("." in outermost and name in self.ready.methods)
        ):
            return True
        for user in self.importers.mentioning(module, name):
            if name in self._run_at_import(user):
                return True
            callers = self._calling(user).get(name, ()) if depth else ()
            if any(self._may_run(user, caller, depth - 1) for caller in callers if caller != qualname):
                return True
        return False

    @remembered
    def _run_at_import(self, user: Module) -> frozenset[str]:
        """The names of what decorates something in a module, or is called as the module is imported."""
        decorators = [d for f in user.outline.functions for d in f.decorators]
        return frozenset(map(last_name, (*decorators, *(call.target for call in user.calls("")))))

    @remembered
    def _calling(self, user: Module) -> dict[str, list[str]]:
        """The functions of a module that call something of each name."""
        found: dict[str, list[str]] = {}
        for function in user.outline.functions:
            for name in dict.fromkeys(last_name(call.target) for call in user.calls(function.qualname)):
                found.setdefault(name, []).append(function.qualname)
        return found

    @cached_property
    def spelled(self) -> frozenset[str]:
        """Every dotted name that a string outside tests spells, and each without its last part."""
        return _with_parents(name for names in self._strings.values() for name in names)

    @cached_property
    def _loadable(self) -> frozenset[str]:
        """The same, of what is not loaded late anyway."""
        late = self.apps.settings.late_names
        named = (name for path, names in self._strings.items() for name in names - late(path))
        return _with_parents(name for name in named if not libraries.LATE_MODULES.search(name))

    @cached_property
    def _strings(self) -> dict[str, frozenset[str]]:
        """The dotted names that the strings of each file outside tests spell."""
        strings = self.files.survey("strings", tuple[str, ...], spelled)
        loggers = self.apps.settings.logger_names
        return {
            path: frozenset(names) - loggers(path)
            for path, names in strings.items()
            if names and not self.files.is_test(path)
        }


def _with_parents(names: Iterable[str]) -> frozenset[str]:
    """Dotted names, and each without its last part."""
    found = frozenset(names)
    return found | {name.rpartition(".")[0] for name in found}
