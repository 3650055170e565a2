"""A project as it was at a revision, read through git as text: nothing is checked out, no hook or filter runs."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_READ = (".py", ".toml", ".cfg", ".ini", ".txt")
"""The endings of the files that say something about a project's signals, apps and versions."""

_FILES = ("100644", "100755")
"""The modes of plain files: a link's content is a path, and a submodule has none."""


class RevisionError(Exception):
    """A revision cannot be read; its text says why."""


@contextmanager
def at_revision(root: str, revision: str) -> Iterator[str]:
    """A temporary folder with the files that a project in the folder ``root`` had at a revision.

    Raises ``RevisionError`` if there is no such revision, or no repository.
    """
    if revision.startswith("-"):
        raise RevisionError(f"{revision!r} is no revision")
    tree = (
        _git(
            root,
            "rev-parse",
            "--verify",
            "--quiet",
            f"{revision}^{{tree}}",
            failure=f"{revision!r} is neither a file nor a revision",
        )
        .decode()
        .strip()
    )
    with TemporaryDirectory(prefix="flake8-signals-") as temporary:
        # Names may count from the root's own name.
        folder = os.path.join(temporary, os.path.basename(root) or "project")
        os.mkdir(folder)
        found = [*_blobs(root, tree)]
        for path, content in zip(
            (path for path, _ in found), _contents(root, [name for _, name in found]), strict=True
        ):
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield folder


def _blobs(root: str, tree: str) -> Iterator[tuple[str, bytes]]:
    """The path of each file of interest below ``root``, relative to that, and the name of its content."""
    prefix = _git(root, "rev-parse", "--show-prefix").rstrip(b"\n")
    for entry in _git(root, "ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0"):
        about, _, path = entry.partition(b"\t")
        relative = os.fsdecode(path.removeprefix(prefix))
        mode, _, name = (*about.split(b" "), b"", b"")[:3]
        if path.startswith(prefix) and mode.decode() in _FILES and relative.endswith(_READ) and _is_inside(relative):
            yield relative, name


def _is_inside(path: str) -> bool:
    """Whether a path of a tree leads nowhere else: git makes no others, but a repository may be made by anything."""
    return not os.path.isabs(path) and not {"..", ".", "", ".git"} & {*path.split("/")}


def _contents(root: str, names: list[bytes]) -> Iterator[bytes]:
    output = _git(root, "cat-file", "--batch", given=b"".join(name + b"\n" for name in names))
    start = 0
    for _ in names:
        end = output.index(b"\n", start)
        size = int(output[start:end].split()[-1])
        yield output[end + 1 : end + 1 + size]
        start = end + 1 + size + 1


def _git(folder: str, *arguments: str, given: bytes = b"", failure: str = "") -> bytes:
    try:
        command = ["git", "-C", folder, *arguments]
        finished = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise RevisionError(f"git cannot be run: {error.strerror}") from error
    if finished.returncode:
        said = finished.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise RevisionError(": ".join(filter(None, (failure, said))) or f"git {arguments[0]} fails")
    return finished.stdout
