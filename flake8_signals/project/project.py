"""The project around a file: its modules, found by name, and names bound across them.

Everything is read from source, only as far as a question needs it, and once a process.
"""

from __future__ import annotations

import itertools
import os
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from flake8_signals.files.decoding import decoded, lines_of
from flake8_signals.files.import_scan import Mention, mentions
from flake8_signals.files.prefilter import FileSummary, is_decorated_by, may_hold_facts, summary_of
from flake8_signals.files.remember import remembered
from flake8_signals.files.roots import around_package, python_files
from flake8_signals.knowledge import django
from flake8_signals.syntax.facts import ClassOutline, Function, Place
from flake8_signals.syntax.module import Module
from flake8_signals.syntax.values import (
    Argument,
    Attribute,
    Call,
    Choice,
    Instance,
    Literal,
    Name,
    Starred,
    Unknown,
    Value,
    alternatives,
    choice,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from flake8_signals.files.cache import Cache, Stamp
    from flake8_signals.options import Options
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.index import Index
    from flake8_signals.project.startup import Startup
    from flake8_signals.syntax import facts

    T = TypeVar("T")

_HOPS = 12
"""How many re-exports and aliases are followed."""

_APP_NAME = re.compile(r"^\s+name\s*(?::\s*\w+\s*)?=\s*[\"']([\w.]+)[\"']", re.MULTILINE)


class Signal(NamedTuple):
    """A signal: its dotted name, and what is known of it.

    ``built_in`` is Django's own table entry; for a signal of the project, ``definition`` is the call that makes it (in
    ``module``) and ``class_path`` its class.
    """

    path: str
    class_path: str
    built_in: django.BuiltInSignal | None = None
    module: Module | None = None
    definition: Call | None = None

    @property
    def name(self) -> str:
        """The signal's own name."""
        return self.path.rpartition(".")[2]

    @property
    def looks_up_models(self) -> bool:
        """Whether it is one of Django's that take ``"app.Model"`` for a sender: models and relations send them."""
        return self.built_in is not None and self.built_in.lazy_sender


class Class(NamedTuple):
    """A class of the project: its outline and the module that it stands in."""

    module: Module
    outline: ClassOutline

    @property
    def path(self) -> str:
        """Its full dotted name."""
        return f"{self.module.name}.{self.outline.qualname}"


class Definition(NamedTuple):
    """Where a dotted name of the project is defined."""

    module: Module
    qualname: str


class Project:
    """The files under one root, looked at lazily."""

    def __init__(
        self, root: str, options: Options, cache: Cache | None = None, *, unsaved: Mapping[str, bytes] | None = None
    ) -> None:
        self.root = os.path.abspath(root)
        self._inside = self.root.rstrip(os.sep) + os.sep
        self.options = options
        self.cache = cache
        self._unsaved = unsaved or {}
        self._modules: dict[str, Module] = {}
        self._found: dict[tuple[str, tuple[str, ...]], str | None] = {}
        self._starting: dict[str, tuple[str, ...]] = {}
        self._bases: dict[str, str] = {}
        self._imports: dict[str, tuple[Mention, ...]] = {}
        self._stamps: dict[str, Stamp | None] = {}
        self._entries: dict[str, frozenset[str]] = {}
        self._signals: dict[tuple[str, str], Signal | None] = {}
        self._subclasses: dict[tuple[str, frozenset[str], str], bool | None] = {}
        self.memo: dict[str, Any] = {}

    @cached_property
    def startup(self) -> Startup:
        """What Django loads when it starts."""
        from flake8_signals.project.startup import Startup  # for the rules that ask

        return Startup(self)

    @cached_property
    def index(self) -> Index:
        """Every file that mentions signals."""
        from flake8_signals.project.index import Index  # likewise

        return Index(self)

    @remembered
    def file(self, module: Module) -> SourceFile:
        """A file that stands in the project, bound to it: the same for all who ask."""
        from flake8_signals.project.file import SourceFile

        return SourceFile(module, self)

    @cached_property
    def min_django(self) -> tuple[int, int] | None:
        """The oldest Django that the project supports, by the options or else its metadata; ``None``: unknown."""
        from flake8_signals.project.metadata import min_django  # for the few rules that ask

        return self.options.min_django or min_django(self.root)

    # --- files and modules ---

    def with_unsaved(self, unsaved: Mapping[str, bytes]) -> Project:
        """This project with other contents for some of its files (by absolute path, new ones among them).

        None of these is written; what is known of the other files is kept.
        """
        project = Project(self.root, self.options, self.cache, unsaved={**self._unsaved, **unsaved})
        for path, module in self._modules.items():
            if path not in unsaved and project.name_of(path) == (module.name, module.is_package):
                project.add(module)
        return project

    def forget(self) -> None:
        """Let go of all that is known of the project, which nobody asks any more.

        What that is refers to each other, and the collector may have been told not to look at it.
        """
        files = vars(self).get("_file_remembered", {}).values()
        for known in (*files, *(vars(self).get(name) for name in ("startup", "index"))):
            if known is not None:
                vars(known).clear()
        self.memo.clear()
        vars(self).clear()

    def read(self, path: str) -> bytes:
        """What the file ``path`` holds; raises ``OSError`` where it cannot be read."""
        if path in self._unsaved:
            return self._unsaved[path]
        with open(path, "rb", buffering=0) as file:  # as a whole, so that no buffer is worth its making
            return file.read()

    def is_file(self, path: str) -> bool:
        """Whether there is a file at ``path``."""
        return path in self._unsaved or os.path.isfile(path)

    def entries(self, folder: str) -> frozenset[str]:
        """The names in a folder; none where it cannot be listed."""
        if folder not in self._entries:
            new = {os.path.basename(path) for path in self._unsaved if os.path.dirname(path) == folder}
            try:
                self._entries[folder] = frozenset({*os.listdir(folder), *new})
            except OSError:
                self._entries[folder] = frozenset(new)
        return self._entries[folder]

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every Python file under the root, links out of it and vendored environments left out."""
        found = list(python_files(self.root))
        found += sorted({path for path in self._unsaved if _is_under(path, self.root)}.difference(found))
        return tuple(found)

    def survey(self, question: str, kind: Any, ask: Callable[[bytes], T]) -> dict[str, T]:
        """What ``ask`` says of the content of every file, in the order of ``files``; none of the content is kept.

        The cache remembers it by ``question``, for as long as a file does not change; ``kind`` is its type.
        """
        if self.cache is None:
            return {path: self._asked(question, path, ask) for path in self.files}
        from flake8_signals.files.cache import is_stable

        subject = self.cache.subject("project", self.root)
        try:
            known = self.cache.recall(subject, question, dict[bytes, tuple[tuple[int, int], kind]])
        except KeyError:
            known = {}
        found: dict[str, T] = {}
        kept: dict[bytes, tuple[tuple[int, int] | None, T]] = {}
        is_new = False
        for path in self.files:
            before = self._stamp(path)
            key = os.fsencode(path)
            if key in known and known[key][0] == before:
                found[path] = known[key][1]
            else:
                found[path] = self._asked(question, path, ask)
                is_new = is_new or path not in self._unsaved
            if is_stable(before):
                kept[key] = (before, found[path])
        if is_new:
            self.cache.remember(subject, question, kept)
        return found

    def _asked(self, question: str, path: str, ask: Callable[[bytes], T]) -> T:
        """What ``ask`` says of a file; whoever glances at it sees its imports too, which are asked for next."""
        if question != "summary":
            known = self._imports.pop(path, None) if question == "imports" else None
            return ask(self.content(path)) if known is None else known  # type: ignore[return-value]
        content = self.content(path)
        self._imports[path] = mentions(content)
        return ask(content)

    def _stamp(self, path: str) -> Stamp | None:
        """What the file system said of a file when somebody first asked here: what is read later is no older."""
        if path not in self._stamps:
            from flake8_signals.files.cache import stamp

            self._stamps[path] = None if path in self._unsaved else stamp(path)
        return self._stamps[path]

    @cached_property
    def summaries(self) -> dict[str, FileSummary]:
        """What a glance at each file tells."""
        return self.survey("summary", FileSummary, summary_of)

    @cached_property
    def imports(self) -> dict[str, tuple[Mention, ...]]:
        """What each file seems to import."""
        return self.survey("imports", tuple[Mention, ...], mentions)

    @cached_property
    def _wrappers(self) -> frozenset[bytes]:
        """The names of what may be the project's own decorators that connect."""
        return frozenset(name.encode() for summary_of in self.summaries.values() for name in summary_of.wrappers)

    def may_hold_facts(self, content: bytes) -> bool:
        """Whether a file with this content may hold a connection, a disconnection, a send or a signal."""
        return may_hold_facts(content) or is_decorated_by(self._wrappers, content)

    @cached_property
    def state(self) -> bytes:
        """A hash of all that is read of the project: the Python files, and what may say which Django it is for."""
        from flake8_signals.files.hashing import hashed
        from flake8_signals.project import metadata

        contents = {path: found.content for path, found in self.summaries.items()}
        contents.update((path, self.content(path)) for path in metadata.sources(self.root))
        return hashed(repr(contents).encode(errors="surrogatepass"))

    def is_unchanged(self) -> bool:
        """Whether all that was looked at so far stands under the root, and is there still what it was then."""
        now = Project(self.root, self.options, self.cache)
        return now.state == self.state and all(
            path in self.summaries and (not module.is_given or module.content == decoded(now.content(path)))
            for path, module in self._modules.items()
        )

    def content(self, path: str) -> bytes:
        """What the file ``path`` holds; nothing where it cannot be read."""
        try:
            return self.read(path)
        except OSError:
            return b""

    def folders_around(self, folder: str) -> Iterator[str]:
        """``folder`` and those above it, up to the root; none where it is not under the root."""
        while _is_under(folder, self.root):
            yield folder
            if folder == self.root:
                return
            folder = os.path.dirname(folder)

    def base(self, path: str) -> str:
        """The folder that the dotted name of the file ``path`` counts from."""
        folder = os.path.dirname(path)
        if folder not in self._bases:
            self._bases[folder] = self._find_base(folder)
        return self._bases[folder]

    def _find_base(self, folder: str) -> str:
        outermost = around_package(folder)
        if "manage.py" not in self.entries(self.root) or not _is_under(folder, self.root):
            return outermost
        # With a manage.py the names count from its folder, unless an app's own configuration says otherwise.
        relative = os.path.relpath(folder, self.root).split(os.sep)
        for length in range(len(relative), 0, -1):
            app = os.path.join(self.root, *relative[:length])
            if "apps.py" in self.entries(app):
                match = _APP_NAME.search(self.content(os.path.join(app, "apps.py")).decode(errors="replace"))
                name = match.group(1).split(".") if match else []
                if name and name == relative[:length][-len(name) :]:
                    return os.path.join(self.root, *relative[: length - len(name)])
        if relative[0] == "src" and "__init__.py" not in self.entries(os.path.join(self.root, "src")):
            return os.path.join(self.root, "src")
        return self.root

    def name_of(self, path: str) -> tuple[str, bool]:
        """The dotted name of the file ``path``, and whether it is a package's ``__init__``."""
        relative = os.path.relpath(path, self.base(path))
        parts = relative.removesuffix(".py").split(os.sep)
        is_package = parts[-1] == "__init__"
        if is_package:
            parts.pop()
            if not parts:
                parts = [os.path.basename(os.path.dirname(path))]
        return ".".join(parts), is_package

    def add(self, module: Module) -> Module:
        """Let ``module`` (an editor's text, say) stand for the file at its path; the one that now does.

        That is the one that was there, with all that is known of it, if it has the same text.
        """
        known = self._modules.get(module.path)
        if known is not None and known.name == module.name and known.content == module.content:
            known.given_tree, known.is_parsed = module.given_tree, module.is_parsed
            return known
        self._modules[module.path] = module
        return module

    def module_at(self, path: str) -> Module:
        """The module that the file ``path`` is."""
        if path not in self._modules:
            name, is_package = self.name_of(path)
            lines = lines_of(decoded(self._unsaved[path])) if path in self._unsaved else None
            self._modules[path] = Module(path, name, is_package=is_package, lines=lines, cache=self.cache)
        return self._modules[path]

    def find(self, name: str, near: Module) -> Module | None:
        """The module called ``name``, as an import in ``near`` finds it; ``None`` where it is not of this project."""
        if near.name.partition(".")[0] != "django" and name.partition(".")[0] == "django":
            return None
        key = (name, self._starts(os.path.dirname(near.path)))
        if key not in self._found:
            self._found[key] = self._find(name, key[1])
        path = self._found[key]
        return None if path is None else self.module_at(path)

    def _starts(self, folder: str) -> tuple[str, ...]:
        """The folders that the absolute imports of the files in ``folder`` may count from."""
        if folder not in self._starting:
            found = [self.base(os.path.join(folder, "__init__.py")), self.root, os.path.join(self.root, "src")]
            # A folder on the way that is a package of its own is not where absolute imports start.
            found += [above for above in self.folders_around(folder) if "__init__.py" not in self.entries(above)]
            self._starting[folder] = tuple(dict.fromkeys(found))
        return self._starting[folder]

    def _find(self, name: str, starts: tuple[str, ...]) -> str | None:
        if not name or name.startswith("."):
            return None
        parts = name.split(".")
        return next((path for start in starts if (path := self._locate(start, parts)) is not None), None)

    def _locate(self, base: str, parts: Sequence[str]) -> str | None:
        folder = base
        for part in parts[:-1]:
            if part not in self.entries(folder):
                return None
            folder = os.path.join(folder, part)
        last = parts[-1]
        entries = self.entries(folder)
        if last in entries and "__init__.py" in self.entries(os.path.join(folder, last)):
            return os.path.join(folder, last, "__init__.py")
        return os.path.join(folder, f"{last}.py") if f"{last}.py" in entries else None

    # --- names ---

    def locate(self, path: str, near: Module) -> Definition | None:
        """Where the dotted name ``path`` is defined, re-exports, star imports and aliases followed.

        ``None`` where that is not in this project's files.
        """
        for _ in range(_HOPS):
            found = self._split(path, near)
            if found is None:
                return None
            module, rest = found
            if not rest:
                return Definition(module, "")
            step = self._step(module, rest)
            if step is None:
                return None
            if step == path or isinstance(step, Definition):
                return step if isinstance(step, Definition) else Definition(module, rest)
            path, near = step, module
        return None

    def _split(self, path: str, near: Module) -> tuple[Module, str] | None:
        """The module that a dotted name begins with, and the rest of it, which that module has."""
        if path.startswith(f"{near.name}."):
            rest = path[len(near.name) + 1 :]
            if rest.partition(".")[0] in near.outline.names and not self._is_of_submodule(near, rest):
                return near, rest
        parts = path.split(".")
        for length in range(len(parts), 0, -1):
            module = self.find(".".join(parts[:length]), near)
            if module is not None:
                rest = ".".join(parts[length:])
                if length > 1 and (not rest or parts[length] not in module.outline.names):
                    package = self.find(".".join(parts[: length - 1]), near)
                    if package is not None and self._hides(package, module):
                        return package, ".".join(parts[length - 1 :])
                return module, rest
        return None

    def _is_of_submodule(self, package: Module, rest: str) -> bool:
        """Whether ``rest`` is in a module of the package, which gives that module's name to something else, too."""
        head, _, tail = rest.partition(".")
        submodule = self.find(f"{package.name}.{head}", package) if package.is_package and tail else None
        return submodule is not None and tail.partition(".")[0] in submodule.outline.names

    def _hides(self, package: Module, module: Module) -> bool:
        """Whether a package gives the name of one of its modules to something else: ``from .paid import paid``."""
        name = module.name.rpartition(".")[2]
        if name not in package.content or name not in package.outline.names:
            return False
        imported = _imported_as(name, package)
        return not imported or any(target != module.name for target in imported)

    def _step(self, module: Module, rest: str, seen: frozenset[str] = frozenset()) -> Definition | str | None:
        """One step from ``module.rest`` towards its definition: there, or the dotted name that it stands for."""
        head, _, tail = rest.partition(".")
        outline = module.outline
        if head in outline.names:
            if any(c.qualname == head for c in outline.classes) or any(f.qualname == head for f in outline.functions):
                return Definition(module, rest)
            targets = _imported_as(head, module)
            if targets:
                known = [target for target in targets if self._split(target, module) is not None]
                target = (known or targets)[0]
                return f"{target}.{tail}" if tail else target
            value = module.value(head)
            if isinstance(value, Name) and value.path != f"{module.name}.{head}":
                return f"{value.path}.{tail}" if tail else value.path
            loaded = self._loaded_by_string(value, module)
            return (f"{loaded}.{tail}" if tail else loaded) if loaded else Definition(module, rest)
        for star in outline.stars:
            source = self.find(star, module)
            if source is None and django.canonical(f"{star}.{head}") in django.SIGNALS:
                return f"{star}.{rest}"
            if source is not None and source.path not in seen:
                found = self._step(source, rest, seen | {module.path})
                if found is not None:
                    return found
        submodule = self.find(f"{module.name}.{head}", module) if module.is_package else None
        return f"{module.name}.{rest}" if submodule is not None and tail else None

    def _loaded_by_string(self, value: Value | None, near: Module) -> str:
        """The dotted name behind ``get_class("refund.signals", "refunded")``, if just one fits.

        ``get_class`` is a loader of the project's own.
        """
        match value:
            case Call(
                Name(loader),
                (Argument(Literal(str() as module)), Argument(Literal(str() as name))),
            ) if loader.endswith(".get_class"):
                ending = os.sep + module.replace(".", os.sep) + ".py"
                found = [path for path in self.files if path.endswith(ending)]
                if len(found) == 1 and name in self.module_at(found[0]).outline.names:
                    return f"{self.module_at(found[0]).name}.{name}"
        return ""

    def resolve(self, value: Value, near: Module) -> Value:
        """``value`` with its name followed to where it is defined.

        That is Django's canonical name, the project's, or the name as it is.
        """
        match value:
            case Name(path):
                canonical = django.canonical(path)
                if canonical in django.SIGNALS or path.startswith(("builtins.", "django.")):
                    return Name(canonical)
                return self._follow(path, near)
            case Starred(name, modules):
                for module in modules:
                    canonical = django.canonical(f"{module}.{name}")
                    if canonical in django.SIGNALS or canonical in (
                        "django.dispatch.receiver",
                        "django.dispatch.Signal",
                    ):
                        return Name(canonical)
                    path = f"{module}.{name}"
                    if self.locate(path, near) is not None or self._follow(path, near) != Name(path):
                        return self.resolve(Name(path), near)
                return Unknown()
            case Choice(options):
                # An import that cannot succeed, of a module that this project lacks, is not what the name stands for.
                there = [option for option in options if not self.is_missing(option, near)]
                return choice(self.resolve(option, near) for option in there or options)
            case _:
                return value

    def is_missing(self, value: Value, near: Module) -> bool:
        """Whether ``value`` names something in one of this project's packages that is not there."""
        if not isinstance(value, Name) or self.find(value.path.partition(".")[0], near) is None:
            return False
        return self.locate(value.path, near) is None

    def _follow(self, path: str, near: Module) -> Name:
        """The canonical spelling of a dotted name: as far as it can be followed, be that out of the project."""
        for _ in range(_HOPS):
            canonical = django.canonical(path)
            if canonical in django.SIGNALS or path.startswith("django."):
                return Name(canonical)
            found = self._split(path, near)
            if found is None or not found[1]:
                return Name(path if found is None else found[0].name)
            step = self._step(*found)
            if isinstance(step, Definition):
                return Name(f"{step.module.name}.{step.qualname}")
            if step is None or step == path:
                return Name(path)
            path, near = step, found[0]
        return Name(path)

    # --- what a name is ---

    def class_at(self, path: str, near: Module) -> Class | None:
        """The class of the project that a dotted name stands for."""
        found = self.locate(path, near)
        if found is None:
            return None
        outline = next((c for c in reversed(found.module.outline.classes) if c.qualname == found.qualname), None)
        return Class(found.module, outline) if outline else None

    def ancestors(self, path: str, near: Module) -> Iterator[str | Class]:
        """The class ``path`` and all that it inherits from, nearest first.

        Classes of the project, and the dotted names of others (``?`` where the text does not tell).
        """
        pending: list[tuple[str, Module]] = [(path, near)]
        seen = set()
        while pending:
            name, module = pending.pop(0)
            found = self.class_at(name, module)
            if found is None:
                yield django.canonical(self._follow(name, module).path) if name != "?" else "?"
                continue
            if found.path in seen:
                continue
            seen.add(found.path)
            yield found
            for base in found.outline.bases:
                resolved = self.resolve(base, found.module)
                pending.append((resolved.path if isinstance(resolved, Name) else "?", found.module))

    def is_subclass(self, path: str, parents: frozenset[str], near: Module) -> bool | None:
        """Whether the class ``path`` is or inherits one of ``parents`` (dotted names); ``None``: unknown."""
        key = (path, parents, near.path)
        if key not in self._subclasses:
            self._subclasses[key] = self._is_subclass(path, parents, near)
        return self._subclasses[key]

    def _is_subclass(self, path: str, parents: frozenset[str], near: Module) -> bool | None:
        unknown = False
        for ancestor in self.ancestors(path, near):
            name = ancestor if isinstance(ancestor, str) else ancestor.path
            if name in parents:
                return True
            if isinstance(ancestor, str) and not name.startswith(("builtins.", "django.", "abc.", "typing.")):
                unknown = True
        return None if unknown else False

    def signal(self, value: Value, near: Module) -> Signal | None:
        """The signal that ``value`` is; ``None`` where it is none, or the text does not tell."""
        resolved = self.resolve(value, near)
        if not isinstance(resolved, Name):
            return None
        key = (resolved.path, near.path)
        if key not in self._signals:
            self._signals[key] = self._signal(resolved.path, near)
        return self._signals[key]

    def signal_at(self, path: str, near: Module) -> Signal | None:
        """The signal of the dotted name ``path``, likewise."""
        return self.signal(Name(path), near)

    def _signal(self, path: str, near: Module) -> Signal | None:
        built_in = django.SIGNALS.get(path)
        if built_in is not None:
            return Signal(path, django.MODEL_SIGNAL if built_in.lazy_sender else django.SIGNAL, built_in)
        found = self.locate(path, near)
        if found is None or not found.qualname:
            return None
        value = found.module.value(found.qualname)
        calls = [option for option in alternatives(value) if isinstance(option, Call)] if value is not None else []
        for call in calls:
            function = self.resolve(call.function, found.module)
            if isinstance(function, Name) and (
                function.path in (django.SIGNAL, django.MODEL_SIGNAL)
                or self.is_subclass(function.path, frozenset({django.SIGNAL, django.MODEL_SIGNAL}), found.module)
            ):
                return Signal(f"{found.module.name}.{found.qualname}", function.path, None, found.module, call)
        return None

    def makes_instances(self, path: str, near: Module) -> bool:
        """Whether calling the class ``path`` certainly makes a new object, which nothing but the caller holds."""
        ancestors = list(self.ancestors(path, near))
        return isinstance(ancestors[0], Class) and all(
            ancestor in ("builtins.object", "abc.ABC", "typing.Generic")
            if isinstance(ancestor, str)
            else not ancestor.outline.customised
            and "__new__" not in ancestor.outline.methods
            and not _hands_itself_on(ancestor)
            for ancestor in ancestors
        )

    def has_own(self, signal: Signal, *methods: str) -> bool:
        """Whether a class of the project, or of a library, may stand in for Django's ``methods`` of a signal."""
        if signal.built_in is not None or signal.module is None:
            return False
        ancestors = self.ancestors(signal.class_path, signal.module)
        return any(
            not ancestor.startswith(("builtins.", "abc.", "typing."))
            if isinstance(ancestor, str)
            else not set(methods).isdisjoint(ancestor.outline.methods)
            for ancestor in itertools.takewhile(
                lambda each: each not in (django.SIGNAL, django.MODEL_SIGNAL), ancestors
            )
        )

    def function(self, value: Value, near: Module, line: int = 0) -> tuple[Module, Function] | None:
        """The function or class that ``value`` names, and its module."""
        if not isinstance(value, Name):
            return None
        if value.path.startswith(f"{near.name}.") and line:
            own = near.function(value.path[len(near.name) + 1 :], line)
            return (near, own) if own else None
        if "<locals>" in value.path:
            own = near.function(value.path.removeprefix(f"{near.name}."), line)
            return (near, own) if own else None
        found = self.locate(value.path, near)
        if found is None or not found.qualname:
            return None
        function = found.module.function(found.qualname)
        return (found.module, function) if function else None

    def relative(self, path: str) -> str:
        """``path`` as the map and the messages write it: from the root, with forward slashes."""
        # What relpath finds, with less ado.
        is_inside = path.startswith(self._inside)
        relative = path[len(self._inside) :] if is_inside else os.path.relpath(path, self.root)
        return relative.replace(os.sep, "/")


def _imported_as(name: str, module: Module) -> list[str]:
    """The dotted names of what the imports at a module's top level give a name to: several, where one may fail."""
    return [_bound_by(i) for i in module.outline.imports if i.name == name and not i.scope and i.runtime]


def _bound_by(statement: facts.Import) -> str:
    """What the name stands for that an import binds: ``import a.b`` binds ``a`` alone."""
    if statement.target == statement.module and statement.target.partition(".")[0] == statement.name:
        return statement.name
    return statement.target


def _hands_itself_on(made: Class) -> bool:
    """Whether an object of the class may come to be held by something as it is made."""
    function = made.module.function(f"{made.outline.qualname}.__init__") if "__init__" in made.outline.methods else None
    if function is None or not function.signature.parameters:
        return "__init__" in made.outline.methods
    own = function.signature.parameters[0].name
    body = made.module.body(function)
    calls_itself = any(
        effect.call is not None
        and isinstance(effect.call.function, Attribute)
        and isinstance(effect.call.function.value, Instance)
        for effect in body.effects
    )
    return calls_itself or any(use.name == own and use.how not in ("attribute", "set") for use in body.uses)


def _is_under(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


START = Place(1, 0, 1, 0)
"""The very beginning of a file."""
