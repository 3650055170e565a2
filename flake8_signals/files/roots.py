"""Where projects start and which files they have, told by the folders alone: nothing here is slow to import."""

from __future__ import annotations

import os
import time
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from flake8_signals.files.prefilter import imports_django
from flake8_signals.files.reading import content_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MARKERS = ("manage.py", "pyproject.toml", "setup.cfg", ".git")
"""What marks the folder that a project starts in, the most trusted first."""

_SKIPPED = frozenset({"node_modules", "__pycache__", "site-packages", "build", "dist", "venv", "env"})

CONCERNING = (".py", "pyvenv.cfg")
"""How the names of those files end that a project is told by."""

Listings: TypeAlias = "dict[str, list[os.DirEntry[str]]]"
"""What is in folders, by their absolute paths: other folders, and the files that concern a project."""

STARTED = time.time_ns()
"""When this process began, in nanoseconds: before it looked into any folder."""

listed: Listings = {}
"""What the run has found as it looked for its files: used once for each folder, and forgotten at the end of the run."""


def find_root(path: str) -> str:
    """The folder in which the project around the file ``path`` starts.

    That is the nearest one above with ``manage.py``, else ``pyproject.toml``, else ``setup.cfg``, else ``.git``;
    without any of them, the folder that contains the outermost package.
    """
    folder = os.path.dirname(os.path.abspath(path))
    return next(filter(None, _marked(folder)), "") or around_package(folder)


_marked_around: dict[str, tuple[str, ...]] = {}


def _marked(folder: str) -> tuple[str, ...]:
    """For each marker the nearest folder with it, from ``folder`` upwards; empty if there is none."""
    above = [folder]
    while above[-1] not in _marked_around and os.path.dirname(above[-1]) != above[-1]:
        above.append(os.path.dirname(above[-1]))
    found = _marked_around[above.pop()] if above[-1] in _marked_around else ("",) * len(_MARKERS)
    for below in reversed(above):
        named = zip(_MARKERS, found, strict=True)
        found = tuple(below if os.path.exists(os.path.join(below, marker)) else other for marker, other in named)
        _marked_around[below] = found
    return found


def around_package(folder: str) -> str:
    """The folder that contains the outermost package around ``folder``; ``folder`` itself if it is in no package."""
    while os.path.exists(os.path.join(folder, "__init__.py")) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return folder


def up_to_repository(folder: str) -> list[str]:
    """A folder and those around it, up to the top of its repository; the folder alone if it is in none."""
    folders = [folder]
    while not os.path.exists(os.path.join(folders[-1], ".git")):
        parent = os.path.dirname(folders[-1])
        if parent == folders[-1]:
            return [folder]
        folders.append(parent)
    return folders


@cache
def root_around(folder: str) -> str:
    """The folder in which the project around the files in ``folder`` starts, looked up once per process."""
    return find_root(os.path.join(folder, "__init__.py"))


def python_files(
    root: str, failed: Callable[[OSError], None] | None = None, folders: list[str] | None = None
) -> Iterator[str]:
    """The Python files in a folder and below, each folder's own first; links to places outside are left out.

    ``failed`` is called for each folder that cannot be listed, and all are added to ``folders``.
    """
    inside = os.path.realpath(root) + os.sep
    pending = [root]
    while pending:
        folder = pending.pop()
        if folders is not None:
            folders.append(folder)
        try:
            entries = listed.pop(folder) if folder in listed else entries_of(folder)
        except OSError as error:
            if failed is not None:
                failed(error)
            continue
        named = {entry.name: entry for entry in entries}
        if folder != root and "pyvenv.cfg" in named:
            continue
        start = os.path.join(folder, "")
        inner = []
        for name in sorted(named):
            entry = named[name]
            if is_folder(entry, through_links=False):
                if not name.startswith(".") and name not in _SKIPPED:
                    inner.append(start + name)
            elif name.endswith(".py") and _is_file(entry, inside):
                yield start + name
        pending += reversed(inner)


def entries_of(folder: str) -> list[os.DirEntry[str]]:
    """What is in a folder; raises ``OSError`` if it cannot be listed."""
    with os.scandir(folder) as entries:
        return [*entries]


def is_folder(entry: os.DirEntry[str], *, through_links: bool) -> bool:
    """Whether an entry of a folder is a folder itself; not if that cannot be told."""
    try:
        return entry.is_dir(follow_symlinks=through_links)
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str], inside: str) -> bool:
    """Whether an entry of a folder, other than a folder, is to be read: no link to nothing, or out of ``inside``."""
    try:
        return not entry.is_symlink() or (entry.is_file() and os.path.realpath(entry.path).startswith(inside))
    except OSError:  # a link that leads back to itself, or through a folder that is closed to us: reading it says so
        return True


@cache
def uses_django(root: str) -> bool:
    """Whether any file of the project in the folder ``root`` imports Django, looked up once per process.

    Elsewhere, what looks like signals is something else: sockets, say.
    """
    return any(map(_imports_django, python_files(root)))


def _imports_django(path: str) -> bool:
    try:
        return imports_django(content_of(path))
    except OSError:
        return False


def is_under(path: str, folder: str) -> bool:
    """Whether ``path`` is ``folder``, or is inside it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
