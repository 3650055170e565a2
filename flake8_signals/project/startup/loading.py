"""The answer: whether, how and by whom start-up loads a module."""

from __future__ import annotations

import os
import re
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.files.remember import remembered
from flake8_signals.knowledge import django, libraries
from flake8_signals.project.startup.apps import inherits_another_librarys
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.startup.apps import Apps
    from flake8_signals.project.startup.calls import Calls
    from flake8_signals.project.startup.doubt import Doubt
    from flake8_signals.project.startup.importers import Importers
    from flake8_signals.project.startup.ready import Ready
    from flake8_signals.project.startup.settings import Settings
    from flake8_signals.syntax.facts import Import
    from flake8_signals.syntax.module import Module
    from flake8_signals.syntax.values import Call

_VISITED = 1500
"""How many modules a backward search looks at before it gives up."""


class Loading(NamedTuple):
    """Whether start-up loads a module.

    ``state`` is ``ready`` (by a ``ready()``), ``import`` (as the apps and their models are imported), ``lazy`` (only
    once something else imports it), ``never`` (nothing in the project does) or ``unknown``. ``chain`` are the dotted
    names that prove it, from what Django loads to the module itself. For ``lazy`` it starts at an importer, which does
    so on the ``line`` of the file ``path``, in its ``function`` if that is not empty; ``others`` import it too. So does
    that of ``never``, where it is a ``ready()`` that does so, and that never runs. ``is_for_runserver``: the import
    runs under the development server alone.
    """

    state: str
    chain: tuple[str, ...] = ()
    path: str = ""
    line: int = 0
    function: str = ""
    others: int = 0
    is_for_runserver: bool = False

    @property
    def is_at_start(self) -> bool:
        """Whether start-up certainly loads it, by whatever way."""
        return self.state in ("ready", "import")


class _Way:
    """How start-up comes to load a module: ``None`` if it does not, for all that the text tells.

    ``after`` is the way to its only importer, ``searched`` are the other modules by which start-up may come to it.
    """

    def __init__(self, loading: Loading | None, searched: tuple[Module, ...] = (), after: _Way | None = None) -> None:
        self.loading = loading
        self.searched = searched
        self.after = after
        self.is_settled: bool | None = None
        """Whether that is certain, once somebody has asked: that takes longer than to search."""


