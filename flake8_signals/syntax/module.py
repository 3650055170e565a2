"""One file, from its text to its facts; each step is done only when asked for."""

from __future__ import annotations

import ast
import re
from functools import cache as cached
from functools import cached_property, lru_cache
from types import GenericAlias
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from flake8_signals.files.decoding import decoded, lines_of
from flake8_signals.files.prefilter import mentions_signals
from flake8_signals.files.reading import content_of
from flake8_signals.files.remember import kept
from flake8_signals.syntax.parsing import UNPARSABLE, can_be_parsed, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flake8_signals.files.cache import Cache, Stamp
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
    from flake8_signals.syntax.scope import Scope
    from flake8_signals.syntax.text import Text
    from flake8_signals.syntax.values import Call, Value

    Tree = ast.Module | Callable[[], ast.Module] | None
    T = TypeVar("T")

_TREES = 8
"""How many files' trees are kept: each is some thirty times as large as its text."""


class Module:
    """One file of a project, known by its path; its dotted name, text, outline and facts.

    ``lines`` and ``tree`` are passed in if the caller has them already (an editor's unsaved text, flake8's own parse);
    ``tree`` may also be a function that parses. Every answer is remembered, in ``cache`` too if there is one.
    """

    def __init__(
        self,
        path: str,
        name: str,
        *,
        is_package: bool = False,
        lines: Sequence[str] | None = None,
        tree: Tree = None,
        cache: Cache | None = None,
    ) -> None:
        self.path = path
        self.name = name
        self.is_package = is_package
        self.troubles: dict[str, tuple[int, str]] = {}
        self.is_given = lines is not None
        self.given_tree = tree
        self.is_parsed = not callable(tree)
        """Whether its text is known to parse, or nobody needs to know."""
        self._cache = cache
        self._before: Stamp | None = None
        self._subject = b""
        self._subject_read = b""
        self.answers: dict[tuple[str, tuple[Any, ...]], Any] = {}
        self._shortened: set[int] = set()
        self._text: Text | None = None
        if lines is not None:
            self.content = "".join(lines)

    @cached_property
    def content(self) -> str:
        """The whole text; empty if the file cannot be read."""
        if self._cache is not None:
            from flake8_signals.files.cache import stamp

            self._before = stamp(self.path)
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

    @property
    def scope(self) -> Scope:
        """The names of the module, from its ``ast``; none if Python cannot parse it (flake8 reports that itself).

        The bodies of functions that do not matter to the module may be missing from it.
        """
        return _scope_of(self)

    def make_scope(self) -> Scope:
        """The names of the module, as a new object."""
        from flake8_signals.syntax.scope import Scope
        from flake8_signals.syntax.text import Text

        if callable(self.given_tree):
            self.given_tree = self.given_tree()
        tree = self.given_tree
        if tree is None:
            tree = self._parsed()
        else:
            self._shortened.clear()
        self._text = Text(self.lines, self.name, is_package=self.is_package)
        return Scope(self._text, tree)

    def _parsed(self) -> ast.Module:
        """The module's tree, without the bodies of the functions on the lines ``_shortened``."""
        from flake8_signals.syntax.skeleton import skeleton

        short = skeleton(self.content)
        self._shortened = set(short.shortened)
        try:
            return parsed(short.text)
        except UNPARSABLE:
            self._shortened.clear()
        try:
            return parsed(self.content)
        except UNPARSABLE:
            return ast.Module([], [])

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

        found = self._bounded("facts", lambda: extract(self.scope, self.content), FileFacts())
        if found.trouble:
            self.troubles["facts"] = (1, found.trouble)
        return found

    @kept
    def function(self, qualname: str, line: int = 0) -> Function | None:
        """The function (or class) called ``qualname``; of several, the one whose ``def`` is on ``line``, or the last.

        ``None`` if there is none, or it cannot be analysed; ``troubles`` then says why.
        """
        from flake8_signals.syntax.functions import function

        found = self._definition(qualname, line)
        return self._attempt(qualname, found[0].lineno, lambda: function(*found)) if found is not None else None

    def body(self, function: Function) -> Body:
        """What a function of this module does by itself; nothing if that cannot be analysed (``troubles`` says why)."""
        return self._body(function.path.removeprefix(f"{self.name}."), function.place.line)

    @kept
    def _body(self, qualname: str, line: int) -> Body:
        from flake8_signals.syntax.facts import Body
        from flake8_signals.syntax.functions import body

        found = self._definition(qualname, line)
        return (found and self._attempt(qualname, line, lambda: body(*found))) or Body()

    @kept
    def value(self, name: str) -> Value | None:
        """The value of a module-level (or class-level: ``Class.name``) name.

        ``None`` unless exactly one plain assignment binds it.
        """
        from flake8_signals.syntax.values import choice, element

        *owners, last = name.split(".")
        # Told without a tree: most names of definitions are given no value besides.
        if not (re.search(rf"\b{last}\b(?!\s*\()", self.content) if owners else last in self.outline.given):
            return None
        scope = self.scope
        for owner in owners:
            node = scope.classes.get(owner)
            if node is None:
                return None
            scope = scope.inside(node)
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
            found = self._definition(qualname, 0)
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
            found = self._definition(qualname, 0)
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

        found = self._definition(qualname, 0)
        default = defaults(found[0].args).get(parameter) if found else None
        if found is None or default is None:
            return None
        return self._attempt(f"default {qualname} {parameter}", default.lineno, lambda: found[1].resolve(default))

    def _definition(self, qualname: str, line: int) -> tuple[Any, Scope] | None:
        """The definition's node, and the scope around it."""
        from flake8_signals.syntax.scope import Scope

        scope = self.scope
        found: tuple[Any, Scope] | None = None
        for part in qualname.replace(".<locals>", "").split("."):
            if found is not None:
                around = found[1]
                is_whole = found[0].lineno not in self._shortened
                scope = around.inside(found[0]) if is_whole else Scope(around.text, found[0], around)
            nodes = scope.defined_as(part)
            if not nodes:
                return None
            found = (next((n for n in nodes if n.lineno == line), nodes[-1]), scope)
            holding = [n for n in nodes if n.lineno <= line <= (n.end_lineno or line)] if line else []
            if holding:
                found = (holding[-1], scope)
        return found if found is not None and self._completed(found[0]) else None

    def _completed(self, function: Any) -> bool:
        """Add the body of a function to the tree if it was left out; whether the function has it now."""
        if function.lineno not in self._shortened:
            return True
        above = "\n" * (function.lineno - 1)
        block = "".join(self.lines[function.lineno - 1 : function.end_lineno])
        if function.col_offset:
            above = f"{above[1:]}if True:\n"
        try:
            statement: Any = parsed(above + block).body[0]
        except UNPARSABLE:
            return False
        whole: Any = statement.body[0] if function.col_offset else statement
        function.args, function.returns, function.body = whole.args, whole.returns, whole.body
        function.end_lineno, function.end_col_offset = whole.end_lineno, whole.end_col_offset
        self._shortened.remove(function.lineno)
        return True

    def _attempt(self, what: str, line: int, make: Callable[[], T]) -> T | None:
        """``make()``, or ``None`` if libcst fails: the one place that knows the reasons."""
        from flake8_signals.syntax.text import TOO_LARGE, Unanalysable

        if self._text is not None:
            self._text.cut = 0
        found = None
        try:
            found = make()
        except Unanalysable as error:
            self.troubles[what] = (line, str(error))
        except RecursionError:
            self.troubles[what] = (line, "it is nested too deeply")
        if self._text is not None and self._text.cut:
            self.troubles.setdefault(what, (self._text.cut, TOO_LARGE))
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

    def recall(self, question: str, method: Callable[..., Any], make: Callable[[], Any]) -> Any:
        """The answer to a question, and the troubles with it: from the cache, or computed and cached."""
        cache = self._cache
        if cache is None:
            return make()
        if not self._subject:
            text = None if self.is_given else cache.recall_text(self.path)
            known = text is not None
            self._subject = cache.subject(text, self.name, self.is_package) if known else self._read_subject(cache)
        try:
            answer, troubles = cache.recall(self._subject, question, _kind_of(method))
        except KeyError:
            before = dict(self.troubles)
            answer = make()
            troubles = {what: why for what, why in self.troubles.items() if before.get(what) != why}
            # The file may have changed since the cache was asked: the answer belongs to the text that was read.
            cache.remember(self._read_subject(cache), question, (answer, troubles))
        self.troubles.update(troubles)
        return answer

    def _read_subject(self, cache: Cache) -> bytes:
        """The module's key in the cache, for the text that was read."""
        if not self._subject_read:
            from flake8_signals.files.hashing import hashed

            text = hashed(self.content.encode(errors="surrogatepass"))
            if not self.is_given:
                cache.remember_text(self.path, self._before, text)
            self._subject_read = cache.subject(text, self.name, self.is_package)
        return self._subject_read


def _given_later(module: ast.AST, name: str) -> Iterator[ast.expr]:
    """What the statements at the top of a module give to an attribute of a class: ``ShopConfig.ready = load``."""
    owner, _, attribute = name.rpartition(".")
    for node in module.body:  # type: ignore[attr-defined]
        match node:
            case ast.Assign([ast.Attribute(ast.Name(called), given)], value) if (called, given) == (owner, attribute):
                yield value


@lru_cache(maxsize=_TREES)
def _lines_of(module: Module) -> list[str]:
    return lines_of(module.content)


@lru_cache(maxsize=_TREES)
def _scope_of(module: Module) -> Scope:
    return module.make_scope()


@cached
def _kind_of(method: Callable[..., Any]) -> Any:
    """The return type of a method, together with the troubles."""
    from flake8_signals.syntax import facts, values

    answer = get_type_hints(method, localns={**vars(values), **vars(facts)})["return"]
    return GenericAlias(tuple, (answer, dict[str, tuple[int, str]]))
