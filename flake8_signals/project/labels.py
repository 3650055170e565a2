"""The labels of models, as a lazy sender uses them (``shop.Order``): which app has which models."""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered
from flake8_signals.knowledge import django_models
from flake8_signals.knowledge.libraries import MODEL_GENERATORS
from flake8_signals.project import models
from flake8_signals.project.names import Class
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.project import Project
    from flake8_signals.syntax.module import Module

_CLASS = re.compile(rb"class(?<=\bclass)\s+([\w\x80-\xff]+)")
"""A name behind ``class``: with the word itself first, the search is ten times as fast."""

_DJANGOS = {label.partition(".")[0]: path.rpartition(".models.")[0] for path, label in django_models.MODELS.items()}

_OF_DJANGO = frozenset(
    label.lower() for label in (*django_models.MODELS.values(), *django_models.THROUGH_MODELS.values())
)

_MODELS = ("models.py", os.path.join("models", "__init__.py"))


class Labels:
    """The labels of one project's apps and models."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._files = project.files

    @cached_property
    def apps(self) -> dict[str, str]:
        """The dotted names of the apps in sight, Django's too, by their labels.

        Django labels an app without a configuration by the last part of its package's name.
        """
        project = self._project
        labels = project.startup.apps.labels
        configured = frozenset(labels.values())
        packages = (
            project.modules.at(path).package.removesuffix(".models")
            for path in self._files.paths
            if path.endswith(_MODELS) and not self._files.is_test(path)
        )
        plain = {last_part(package): package for package in packages if package and package not in configured}
        return {**_DJANGOS, **plain, **labels}

    def relabelled(self, label: str) -> str:
        """The label of the one app whose package is called ``label``, but which goes by another; else empty."""
        configured = self._project.startup.apps.labels
        found = {own for own, package in configured.items() if last_part(package) == label != own}
        return found.pop() if len(found) == 1 and label not in self.apps else ""

    @remembered
    def has_model(self, app: str, label: str, name: str, near: Module) -> bool:
        """Whether the app ``app``, which goes by ``label``, has a model called ``name``, or may have one."""
        if f"{label}.{name}".lower() in _OF_DJANGO:
            return True
        root = self._project.modules.find(app, near)
        folder = os.path.dirname(root.path) + os.sep if root is not None else ""
        if root is None and app not in _DJANGOS.values():
            return True
        defining = self._defining(name)
        if folder and any(path.startswith(folder) for path in defining):
            return True
        says_label = re.compile(rb"app_label\s*=\s*(?:[\"']%b[\"']|[^\s\"'])" % re.escape(label.encode()))
        return (
            any(says_label.search(self._files.text(path)) for path in defining)
            or self._is_spelled(name)
            or self._is_of_relation(name)
            or self._may_be_generated(name)
        )

    def models_called(self, name: str) -> list[str]:
        """The labels of the models called ``name`` that apps of the project certainly have."""
        found = set()
        apps = {package: label for label, package in self.apps.items()}
        for model in self._classes(name):
            around = model.module.package
            while around and around not in apps:
                around = around.rpartition(".")[0]
            file = self._project.file(model.module)
            is_one = models.is_model(file, model.path) and not models.is_abstract(file, model.path)
            if around and is_one and dict(model.outline.meta).get("app_label") is None:
                found.add(f"{apps[around]}.{model.outline.qualname}")
        return sorted(found)

    def _classes(self, name: str) -> Iterator[Class]:
        for path in self._defining(name):
            if not self._files.is_test(path):
                module = self._project.modules.at(path)
                for outline in module.outline.classes:
                    if outline.qualname.lower() == name.lower():
                        yield Class(module, outline)

    def _defining(self, name: str) -> list[str]:
        """The files with what looks like a class of this name, in upper or lower case."""
        return self._by_class.get(name.lower(), [])

    @cached_property
    def _by_class(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path, names in self._files.survey("classes", tuple[str, ...], classes_in).items():
            for name in names:
                found.setdefault(name, []).append(path)
        return found

    @remembered
    def _is_spelled(self, name: str) -> bool:
        """Whether a string somewhere is the name: a class may be made under it."""
        spelled = re.compile(rb"[\"']%b[\"']" % re.escape(name.encode()), re.IGNORECASE)
        return any(map(spelled.search, self._files.texts.values()))

    def _is_of_relation(self, name: str) -> bool:
        """Whether a name is like the ones that Django gives to through models: ``Pizza_toppings``."""
        owner, *rest = name.split("_")
        return bool(owner and rest) and bool(self._defining(owner))

    def _may_be_generated(self, name: str) -> bool:
        """Whether something in sight generates models from others, and may have called one so: ``HistoricalOrder``."""
        lower = name.lower()
        return self._generates and any(len(model) > 2 and model in lower for model in self._by_class)

    @cached_property
    def _generates(self) -> bool:
        return any(map(MODEL_GENERATORS.search, self._files.texts.values()))


def classes_in(content: bytes) -> tuple[str, ...]:
    """The lowercase names of what looks like classes in a file with this content."""
    names = (
        match[1].decode(errors="replace").lower()
        for match in _CLASS.finditer(content)
        if not content[content.rfind(b"\n", 0, match.start()) + 1 : match.start()].strip()
    )
    return tuple(dict.fromkeys(names))
