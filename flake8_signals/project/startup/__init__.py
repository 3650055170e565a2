"""What Django loads when it starts, and so whether a module's receivers are ever connected.

A question about one module is answered from the few files that concern it: first forwards, from what the ``ready()``
of the apps around it imports and calls; then backwards, from the module to whoever imports it, up to something that
Django loads by itself. Whatever may load counts as loaded; whatever cannot be told makes the answer ``unknown``.

Each module builds on those before it in this list alone: ``settings`` and ``apps`` say what is installed, ``importers``
and ``models`` follow imports, ``discovery`` says which ``ready()`` never runs, ``targets`` has what a call runs,
``reach`` (one app), ``ready`` (all of them) and ``calls`` follow calls, ``doubt`` has what the text does not settle,
and ``loading`` answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.startup.apps import Apps
from flake8_signals.project.startup.calls import Calls
from flake8_signals.project.startup.discovery import Discovery
from flake8_signals.project.startup.doubt import Doubt
from flake8_signals.project.startup.importers import Importers
from flake8_signals.project.startup.loading import Loadings
from flake8_signals.project.startup.models import ModelImports
from flake8_signals.project.startup.ready import Ready
from flake8_signals.project.startup.settings import Settings

if TYPE_CHECKING:
    from flake8_signals.project.project import Project


class Startup:
    """What Django loads at start-up in one project."""

    def __init__(self, project: Project) -> None:
        self.settings = Settings(project.files, project.modules)
        self.apps = Apps(project.names, self.settings)
        self.importers = Importers(project.files, project.modules)
        self.discovery = Discovery(self.apps, self.importers)
        self.models = ModelImports(project.names, self.importers)
        self.ready = Ready(self.apps, self.importers, self.discovery)
        self.calls = Calls(project.names, self.importers)
        self.doubt = Doubt(self.apps, self.importers, self.ready, self.discovery)
        self.loading = Loadings(self.settings, self.apps, self.importers, self.ready, self.calls, self.doubt)
