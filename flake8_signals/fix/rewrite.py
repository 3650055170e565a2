"""One file: from its bytes and the fixes of its violations to new bytes."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

import libcst as cst
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import RemoveImportsVisitor
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from flake8_signals import edits
from flake8_signals.fix.layout import LINE_LENGTH, laid_out
from flake8_signals.syntax.facts import Place
from flake8_signals.syntax.limits import bounded
from flake8_signals.syntax.parsing import parsed
from flake8_signals.syntax.text import Unanalysable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from flake8_signals.rule import Fix

    Edited = Callable[[Any], Any]

_UNKNOWN = "what is there has a form that the fix does not know"


class Unfixable(Exception):
    """Why fixes are not applied; ``fixes`` are those to blame, as far as that is known."""

    def __init__(self, reason: str, fixes: Sequence[Fix] = ()) -> None:
        super().__init__(reason)
        self.fixes = fixes


def rewritten(content: bytes, fixes: Iterable[Fix], line_length: int = LINE_LENGTH) -> bytes:
    """A file's content after ``fixes``, every other byte unchanged; ``line_length`` is the project's, in characters.

    Raises ``Unfixable`` if libcst cannot parse the file, a fix does not apply, a comment would be lost, or the result
    is not valid Python.
    """
    fixes = [*dict.fromkeys(fixes)]
    text, blank = _split(content)
    try:
        return _rewritten(text, fixes, line_length) + blank
    except Unfixable as error:
        raise Unfixable(str(error), error.fixes or fixes) from error
    except (cst.ParserSyntaxError, SyntaxError, UnicodeError, LookupError) as error:
        raise Unfixable(f"libcst does not read the file: {str(error).splitlines()[0]}", fixes) from error
    except (Unanalysable, RecursionError) as error:
        raise Unfixable(f"the file is too much for libcst: {error}", fixes) from error


def _split(content: bytes) -> tuple[bytes, bytes]:
    """A file's content up to its last line with text, and the blank lines after that, which libcst mixes up."""
    blank = b"".join(content[len(content.rstrip()) :].splitlines(keepends=True)[1:])
    return content[: len(content) - len(blank)], blank


def _rewritten(content: bytes, fixes: Sequence[Fix], line_length: int) -> bytes:
    tree = parsed(content)
    bounded(tree, "")
    module = cst.parse_module(content)
    if not content:
        module = module.with_changes(has_trailing_newline=True)
    elif module.bytes != content:
        raise Unfixable("the rest of the file would not stay as it is")
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)  # a freshly parsed tree shares no nodes
    finder = _Finder(wrapper.resolve(PositionProvider), {fix.place for fix in fixes})
    module.visit(finder)
    wanted: dict[cst.CSTNode, list[Edited]] = {}
    for fix in fixes:
        node, *others = _nodes(fix, finder.found.get(fix.place, ()), module)
        wanted.setdefault(node, []).append(partial(_edit, fix=fix, others=others))
    mended = module.visit(_Mender(wanted, finder.found))
    mended = _with_imports(mended, dict.fromkeys(name for fix in fixes for name in fix.imports), tree)
    mended = _without_imports(mended, dict.fromkeys(name for fix in fixes for name in fix.unused))
    if not (mended.body or mended.header or mended.footer):
        mended = mended.with_changes(has_trailing_newline=False)
    after = laid_out(module.code, mended.code, line_length).encode(mended.encoding)
    _compile(after)
    _keep_comments(content, after)
    return after


