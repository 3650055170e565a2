"""What Django loads when it starts, and so whether a module's receivers are ever connected.

A question about one module is answered from the few files that concern it: first forwards, from what the ``ready()``
of the apps around it imports and calls; then backwards, from the module to whoever imports it, up to something that
Django loads by itself. Whatever may load counts as loaded; whatever cannot be told makes the answer ``unknown``.
"""

from __future__ import annotations

import os
import re
from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.files.import_scan import Mention, absolute, only_later, spelled
from flake8_signals.project.places import is_test
from flake8_signals.syntax import facts
from flake8_signals.syntax.values import (
    Attribute,
    Choice,
    Collection,
    Instance,
    Literal,
    Name,
    Starred,
    alternatives,
    last_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flake8_signals.project.names import Class
    from flake8_signals.project.project import Project
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import ClassOutline, Import, Invocation
    from flake8_signals.syntax.module import Module
    from flake8_signals.syntax.values import Call, Value

APP_CONFIG = frozenset({"django.apps.AppConfig", "django.apps.config.AppConfig"})

_DYNAMIC = frozenset({"importlib.import_module", "builtins.__import__", "django.utils.module_loading.import_module"})

_WALKERS = frozenset({"pkgutil.iter_modules", "pkgutil.walk_packages", "builtins.exec"})

_AUTODISCOVER = "django.utils.module_loading.autodiscover_modules"

_MODEL = frozenset({"django.db.models.Model", "django.db.models.base.Model"})

_LATE = re.compile(
    r"(?:^|\.)(?:\w*urls|urlconf|views?|viewsets?|api|forms?|serializers?|middlewares?|context_processors|templatetags|"
    r"management|migrations|tasks?|consumers|routing|backends?|sitemaps?|feeds?|wsgi|asgi|manage|setup)(?:\.|$)"
)
"""The modules that are loaded for a request, a task or a command, by name too: whenever that comes, not at start-up."""

_CONVENTION = re.compile(
    r"\.(?:wagtail_hooks|cms_\w+|menus?|navigation|search_indexes|documents|translation|rules|permissions|checks|cron|jobs|actors|"
    r"hooks|plugins?|providers?|dashboard|panels|widgets|blocks|components|resources|schema|graphql|lookups|notifications|"
    r"actions|reports|celery\w*|dramatiq\w*)$"
)
"""The modules that some library looks for in every app, at a time of its own."""

_IMPORTS = 4
"""How many imports, one leading to the next, are followed from a configuration's module."""

_DEPTH = 8
"""How many calls, one inside the other, are followed from ``ready()``."""

_VISITED = 1500
"""How many modules a backward search looks at before it gives up."""


class Loading(NamedTuple):
    """Whether start-up loads a module.

    ``state`` is ``ready`` (by a ``ready()``), ``import`` (as the apps and their models are imported), ``lazy`` (only
    once something else imports it), ``never`` (nothing in the project does) or ``unknown``. ``chain`` are the dotted
    names that prove it, from what Django loads to the module itself. For ``lazy`` it starts at an importer, which does
    so on the ``line`` of the file ``path``, in its ``function`` if that is not empty; ``others`` import it too.
    """

    state: str
    chain: tuple[str, ...] = ()
    path: str = ""
    line: int = 0
    function: str = ""
    others: int = 0

    @property
    def is_at_start(self) -> bool:
        """Whether start-up certainly loads it, by whatever way."""
        return self.state in ("ready", "import")


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


class Startup:
    """What Django loads at start-up in one project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._loading: dict[str, Loading] = {}
        self._reaches: dict[tuple[str, str], Reach] = {}
        self._is_loaded: dict[str, bool] = {}
        self._contents: dict[str, bytes] = {}
        self._mentions_of: dict[str, dict[str, bool]] = {}
        self._tests: dict[str, bool] = {}
        self._towards: dict[str, frozenset[str]] = {}
        self._top_level: dict[str, tuple[tuple[str, ...], bool]] = {}
        self._loads_by_string: dict[str, StartupStep | None] = {}
        self._configs_of: dict[Module, tuple[Class, ...]] = {}

    # --- apps ---

    @cached_property
    def configs(self) -> tuple[Class, ...]:
        """Every concrete ``AppConfig`` of the project that an installed app uses."""
        return tuple(config for path in self._config_files for config in self._configs_in(path))

    @cached_property
    def _config_files(self) -> tuple[str, ...]:
        summaries = self.project.files.summaries.items()
        return tuple(
            path for path, summary_of in summaries if summary_of.app_config or os.path.basename(path) == "apps.py"
        )

    def _configs_in(self, path: str) -> tuple[Class, ...]:
        from flake8_signals.project.names import Class

        module = self.project.modules.at(path)
        found = []
        for outline in module.outline.classes:
            if "." in outline.qualname or not outline.bases:
                continue
            config = Class(module, outline)
            if self._is_config(config) and self._installed(config):
                found.append(config)
        # Of several for one app, Django takes the default, unless INSTALLED_APPS names another.
        default = [c for c in found if c.outline.attribute("default") is True or c.path in (self._installed_apps or ())]
        names = {self.app_name(config) for config in default}
        return tuple(config for config in found if config in default or self.app_name(config) not in names)

    def _is_config(self, config: Class) -> bool:
        if _is_plain(config) or self.project.names.is_subclass(config.path, APP_CONFIG, config.module):
            return True
        # A base from another library: its name tells, and only an app's own configuration has a ready() or a name.
        names = [base.path for base in config.outline.bases if isinstance(base, Name)]
        return any(name.endswith("Config") for name in names) and (
            "ready" in config.outline.methods or config.outline.attribute("name") is not None
        )

    def configs_of(self, module: Module) -> tuple[Class, ...]:
        """The ``AppConfig`` classes that ``module`` defines, installed or not."""
        from flake8_signals.project.names import Class

        if module not in self._configs_of:
            found = [
                Class(module, outline)
                for outline in module.outline.classes
                if outline.bases and "." not in outline.qualname
            ]
            self._configs_of[module] = tuple(config for config in found if self._is_config(config))
        return self._configs_of[module]

    def is_config_module(self, module: Module) -> bool:
        """Whether ``module`` defines an app's configuration."""
        return "Config" in module.content and bool(self.configs_of(module))

    def chain_to_models(self, module: Module, statement: Import) -> tuple[str, ...]:
        """The modules by which an import at the top of ``module`` leads to one with models, that one last.

        Empty where it does not, or only on a way that the text does not settle.
        """
        towards = self._towards_models(module)
        level: list[tuple[tuple[str, ...], Module, Import]] = [((), module, statement)]
        seen = {module.path}
        for _ in range(_IMPORTS):
            following = []
            for names, importer, current in level:
                loaded = self.project.modules.find(current.target, importer) or self.project.modules.find(
                    current.module, importer
                )
                path = current.target if loaded is None else loaded.name
                if path.startswith("django.contrib.") and ".models" in path:
                    return (*names, path)
                if loaded is None or loaded.path in seen:
                    continue
                seen.add(loaded.path)
                if self._has_models(loaded):
                    return (*names, loaded.name)
                following += [
                    ((*names, loaded.name), loaded, i)
                    for i in (loaded.outline.imports if loaded.path in towards else ())
                    if not i.scope and i.runtime and not i.conditional
                ]
            level = following
        return ()

    def _towards_models(self, module: Module) -> frozenset[str]:
        """The files by which what looks like imports leads from ``module`` to a module with models."""
        if module.path not in self._towards:
            importers: dict[str, set[str]] = {module.path: set()}
            found: set[str] = set()
            level = [module.path]
            for _ in range(_IMPORTS):
                following = []
                for importer in level:
                    imported, leads_to_models = self._seen_to_import(importer)
                    if leads_to_models:
                        found.add(importer)
                    for path in imported:
                        if path not in importers:
                            importers[path] = set()
                            following.append(path)
                        importers[path].add(importer)
                level = following
            pending = [*found]
            while pending:
                new = importers[pending.pop()] - found
                found |= new
                pending += new
            self._towards[module.path] = frozenset(found)
        return self._towards[module.path]

    def _seen_to_import(self, path: str) -> tuple[tuple[str, ...], bool]:
        """The files of the project that one seems to import at its top level; whether one of them has models.

        Or one of Django's own apps does so, which may be no files of this project.
        """
        if path not in self._top_level:
            importer = self.project.modules.at(path)
            imported: dict[str, None] = {}
            leads_to_models = False
            for name, nested in self._mentioned_by(path):
                loaded = None if nested else self.project.modules.find(name, importer)
                if loaded is not None:
                    imported[loaded.path] = None
                if not nested and "models" in name.split("."):
                    is_djangos = (name if loaded is None else loaded.name).startswith("django.contrib.")
                    leads_to_models |= is_djangos or (loaded is not None and self._has_models(loaded))
            self._top_level[path] = (tuple(imported), leads_to_models)
        return self._top_level[path]

    def _has_models(self, module: Module) -> bool:
        """Whether a module certainly defines a concrete model of an app."""
        if not {"models"} & {*module.name.split(".")} or module.name.startswith("django.db."):
            return False
        concrete = [
            c for c in module.outline.classes if dict(c.meta).get("abstract") is not True and "." not in c.qualname
        ]
        return any(isinstance(base, Name) and base.path in _MODEL for c in concrete for base in c.bases) or any(
            self.project.names.is_subclass(f"{module.name}.{c.qualname}", _MODEL, module) is True for c in concrete
        )

    def app_name(self, config: Class) -> str:
        """The dotted name of the app that a configuration is for; its own package where it gives none."""
        for ancestor in self.project.names.ancestors(config.path, config.module):
            if not isinstance(ancestor, str):
                name = ancestor.outline.attribute("name")
                if isinstance(name, str):
                    return name
        return config.module.package

    @cached_property
    def _installed_apps(self) -> frozenset[str] | None:
        """The entries of INSTALLED_APPS, all settings' together; ``None`` where one is not literal, or none is."""
        found: set[str] = set()
        for path, module in self._settings.items():
            if "/tests/" in path:
                continue
            value = module.value("INSTALLED_APPS")
            # What else changes the list, in whatever way, says its entries in this file too: every string counts.
            strings = re.finditer(rb"[\"']([A-Za-z_][\w.]*)[\"']", self.project.files.content(path))
            found |= {m.group(1).decode() for m in strings}
            if not isinstance(value, Collection) or not all(isinstance(i, Literal) for i in value.items):
                return None
        return frozenset(found) or None

    @cached_property
    def _settings(self) -> dict[str, Module]:
        """The modules of settings, by their paths."""
        likely = [path for path, summary_of in self.project.files.summaries.items() if summary_of.installed_apps]
        modules = {path: self.project.modules.at(path) for path in likely}
        return {path: module for path, module in modules.items() if "INSTALLED_APPS" in module.outline.names}

    @property
    def has_settings(self) -> bool:
        """Whether the project itself says which apps it installs: it has settings, or a ``manage.py``."""
        return bool(self._settings) or self._is_managed(self.project.root)

    def is_of_site(self, path: str) -> bool:
        """Whether the file ``path`` is part of a site: some folder has a ``manage.py``, the file and settings in it.

        What is no site, as a library that others install, has settings for its tests and examples at most.
        """
        roots = [
            folder for folder in self.project.files.folders_around(os.path.dirname(path)) if self._is_managed(folder)
        ]
        used = [path for path, module in self._settings.items() if not self._is_test(module)]
        return any(settings.startswith(root + os.sep) for root in roots for settings in used)

    def _is_managed(self, folder: str) -> bool:
        return "manage.py" in self.project.files.entries(folder)

    def _installed(self, config: Class) -> bool:
        return self._is_listed(self.app_name(config), config.path, config.module.package)

    def _is_listed(self, *names: str) -> bool:
        """Whether INSTALLED_APPS has one of ``names``, or is not to be believed: a library's is that of its tests."""
        if not self._is_managed(self.project.root) or self._installed_apps is None:
            return True
        return not self._installed_apps.isdisjoint(names)

    def nearby(self, module: Module) -> tuple[Class, ...]:
        """The configurations of the apps that ``module`` is inside of, the nearest first."""
        found: list[Class] = []
        for folder in self.project.files.folders_around(os.path.dirname(module.path)):
            for name in ("apps.py", "apps/__init__.py", "config.py", "__init__.py"):
                path = os.path.join(folder, *name.split("/"))
                if name.partition("/")[0] in self.project.files.entries(folder) and self.project.files.is_file(path):
                    summary_of = self.project.files.summaries.get(path)
                    if name == "apps.py" or (summary_of is not None and summary_of.app_config):
                        found += self._configs_in(path)
        return tuple(found)

    @cached_property
    def labels(self) -> dict[str, str]:
        """The labels of the project's apps (``ShopConfig.label``, or their last names), with their dotted names."""
        found = {}
        for config in self.configs:
            name = self.app_name(config)
            label = config.outline.attribute("label")
            found[label if isinstance(label, str) else name.rpartition(".")[2]] = name
        return found

    # --- forwards: what ready() does ---

    def reach(self, config: Class) -> Reach:
        """What the ``ready()`` of one app runs and loads."""
        key = (config.module.path, config.outline.qualname)  # two packages of one name have each their own
        if key not in self._reaches:
            self._reaches[key] = Reach(self, config)
        return self._reaches[key]

    @cached_property
    def autodiscovered(self) -> frozenset[str]:
        """The names of the modules that start-up looks for in every app (``admin``, ``signals``)."""
        found = {"admin"}
        for config in self.configs:
            found |= self.reach(config).autodiscovers
        return frozenset(found)

    # --- backwards: who imports a module ---

    @cached_property
    def texts(self) -> dict[str, bytes]:
        """The bytes of every file, read once: for questions that no survey answers."""
        return {path: self.content(path) for path in self.project.files.paths}

    def may_be_called(self, receiver: Receiver) -> bool:
        """Whether some file may call a handler itself, with whatever arguments."""
        called = _call_of(receiver)
        return receiver.is_called or any(called.search(text) is not None for text in self._elsewhere(receiver))

    def may_be_passed(self, receiver: Receiver, argument: str) -> bool:
        """Whether anything but Django's sends to a handler's signals here may pass it ``argument``.

        Its own file calls it, another calls it with the argument or may connect it to another signal, or some file
        sends its signals by hand.
        """
        key, called = argument.encode(), _call_of(receiver)
        if (
            receiver.is_called
            or receiver.is_connected_at_home
            or any(
                b".connect(" in text or (key in text and called.search(text) is not None)
                for text in self._elsewhere(receiver)
            )
        ):
            return True
        sends = [f"{signal.name}.send".encode() for signal in receiver.signals]
        return any(key in text and any(send in text for send in sends) for text in self.texts.values())

    def _elsewhere(self, receiver: Receiver) -> Iterator[bytes]:
        """The texts of the files that name a handler, but for its own and the one that is asked about."""
        for user in self._mentioning(receiver.module, receiver.function.name):
            if user.path not in (receiver.module.path, receiver.path):
                yield self.content(user.path)

    def content(self, path: str) -> bytes:
        """The bytes of one file, read once."""
        if path not in self._contents:
            self._contents[path] = self.project.files.content(path)
        return self._contents[path]

    def _mentioned_by(self, path: str) -> Iterator[Mention]:
        """What one file seems to import, by full names."""
        for mention in self.project.files.imports.get(path, ()):
            if mention.target.startswith("."):
                yield Mention(absolute(mention.target, self.project.modules.at(path).package), mention.nested)
            else:
                yield mention

    @cached_property
    def _index(self) -> dict[str, dict[str, bool]]:
        """By dotted name: the files that seem to import it, or something below it; whether only in nested blocks."""
        index: dict[str, dict[str, bool]] = {}
        for path in self.project.files.imports:
            found: dict[str, bool] = {}
            for name, nested in self._mentioned_by(path):
                target = name
                # An import of a.b.c loads a.b and a as well, which another one may have said already.
                while target and (target not in found or found[target] > nested):
                    found[target] = nested
                    target = target.rpartition(".")[0]
            for target, nested in found.items():
                index.setdefault(target, {})[path] = nested
        return index

    def _mentioned_in(self, module: Module) -> dict[str, bool]:
        """The files that seem to import ``module`` by any name; whether that must be looked at to be believed."""
        if module.path not in self._mentions_of:
            self._mentions_of[module.path] = self._find_mentions(module)
        return self._mentions_of[module.path]

    def _find_mentions(self, module: Module) -> dict[str, bool]:
        # Where several packages of a project have one name, each is imported by what stands beside it.
        found = {
            path: nested
            for path, nested in self._index.get(module.name, {}).items()
            if self._is(self.project.modules.find(module.name, self.project.modules.at(path)), module)
        }
        for name in self._other_names(module):
            # Most of these are another library's, such as git beside vcs/git.py: looked at, as the nested ones are.
            found.update({path: True for path in self._index.get(name, ()) if path not in found})
        found.pop(module.path, None)
        return found

    def _other_names(self, module: Module) -> Iterator[str]:
        """The names that ``module`` may go by where imports count from another folder than its own name does."""
        last = module.name.rpartition(".")[2]
        for name in self._by_ending.get(last, ()):
            if name != module.name and (name.endswith(f".{module.name}") or module.name.endswith(f".{name}")):
                yield name

    @cached_property
    def _by_ending(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._index:
            found.setdefault(name.rpartition(".")[2], []).append(name)
        return found

    def seems_imported(self, path: str) -> bool:
        """Whether some file seems to import the dotted name ``path``."""
        return path in self._index

    def leading_to(self, module: Module, hops: int) -> frozenset[str]:
        """The files that seem to import ``module``, or what does so in turn, ``hops`` imports away at most."""
        found, level = {module.path}, [module]
        for _ in range(hops):
            paths = dict.fromkeys(path for following in level for path in self._mentioned_in(following))
            level = [self.project.modules.at(path) for path in paths if path not in found]
            found.update(paths)
        return frozenset(found)

    def importers(self, module: Module) -> Iterator[tuple[Module, Import]]:
        """Every import in the project that loads ``module``, with the file that it stands in."""
        for path in self._mentioned_in(module):
            importer = self.project.modules.at(path)
            yield from ((importer, statement) for statement in self._imports_of(importer, module))

    def _imports_of(self, importer: Module, module: Module) -> list[Import]:
        """The imports in one file that load ``module``, those at its top level first."""
        found = [i for i in importer.outline.imports if i.runtime and self._loads(importer, i, module)]
        return sorted(found, key=lambda statement: bool(statement.scope))

    def _loads(self, importer: Module, statement: Import, module: Module) -> bool:
        """Whether an import loads ``module``: it, something in it, or (a package) anything below it."""
        for name in (statement.target, statement.module):
            if name == module.name or name.startswith(f"{module.name}."):
                return self._is(self.project.modules.find(module.name, importer), module)
            if _may_name(name, module) and self._is(self.project.modules.find(name, importer), module):
                return True
        return False

    def _imports_later(self, importer: Module, module: Module) -> bool:
        """Whether no import in one file loads ``module`` as the file is loaded: told without its outline."""

        def is_meant(target: str) -> bool:
            return _may_name(absolute(target, importer.package), module)

        return only_later(importer.content.encode(errors="surrogatepass"), is_meant)

    @staticmethod
    def _is(found: Module | None, module: Module) -> bool:
        return found is not None and found.path == module.path

    # --- the answer ---

    def concerns(self, module: Module) -> bool:
        """Whether start-up ought to load ``module``: it is inside an app, and not loaded by other means."""
        parts = module.name.split(".")
        if not {"management", "migrations"}.isdisjoint(parts):
            return False
        return any(map(self._is_app, self.project.files.folders_around(os.path.dirname(module.path))))

    def app_around(self, module: Module) -> Module | None:
        """The package of the innermost app that ``module`` is inside of; ``None`` where that has no ``__init__``."""
        folders = self.project.files.folders_around(os.path.dirname(module.path))
        inits = (os.path.join(folder, "__init__.py") for folder in folders if self._is_app(folder))
        init = next(inits, "")
        return self.project.modules.at(init) if self.project.files.is_file(init) else None

    def is_app(self, package: Module) -> bool:
        """Whether ``package`` is an app's root module."""
        return self._is_app(os.path.dirname(package.path))

    def is_of_config(self, loading: Loading) -> bool:
        """Whether the module that a chain starts from is an app's configuration: its imports are there on purpose."""
        return any(config.module.name == loading.chain[0] for config in self.configs)

    def remedy(self, module: Module) -> str:
        """What to do so that ``ready()`` loads ``module``, in words."""
        for config in self.nearby(module):
            where = f"{self.project.files.relative(config.module.path)}:{config.outline.line}"
            return f"import it in {config.outline.qualname}.ready() ({where})"
        return "give its app an AppConfig whose ready() imports it"

    def loading(self, module: Module) -> Loading:
        """Whether, how and by whom ``module`` is loaded when Django starts."""
        if module.path not in self._loading:
            self._loading[module.path] = self._answer(module)
        return self._loading[module.path]

    def _answer(self, module: Module) -> Loading:
        for config in self.nearby(module):
            chain = self.reach(config).chain_to(module, 2)
            if chain:
                return Loading("ready", chain)
        by_string = self._by_ready(module)
        if by_string is not None:
            return Loading("ready", (*by_string.names, module.name))
        if self.is_loaded_by_django(module):
            return Loading("import", (module.name,))
        return self._backwards(module)

    def names_of(self, module: Module) -> dict[str, tuple[Module, Import]]:
        """The names by which start-up certainly imports ``module``, each with an import: Python runs it for each.

        Empty where there are not two that may be.
        """
        named = [
            (name, importer, statement)
            for importer, statement in (self.importers(module) if any(self._other_names(module)) else ())
            if not statement.conditional and not re.match(r"\s*from\s+\.", importer.lines[statement.line - 1])
            for name in (statement.target, statement.module)
            if self._is(self.project.modules.find(name, importer), module)
        ]
        found: dict[str, tuple[Module, Import]] = {}
        for name, importer, statement in named if len({name for name, _, _ in named}) > 1 else ():
            if (importer.path, statement.scope) in self._ran or (
                not statement.scope and self.loading(importer).is_at_start
            ):
                found.setdefault(name, (importer, statement))
        return found

    def may_be_imported_by_users(self, loading: Loading) -> bool:
        """Whether it may be the users of a library who import what its own start-up does not.

        That is the module, or the one that imports it, unless this answers requests, or does tasks.
        """
        return not self.has_settings and not loading.function and not any(map(_LATE.search, loading.chain[:1]))

    def running(self, module: Module, qualname: str) -> Loading:
        """Whether start-up runs the function ``qualname`` of ``module``, and so makes the connections in it."""
        step = self._ran.get((module.path, qualname))
        if step is not None:
            return Loading("ready", step.names)
        owner, _, method = qualname.rpartition(".")
        path = f"{module.name}.{qualname}"
        if method == "__init__" and self.project.names.is_subclass(f"{module.name}.{owner}", APP_CONFIG, module):
            # Django makes the configurations before it loads any models.
            return Loading("import", (path,))
        for caller in self._callers(module, qualname):
            loading = self.loading(caller)
            if loading.is_at_start:
                return Loading(loading.state, (*loading.chain, path))
        return Loading("lazy", (path,))

    def may_run_at_import(self, module: Module, qualname: str) -> bool:
        """Whether the import of some module runs a function, before any ``ready()`` perhaps."""
        return next(self._callers(module, qualname), None) is not None

    def calls_of(self, module: Module, qualname: str) -> Iterator[tuple[Module, Call]]:
        """The calls of a function at start-up, with the module of each.

        These are the ones that some ``ready()`` makes, itself or further on, and those that modules make as start-up
        imports them.
        """
        for user in self._mentioning(module, qualname.rpartition(".")[2]):
            lines = dict.fromkeys(self._lines_calling(user, module, qualname))
            if lines and self.loading(user).is_at_start:
                for call in (call for line in lines for call in user.calls_on(line)):
                    if self._is_call_of(call.function, user, module, qualname):
                        yield user, call
        seen: set[tuple[str, str]] = set()
        for config in self.configs:
            for step in self.reach(config).callers.get((module.path, qualname), ()):
                if (step.module.path, step.qualname) in seen:
                    continue
                seen.add((step.module.path, step.qualname))
                caller = step.module.function(step.qualname)
                for effect in step.module.body(caller).effects if caller else ():
                    if effect.call is not None and self._is_call_of(
                        effect.call.function, step.module, module, qualname
                    ):
                        yield step.module, effect.call

    def _callers(self, module: Module, qualname: str) -> Iterator[Module]:
        """The modules whose import runs a function: by a call at module level, a subclass, a field of a model."""
        owner, _, method = qualname.rpartition(".")
        if method == "__init_subclass__":
            yield from self._users(module, owner, lambda outline: outline.bases)
        elif method == "contribute_to_class":
            yield from self._users(module, owner, lambda outline: outline.made)
        else:
            for user in self._mentioning(module, method):
                if any(self._lines_calling(user, module, qualname)):
                    yield user

    def _lines_calling(self, user: Module, module: Module, qualname: str) -> Iterator[int]:
        """The lines on which the import of ``user`` calls the function ``qualname`` of ``module``."""
        return (call.line for call in user.calls("") if self._is_call_of(call.target, user, module, qualname))

    def _is_call_of(self, target: Value, near: Module, module: Module, qualname: str) -> bool:
        """Whether ``target``, in ``near``, calls the function ``qualname`` of ``module``."""
        found = self.project.names.locate(target.path, near) if isinstance(target, Name) else None
        return found is not None and (found.module.path, found.qualname) == (module.path, qualname)

    def _mentioning(self, module: Module, name: str) -> Iterator[Module]:
        """``module`` and those that import ``name`` from it, or it."""
        yield module
        for path in self._mentioned_in(module):
            if name.encode() in self.content(path):
                yield self.project.modules.at(path)

    def _users(self, module: Module, owner: str, used: Callable[[ClassOutline], tuple[Value, ...]]) -> Iterator[Module]:
        """The modules with a class that uses the class ``owner`` of ``module``, itself or by one that inherits it."""
        path = f"{module.name}.{owner}"
        pending, seen = [(module, owner)], {path}
        while pending:
            current, name = pending.pop()
            for user in self._mentioning(current, name):
                for outline in user.outline.classes:
                    here = f"{user.name}.{outline.qualname}"
                    if self._names(f"{current.name}.{name}", used(outline), user):
                        yield user
                    if here not in seen and self._names(f"{current.name}.{name}", outline.bases, user):
                        seen.add(here)
                        pending.append((user, outline.qualname))

    def _names(self, path: str, values: tuple[Value, ...], near: Module) -> bool:
        """Whether one of ``values``, in ``near``, is the name of ``path``."""
        return any(self.project.names.resolve(value, near) == Name(path) for value in values)

    def is_loaded_by_django(self, module: Module) -> bool:
        """Whether Django itself imports ``module`` as it starts: as configuration, models, admin, settings, package."""
        if module.path not in self._is_loaded:
            self._is_loaded[module.path] = self._has_role(module)
        return self._is_loaded[module.path]

    def _has_role(self, module: Module) -> bool:
        folder = os.path.dirname(module.path)
        if module.path in self._apps_modules or module.path in self._settings:
            return True
        if module.is_package and folder in self._package_folders:
            return True
        app = os.path.dirname(folder) if module.is_package else folder
        return module.name.rpartition(".")[2] in {"models", *self.autodiscovered} and self._is_app(app)

    @cached_property
    def _apps_modules(self) -> frozenset[str]:
        return frozenset(config.module.path for config in self.configs)

    def _is_app(self, folder: str) -> bool:
        return folder in self._app_folders

    @cached_property
    def _app_folders(self) -> frozenset[str]:
        """The folders of the apps: those with a configuration, or with models."""
        found = {os.path.dirname(config.module.path) for config in self.configs}
        named = {self.app_name(config): config for config in self.configs}
        for name, config in named.items():
            module = self.project.modules.find(name, config.module)
            if module is not None:
                found.add(os.path.dirname(module.path))
        for path in self.project.files.paths:
            folder, name = os.path.split(path)
            if name == "models.py" or path.endswith(f"{os.sep}models{os.sep}__init__.py"):
                app = folder if name == "models.py" else os.path.dirname(folder)
                if self._is_listed(self.project.modules.at(path).package.removesuffix(".models")):
                    found.add(app)
        return frozenset(found)

    @cached_property
    def _package_folders(self) -> frozenset[str]:
        """The folders of the packages that start-up imports: the apps', the settings', and all those around them."""
        found: set[str] = set()
        for folder in (*self._app_folders, *map(os.path.dirname, self._settings)):
            found.update(self.project.files.folders_around(folder))
        return frozenset(found)

    @cached_property
    def _ran(self) -> dict[tuple[str, str], StartupStep]:
        """Every function that some ``ready()`` runs, by its file and qualified name."""
        found: dict[tuple[str, str], StartupStep] = {}
        for config in self.configs:
            for step in self.reach(config).steps:
                found.setdefault((step.module.path, step.qualname), step)
        return found

    @cached_property
    def _is_dynamic(self) -> bool:
        """Whether some ``ready()`` loads modules that the text does not name."""
        return any(self.reach(config).is_dynamic for config in self.configs)

    def _backwards(self, module: Module) -> Loading:
        """Search from the module to whoever imports it, and on, until Django itself does."""
        refuted: set[tuple[str, str]] = set()
        while True:
            found = self._search(module, refuted)
            if found is not None:
                return found

    def _search(self, module: Module, refuted: set[tuple[str, str]]) -> Loading | None:
        """One search along what seem to be imports; ``None`` where one that matters is none: ``refuted`` has it."""
        came_from: dict[str, Module | None] = {module.path: None}
        queue = deque([module])
        at_import: Module | None = None
        while queue and len(came_from) < _VISITED:
            current = queue.popleft()
            by_ready = self._by_ready(current)
            if by_ready is not None:
                return self._confirmed(current, came_from, refuted, "ready", by_ready.names)
            if self.is_loaded_by_django(current):
                at_import = at_import or current
                continue  # what imports it later changes nothing
            for path, nested in self._mentioned_in(current).items():
                if path in came_from or (path, current.path) in refuted:
                    continue
                importer = self.project.modules.at(path)
                if self._is_test(importer):
                    continue
                if path not in self._ran_files and nested and self._imports_later(importer, current):
                    continue
                if path in self._ran_files or nested:
                    scopes = [statement.scope for statement in self._imports_of(importer, current)]
                    steps = [self._ran[(path, scope)] for scope in scopes if (path, scope) in self._ran]
                    if steps:
                        return self._confirmed(current, came_from, refuted, "ready", steps[0].names)
                    if "" not in scopes:
                        continue
                came_from[path] = current
                queue.append(importer)
        if at_import is not None:
            return self._confirmed(at_import, came_from, refuted, "import")
        if queue or self._is_dynamic or any(self._is_unsettled(self.project.modules.at(path)) for path in came_from):
            return Loading("unknown")
        return self._lazy(module)

    def _confirmed(
        self,
        module: Module,
        came_from: dict[str, Module | None],
        refuted: set[tuple[str, str]],
        state: str,
        names: tuple[str, ...] = (),
    ) -> Loading | None:
        """That start-up loads ``module`` (after ``names``), and from there where the search began; ``None`` if not."""
        chain = [*names, module.name]
        loaded = came_from[module.path]
        while loaded is not None:
            if not any(not statement.scope for statement in self._imports_of(module, loaded)):
                refuted.add((module.path, loaded.path))
                return None
            chain.append(loaded.name)
            module, loaded = loaded, came_from[loaded.path]
        return Loading(state, tuple(chain))

    def _lazy(self, module: Module) -> Loading:
        """By whom a module is loaded that start-up does not load."""
        found = [pair for pair in self.importers(module) if not self._is_test(pair[0])]
        # The one that says most: a command, or a function, is the last to be thought of.
        found.sort(key=lambda pair: (bool(pair[1].scope), ".management." in pair[0].name))
        for importer, statement in found:
            others = len({other.path for other, _ in found}) - 1 + (module.name in self._spelled)
            chain = (importer.name, module.name)
            return Loading("lazy", chain, importer.path, statement.line, statement.scope, others)
        return Loading("unknown" if _LATE.search(module.name) else "never")

    def _is_test(self, module: Module) -> bool:
        if module.path not in self._tests:
            self._tests[module.path] = is_test(self.project.files.relative(module.path))
        return self._tests[module.path]

    def _is_unsettled(self, module: Module) -> bool:
        """Whether something that the text does not settle may load ``module`` at start-up.

        That is: a string, a convention, a file that Python cannot parse, an import that finds nothing here, a function
        that some module may call as it is imported.
        """
        if not _LATE.search(module.name) and (_CONVENTION.search(module.name) or module.name in self._loadable):
            return True
        for path in self._mentioned_in(module):
            importer = self.project.modules.at(path)
            if not self._is_test(importer) and self._may_load(importer, module):
                return True
        return False

    def _may_load(self, importer: Module, module: Module) -> bool:
        """Whether ``importer``, which seems to import ``module``, may do so at start-up for all that can be told."""
        if importer.outline == facts.Outline():
            return True
        for statement in importer.outline.imports:
            if statement.runtime and self._is_lost(importer, statement, module):
                return True
        return any(self._may_run_at_import(importer, i.scope) for i in self._imports_of(importer, module) if i.scope)

    def _is_lost(self, importer: Module, statement: Import, module: Module) -> bool:
        """Whether an import names ``module``, counting from another folder, and finds nothing in this project."""
        return any(
            (name.endswith(f".{module.name}") or module.name.endswith(f".{name}"))
            and self.project.modules.find(name, importer) is None
            for name in (statement.target, statement.module)
        )

    def _may_run_at_import(self, module: Module, qualname: str, depth: int = 2) -> bool:
        """Whether start-up may run a function, by what it is called: what objects are is not known."""
        outermost = qualname.partition(".<locals>")[0]
        name = outermost.rpartition(".")[2]
        if name == "ready":
            # That of a configuration is known to run or not; what other classes call so is not.
            return f"{module.name}.{outermost}" not in {f"{config.path}.ready" for config in self.configs_of(module)}
        if name.startswith("__") or name == "contribute_to_class" or (module.path, outermost) in self._ran:
            return True
        for user in self._mentioning(module, name):
            decorators = [d for f in user.outline.functions for d in f.decorators]
            if any(last_name(value) == name for value in (*decorators, *(call.target for call in user.calls("")))):
                return True
            functions = [f.qualname for f in user.outline.functions] if depth else []
            callers = [f for f in functions if any(last_name(call.target) == name for call in user.calls(f))]
            if any(self._may_run_at_import(user, caller, depth - 1) for caller in callers if caller != qualname):
                return True
        return False

    @cached_property
    def _ran_files(self) -> frozenset[str]:
        return frozenset(path for path, _ in self._ran)

    def _by_ready(self, module: Module) -> StartupStep | None:
        """The function that a ``ready()`` runs and that loads ``module`` by a string."""
        if module.path not in self._loads_by_string:
            self._loads_by_string[module.path] = self._find_by_ready(module)
        return self._loads_by_string[module.path]

    def _find_by_ready(self, module: Module) -> StartupStep | None:
        parts = module.name.split(".")
        if parts[-1] in self.autodiscovered:
            for config in self.configs:
                if parts[-1] in self.reach(config).autodiscovers:
                    return self.reach(config).steps[0]
        endings = [".".join(parts[index:]) for index in range(max(len(parts) - 1, 1))]
        return next((self._ready_strings[name] for name in endings if name in self._ready_strings), None)

    @cached_property
    def _ready_strings(self) -> dict[str, StartupStep]:
        """The dotted names that the functions which some ``ready()`` runs spell, and all that they stand inside of."""
        found: dict[str, StartupStep] = {}
        for config in self.configs:
            for name, step in self.reach(config).named():
                while name:
                    found.setdefault(name, step)
                    name = name.rpartition(".")[0]  # noqa: PLW2901 - what loads a.b.c loads a.b
        return found

    @cached_property
    def _spelled(self) -> frozenset[str]:
        """Every dotted name that a string outside tests spells, and each without its last part."""
        return _with_parents(self._strings)

    @cached_property
    def _loadable(self) -> frozenset[str]:
        """The same, of what is not loaded late anyway."""
        return _with_parents(name for name in self._strings if not _LATE.search(name))

    @cached_property
    def _strings(self) -> frozenset[str]:
        strings = self.project.files.survey("strings", tuple[str, ...], spelled)
        return frozenset(
            name for path, names in strings.items() if not is_test(self.project.files.relative(path)) for name in names
        )


def _may_name(name: str, module: Module) -> bool:
    """Whether a dotted name may be that of ``module``, or of something in it, counted from whatever folder."""
    return f".{module.name}." in f".{name}." or f".{module.name}".endswith(f".{name}")


def _is_plain(config: Class) -> bool:
    """Whether a class inherits Django's own ``AppConfig`` itself, and nothing else, as most configurations do."""
    bases = config.outline.bases
    return len(bases) == 1 and isinstance(bases[0], Name) and bases[0].path in APP_CONFIG


def _call_of(receiver: Receiver) -> re.Pattern[bytes]:
    """How a call of a handler looks, and its ``def``, too."""
    return re.compile(rb"\b%b\s*\(" % re.escape(receiver.function.name.encode()))


def _with_parents(names: Iterable[str]) -> frozenset[str]:
    """Dotted names, and each without its last part."""
    found = frozenset(names)
    return found | {name.rpartition(".")[0] for name in found}


class Reach:
    """What one app's ``ready()`` runs: every function on the way, and what each of them loads."""

    def __init__(self, startup: Startup, config: Class) -> None:
        self.startup = startup
        self.project = startup.project
        self.config = config
        self.is_dynamic = False
        self.autodiscovers: set[str] = set()
        self.strings: list[tuple[str, StartupStep]] = []
        self.steps: list[StartupStep] = []
        self.callers: dict[tuple[str, str], list[StartupStep]] = {}
        self._seen: set[tuple[str, str]] = set()
        if "ready" in config.outline.methods:
            self._run(config.module, f"{config.outline.qualname}.ready", None, 0)
        elif not _is_plain(config):
            self._run_method(config.path, config.module, "ready", None, 0)

    def _run_method(
        self, path: str, near: Module, name: str, caller: StartupStep | None, depth: int, *, above: bool = False
    ) -> None:
        """Run a method as the class ``path`` has it: its own, or the one that it inherits (``above``: not its own)."""
        for index, ancestor in enumerate(self.project.names.ancestors(path, near)):
            if isinstance(ancestor, str):
                if ancestor not in APP_CONFIG and not ancestor.startswith(("builtins.", "abc.", "typing.")):
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
                for option in alternatives(self.project.names.resolve(invocation.target, module)):
                    if isinstance(option, Name):
                        self._call(option, invocation, step, depth)
        self.strings += [(text, step) for text in invocation.strings]

    @cached_property
    def _config_classes(self) -> frozenset[str]:
        ancestors = self.project.names.ancestors(self.config.path, self.config.module)
        return frozenset(a if isinstance(a, str) else a.path for a in ancestors)

    def _call(self, target: Name, invocation: Invocation, step: StartupStep, depth: int) -> None:
        resolved = self.project.names.resolve(target, step.module)
        path = resolved.path if isinstance(resolved, Name) else ""
        if path in _DYNAMIC:
            if not invocation.strings:
                self.is_dynamic = True
            return
        if path in _WALKERS:
            self.is_dynamic = True
        elif path == _AUTODISCOVER:
            self.autodiscovers.update(invocation.strings)
            self.is_dynamic = self.is_dynamic or not invocation.whole
        definition = self.project.names.locate(target.path, step.module)
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
            self.project.modules.find(i.target, step.module) or self.project.modules.find(i.module, step.module)
            for step, i in self.imports()
        ]
        return any(
            any(not c.context.function for c in module.facts.connections) for module in loaded if module is not None
        )

    def chain_to(self, target: Module, hops: int) -> tuple[str, ...]:
        """The names from ``ready()`` to ``target``, if an import on the way loads it, ``hops`` further on at most."""
        level: list[tuple[tuple[str, ...], Module, str, str]] = [
            (step.names, step.module, statement.target, statement.module) for step, statement in self.imports()
        ]
        # What does not even seem to lead there need not be looked at.
        leading = self.startup.leading_to(target, hops)
        seen: set[str] = set()
        for _ in range(hops + 1):
            following: list[tuple[tuple[str, ...], Module, str, str]] = []
            for names, importer, wanted, module_name in level:
                for name in dict.fromkeys((wanted, module_name)):
                    loaded = self.project.modules.find(name, importer)
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

    def named(self) -> Iterator[tuple[str, StartupStep]]:
        """The dotted names in strings on the way, as in ``import_module("shop.signals")`` and loaders of all kinds.

        Those that begin with a dot count from the app.
        """
        package = self.startup.app_name(self.config)
        for text, step in self.strings:
            if "." in text:
                yield (f"{package}{text}" if text.startswith(".") else text), step
