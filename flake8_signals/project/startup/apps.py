"""The apps of a project: their configurations, names, labels and folders."""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered
from flake8_signals.knowledge import django, libraries
from flake8_signals.project.names import Class
from flake8_signals.syntax.values import Name

if TYPE_CHECKING:
    from flake8_signals.project.names import Names
    from flake8_signals.project.startup.settings import Settings
    from flake8_signals.syntax.module import Module

_OTHER_PURPOSE = re.compile(r"(?:^|\.)(?:views?|viewsets?|models?|tasks?|admin|api|forms?|serializers?|urls)(?:\.|$)")
"""Modules that have another purpose than their receivers: ``ready()`` should not import them."""

_MEANT_FOR_THEM = re.compile(r"signal|receiver|handler|listener", re.IGNORECASE)
"""Words in the name of a module that is there for its receivers."""


class Apps:
    """The apps of one project that it installs."""

    def __init__(self, names: Names, settings: Settings) -> None:
        self.names = names
        self.settings = settings
        self.files = settings.files
        self.modules = settings.modules

    @cached_property
    def configs(self) -> tuple[Class, ...]:
        """Every concrete ``AppConfig`` of the project that an installed app uses."""
        return tuple(config for path in self._config_files for config in self._configs_in(path))

    @cached_property
    def _config_files(self) -> tuple[str, ...]:
        summaries = self.files.summaries.items()
        return tuple(path for path, summary in summaries if summary.app_config or os.path.basename(path) == "apps.py")

    @remembered
    def _configs_in(self, path: str) -> tuple[Class, ...]:
        """The configurations that apps use of those in one file."""
        if self.files.is_test(path):
            return ()
        found = [
            config
            for config in self.configs_of(self.modules.at(path))
            if self.settings.installs(self.app_name(config), config.path, config.module.package)
            and not (self.default(config.path, config.module) is False and not self.is_spelled(config))
        ]
        # Of several for one app, Django takes the default, unless INSTALLED_APPS names another.
        default = [
            c for c in found if self.default(c.path, c.module) is True or c.path in (self.settings.installed or ())
        ]
        names = {self.app_name(config) for config in default}
        return tuple(config for config in found if config in default or self.app_name(config) not in names)

    def default(self, path: str, near: Module) -> bool | None:
        """The ``default`` that a configuration has, its own or an inherited one: ``False`` hides it from Django."""
        for ancestor in self.names.ancestors(path, near):
            said = None if isinstance(ancestor, str) else ancestor.outline.attribute("default")
            if isinstance(said, bool):
                return said
        return None

    @remembered
    def is_spelled(self, config: Class) -> bool:
        """Whether a string somewhere ends in the name of a configuration, as its entry in INSTALLED_APPS does."""
        name = config.outline.qualname.encode()
        ending = re.compile(rb"[\"'](?:[^\"'\n]*[.:])?%b[\"']" % re.escape(name))
        return any(name in text and ending.search(text) is not None for text in self.files.texts.values())

    def _is_config(self, config: Class) -> bool:
        if is_plain(config) or self.names.is_subclass(config.path, django.APP_CONFIG, config.module):
            return True
        # A base from another library: its name tells, and only an app's own configuration has a ready() or a name.
        names = [base.path for base in config.outline.bases if isinstance(base, Name)]
        return any(name.endswith("Config") for name in names) and (
            "ready" in config.outline.methods or config.outline.attribute("name") is not None
        )

    @remembered
    def configs_of(self, module: Module) -> tuple[Class, ...]:
        """The ``AppConfig`` classes that ``module`` defines, installed or not."""
        return tuple(
            config
            for outline in module.outline.classes
            if outline.bases and "." not in outline.qualname and self._is_config(config := Class(module, outline))
        )

    def is_config_module(self, module: Module) -> bool:
        """Whether ``module`` defines an app's configuration."""
        return "Config" in module.content and bool(self.configs_of(module))

    @remembered
    def nearby(self, module: Module) -> tuple[Class, ...]:
        """The configurations of the apps that ``module`` is inside of, the nearest first."""
        found: list[Class] = []
        for folder in self.files.folders_around(os.path.dirname(module.path)):
            for name in ("apps.py", "apps/__init__.py", "config.py", "__init__.py"):
                path = os.path.join(folder, *name.split("/"))
                if name.partition("/")[0] in self.files.entries(folder) and self.files.is_file(path):
                    summary = self.files.summaries.get(path)
                    if name == "apps.py" or (summary is not None and summary.app_config):
                        found += self._configs_in(path)
        return tuple(found)

    def app_name(self, config: Class) -> str:
        """The dotted name of the app that a configuration is for; its own package where it gives none."""
        return self._name(config) or config.module.package

    def has_name(self, config: Class) -> bool:
        """Whether a configuration says which app it is for, or inherits that."""
        return bool(self._name(config))

    def _name(self, config: Class) -> str:
        for ancestor in self.names.ancestors(config.path, config.module):
            name = None if isinstance(ancestor, str) else ancestor.outline.attribute("name")
            if isinstance(name, str):
                return name
        return ""

    @cached_property
    def labels(self) -> dict[str, str]:
        """The labels of the project's apps (``ShopConfig.label``, or their last names), with their dotted names."""
        return {self.label(config): self.app_name(config) for config in self.configs}

    def label(self, config: Class) -> str:
        """The label of the app that a configuration is for: its own, or the last part of the app's name."""
        label = config.outline.attribute("label")
        return label if isinstance(label, str) else self.app_name(config).rpartition(".")[2]

    @cached_property
    def folders(self) -> frozenset[str]:
        """The folders of the apps: those with a configuration, or with models."""
        found = {os.path.dirname(config.module.path) for config in self.configs}
        named = {self.app_name(config): config for config in self.configs}
        for name, config in named.items():
            module = self.modules.find(name, config.module)
            if module is not None:
                found.add(os.path.dirname(module.path))
        for path in self.files.paths:
            folder, name = os.path.split(path)
            if name == "models.py" or path.endswith(f"{os.sep}models{os.sep}__init__.py"):
                app = folder if name == "models.py" else os.path.dirname(folder)
                if self.settings.installs(self.modules.at(path).package.removesuffix(".models")):
                    found.add(app)
        return frozenset(found)

    def is_app(self, package: Module) -> bool:
        """Whether ``package`` is an app's root module."""
        return os.path.dirname(package.path) in self.folders

    def app_around(self, module: Module) -> Module | None:
        """The package of the innermost app that ``module`` is inside of; ``None`` where that has no ``__init__``."""
        folders = self.files.folders_around(os.path.dirname(module.path))
        inits = (os.path.join(folder, "__init__.py") for folder in folders if folder in self.folders)
        init = next(inits, "")
        return self.modules.at(init) if self.files.is_file(init) else None

    def is_late(self, module: Module) -> bool:
        """Whether a module is loaded for a request, a task or a command, by its name inside its app.

        An app may well be called ``api`` or ``forms`` itself.
        """
        return libraries.LATE_MODULES.search(self._inside(module)) is not None

    def has_other_purpose(self, module: Module) -> bool:
        """Whether a module is there for something else than its receivers, so that ``ready()`` should not import it."""
        inside = self._inside(module)
        return _OTHER_PURPOSE.search(inside) is not None and not self.is_for_receivers(module)

    def is_for_receivers(self, module: Module) -> bool:
        """Whether the name of a module says that it is there for its receivers."""
        return _MEANT_FOR_THEM.search(self._inside(module)) is not None

    def _inside(self, module: Module) -> str:
        """The name of a module, counted from its app."""
        app = self.app_around(module)
        return module.name.removeprefix(f"{app.name}.") if app is not None else module.name

    def concerns(self, module: Module) -> bool:
        """Whether start-up ought to load ``module``: it is inside an app, and not loaded by other means."""
        parts = module.name.split(".")
        if not {"management", "migrations"}.isdisjoint(parts):
            return False
        return not self.folders.isdisjoint(self.files.folders_around(os.path.dirname(module.path)))

    def remedy(self, module: Module) -> str:
        """What to do so that ``ready()`` loads the receivers in ``module``, in words."""
        has_other_purpose = self.has_other_purpose(module)
        what = "move the receivers to signals.py and import that" if has_other_purpose else "import it"
        for config in self.nearby(module):
            where = f"{self.files.relative(config.module.path)}:{config.outline.line}"
            return f"{what} in {config.outline.qualname}.ready() ({where})"
        if has_other_purpose:
            return f"{what} in the ready() of a new AppConfig"
        return "give its app an AppConfig whose ready() imports it"

    @cached_property
    def config_paths(self) -> frozenset[str]:
        """The files of the configurations."""
        return frozenset(config.module.path for config in self.configs)

    @cached_property
    def package_folders(self) -> frozenset[str]:
        """The folders of the packages that start-up imports: the apps', the settings', and all those around them."""
        found: set[str] = set()
        for folder in (*self.folders, *map(os.path.dirname, self.settings.by_path)):
            found.update(self.files.folders_around(folder))
        return frozenset(found)


def is_plain(config: Class) -> bool:
    """Whether a class inherits Django's own ``AppConfig`` itself, and nothing else, as most configurations do."""
    bases = config.outline.bases
    return len(bases) == 1 and isinstance(bases[0], Name) and bases[0].path in django.APP_CONFIG


def inherits_another_librarys(names: Names, config: Class) -> bool:
    """Whether a configuration inherits a class of another library, whose methods are not in sight."""
    return any(
        isinstance(ancestor, str) and not is_known_base(ancestor)
        for ancestor in names.ancestors(config.path, config.module)
    )


def is_known_base(path: str) -> bool:
    """Whether a class outside of the project is Django's own ``AppConfig``, or one that adds nothing to it."""
    return path in django.APP_CONFIG or path.startswith(libraries.PLAIN_BASES)
