"""The tree of one file, made when asked for, at first without what does not matter to the rest of the project."""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from flake8_signals.syntax.parsing import UNPARSABLE, parsed
from flake8_signals.syntax.scope import Scope
from flake8_signals.syntax.skeleton import skeleton
from flake8_signals.syntax.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_signals.syntax.module import Module
    from flake8_signals.syntax.tree import Definition

_KEPT = 500_000
"""How many characters trees are kept of: each is some thirty times as large as the text that it was made of."""


class Tree:
    """The tree of one module: of its whole text if the caller has given one, or else without most functions' bodies."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self.text: Text | None = None
        """The text of the last scope; ``None`` before there was one."""
        self._shortened: set[int] = set()
        """The lines of the functions whose bodies are missing."""
        self.size = 0
        """How many characters of the text the tree was made of."""

    @property
    def scope(self) -> Scope:
        """The names of the module; none if Python cannot parse it (flake8 reports that itself)."""
        return _scopes.of(self)[None]

    def complete(self, lines: Sequence[int]) -> None:
        """Add the bodies of the functions on which some of these (sorted) lines stand to the tree."""
        pending = [self.scope]
        for scope in pending if self._shortened else ():
            for node in scope.definitions:
                if isinstance(node, ast.ClassDef):
                    pending.append(self.inside(scope, node))
                elif bisect_left(lines, node.lineno) < bisect_right(lines, node.end_lineno or node.lineno):
                    self._completed(node)

    def inside(self, scope: Scope, node: Definition) -> Scope:
        """The scope of a definition in one of the module's scopes: the same object while the tree is kept."""
        scopes = _scopes.of(self)
        if node not in scopes:
            scopes[node] = Scope(scope.text, node, scope)
        return scopes[node]

    def make_scope(self) -> Scope:
        """The names of the module, as a new object."""
        module = self._module
        if callable(module.given_tree):
            module.given_tree = module.given_tree()
        self._shortened, self.size = set(), len(module.content)
        tree = module.given_tree
        if tree is None:
            tree = self._parsed()
        self.text = Text(module.lines, module.name, is_package=module.is_package)
        return Scope(self.text, tree)

    def _parsed(self) -> ast.Module:
        """The module's tree, without the bodies of the functions on the lines ``_shortened``."""
        short = skeleton(self._module.content)
        try:
            tree = parsed(short.text)
        except UNPARSABLE:
            pass
        else:
            self._shortened, self.size = set(short.shortened), len(short.text)
            return tree
        try:
            return parsed(self._module.content)
        except UNPARSABLE:
            return ast.Module([], [])

    def definition(self, qualname: str, line: int) -> tuple[Any, Scope] | None:
        """The node of a function or class, of several the one that is on ``line`` or the last, and the scope around it.

        ``None`` if there is none, or its body cannot be parsed.
        """
        scope = self.scope
        found: tuple[Any, Scope] | None = None
        for part in qualname.replace(".<locals>", "").split("."):
            if found is not None:
                around = found[1]
                is_whole = found[0].lineno not in self._shortened
                scope = self.inside(around, found[0]) if is_whole else Scope(around.text, found[0], around)
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
        block = "".join(self._module.lines[function.lineno - 1 : function.end_lineno])
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


class _Scopes:
    """The scopes of the trees that were asked for last: a module's own, by ``None``, and those inside it."""

    def __init__(self) -> None:
        self._kept: dict[Tree, dict[Definition | None, Scope]] = {}
        self._size = 0

    def of(self, tree: Tree) -> dict[Definition | None, Scope]:
        """The scopes of a tree that were asked for, kept while there is room."""
        scopes = self._kept.pop(tree, None)
        if scopes is None:
            scopes = {None: tree.make_scope()}
            self._size += tree.size
        self._kept[tree] = scopes  # the last is the one that was asked for last
        while self._size > _KEPT and len(self._kept) > 1:
            oldest = next(iter(self._kept))
            del self._kept[oldest]
            self._size -= oldest.size
        return scopes


_scopes = _Scopes()