class Loadings:
    """How the modules and functions of one project are loaded and run."""

    def __init__(
        self, settings: Settings, apps: Apps, importers: Importers, ready: Ready, calls: Calls, doubt: Doubt
    ) -> None:
        self.settings = settings
        self.apps = apps
        self.importers = importers
        self.ready = ready
        self.calls = calls
        self.doubt = doubt
        self.files = importers.files
        self.modules = importers.modules
        self.names = apps.names
        self._ways: dict[str, _Way] = {}
        """The ways that are known, by the file to which they lead."""

    @remembered
    def of(self, module: Module) -> Loading:
        """Whether, how and by whom ``module`` is loaded when Django starts."""
        at_start = self.at_start(module)
        if at_start is not None:
            return at_start
        return self._lazy(module) if self._is_settled(self._way(module)) else Loading("unknown")

    @remembered
    def at_start(self, module: Module) -> Loading | None:
        """The same where start-up certainly loads ``module``, by whatever way; ``None`` where it may not."""
        for config in self.apps.nearby(module):
            chain = self.ready.chain_to(config, module, 2)
            if chain and not self.ready.left_out.has(config):
                return Loading("ready", chain)
        by_string = self.ready.loader_of(module)
        if by_string is not None:
            return Loading("ready", (*by_string.names, module.name))
        if self.is_loaded_by_django(module):
            return Loading("import", (module.name,))
        return self._way(module).loading

    @remembered
    def is_loaded_by_django(self, module: Module) -> bool:
        """Whether Django itself imports ``module`` as it starts.

        As configuration, models, admin, settings or package of an app, or to set up logging.
        """
        folder = os.path.dirname(module.path)
        if module.path in self.settings.logged_by:
            return True
        if self.ready.left_out.holds(module):
            return False
        if module.path in self.apps.config_paths or module.path in self.settings.by_path:
            return True
        if module.is_package and folder in self.apps.package_folders:
            return True
        app = os.path.dirname(folder) if module.is_package else folder
        return module.name.rpartition(".")[2] in {"models", *self.ready.autodiscovered} and app in self.apps.folders

    def running(self, module: Module, qualname: str) -> Loading:
        """Whether start-up runs the function ``qualname`` of ``module``, and so makes the connections in it."""
        step = self.ready.ran.get((module.path, qualname))
        if step is not None:
            return Loading("ready", step.names)
        if (module.path, qualname) in self.ready.uncertain:
            return Loading("unknown")
        owner, _, method = qualname.rpartition(".")
        path = f"{module.name}.{qualname}"
        if method == "__init__" and self.names.is_subclass(f"{module.name}.{owner}", django.APP_CONFIG, module):
            # Django makes the configurations before it loads any models.
            return Loading("import", (path,))
        for caller in self.calls.callers(module, qualname):
            loading = self.at_start(caller)
            if loading is not None:
                return Loading(loading.state, (*loading.chain, path))
        configs = (config for config in self.apps.configs_of(module) if config.outline.qualname == owner)
        if any(inherits_another_librarys(self.apps.names, config) for config in configs):
            return Loading("unknown")  # the ready() of another library's configuration may call it
        if self.doubt.discovery.never_runs(module, qualname):
            return Loading("never", (path, module.name))
        outermost = qualname.partition(".<locals>")[0]
        if "." in outermost and last_part(outermost) in self.ready.methods:
            return Loading("unknown")  # start-up calls a method of that name of what the text does not tell
        if owner and self._is_made_for_another_library(module, owner):
            return Loading("unknown")  # what the library does with a class's attributes may call it
        return Loading("lazy", (path,))

    def _is_made_for_another_library(self, module: Module, owner: str) -> bool:
        """Whether ``owner`` inherits another library's class, and start-up makes objects of it in class bodies.

        What Django's own bases call is known.
        """
        ancestors = self.names.ancestors(f"{module.name}.{owner}", module)
        is_another = any(isinstance(a, str) and "." in a and not a.startswith("django.") for a in ancestors)
        return is_another and any(map(self.at_start, self.calls.making(module, owner)))

    def calls_of(self, module: Module, qualname: str) -> Iterator[tuple[Module, Call]]:
        """The calls of a function at start-up, with the module of each.

        These are the ones that some ``ready()`` makes, itself or further on, and those that modules make as start-up
        imports them.
        """
        for user in self.calls.mentioning(module, qualname):
            found = self.calls.calls_in(user, "", module, qualname)
            if found and self.at_start(user):
                for line in dict.fromkeys(ran.line for ran in found):
                    # The turns of a loop, one by one.
                    turns = [
                        call
                        for call in user.calls_on(line)
                        if self.calls.is_call_of(call.function, user, module, qualname)
                    ]
                    yield from ((user, call) for call in turns or [ran.call for ran in found if ran.line == line])
        seen: set[tuple[str, str]] = set()
        for reach in self.ready.reaches:
            for step in reach.callers.get((module.path, qualname), ()):
                if (step.module.path, step.qualname) in seen:
                    continue
                seen.add((step.module.path, step.qualname))
                for ran in self.calls.calls_in(step.module, step.qualname, module, qualname):
                    yield step.module, ran.call

    def names_of(self, module: Module) -> dict[str, tuple[Module, Import]]:
        """The names by which start-up certainly imports ``module``, each with an import: Python runs it for each.

        Empty where there are not two that may be.
        """
        named = [
            (name, importer, statement)
            for importer, statement in (self.importers.of(module) if len(self.importers.names_for(module)) > 1 else ())
            if not statement.conditional and not re.match(r"\s*from\s+\.", importer.lines[statement.line - 1])
            for name in (statement.target, statement.module)
            if self.importers.finds(name, importer, module)
        ]
        found: dict[str, tuple[Module, Import]] = {}
        for name, importer, statement in named if len({name for name, _, _ in named}) > 1 else ():
            if (importer.path, statement.scope) in self.ready.ran or (not statement.scope and self.at_start(importer)):
                found.setdefault(name, (importer, statement))
        return found

    def others_loading(self, module: Module, loading: Loading) -> list[str]:
        """The names of the modules that load ``module`` as start-up imports them, without the one in its chain."""
        importers = {
            importer.name: importer
            for importer, statement in self.importers.outside_tests(module)
            if not statement.scope and importer.name != loading.chain[-2]
        }
        return sorted(name for name, importer in importers.items() if self.at_start(importer))

    def is_of_config(self, loading: Loading) -> bool:
        """Whether the module that a chain starts from is an app's configuration: its imports are there on purpose."""
        return any(config.module.name == loading.chain[0] for config in self.apps.configs)

    def may_be_imported_by_users(self, module: Module, loading: Loading) -> bool:
        """Whether it may be the users of a library who import what its own start-up does not.

        That is ``module``, or the one that imports it, unless this answers requests, or does tasks.
        """
        return (
            not self.settings.exist_for(module)
            and not loading.function
            and not any(map(libraries.LATE_MODULES.search, loading.chain[:1]))
        )

    def _way(self, module: Module) -> _Way:
        """How start-up comes to a module, or to the one that alone imports it, or to that one's only importer.

        Searched from the module to whoever imports it, and on, until Django itself does.
        """
        below: dict[str, Module] = {}
        while module.path not in self._ways:
            above = self._only_importer(module)
            if above is None or above.path in below:
                self._ways[module.path] = self._searched(module)
            else:
                below[module.path] = module
                module = above
        found = self._ways[module.path]
        for loaded in reversed(below.values()):
            self._ways[loaded.path] = found = self._onward(found, loaded)
        return found

    def _only_importer(self, module: Module) -> Module | None:
        """The one file that imports a module which nothing else loads, if it does so as it is imported itself."""
        if self.ready.loader_of(module) is not None or self.is_loaded_by_django(module):
            return None
        likely = [found for found in self.importers.likely(module).items() if not self.files.is_test(found[0])]
        if len(likely) != 1:
            return None
        path, nested = likely[0]
        if nested or path in self.ready.ran_files:
            return None
        importer = self.modules.at(path)
        return importer if any(not i.scope for i in self.importers.imports_of(importer, module)) else None

    def _onward(self, way: _Way, module: Module) -> _Way:
        """How start-up comes to a module by its only importer, to which it comes this ``way``."""
        if way.loading is not None:
            return _Way(Loading(way.loading.state, (*way.loading.chain, module.name)))
        names = next(self._run_by_django(module), ())
        if names:
            return _Way(Loading("import", (*names, module.name)))
        return _Way(None, (module,), way)

    def _is_settled(self, way: _Way) -> bool:
        """Whether it is certain that start-up does not come this way."""
        ways = [way]
        while ways[-1].is_settled is None and ways[-1].after is not None:
            ways.append(ways[-1].after)
        settled = True
        for current in reversed(ways):
            if current.is_settled is None:
                current.is_settled = settled and not any(map(self.doubt.is_unsettled, current.searched))
            settled = current.is_settled
        return settled

    def _searched(self, module: Module) -> _Way:
        """The same, by a search along all that import it."""
        refuted: set[tuple[str, str]] = set()
        while True:
            found = self._search(module, refuted)
            if found is not None:
                return found

    def _search(self, module: Module, refuted: set[tuple[str, str]]) -> _Way | None:
        """One search along what seem to be imports; ``None`` where one that matters is none: ``refuted`` has it."""
        came_from: dict[str, Module | None] = {module.path: None}
        queue = deque([module])
        at_import: Module | None = None
        while queue and len(came_from) < _VISITED:
            current = queue.popleft()
            by_ready = self.ready.loader_of(current)
            if by_ready is not None:
                return self._confirmed(current, came_from, refuted, "ready", by_ready.names)
            if self.is_loaded_by_django(current):
                at_import = at_import or current
                continue  # what imports it later changes nothing
            for path, nested in self.importers.likely(current).items():
                if path in came_from or (path, current.path) in refuted:
                    continue
                importer = self.modules.at(path)
                if self.files.is_test(importer.path):
                    continue
                if path not in self.ready.ran_files and nested and self.importers.imports_later(importer, current):
                    continue
                if path in self.ready.ran_files or nested:
                    scopes = [statement.scope for statement in self.importers.imports_of(importer, current)]
                    steps = [self.ready.ran[(path, scope)] for scope in scopes if (path, scope) in self.ready.ran]
                    if steps:
                        return self._confirmed(current, came_from, refuted, "ready", steps[0].names)
                    if "" not in scopes:
                        continue
                came_from[path] = current
                queue.append(importer)
        if at_import is not None:
            return self._confirmed(at_import, came_from, refuted, "import")
        for path in came_from:
            current = self.modules.at(path)
            names = next(self._run_by_django(current), ())
            if names:
                return self._confirmed(current, came_from, refuted, "import", names)
        found = _Way(None, tuple(map(self.modules.at, came_from)))
        if queue:
            found.is_settled = False
        return found

    def _run_by_django(self, module: Module) -> Iterator[tuple[str, ...]]:
        """The functions that import ``module`` and run as Django imports something by itself, as chains of names."""
        for importer, statement in self.importers.in_functions(module):
            for caller in self.calls.callers(importer, statement.scope, self.is_loaded_by_django):
                yield (caller.name, f"{importer.name}.{statement.scope}")

    def _confirmed(
        self,
        module: Module,
        came_from: dict[str, Module | None],
        refuted: set[tuple[str, str]],
        state: str,
        names: tuple[str, ...] = (),
    ) -> _Way | None:
        """That start-up loads ``module`` (after ``names``), and from there where the search began; ``None`` if not."""
        chain = [*names, module.name]
        loaded = came_from[module.path]
        while loaded is not None:
            if not any(not statement.scope for statement in self.importers.imports_of(module, loaded)):
                refuted.add((module.path, loaded.path))
                return None
            chain.append(loaded.name)
            module, loaded = loaded, came_from[loaded.path]
        return _Way(Loading(state, tuple(chain)))

    def _lazy(self, module: Module) -> Loading:
        """By whom a module is loaded that start-up does not load."""
        never_runs = self.doubt.discovery.never_runs
        imports = list(self.importers.outside_tests(module))
        found = [pair for pair in imports if not never_runs(pair[0], pair[1].scope)]
        # The one that says most: a command, or a function, is the last to be thought of.
        found.sort(key=lambda pair: (bool(pair[1].scope), ".management." in pair[0].name))
        for importer, statement in found:
            others = len({other.path for other, _ in found}) - 1 + (module.name in self.doubt.spelled)
            chain = (importer.name, module.name)
            return Loading("lazy", chain, importer.path, statement.line, statement.scope, others)
        for importer, statement in self.importers.for_runserver(module):
            chain = (importer.name, module.name)
            return Loading("lazy", chain, importer.path, statement.line, statement.scope, is_for_runserver=True)
        for importer, statement in imports:
            chain = (f"{importer.name}.{statement.scope}", module.name)
            return Loading("never", chain, importer.path, statement.line, statement.scope)
        is_perhaps_late = self.apps.is_late(module) or module.name in self.doubt.spelled
        return Loading("unknown" if is_perhaps_late else "never")
