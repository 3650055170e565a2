"""Which imports lead to models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered
from flake8_signals.knowledge import django_models
from flake8_signals.syntax.values import Name

if TYPE_CHECKING:
    from flake8_signals.project.names import Names
    from flake8_signals.project.startup.importers import Importers
    from flake8_signals.syntax.facts import Import
    from flake8_signals.syntax.module import Module

_IMPORTS = 4
"""How many imports, one leading to the next, are followed from a configuration's module."""


class ModelImports:
    """The ways, from import to import, that lead to a module with models."""

    def __init__(self, names: Names, importers: Importers) -> None:
        self.names = names
        self.importers = importers
        self.modules = names.modules

    def chain_from(self, module: Module, statement: Import) -> tuple[str, ...]:
        """The modules by which an import in ``module`` leads to one with models, that one last.

        Empty where it does not, or only on a way that the text does not settle.
        """
        first = self.modules.find(statement.target, module) or self.modules.find(statement.module, module)
        towards = self._towards(module) if first is None or not statement.scope else self._towards(first)
        level: list[tuple[tuple[str, ...], Module, Import]] = [((), module, statement)]
        seen = {module.path}
        for _ in range(_IMPORTS):
            following = []
            for names, importer, current in level:
                loaded = self.modules.find(current.target, importer) or self.modules.find(current.module, importer)
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

    @remembered
    def _towards(self, module: Module) -> frozenset[str]:
        """The files by which what looks like imports leads from ``module`` to a module with models."""
        importers: dict[str, set[str]] = {module.path: set()}
        found: set[str] = set()
        level = [module.path]
        for _ in range(_IMPORTS):
            following = []
            for importer in level:
                imported, leads_to_models = self._top_level(importer)
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
        return frozenset(found)

    @remembered
    def _top_level(self, path: str) -> tuple[tuple[str, ...], bool]:
        """The files of the project that one seems to import at its top level; whether one of them has models.

        Or one of Django's own apps does so, which may be no files of this project.
        """
        importer = self.modules.at(path)
        imported: dict[str, None] = {}
        leads_to_models = False
        for name, nested in self.importers.mentioned_by(path):
            loaded = None if nested else self.modules.find(name, importer)
            if loaded is not None:
                imported[loaded.path] = None
            if not nested and "models" in name.split("."):
                is_djangos = (name if loaded is None else loaded.name).startswith("django.contrib.")
                leads_to_models |= is_djangos or (loaded is not None and self._has_models(loaded))
        return (tuple(imported), leads_to_models)

    def _has_models(self, module: Module) -> bool:
        """Whether a module certainly defines a concrete model of an app."""
        if "models" not in module.name.split(".") or module.name.startswith("django.db."):
            return False
        concrete = [
            c for c in module.outline.classes if dict(c.meta).get("abstract") is not True and "." not in c.qualname
        ]
        return any(
            isinstance(base, Name) and base.path in django_models.MODEL for c in concrete for base in c.bases
        ) or any(
            self.names.is_subclass(f"{module.name}.{c.qualname}", django_models.MODEL, module) is True for c in concrete
        )
