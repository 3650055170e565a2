"""What the files of a project were at a revision: git's objects, read as text. Nothing is checked out, ever."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.files.reading import content_of
from flake8_signals.files.roots import is_under, python_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_METADATA = ("pyproject.toml", "setup.cfg")
_FILE_MODES = frozenset({"100644", "100755"})
_SUBMODULE = "160000"
# A repository's own configuration may name programs to run: of those that could run here, git is told to run none.
_QUIETLY = ("--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
# Set inside a hook, where they say what is right for the folder that the hook runs in only.
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


class UnknownRevision(Exception):
    """Why a revision cannot be read."""


class _Entry(NamedTuple):
    """A file of a revision: the name of its content in git, and its path from the repository's top."""

    content: str
    path: str


def before(root: str, revision: str) -> dict[str, bytes | None]:
    """What has changed below ``root`` since ``revision``: the former content of each such file, by absolute path.

    It is ``None`` for a file that is new. Only Python files and a project's metadata count; those that git ignores are
    taken to be as they were. The revision is where ``HEAD`` and it parted: that another branch has gone on does not
    matter. Raises ``UnknownRevision`` if there is no such thing, or no repository.
    """
    root = os.path.abspath(root)
    real = os.path.realpath(root)
    top = os.path.realpath(os.fsdecode(_git(root, "rev-parse", "--show-toplevel").rstrip(b"\r\n")))
    former: dict[str, _Entry] = {}
    submodules: list[str] = []
    for mode, entry in _tree(root, _commit(root, revision)):
        # Below the root by the name that the caller knows it by, even if that is a link.
        path = os.path.normpath(os.path.join(root, os.path.relpath(os.path.join(top, entry.path), real)))
        if mode == _SUBMODULE:
            submodules.append(path + os.sep)
        elif mode in _FILE_MODES and _matters(path, root):
            former[path] = entry
    changed = [path for path, entry in former.items() if _name_of(path, entry.content) != entry.content]
    contents = _contents(root, [former[path].content for path in changed])
    new = [path for path in python_files(root) if path not in former and not path.startswith((*submodules,))]
    ignored = _ignored(root, new)
    return {
        **dict(zip(changed, contents, strict=True)),
        **dict.fromkeys(path for path in new if path not in ignored),
    }


def _matters(path: str, root: str) -> bool:
    folder, name = os.path.split(path)
    if name.endswith(".py"):
        return is_under(folder, root)
    is_metadata = name in _METADATA or "requirements" in path[len(os.path.dirname(folder)) :]
    return is_metadata and (is_under(folder, root) or is_under(root, folder))


def _commit(root: str, revision: str) -> str:
    """The name of the commit at which ``HEAD`` and a revision parted."""
    wanted = "" if revision.startswith("-") else revision  # what looks like an option is no name
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", f"{wanted}^{{commit}}").decode().strip()
    except UnknownRevision:
        raise UnknownRevision(
            f"git knows no revision {revision!r} here (a shallow clone has only the last: fetch more)"
        ) from None
    try:
        return _git(root, "merge-base", found, "HEAD").decode().split()[0]
    except UnknownRevision:
        return found  # the history between them is not here


def _tree(root: str, commit: str) -> Iterator[tuple[str, _Entry]]:
    """The files of a commit, each with its mode."""
    for line in _git(root, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        if line:
            about, _, path = line.partition(b"\t")
            mode, _, content = about.decode().split()
            yield mode, _Entry(content, os.fsdecode(path))


def _name_of(path: str, like: str) -> str:
    """The name that git gives to the content of a file; empty if it cannot be read."""
    try:
        content = content_of(path)
    except OSError:
        return ""
    hashed = hashlib.new("sha256" if len(like) == hashlib.sha256().digest_size * 2 else "sha1", usedforsecurity=False)
    hashed.update(b"blob %d\0" % len(content) + content)
    return hashed.hexdigest()


def _contents(root: str, names: Sequence[str]) -> Iterator[bytes]:
    """The contents that git has by these names."""
    said = _git(root, "cat-file", "--batch", given="\n".join([*names, ""]).encode())
    place = 0
    for name in names:
        end = said.index(b"\n", place)
        heading = said[place:end].split()
        if heading[1:2] != [b"blob"]:
            raise UnknownRevision(f"git has not got the content {name}: this clone is a partial one")
        place = end + 1 + int(heading[2])
        yield said[end + 1 : place]
        place += 1


def _ignored(root: str, paths: Iterable[str]) -> frozenset[str]:
    """Those of some files that git ignores."""
    given = b"\0".join(os.fsencode(os.path.relpath(path, root)) for path in paths)
    try:
        found = _git(root, "check-ignore", "-z", "--stdin", given=given) if given else b""
    except UnknownRevision:  # none of them
        return frozenset()
    return frozenset(os.path.join(root, os.fsdecode(path)) for path in found.split(b"\0") if path)


def _git(folder: str, *arguments: str, given: bytes = b"") -> bytes:
    """What a git command prints; raises ``UnknownRevision`` with what it says if it fails."""
    git = shutil.which("git")
    if git is None:
        raise UnknownRevision("there is no git to read revisions with")
    settings = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    settings.update(LC_ALL="C", GIT_NO_LAZY_FETCH="1", GIT_TERMINAL_PROMPT="0")
    finished = subprocess.run(  # noqa: S603 - only commands that read
        [git, *_QUIETLY, "-C", folder, *arguments], input=given, capture_output=True, env=settings, check=False
    )
    if finished.returncode:
        said = finished.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise UnknownRevision(said.removeprefix("fatal: ") or f"git {arguments[0]} failed")
    return finished.stdout
