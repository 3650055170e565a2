"""What a project's own metadata says about the Django versions it supports."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

# The parsers are imported only where metadata is read: naming the files takes none of them.
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.specifiers import SpecifierSet

_REQUIREMENTS = re.compile(r"requirements[\w.-]*\.(?:txt|in)")

_BOUNDS_BELOW = frozenset({">=", ">", "==", "===", "~="})


def min_django(root: str) -> tuple[int, int] | None:
    """The oldest Django that the project in the folder ``root`` says it supports; ``None`` if it does not say.

    The first that says so counts: ``pyproject.toml`` (its ``project`` table, then Poetry's), ``setup.cfg``, the
    requirements files; first in that folder, then in its parents up to the repository's root, if it is in a repository.
    """
    for folder in _folders(os.path.abspath(root)):
        for wanted in _wanted(folder):
            bounds = [_lowest(specifiers) for specifiers in wanted]
            known = [bound for bound in bounds if bound is not None]
            if known and len(known) == len(bounds):
                return min(known)
    return None


def sources(root: str) -> list[str]:
    """The files that a project's metadata may be in, except ``setup.py``; they need not exist."""
    return [path for folder in _folders(os.path.abspath(root)) for path in _sources(folder)]


def _sources(folder: str) -> Iterator[str]:
    yield os.path.join(folder, "pyproject.toml")
    yield os.path.join(folder, "setup.cfg")
    yield from _requirements_files(folder)


def _folders(root: str) -> list[str]:
    folders = [root]
    while not os.path.exists(os.path.join(folders[-1], ".git")):
        parent = os.path.dirname(folders[-1])
        if parent == folders[-1]:
            return [root]
        folders.append(parent)
    return folders


def _wanted(folder: str) -> Iterator[list[SpecifierSet]]:
    """The Django versions that each kind of metadata in ``folder`` asks for."""
    pyproject = _toml(os.path.join(folder, "pyproject.toml"))
    yield _of_requirements(_strings(_within(pyproject, "project", "dependencies")))
    yield _of_poetry(_within(pyproject, "tool", "poetry", "dependencies"))
    yield _of_requirements(_install_requires(os.path.join(folder, "setup.cfg")))
    pinned = [_of_requirements(_read(path).splitlines()) for path in _requirements_files(folder)]
    # A file that accepts any Django is outweighed by one that names versions.
    yield [specifiers for found in pinned for specifiers in found if _lowest(specifiers) is not None]


def _lowest(specifiers: SpecifierSet) -> tuple[int, int] | None:
    from packaging.version import InvalidVersion, Version

    found = []
    for specifier in specifiers:
        if specifier.operator in _BOUNDS_BELOW:
            try:
                version = Version(specifier.version.removesuffix(".*"))
            except InvalidVersion:
                return None
            found.append((version.major, version.minor))
    return max(found, default=None)


def _of_requirements(lines: Iterable[str]) -> list[SpecifierSet]:
    """The versions that the lines of a requirements file ask for; comments, options and hashes are skipped."""
    texts = [re.sub(r"(?:\s#|\s--|\\\Z).*", "", line.strip()).strip() for line in lines]
    likely = [text for text in texts if text.lower().startswith("django")]
    if not likely:
        return []
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.utils import canonicalize_name

    found = []
    for text in likely:
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        if canonicalize_name(requirement.name) == "django":
            found.append(requirement.specifier)
    return found


def _of_poetry(dependencies: Any) -> list[SpecifierSet]:
    """The versions that Poetry's own notation asks for: ``^4.2``, ``~4.2.1``, ``4.2.*``, ``>=4.2 || ^6``, tables."""
    if not isinstance(dependencies, dict):
        return []
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    entries: Any = next((value for name, value in dependencies.items() if name.lower() == "django"), [])
    found = []
    for entry in entries if isinstance(entries, list) else [entries]:
        constraint = entry.get("version") if isinstance(entry, dict) else entry
        for alternative in constraint.split("||") if isinstance(constraint, str) else []:
            parts = [part.strip() for part in alternative.split(",")]
            parts = [re.sub(r"\A(?:\^|~(?!=))\s*", ">=", part) for part in parts if part != "*"]
            try:
                found.append(SpecifierSet(",".join(f"=={part}" if part[:1].isdigit() else part for part in parts)))
            except InvalidSpecifier:
                return []
    return found


def line_length(root: str) -> int | None:
    """The line length that a project gives to ruff or Black, in characters; ``None`` if it gives none."""
    tables = [_toml(os.path.join(root, name)) for name in ("ruff.toml", ".ruff.toml")]
    tool = _within(_toml(os.path.join(root, "pyproject.toml")), "tool")
    given = [_within(table, "line-length") for table in (*tables, _within(tool, "ruff"), _within(tool, "black"))]
    return next((length for length in given if isinstance(length, int)), None)


def _install_requires(path: str) -> list[str]:
    import configparser

    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(_read(path))
    except configparser.Error:
        return []
    return parser.get("options", "install_requires", fallback="").splitlines()


def _requirements_files(folder: str) -> Iterator[str]:
    """The requirements files of a folder and of its folder ``requirements``."""
    for name in _names(folder):
        if _REQUIREMENTS.fullmatch(name):
            yield os.path.join(folder, name)
    inner = os.path.join(folder, "requirements")
    for name in _names(inner):
        if name.endswith((".txt", ".in")):
            yield os.path.join(inner, name)


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _read(path: str) -> str:
    """A file's text; empty if there is no such file."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _toml(path: str) -> Any:
    if sys.version_info >= (3, 11):
        import tomllib
    else:  # pragma: no cover - Python 3.10
        import tomli as tomllib

    try:
        return tomllib.loads(_read(path))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _within(table: Any, *keys: str) -> Any:
    """The value at ``table[key][key]…``; ``None`` if there is none."""
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return table


def _strings(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
