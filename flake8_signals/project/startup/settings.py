"""The settings of a project, as far as they say which apps it installs."""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered
from flake8_signals.files.roots import is_under
from flake8_signals.knowledge import django_models, libraries
from flake8_signals.syntax.values import Collection, Literal, Unknown, alternatives, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_signals.project.files import Files
    from flake8_signals.project.modules import Modules
    from flake8_signals.syntax.module import Module
    from flake8_signals.syntax.values import Value

_SETS = r"^\s*%s\s*(?::[^=\n]*)?=(?!=|\s*(?:getattr\(|(?:\w+\.)*settings\.))\s*(?:[\"']([\w.]+)[\"'])?"
"""A statement that sets a setting (and not one that reads it), and what to if that is a literal label."""

_ADDS = re.compile(
    rb"\.INSTALLED_APPS\s*(?:\.(?:append|extend|insert)\((?!\s*(?:\d+,\s*)?[\[(]?\s*[\"'])|\+?=(?!=|\s*[\[(]\s*[\"']))"
)
"""Code that adds to the INSTALLED_APPS of an object what is no literal, as the loader of plugins does."""


class Settings:
    """The modules of settings in one project."""

    def __init__(self, files: Files, modules: Modules) -> None:
        self.files = files
        self.modules = modules

    @cached_property
    def installed(self) -> frozenset[str] | None:
        """The entries of INSTALLED_APPS, all settings' together; ``None`` where one is not literal, or none is."""
        found: set[str] = set()
        for path, module in self.by_path.items():
            if "/tests/" in path:
                continue
            # What else changes the list, in whatever way, says its entries in this file too: every string counts.
            found |= self._entries(module)
            value = module.value("INSTALLED_APPS")
            if not isinstance(value, Collection) or not self._is_complete(module):
                return None
        return frozenset(found) or None

    def is_open_for(self, module: Module) -> bool:
        """Whether an INSTALLED_APPS that may concern ``module`` holds entries that the text does not tell.

        They may be read from a file, or from the environment, or be added by code that is handed the settings.
        """
        return not all(map(self._is_complete, self._concerning(module)))

    def exist_for(self, module: Module) -> bool:
        """Whether the project that ``module`` is part of says itself which apps it installs."""
        return bool(self._concerning(module)) or self.is_managed(self._project_around(module.path))

    def _concerning(self, module: Module) -> list[Module]:
        """The settings that may install the app of ``module``: not those of another project beside its own."""
        own = self._project_around(module.path)
        return [
            used
            for path, used in self.by_path.items()
            if not self.files.is_test(path)
            and (is_under(own, around := self._project_around(path)) or is_under(around, own))
        ]

    @remembered
    def _project_around(self, path: str) -> str:
        """The folder of the project that a file is part of: the root may hold several, each in a folder of its own.

        That is the nearest with a ``manage.py``, or else with the metadata of a package.
        """
        folders = list(self.files.folders_around(os.path.dirname(path)))
        for markers in ({"manage.py"}, {"pyproject.toml", "setup.cfg", "setup.py"}):
            for folder in folders:
                if not markers.isdisjoint(self.files.entries(folder)):
                    return folder
        return self.files.root

    @cached_property
    def by_path(self) -> dict[str, Module]:
        """The modules of settings, by their paths."""
        likely = [path for path, summary in self.files.summaries.items() if summary.installed_apps]
        modules = {path: self.modules.at(path) for path in likely}
        return {path: module for path, module in modules.items() if "INSTALLED_APPS" in module.names}

    def values(self, name: str) -> tuple[Value, ...]:
        """What the settings outside tests give to a setting, each value once."""
        used = (module for path, module in self.by_path.items() if not self.files.is_test(path))
        return tuple(dict.fromkeys(value for module in used if (value := module.value(name)) is not None))

    @remembered
    def late_names(self, path: str) -> frozenset[str]:
        """The dotted names of what answers requests, where the settings in a file say them for that alone."""
        values = (self.by_path[path].value(name) for name in libraries.LATE_SETTINGS if path in self.by_path)
        return self._said_once(path, (inner for value in values if value is not None for inner in walk(value)))

    @cached_property
    def logged_by(self) -> frozenset[str]:
        """The files that Django imports to set up logging: those of the classes that LOGGING names."""
        found = set()
        for path, module in self.by_path.items():
            logging = None if self.files.is_test(path) else module.value("LOGGING")
            if logging is None or module.value("LOGGING_CONFIG") == Literal(None):
                continue
            for pair in walk(logging):
                match pair:
                    case Collection("tuple", (Literal("()" | "class"), Literal(str() as name))):
                        made = self.modules.find(name.rpartition(".")[0], module)
                        found.update([made.path] if made is not None else [])
        return frozenset(found)

    @remembered
    def logger_names(self, path: str) -> frozenset[str]:
        """The dotted names of loggers, where the settings in a file say them for that alone."""
        logging = self.by_path[path].value("LOGGING") if path in self.by_path else None
        inside = walk(logging) if logging is not None else ()
        dicts = (value for value in inside if isinstance(value, Collection) and value.kind == "dict")
        pairs = (pair for value in dicts for pair in value.items if isinstance(pair, Collection))
        return self._said_once(path, (pair.items[0] for pair in pairs))

    def _said_once(self, path: str, values: Iterable[Value]) -> frozenset[str]:
        names = {value.value for value in values if isinstance(value, Literal) and isinstance(value.value, str)}
        return frozenset(name for name in names if self.files.content(path).count(name.encode()) == 1)

    @property
    def user_label(self) -> str:
        """The label of the user model; Django's own where settings in sight leave it at that, empty if unknown."""
        if all(map(self.files.is_test, self.by_path)):
            return ""
        return self.label("AUTH_USER_MODEL", django_models.MODELS[django_models.USER_MODEL])

    @remembered
    def label(self, name: str, default: str = "") -> str:
        """The label of a model that the setting ``name`` has, or leaves at ``default``; empty if unknown."""
        sets, word = re.compile((_SETS % re.escape(name)).encode(), re.MULTILINE), name.encode()
        texts = (text for path, text in self.files.texts.items() if not self.files.is_test(path))
        found = {match[1] for text in texts if word in text for match in sets.finditer(text)}
        if len(found) > 1:
            return ""
        return (found.pop() or b"").decode() if found else default

    def is_of_site(self, path: str) -> bool:
        """Whether the file ``path`` is part of a site: some folder has a ``manage.py``, the file and settings in it.

        What is no site, as a library that others install, has settings for its tests and examples at most.
        """
        roots = [folder for folder in self.files.folders_around(os.path.dirname(path)) if self.is_managed(folder)]
        used = [path for path, module in self.by_path.items() if not self.files.is_test(module.path)]
        return any(settings.startswith(root + os.sep) for root in roots for settings in used)

    def is_managed(self, folder: str) -> bool:
        """Whether a folder has a ``manage.py``."""
        return "manage.py" in self.files.entries(folder)

    def leaves_out(self, module: Module, *names: str) -> bool:
        """Whether the settings that a package brings along install none of its apps that go by one of ``names``.

        Whoever uses the package may install it, in settings of their own.
        """
        package = module.name.partition(".")[0]
        own = [
            used
            for path, used in self.by_path.items()
            if used.name.partition(".")[0] == package and not self.files.is_test(path)
        ]
        entries = [value.value for used in own for value in walk(_installed(used)) if isinstance(value, Literal)]
        # Settings with no app of the package are there to be added to others.
        is_site = any(f"{entry}.".startswith(f"{package}.") for entry in entries)
        return is_site and all(map(self._is_complete, own)) and self._entries(*own).isdisjoint(names)

    @remembered
    def _entries(self, *modules: Module) -> frozenset[str]:
        """Every string in modules of settings that may be an entry of INSTALLED_APPS."""
        texts = (self.files.content(module.path) for module in modules)
        return frozenset(m[1].decode() for text in texts for m in re.finditer(rb"[\"']([A-Za-z_][\w.]*)[\"']", text))

    def _is_complete(self, module: Module) -> bool:
        """Whether INSTALLED_APPS has literals alone: in every branch, and in what statements add, here or elsewhere."""
        found = (module.value("INSTALLED_APPS"), *module.additions("INSTALLED_APPS"))
        return not self._is_added_to and all(
            value is not None and all(map(_is_literal, alternatives(value))) for value in found
        )

    @cached_property
    def _is_added_to(self) -> bool:
        """Whether some code of the project adds to the INSTALLED_APPS of settings that it is handed, or imports."""
        texts = (text for path, text in self.files.texts.items() if not self.files.is_test(path))
        return any(b".INSTALLED_APPS" in text and _ADDS.search(text) for text in texts)

    def installs(self, *names: str) -> bool:
        """Whether INSTALLED_APPS has one of ``names``, or is not to be believed: a library's is that of its tests."""
        if not self.is_managed(self.files.root) or self.installed is None:
            return True
        return not self.installed.isdisjoint(names)


def _installed(module: Module) -> Value:
    """What a module of settings gives to INSTALLED_APPS, without what further statements add."""
    return module.value("INSTALLED_APPS") or Unknown()


def _is_literal(value: Value) -> bool:
    """Whether a list is one of literals."""
    return isinstance(value, Collection) and all(isinstance(entry, Literal) for entry in value.items)
