"""What a project's own metadata says about the Django versions it supports."""

from __future__ import annotations

import ast
import os
import re
import sys
from typing import TYPE_CHECKING, Any

from flake8_signals.files.roots import up_to_repository

# The parsers are imported only where metadata is read: naming the files takes none of them.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from packaging.specifiers import SpecifierSet

_REQUIREMENTS = re.compile(r"requirements[\w.-]*\.(?:txt|in)")

_LONGEST = 1000
"""How many characters a requirement may have."""

_BOUNDS_BELOW = frozenset({">=", ">", "==", "===", "~="})


def min_django(root: str, content: Callable[[str], bytes]) -> tuple[int, int] | None:
    """The oldest Django that the project in the folder ``root`` says it supports; ``None`` if it does not say.

    ``content`` gives the content of a file, empty if there is no such file.

    The first that says so counts: ``pyproject.toml`` (its ``project`` table, then Poetry's), ``setup.cfg``,
    ``setup.py``, the requirements files; first in that folder, then in its parents up to the repository's root, if it
    is in a repository.
    """
    return min_version(root, "django", content)


def min_version(root: str, package: str, content: Callable[[str], bytes]) -> tuple[int, int] | None:
    """The oldest version of a package that the project in the folder ``root`` asks for; ``None`` if it does not say."""
    for folder in up_to_repository(os.path.abspath(root)):
        for wanted in _wanted(folder, package, lambda path: content(path).decode(errors="replace")):
            known = [bound for specifiers in wanted if (bound := _lowest(specifiers)) is not None]
            if known and len(known) == len(wanted):
                return min(known)
    return None


def sources(root: str) -> list[str]:
    """The files that a project's metadata may be in; they need not exist."""
    return [path for folder in up_to_repository(os.path.abspath(root)) for path in _sources(folder)]


def _sources(folder: str) -> Iterator[str]:
    yield os.path.join(folder, "pyproject.toml")
    yield os.path.join(folder, "setup.cfg")
    yield os.path.join(folder, "setup.py")
    yield from _requirements_files(folder)


def _wanted(folder: str, package: str, read: Callable[[str], str]) -> Iterator[list[SpecifierSet]]:
    """The versions of a package that each kind of metadata in ``folder`` asks for."""
    pyproject = _toml(read(os.path.join(folder, "pyproject.toml")))
    yield _of_requirements(_strings(_within(pyproject, "project", "dependencies")), package)
    yield _of_poetry(_within(pyproject, "tool", "poetry", "dependencies"), package)
    yield _of_requirements(_install_requires(read(os.path.join(folder, "setup.cfg"))), package)
    yield _of_requirements(_passed_to_setup(read(os.path.join(folder, "setup.py"))), package)
    pinned = [_of_requirements(read(path).splitlines(), package) for path in _requirements_files(folder)]
    # A file that accepts any version is outweighed by one that names versions.
    yield [specifiers for found in pinned for specifiers in found if _lowest(specifiers) is not None]


def _lowest(specifiers: SpecifierSet) -> tuple[int, int] | None:
    from packaging.version import InvalidVersion, Version

    found = []
    for specifier in specifiers:
        if specifier.operator in _BOUNDS_BELOW:
            try:
                version = Version(specifier.version.removesuffix(".*"))
            except (InvalidVersion, ValueError):  # the second for a number with thousands of digits
                return None
            found.append((version.major, version.minor))
    return max(found, default=None)


def _of_requirements(lines: Iterable[str], package: str) -> list[SpecifierSet]:
    """The versions that the lines of a requirements file ask for; comments, options and hashes are skipped."""
    texts = [re.sub(r"(?:\s#|\s--|\\\Z).*", "", line.strip()).strip() for line in lines]
    likely = [text for text in texts if text.lower().startswith(package) and len(text) <= _LONGEST]
    if not likely:
        return []
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.utils import canonicalize_name

    found = []
    for text in likely:
        try:
            requirement = Requirement(text)
        except (InvalidRequirement, ValueError):
            continue
        if canonicalize_name(requirement.name) == package:
            found.append(requirement.specifier)
    return found


def _of_poetry(dependencies: Any, package: str) -> list[SpecifierSet]:
    """The versions that Poetry's own notation asks for: ``^4.2``, ``~4.2.1``, ``4.2.*``, ``>=4.2 || ^6``, tables."""
    if not isinstance(dependencies, dict):
        return []
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    entries: Any = next((value for name, value in dependencies.items() if name.lower() == package), [])
    found = []
    for entry in entries if isinstance(entries, list) else [entries]:
        constraint = entry.get("version") if isinstance(entry, dict) else entry
        for alternative in (
            constraint.split("||") if isinstance(constraint, str) and len(constraint) <= _LONGEST else []
        ):
            parts = [part.strip() for part in alternative.split(",")]
            parts = [re.sub(r"\A(?:\^|~(?!=))\s*", ">=", part) for part in parts if part != "*"]
            try:
                found.append(SpecifierSet(",".join(f"=={part}" if part[:1].isdigit() else part for part in parts)))
            except (InvalidSpecifier, ValueError):
                return []
    return found


def line_length(root: str, content: Callable[[str], bytes]) -> int | None:
    """The line length that a project gives to ruff or Black, in characters; ``None`` if it gives none."""

    def table(name: str) -> Any:
        return _toml(content(os.path.join(root, name)).decode(errors="replace"))

    tool = _within(table("pyproject.toml"), "tool")
    tables = [table("ruff.toml"), table(".ruff.toml"), _within(tool, "ruff"), _within(tool, "black")]
    given = [_within(found, "line-length") for found in tables]
    return next((length for length in given if isinstance(length, int)), None)


def _install_requires(text: str) -> list[str]:
    import configparser

    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(text)
    except (configparser.Error, ValueError, RecursionError):
        return []
    return parser.get("options", "install_requires", fallback="").splitlines()


def _passed_to_setup(text: str) -> list[str]:
    """What a ``setup.py`` spells out as ``install_requires``, itself or in a variable; it is read, and never run."""
    if "install_requires" not in text:
        return []
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    nodes = list(ast.walk(tree))
    held = {
        node.targets[0].id: node.value
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    found: list[str] = []
    for keyword in (node for node in nodes if isinstance(node, ast.keyword) and node.arg == "install_requires"):
        value = held.get(keyword.value.id) if isinstance(keyword.value, ast.Name) else keyword.value
        if isinstance(value, (ast.List, ast.Tuple)):
            found += [e.value for e in value.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
    return found


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


def _toml(text: str) -> Any:
    if sys.version_info >= (3, 11):
        import tomllib
    else:  # pragma: no cover - Python 3.10
        import tomli as tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}


def _within(table: Any, *keys: str) -> Any:
    """The value at ``table[key][key]…``; ``None`` if there is none."""
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return table


def _strings(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