def _compile(content: bytes) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(content, "<fixed>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise Unfixable(f"the fixed text would not be Python: {error}") from error


def _edit(node: cst.CSTNode, fix: Fix, others: Sequence[cst.CSTNode]) -> Any:
    if not isinstance(node, cst.CSTNode):
        raise Unfixable("another fix takes away what it is about", [fix])
    edited = fix.edit.function(node, *others, *fix.arguments)
    if isinstance(edited, cst.CSTNode) and edited.deep_equals(node):
        raise Unfixable(_UNKNOWN, [fix])
    return edited


def _nodes(fix: Fix, around: Sequence[cst.CSTNode], module: cst.Module) -> Iterator[cst.CSTNode]:
    """The nodes that a fix asks for: the innermost one of each kind."""
    for kinds in fix.edit.nodes:
        wanted = tuple(getattr(cst, kind) for kind in kinds.split(" | "))
        node = next((node for node in (*around, module) if isinstance(node, wanted)), None)
        if node is None:
            raise Unfixable(_UNKNOWN, [fix])
        yield node


class _Finder(cst.CSTVisitor):
    """Finds, for some places, the innermost node exactly there and all nodes around it, from the inside out."""

    def __init__(self, positions: Mapping[cst.CSTNode, CodeRange], places: set[Place]) -> None:
        super().__init__()
        self.found: dict[Place, tuple[cst.CSTNode, ...]] = {}
        self._positions = positions
        self._places = places
        self._lines: dict[int, list[Place]] = {}
        for place in places:
            if (place.line, place.column) == (place.end_line, place.end_column):
                self._lines.setdefault(place.line, []).append(place)
        self._path: list[cst.CSTNode] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        self._path.append(node)
        start, end = self._positions[node].start, self._positions[node].end
        place = Place(start.line, start.column, end.line, end.column)
        starts = isinstance(node, (cst.BaseSmallStatement, cst.BaseStatement))
        for found in self._places & {place, *(self._lines.get(start.line, ()) if starts else ())}:
            self.found[found] = tuple(reversed(self._path))
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        self._path.pop()


class _Mender(cst.CSTTransformer):
    """Applies edits, the inner ones first; a node without an edit inside reaches its own edit unchanged."""

    def __init__(
        self, edits: Mapping[cst.CSTNode, Sequence[Edited]], found: Mapping[Place, Sequence[cst.CSTNode]]
    ) -> None:
        super().__init__()
        self._edits = edits
        self._on_the_way: set[cst.CSTNode] = set()
        for around in found.values():
            edited = [index for index, node in enumerate(around) if node in edits]
            self._on_the_way.update(around[min(edited, default=len(around)) + 1 :])

    def on_visit(self, node: cst.CSTNode) -> bool:
        return node in self._on_the_way

    def on_leave(self, original_node: cst.CSTNode, updated_node: Any) -> Any:
        for edit in self._edits.get(original_node, ()):
            updated_node = edit(updated_node)
        return updated_node


def _with_imports(module: cst.Module, names: Iterable[str], tree: ast.Module) -> cst.Module:
    """``module`` with imports of dotted names; raises ``Unfixable`` if one of their names has another meaning there."""
    for path in names:
        target, _, alias = path.partition(" as ")
        origin, _, name = target.rpartition(".")
        if not edits.names.is_used(module, alias or name):
            continue
        if any(_binds(node, alias or name, target) for node in ast.walk(tree)):
            raise Unfixable(f"the name {alias or name!r}, which it would import, is used for something else")
        module = edits.imports.with_import(module, origin, name, alias)
    return module


def _without_imports(module: cst.Module, names: Iterable[str]) -> cst.Module:
    """``module`` without its unused imports of dotted names, unless these carry comments."""
    for path in names:
        origin, _, name = path.rpartition(".")
        context = CodemodContext()
        RemoveImportsVisitor.remove_unused_import(context, origin, name)
        without = RemoveImportsVisitor(context).transform_module(module)
        if edits.comments.inside(without) == edits.comments.inside(module):
            module = without
    return module


def _keep_comments(before: bytes, after: bytes) -> None:
    """Raise ``Unfixable`` if a comment is lost without becoming part of another."""
    old, new = _comments(before), _comments(after)
    for comment in old - new:
        if not any(comment in other for other in new - old):
            raise Unfixable(f"a comment would be lost: {comment}")


def _comments(content: bytes) -> Counter[str]:
    """The comments of a file, found by tokenizing: walking its tree takes many times as long."""
    tokens = tokenize.tokenize(io.BytesIO(content).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def _binds(node: ast.AST, name: str, path: str) -> bool:
    """Whether a node binds ``name`` to something other than an import of ``path``."""
    match node:
        case ast.ImportFrom(module=module, names=names):
            return any((a.asname or a.name) == name and (node.level or f"{module}.{a.name}" != path) for a in names)
        case ast.Import(names=names):
            return any((alias.asname or alias.name.partition(".")[0]) == name for alias in names)
        case ast.Name(id=bound, ctx=ast.Store()) | ast.arg(arg=bound):
            return bound == name
        case ast.FunctionDef(name=bound) | ast.AsyncFunctionDef(name=bound) | ast.ClassDef(name=bound):
            return bound == name
        case _:
            return False
