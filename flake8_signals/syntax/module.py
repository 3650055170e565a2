"""One file, from its text to its facts; each step is done only when asked for."""

from __future__ import annotations

import ast
import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeVar

from flake8_signals.files.decoding import decoded, lines_of
from flake8_signals.files.prefilter import mentions_signals
from flake8_signals.files.reading import content_of
from flake8_signals.files.remember import kept
from flake8_signals.syntax.answers import Answers
from flake8_signals.syntax.parsing import can_be_parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_signals.files.cache import Cache
    from flake8_signals.syntax.facts import (
        Body,
        ClassOutline,
        FileFacts,
        Function,
        FunctionOutline,
        Import,
        Invocation,
        Outline,
        Running,
    )
    from flake8_signals.syntax.module_tree import Tree
    from flake8_signals.syntax.scope import Scope
    from flake8_signals.syntax.values import Call, Value

    T = TypeVar("T")

_TEXTS = 8
"""How many files' lines are kept."""


class Module:
    """One file of a project, known by its path; its dotted name, text, outline and facts.

    ``text`` and ``tree`` are passed in if the caller has them already (an editor's unsaved text, flake8's own parse);
    ``tree`` may also be a function that parses. Every answer is remembered, in ``cache`` too if there is one.
    """

    def __init__(
        self,
        path: str,
        name: str,
        *,
        is_package: bool = False,
        text: str | None = None,
        tree: ast.Module | Callable[[], ast.Module] | None = None,
        cache: Cache | None = None,
    ) -> None:
        self.path = path
        self.name = name
        self.is_package = is_package
        self.troubles: dict[str, tuple[int, str]] = {}
        self.is_given = text is not None
        self.given_tree = tree
        self.is_parsed = not callable(tree)
        """Whether its text is known to parse, or nobody needs to know."""
        self.answers = Answers(self, cache)
        if text is not None:
            self.content = text

    @cached_property
    def content(self) -> str:
        """The whole text; empty if the file cannot be read."""
        self.answers.will_read()
        try:
            return decoded(content_of(self.path))
        except OSError:
            return ""

    def parse(self) -> None:
        """Make sure that the text can be parsed; if not, raises what the caller's parser raises."""
        make = self.given_tree
        if callable(make) and not self._parses():  # a tree that was made is an answer, too
            make()
        self.is_parsed = True

    @kept
    def _parses(self) -> bool:
        return can_be_parsed(self.content)

    @property
    def lines(self) -> list[str]:
        """The lines of the text, with their ends."""
        return _lines_of(self)

    @cached_property
    def tree(self) -> Tree:
        """The module's tree and scopes."""
        from flake8_signals.syntax.module_tree import Tree  # slow to import: not for what is remembered

        return Tree(self)

    @property
    def scope(self) -> Scope:
        """The names of the module, from its ``ast``; none if Python cannot parse it (flake8 reports that itself)."""
        return self.tree.scope

    def text_of(self, function: Function) -> str:
        """The lines of a function of this module."""
        return "".join(self.lines[function.place.line - 1 : function.span.end_line])

    @property
    def package(self) -> str:
        """The dotted name of the package that contains this module (or is this module)."""
        return self.name if self.is_package else self.name.rpartition(".")[0]

    @cached_property
    @kept
    def outline(self) -> Outline:
        """What the module imports and defines."""
        from flake8_signals.syntax.facts import Outline
        from flake8_signals.syntax.outline import outline

        return self._bounded("outline", lambda: outline(self.scope), Outline())

    @cached_property
    def classes(self) -> dict[str, ClassOutline]:
        """The classes of the outline, by their qualified names: of several, the last."""
        return {outline.qualname: outline for outline in self.outline.classes}

    @cached_property
    def functions(self) -> dict[str, FunctionOutline]:
        """The functions of the outline, by their qualified names: of several, the first."""
        return {outline.qualname: outline for outline in reversed(self.outline.functions)}

    @cached_property
    def names(self) -> frozenset[str]:
        """All names bound at module level."""
        return frozenset(self.outline.names)

    @cached_property
    def imports_in(self) -> dict[str, list[Import]]:
        """The imports that run, by the functions in which they stand: empty for the top level."""
        found: dict[str, list[Import]] = {}
        for statement in self.outline.imports:
            if statement.runtime:
                found.setdefault(statement.scope, []).append(statement)
        return found

    @cached_property
    def imported(self) -> dict[str, list[Import]]:
        """The imports at the top level that run, by the names that they bind."""
        found: dict[str, list[Import]] = {}
        for statement in self.imports_in.get("", ()):
            found.setdefault(statement.name, []).append(statement)
        return found

    @cached_property
    @kept
    def facts(self) -> FileFacts:
        """Everything about signals in the file."""
        from flake8_signals.syntax.facts import FileFacts

        if not mentions_signals(self.content):
            return FileFacts()
        from flake8_signals.syntax.connections import extract

        found = self._bounded("facts", lambda: extract(self.scope, self.content, self.tree.complete), FileFacts())
        if found.trouble:
            self.troubles["facts"] = (1, found.trouble)
        return found

    @kept
    def function(self, qualname: str, line: int = 0) -> Function | None:
        """The function (or class) called ``qualname``; of several, the one whose ``def`` is on ``line``, or the last.

        ``None`` if there is none, or it cannot be analysed; ``troubles`` then says why.
        """
        from flake8_signals.syntax.functions import function

        found = self.tree.definition(qualname, line)
        return self._attempt(qualname, found[0].lineno, lambda: function(*found)) if found is not None else None

    def body(self, function: Function) -> Body:
        """What a function of this module does by itself; nothing if that cannot be analysed (``troubles`` says why)."""
        return self._body(function.path.removeprefix(f"{self.name}."), function.place.line)

    @kept
    def _body(self, qualname: str, line: int) -> Body:
        from flake8_signals.syntax.facts import Body
        from flake8_signals.syntax.functions import body

        found = self.tree.definition(qualname, line)
        return (found and self._attempt(qualname, line, lambda: body(*found))) or Body()

    @kept
    def always(self, qualname: str, line: int = 0) -> frozenset[str]:
        """What a function calls on every way through it, unless ``raw`` is true: ``super.save``, ``self.check``."""
        from flake8_signals.syntax.functions import always_called

        found = self.tree.definition(qualname, line)
        if found is None or self.function(qualname, line) is None:
            return frozenset()
        return self._attempt(qualname, found[0].lineno, lambda: always_called(found[0])) or frozenset()

    @kept
    def value(self, name: str) -> Value | None:
        """The value of a module-level (or class-level: ``Class.name``) name.

        ``None`` unless exactly one plain assignment binds it.
        """
        from flake8_signals.syntax.values import choice, element

        *owners, last = name.split(".")
        # Told without a tree, by a pattern that begins with the word: most names of definitions are given no value.
        if not (re.search(rf"{last}(?<!\w{last})\b(?!\s*\()", self.content) if owners else last in self.outline.given):
            return None
        scope = self.scope
        for owner in owners:
            node = scope.classes.get(owner)
            if node is None:
                return None
            scope = self.tree.inside(scope, node)
        bound = scope.given(last)
        if not bound and owners:
            scope = self.scope
            bound = [(node, ()) for node in _given_later(scope.node, name)]
        if not bound:
            return None
        line = bound[0][0].lineno
        return self._attempt(name, line, lambda: choice(element(scope.resolve(node), path) for node, path in bound))

    @kept
    def additions(self, name: str) -> tuple[Value, ...]:
        """What the module's statements add to a list that it holds, or to what else it is called ``name``."""
        from flake8_signals.syntax.tree import additions

        added = additions(self.scope.node, name)
        return self._attempt(f"additions {name}", 1, lambda: tuple(map(self.scope.resolve, added))) or ()

    @kept
    def calls(self, qualname: str) -> tuple[Invocation, ...]:
        """The calls that run with the function ``qualname``, or with the module's import if it is empty."""
        from flake8_signals.syntax.outline import invocations
        from flake8_signals.syntax.scope import Scope

        def make() -> tuple[Invocation, ...]:
            if not qualname:
                return invocations(self.scope)
            found = self.tree.definition(qualname, 0)
            return invocations(Scope(found[1].text, found[0], found[1])) if found else ()

        return self._bounded(f"calls {qualname}", make, ())

    @kept
    def running(self, qualname: str) -> Running:
        """What the function ``qualname`` calls and reads as it runs, or the module as it is imported if it is empty."""
        from flake8_signals.syntax.facts import Running
        from flake8_signals.syntax.running import running
        from flake8_signals.syntax.scope import Scope

        def make() -> Running:
            if not qualname:
                return running(self.scope)
            found = self.tree.definition(qualname, 0)
            return running(Scope(found[1].text, found[0], found[1])) if found else Running()

        return self._bounded(f"running {qualname}", make, Running())

    @kept
    def calls_on(self, line: int) -> tuple[Call, ...]:
        """The calls that start on a line and run with the module's import, with their arguments."""
        from flake8_signals.syntax.connections import extract_calls

        return self._attempt(f"calls on {line}", line, lambda: extract_calls(self.scope, line)) or ()

    @kept
    def default(self, qualname: str, parameter: str) -> Value | None:
        """The default of a parameter of the function ``qualname``; ``None`` if it has none."""
        from flake8_signals.syntax.tree import defaults

        found = self.tree.definition(qualname, 0)
        default = defaults(found[0].args).get(parameter) if found else None
        if found is None or default is None:
            return None
        return self._attempt(f"default {qualname} {parameter}", default.lineno, lambda: found[1].resolve(default))

    def _attempt(self, what: str, line: int, make: Callable[[], T]) -> T | None:
        """``make()``, or ``None`` if libcst fails: the one place that knows the reasons."""
        from flake8_signals.syntax.text import TOO_LARGE, Unanalysable

        if self.tree.text is not None:
            self.tree.text.cut = 0
        found = None
        try:
            found = make()
        except Unanalysable as error:
            self.troubles[what] = (line, str(error))
        except RecursionError:
            self.troubles[what] = (line, "it is nested too deeply")
        if self.tree.text is not None and self.tree.text.cut:
            self.troubles.setdefault(what, (self.tree.text.cut, TOO_LARGE))
        return found

    def give_up(self, why: str) -> None:
        """Keep in mind that a search that this file asks for was given up; SIG000 says so."""
        self.troubles.setdefault(f"<{why}>", (1, why))

    def _bounded(self, what: str, make: Callable[[], T], nothing: T) -> T:
        """``make()``, or ``nothing`` if the file's blocks are nested too deeply for Python's stack."""
        try:
            return make()
        except RecursionError:
            self.troubles[what] = (1, "its blocks are nested too deeply")
            return nothing


def _given_later(module: ast.AST, name: str) -> Iterator[ast.expr]:
    """What the statements at the top of a module give to an attribute of a class: ``ShopConfig.ready = load``."""
    owner, _, attribute = name.rpartition(".")
    for node in module.body:  # type: ignore[attr-defined]
        match node:
            case ast.Assign([ast.Attribute(ast.Name(called), given)], value) if (called, given) == (owner, attribute):
                yield value


@lru_cache(maxsize=_TEXTS)
def _lines_of(module: Module) -> list[str]:
    return lines_of(module.content)
