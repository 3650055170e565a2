"""The settings of a project, as far as they say which apps it installs."""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.syntax.values import Collection, Literal, alternatives

if TYPE_CHECKING:
    from flake8_signals.project.files import Files
    from flake8_signals.project.modules import Modules
    from flake8_signals.syntax.module import Module
    from flake8_signals.syntax.values import Value


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
            value = module.value("INSTALLED_APPS")
            # What else changes the list, in whatever way, says its entries in this file too: every string counts.
            strings = re.finditer(rb"[\"']([A-Za-z_][\w.]*)[\"']", self.files.content(path))
            found |= {m.group(1).decode() for m in strings}
            if not isinstance(value, Collection) or not all(isinstance(i, Literal) for i in value.items):
                return None
        return frozenset(found) or None

    @property
    def is_open(self) -> bool:
        """Whether INSTALLED_APPS holds entries that the text does not tell: read from a file, from the environment."""
        used = [module for path, module in self.by_path.items() if not self.files.is_test(path)]
        return any(not _is_literal(module.value("INSTALLED_APPS")) for module in used)

    @cached_property
    def by_path(self) -> dict[str, Module]:
        """The modules of settings, by their paths."""
        likely = [path for path, summary in self.files.summaries.items() if summary.installed_apps]
        modules = {path: self.modules.at(path) for path in likely}
        return {path: module for path, module in modules.items() if "INSTALLED_APPS" in module.names}

    @property
    def exist(self) -> bool:
        """Whether the project itself says which apps it installs: it has settings, or a ``manage.py``."""
        return bool(self.by_path) or self.is_managed(self.files.root)

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

    def installs(self, *names: str) -> bool:
        """Whether INSTALLED_APPS has one of ``names``, or is not to be believed: a library's is that of its tests."""
        if not self.is_managed(self.files.root) or self.installed is None:
            return True
        return not self.installed.isdisjoint(names)


def _is_literal(value: Value | None) -> bool:
    """Whether a list is one of literals, whichever branch it is from."""
    return value is not None and all(
        isinstance(option, Collection) and all(isinstance(entry, Literal) for entry in option.items)
        for option in alternatives(value)
    )
