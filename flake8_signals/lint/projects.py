"""The projects of this process: all files of a project share one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flake8_signals.files.roots import root_around

if TYPE_CHECKING:
    from flake8_signals.files.cache import Cache
    from flake8_signals.lint.results import Results
    from flake8_signals.options import Options
    from flake8_signals.project.project import Project

_projects: dict[tuple[str, Options], Project] = {}
"""The last projects of this process, the most recent last."""

_results: dict[Project, Results] = {}
"""The remembered reports of those projects."""

_PROJECTS = 3
"""How many projects are kept: files come folder by folder, and a project may contain another."""


def project_of(path: str, options: Options) -> Project:
    """The project around a file: one object for all of its files, unless several other projects came in between."""
    from flake8_signals.project.project import Project  # slow to import: not for files without Django

    root = root_of(path, options)
    key = (root, options)
    project = _projects.pop(key, None) or Project(root, options, None if options.no_cache else _user_cache())
    _projects[key] = project
    if len(_projects) > _PROJECTS:
        _leave(_projects.pop(next(iter(_projects))))
    return project


def leave_others(path: str, options: Options) -> None:
    """Forget all projects but the one around a file."""
    root = root_of(os.path.abspath(path), options)
    for key in [key for key in _projects if key[0] != root]:
        _leave(_projects.pop(key))


def _leave(project: Project) -> None:
    """Forget a project."""
    results = _results.pop(project, None)
    if results is not None:
        results.finish()
    project.forget()


def results_of(project: Project) -> Results | None:
    """The remembered reports of a project's files; ``None`` without a cache."""
    if project.cache is not None and project not in _results:
        from flake8_signals.lint.results import Results

        _results[project] = Results(project, project.cache)
    return _results.get(project)


def root_of(path: str, options: Options) -> str:
    """The folder in which the project around a file starts: the one that the options name, if they name one."""
    return os.path.abspath(options.root) if options.root else root_around(os.path.dirname(path))


def _user_cache() -> Cache | None:
    try:
        from flake8_signals.files.cache import user_cache
    except ImportError:
        return None  # a Python built without SQLite
    return user_cache()
