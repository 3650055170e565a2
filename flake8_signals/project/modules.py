"""The modules of a project: from a path to a dotted name, and from an imported name to a module."""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.files.decoding import decoded
from flake8_signals.files.remember import remembered
from flake8_signals.files.roots import around_package, is_under
from flake8_signals.syntax.module import Module

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flake8_signals.project.files import Files


_APP_NAME = re.compile(r"^[ \t]+name[ \t]*(?::[ \t]*\w+[ \t]*)?=[ \t]*[\"']([\w.]+)[\"']", re.MULTILINE)


class Modules:
    """The modules of a project, by their paths and by their dotted names."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self._modules: dict[str, Module] = {}

    @property
    def known(self) -> Mapping[str, Module]:
        """The modules that have been asked for so far, by path."""
        return self._modules

    def base(self, path: str) -> str:
        """The folder that the dotted name of the file ``path`` is relative to."""
        return self._base_of(os.path.dirname(path))

    @remembered
    def _base_of(self, folder: str) -> str:
        if not is_under(folder, self.files.root):
            return around_package(folder)
        said = self._base_said_by_app(folder)
        if "manage.py" not in self.files.entries(self.files.root):
            base = around_package(next(filter(self._is_package, self.files.folders_around(folder)), folder))
            # A folder without __init__.py may stand inside of a package, and have packages inside.
            return said if said and is_under(base, said) else base
        # With a manage.py, names are relative to its folder, unless an app's own configuration says otherwise.
        if said:
            return said
        relative = os.path.relpath(folder, self.files.root).split(os.sep)
        if relative[0] == "src" and "__init__.py" not in self.files.entries(os.path.join(self.files.root, "src")):
            return os.path.join(self.files.root, "src")
        return self._folder_of_names

    def _base_said_by_app(self, folder: str) -> str:
        """The folder that the name of the app around ``folder`` counts from, by its configuration; empty if unknown."""
        relative = os.path.relpath(folder, self.files.root).split(os.sep)
        for length in range(len(relative), 0, -1):
            app = os.path.join(self.files.root, *relative[:length])
            if "apps.py" in self.files.entries(app):
                match = _APP_NAME.search(self.files.content(os.path.join(app, "apps.py")).decode(errors="replace"))
                name = match.group(1).split(".") if match else []
                if name and name == relative[:length][-len(name) :]:
                    return os.path.join(self.files.root, *relative[: length - len(name)])
        return ""

    def _is_package(self, folder: str) -> bool:
        return "__init__.py" in self.files.entries(folder)

    @cached_property
    def _folder_of_names(self) -> str:
        """The folder that the names of a project with a ``manage.py`` count from: that of the file, or the one above.

        It may stand inside of a package, and name its settings by that: ``mysite.settings``.
        """
        root = self.files.root
        inside = self.files.content(os.path.join(root, "manage.py"))
        named = re.search(rb"[\"']%b\.[\w.]+[\"']" % re.escape(os.path.basename(root).encode()), inside)
        return around_package(root) if named else root

    def name_of(self, path: str) -> tuple[str, bool]:
        """The dotted name of the file ``path``, and whether it is a package's ``__init__``."""
        folder, file = os.path.split(path)
        package, stem = self._name_of_folder(folder), file.removesuffix(".py")
        if stem == "__init__":
            return package or os.path.basename(folder), True
        return f"{package}.{stem}" if package else stem, False

    @remembered
    def package_at(self, path: str) -> str:
        """The dotted name of the package that contains the file ``path``, or that its ``__init__`` is."""
        name, is_package = self.name_of(path)
        return name if is_package else name.rpartition(".")[0]

    @remembered
    def _name_of_folder(self, folder: str) -> str:
        """A folder as the names of what is in it begin with it; empty if they count from it."""
        relative = os.path.relpath(folder, self._base_of(folder))
        return "" if relative == os.curdir else relative.replace(os.sep, ".")

    def add(self, module: Module) -> Module:
        """Let ``module`` (an editor's text, say) replace the file at its path, and return the module to use.

        If the known module has the same text, that is the known one, with everything already computed.
        """
        known = self._modules.get(module.path)
        if known is not None and known.name == module.name and known.content == module.content:
            known.given_tree, known.is_parsed = module.given_tree, module.is_parsed
            return known
        self._modules[module.path] = module
        return module

    def at(self, path: str) -> Module:
        """The module of the file ``path``."""
        if path not in self._modules:
            name, is_package = self.name_of(path)
            text = decoded(self.files.content(path)) if path in self.files.unsaved else None
            self._modules[path] = Module(path, name, is_package=is_package, text=text, cache=self.files.cache)
        return self._modules[path]

    def find(self, name: str, near: Module) -> Module | None:
        """The module called ``name``, as an import in ``near`` finds it; ``None`` if it is not in this project."""
        if name.partition(".")[0] == "django" and near.name.partition(".")[0] != "django":
            return None
        path = self._find(name, self._starts(os.path.dirname(near.path)))
        return None if path is None else self.at(path)

    @remembered
    def _starts(self, folder: str) -> tuple[str, ...]:
        """The folders that the absolute imports of the files in ``folder`` may be relative to."""
        found = [
            self.base(os.path.join(folder, "__init__.py")),
            self.files.root,
            os.path.join(self.files.root, "src"),
        ]
        for part in self.files.parts:
            if part != self.files.root:
                found += [around_package(part), os.path.join(part, "src")]
        # Absolute imports do not start in a folder that is itself a package.
        found += [
            above for above in self.files.folders_around(folder) if "__init__.py" not in self.files.entries(above)
        ]
        return tuple(dict.fromkeys(found))

    @remembered
    def _find(self, name: str, starts: tuple[str, ...]) -> str | None:
        if not name or name.startswith("."):
            return None
        parts = name.split(".")
        return next((path for start in starts if (path := self._locate(start, parts)) is not None), None)

    def _locate(self, base: str, parts: Sequence[str]) -> str | None:
        folder = base
        for part in parts[:-1]:
            if part not in self.files.entries(folder):
                return None
            folder = os.path.join(folder, part)
        last = parts[-1]
        entries = self.files.entries(folder)
        if last in entries and "__init__.py" in self.files.entries(os.path.join(folder, last)):
            return os.path.join(folder, last, "__init__.py")
        return os.path.join(folder, f"{last}.py") if f"{last}.py" in entries else None
