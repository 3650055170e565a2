"""The projects of this process: the files of one project all ask the same one."""

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
"""The last projects of this process, the last one last: every file of one asks the same."""

_results: dict[Project, Results] = {}
"""What is remembered of the reports of those projects."""

_PROJECTS = 3
"""How many of them are kept: files come folder by folder, and one project may stand in another."""


def project_of(path: str, options: Options) -> Project:
    """The project around a file, the same for all of its files as long as few others are asked for meanwhile."""
    from flake8_signals.project.project import Project  # with all that it needs: not where nothing uses Django

    root = root_of(path, options)
    key = (root, options)
    project = _projects.pop(key, None) or Project(root, options, None if options.no_cache else _user_cache())
    _projects[key] = project
    if len(_projects) > _PROJECTS:
        _leave(_projects.pop(next(iter(_projects))))
    return project


def leave_others(path: str, options: Options) -> None:
    """Be done with all projects but the one around a file."""
    root = root_of(os.path.abspath(path), options)
    for key in [key for key in _projects if key[0] != root]:
        _leave(_projects.pop(key))


def _leave(project: Project) -> None:
    """Be done with a project."""
    results = _results.pop(project, None)
    if results is not None:
        results.finish()
    project.forget()


def results_of(project: Project) -> Results | None:
    """What is remembered of the reports of a project's files; ``None`` where nothing is kept on disk."""
    if project.cache is not None and project not in _results:
        from flake8_signals.lint.results import Results

        _results[project] = Results(project, project.cache)
    return _results.get(project)


def root_of(path: str, options: Options) -> str:
    """The folder that the project around a file starts in: the one that the options name, if any."""
    return os.path.abspath(options.root) if options.root else root_around(os.path.dirname(path))


def _user_cache() -> Cache | None:
    try:
        from flake8_signals.files.cache import user_cache
    except ImportError:
        return None  # a Python that was built without SQLite
    return user_cache()
