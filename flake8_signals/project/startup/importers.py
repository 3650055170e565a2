"""Who imports a module: first who seems to, told without any parsing, then who really does."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.files.import_scan import Mention, absolute, only_later
from flake8_signals.files.remember import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_signals.project.files import Files
    from flake8_signals.project.modules import Modules
    from flake8_signals.syntax.facts import Import
    from flake8_signals.syntax.module import Module


class Importers:
    """The imports of one project, from what is imported to who imports it."""

    def __init__(self, files: Files, modules: Modules) -> None:
        self.files = files
        self.modules = modules

    def of(self, module: Module) -> Iterator[tuple[Module, Import]]:
        """Every import in the project that loads ``module``, with the file that it stands in."""
        return self._imports_in(map(self.modules.at, self.likely(module)), module)

    def outside_tests(self, module: Module) -> Iterator[tuple[Module, Import]]:
        """The same, without test code."""
        return self._imports_in(self._importers(module), module)

    def in_functions(self, module: Module) -> Iterator[tuple[Module, Import]]:
        """The imports outside test code that load ``module`` as some function runs."""
        likely = (importer for importer in self._importers(module) if self._seems_nested(importer, module))
        return (found for found in self._imports_in(likely, module) if found[1].scope)

    def _imports_in(self, importers: Iterable[Module], module: Module) -> Iterator[tuple[Module, Import]]:
        """The imports in some files that load ``module``, each with its file."""
        return ((importer, statement) for importer in importers for statement in self.imports_of(importer, module))

    def _importers(self, module: Module) -> Iterator[Module]:
        """The files outside test code that seem to import ``module``."""
        return (self.modules.at(path) for path in self.likely(module) if not self.files.is_test(path))

    def _seems_nested(self, importer: Module, module: Module) -> bool:
        """Whether what one file seems to import inside of a block may be ``module``: told without its outline."""
        return any(nested and _may_name(name, module) for name, nested in self.mentioned_by(importer.path))

    def imports_of(self, importer: Module, module: Module) -> list[Import]:
        """The imports in one file that load ``module``, those at its top level first."""
        found = [i for i in importer.outline.imports if i.runtime and self._loads(importer, i, module)]
        return sorted(found, key=lambda statement: bool(statement.scope))

    def for_runserver(self, module: Module) -> Iterator[tuple[Module, Import]]:
        """The imports that load ``module`` under the development server alone."""
        for importer in map(self.modules.at, self.likely(module)):
            for statement in importer.outline.imports:
                if statement.is_for_runserver and self._loads(importer, statement, module):
                    yield importer, statement

    def _loads(self, importer: Module, statement: Import, module: Module) -> bool:
        """Whether an import loads ``module``: it, something in it, or (a package) anything below it."""
        for name in (statement.target, statement.module):
            if name == module.name or name.startswith(f"{module.name}."):
                return self.finds(module.name, importer, module)
            if _may_name(name, module) and self.finds(name, importer, module):
                return True
        return False

    def imports_later(self, importer: Module, module: Module) -> bool:
        """Whether no import in one file loads ``module`` as the file is loaded: told without its outline."""

        def is_meant(target: str) -> bool:
            return _may_name(absolute(target, importer.package), module)

        return only_later(importer.content.encode(errors="surrogatepass"), is_meant)

    @remembered
    def likely(self, module: Module) -> dict[str, bool]:
        """The files that seem to import ``module`` by any name; whether that must be looked at to be believed."""
        # Where several packages of a project have one name, each is imported by what stands beside it.
        seeming = self._index.importing(module.name)
        found = {path: seeming[path] for path in self._importing(module.name, module)}
        for name in self.other_names(module):
            # Most of these are another library's, such as git beside vcs/git.py: looked at, as the nested ones are.
            found.update({path: True for path in self._index.importing(name) if path not in found})
        found.pop(module.path, None)
        return found

    def leading_to(self, module: Module, hops: int) -> frozenset[str]:
        """The files that seem to import ``module``, or what does so in turn, ``hops`` imports away at most."""
        found, level = {module.path}, [module]
        for _ in range(hops):
            paths = dict.fromkeys(path for following in level for path in self.likely(following))
            level = [self.modules.at(path) for path in paths if path not in found]
            found.update(paths)
        return frozenset(found)

    def seems_imported(self, path: str) -> bool:
        """Whether some file seems to import the dotted name ``path``."""
        return path in self._index

    def mentioning(self, module: Module, name: str) -> Iterator[Module]:
        """``module`` and those that import ``name`` from it, or it, or from a package that exports what it has."""
        pending, seen = [module], {module.path}
        for current in pending:
            yield current
            for path in self.likely(current) if current is module or current.is_package else ():
                if path not in seen and name.encode() in self.files.text(path):
                    seen.add(path)
                    pending.append(self.modules.at(path))

    def mentioned_by(self, path: str) -> list[Mention]:
        """What one file seems to import, by full names."""
        return [
            mention
            if mention.target[0] != "."
            else Mention(absolute(mention.target, self.modules.package_at(path)), mention.nested)
            for mention in self.files.imports.get(path, ())
        ]

    @cached_property
    def _index(self) -> _Index:
        return _Index((path, self.mentioned_by(path)) for path in self.files.imports)

    def other_names(self, module: Module) -> Iterator[str]:
        """The names that ``module`` may go by where imports count from another folder than its own name does."""
        for name in self._index.by_ending.get(module.name.rpartition(".")[2], ()):
            if name != module.name and (name.endswith(f".{module.name}") or module.name.endswith(f".{name}")):
                yield name

    def names_for(self, module: Module) -> list[str]:
        """The names by which some file seems to import ``module``."""
        names = (module.name, *self.other_names(module))
        return [name for name in names if any(self._importing(name, module))]

    def _importing(self, name: str, module: Module) -> Iterator[str]:
        """The files that seem to import ``module`` by a name, or what is below it."""
        for path in self._index.importing(name):
            if self.finds(name, self.modules.at(path), module):
                yield path

    def finds(self, name: str, importer: Module, module: Module) -> bool:
        """Whether the dotted name ``name``, as one file has it, is that of ``module``."""
        found = self.modules.find(name, importer)
        return found is not None and found.path == module.path


class _Index:
    """What the files of a project seem to import, from dotted names to files."""

    def __init__(self, mentions: Iterable[tuple[str, Iterable[Mention]]]) -> None:
        self._files: dict[str, int] = {}
        """The files, and their order."""
        self._directly: defaultdict[str, dict[str, bool]] = defaultdict(dict)
        """By each name that an import says: the files; whether only in nested blocks."""
        self._inside: dict[str, list[str]] = {}
        """Each name that is imported, as a.b and a are along with a.b.c; the names right below it."""
        self.by_ending: defaultdict[str, list[str]] = defaultdict(list)
        """The same names by their last parts."""
        for path, mentioned in mentions:
            self._files[path] = len(self._files)
            for name, nested in mentioned:
                importing = self._directly[name]
                importing[path] = nested and importing.get(path, True)
        for said in self._directly:
            name, below = said, ""
            while name and name not in self._inside:
                self._inside[name] = [below] if below else []
                above, _, last = name.rpartition(".")
                self.by_ending[last].append(name)
                name, below = above, name
            if name and below:
                self._inside[name].append(below)

    def __contains__(self, name: str) -> bool:
        return name in self._inside

    @remembered
    def importing(self, name: str) -> dict[str, bool]:
        """The files that seem to import a dotted name, or something below it; whether only in nested blocks."""
        found: dict[str, bool] = {}
        pending = [name] if name in self else []
        while pending:
            below = pending.pop()
            for path, nested in self._directly.get(below, {}).items():
                found[path] = nested and found.get(path, True)
            pending += self._inside[below]
        return {path: found[path] for path in sorted(found, key=self._files.__getitem__)}


def _may_name(name: str, module: Module) -> bool:
    """Whether a dotted name may be that of ``module``, or of something in it, counted from whatever folder."""
    return f".{module.name}." in f".{name}." or f".{module.name}".endswith(f".{name}")
