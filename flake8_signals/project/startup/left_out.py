"""The apps of a package that its own settings do not install: whoever uses the package may."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered

if TYPE_CHECKING:
    from flake8_signals.project.names import Class
    from flake8_signals.project.startup.apps import Apps
    from flake8_signals.syntax.module import Module


class LeftOut:
    """The apps that are left out so."""

    def __init__(self, apps: Apps) -> None:
        self._apps = apps

    @remembered
    def has(self, config: Class) -> bool:
        """Whether the settings that a configuration's package brings along do not install its app: others may."""
        apps, module = self._apps, config.module
        return apps.settings.leaves_out(module, apps.app_name(config), config.path, module.package)

    def holds(self, module: Module) -> bool:
        """Whether the innermost app that ``module`` is inside of is left out so."""
        around = self._apps.files.folders_around(os.path.dirname(module.path))
        return next((folder for folder in around if folder in self._apps.folders), "") in self._folders

    @cached_property
    def _folders(self) -> frozenset[str]:
        apps = self._apps
        names = ((apps.app_name(config), config) for config in apps.configs if self.has(config))
        found = (apps.modules.find(name, config.module) for name, config in names)
        return frozenset(os.path.dirname(app.path) for app in found if app is not None)
