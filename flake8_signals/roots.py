"""Where projects start: told by what lies in the folders, and by nothing that takes time to import."""

from __future__ import annotations

import os
from functools import cache

_MARKERS = ("manage.py", "pyproject.toml", "setup.cfg", ".git")
"""What marks the folder that a project starts in, the most trusted first."""


def find_root(path: str) -> str:
    """The folder that the project around the file ``path`` starts in.

    The nearest one above with ``manage.py``, else ``pyproject.toml``, else ``setup.cfg``, else ``.git``; without any of
    them, the folder that holds the outermost package.
    """
    folder = os.path.dirname(os.path.abspath(path))
    above = [folder]
    while os.path.dirname(above[-1]) != above[-1]:
        above.append(os.path.dirname(above[-1]))
    for marker in _MARKERS:
        for candidate in above:
            if os.path.exists(os.path.join(candidate, marker)):
                return candidate
    return around_package(folder)


def around_package(folder: str) -> str:
    """The folder that holds the outermost package around ``folder``; ``folder`` itself where it is in none."""
    while os.path.exists(os.path.join(folder, "__init__.py")) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return folder


@cache
def root_around(folder: str) -> str:
    """The folder that the project around the files in ``folder`` starts in, looked for once a process."""
    return find_root(os.path.join(folder, "__init__.py"))
