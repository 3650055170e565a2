"""The labels of models, as a lazy sender uses them (``shop.Order``): which app has which models."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.knowledge.libraries import MODEL_GENERATORS
from flake8_signals.project import models
from flake8_signals.project.names import Class
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.project import Project
    from flake8_signals.syntax.module import Module

_CLASS = re.compile(rb"^\s*class\s+([A-Za-z]\w{2,})", re.MULTILINE)

_DJANGOS = {label.partition(".")[0]: path.rpartition(".models.")[0] for path, label in django.MODELS.items()}

_OF_DJANGO = frozenset(label.lower() for label in (*django.MODELS.values(), *django.THROUGH_MODELS.values()))

_MODELS = ("models.py", os.path.join("models", "__init__.py"))


def apps_by_label(project: Project) -> dict[str, str]:
    """The dotted names of the apps in sight, Django's too, by their labels.

    Django labels an app without a configuration by the last part of its package's name.
    """
    labels = project.startup.apps.labels
    configured = frozenset(labels.values())
    packages = (
        project.modules.at(path).package.removesuffix(".models")
        for path in project.files.paths
        if path.endswith(_MODELS) and not project.files.is_test(path)
    )
    plain = {last_part(package): package for package in packages if package and package not in configured}
    return {**_DJANGOS, **plain, **labels}


def relabelled(project: Project, label: str) -> str:
    """The label of the one app whose package is called ``label``, but which goes by another; else empty."""
    found = {own for own, package in project.startup.apps.labels.items() if last_part(package) == label != own}
    return found.pop() if len(found) == 1 and label not in apps_by_label(project) else ""


def has_model(project: Project, app: str, label: str, name: str, near: Module) -> bool:
    """Whether the app ``app``, which goes by ``label``, has a model called ``name``, or may have one."""
    if f"{label}.{name}".lower() in _OF_DJANGO:
        return True
    root = project.modules.find(app, near)
    folder = os.path.dirname(root.path) + os.sep if root is not None else ""
    if root is None and app not in _DJANGOS.values():
        return True
    says_label = re.compile(rb"app_label\s*=\s*(?:[\"']%b[\"']|[^\s\"'])" % re.escape(label.encode()))
    spelled, defined = _spells(name), _defines(name)
    for path, text in project.files.texts.items():
        if spelled.search(text):
            return True
        if defined.search(text) and ((folder and path.startswith(folder)) or says_label.search(text)):
            return True
    return _is_of_relation(project, name) or _may_be_generated(project, name)


def labels_of(project: Project, name: str) -> list[str]:
    """The labels of the models called ``name`` that apps of the project certainly have."""
    found = set()
    apps = {package: label for label, package in apps_by_label(project).items()}
    for model in _classes(project, name):
        around = model.module.package
        while around and around not in apps:
            around = around.rpartition(".")[0]
        file = project.file(model.module)
        is_one = models.is_model(file, model.path) and not models.is_abstract(file, model.path)
        if around and is_one and dict(model.outline.meta).get("app_label") is None:
            found.add(f"{apps[around]}.{model.outline.qualname}")
    return sorted(found)


def _classes(project: Project, name: str) -> Iterator[Class]:
    defined = _defines(name)
    for path, text in project.files.texts.items():
        if defined.search(text) and not project.files.is_test(path):
            module = project.modules.at(path)
            for outline in module.outline.classes:
                if outline.qualname.lower() == name.lower():
                    yield Class(module, outline)


def _is_of_relation(project: Project, name: str) -> bool:
    """Whether a name is like the ones that Django gives to through models: ``Pizza_toppings``."""
    owner, *rest = name.split("_")
    texts = project.files.texts.values()
    return bool(owner and rest) and any(_defines(owner).search(text) for text in texts)


def _may_be_generated(project: Project, name: str) -> bool:
    """Whether something in sight generates models from others, and may have called one so: ``HistoricalOrder``."""
    texts = project.files.texts.values()
    if not any(MODEL_GENERATORS.search(text) for text in texts):
        return False
    lower = name.lower()
    return any(match[1].decode().lower() in lower for text in texts for match in _CLASS.finditer(text))


def _defines(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"^\s*class\s+%b\b" % re.escape(name.encode()), re.MULTILINE | re.IGNORECASE)


def _spells(name: str) -> re.Pattern[bytes]:
    """A string that is the name: a class may be made under it."""
    return re.compile(rb"[\"']%b[\"']" % re.escape(name.encode()), re.IGNORECASE)
