"""How much text libcst may get at once."""

from __future__ import annotations

import ast
import io
import threading
import tokenize
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from flake8_signals.syntax import tree
from flake8_signals.syntax.text import Unanalysable

try:
    import resource
except ImportError:  # pragma: no cover - Windows
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable

    T = TypeVar("T")

_LIMIT = 200_000
"""The number of characters above which a definition is not given to libcst."""

_DEPTH = 120
"""The nesting above which libcst's visitors would exhaust Python's stack."""


_PATTERN = 15
"""How many levels a pattern counts for: libcst takes four times as long for each that is inside another."""

_STACK = 8 * 1024 * 1024
"""How much of the stack libcst may need for what is nested as deeply as allowed, and more."""

_STARTS = frozenset({getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "TSTRING_START", -1)})

_ENDS = frozenset({getattr(tokenize, "FSTRING_END", -1), getattr(tokenize, "TSTRING_END", -1)})

_STRINGS = _ENDS | {tokenize.STRING}


def _fits(node: ast.AST, room: int) -> bool:
    """Whether ``node`` is certainly nested no deeper than that: each level takes at least one character."""
    return (
        isinstance(node, (ast.expr, ast.stmt))
        and node.lineno == node.end_lineno
        and (node.end_col_offset or 0) - node.col_offset < room - 4
    )


def bounded(node: ast.AST, text: str, limit: int = _LIMIT) -> None:
    """Raise ``Unanalysable`` where ``node``, with its text, is too large or nested too deeply for libcst."""
    if len(text) > limit:
        raise Unanalysable(f"{len(text):,} characters in one definition are more than the {limit:,} that are analysed")
    pending = {_DEPTH: [node]}
    for room in range(_DEPTH, 0, -1):
        for parent in pending.pop(room, ()):
            if not _fits(parent, room):
                below = room - _levels(parent)
                pending.setdefault(max(0, below), []).extend(tree.children(parent) if below > 0 else [parent])
    if pending.get(0) or _longest_concatenation(text) > _DEPTH:
        raise Unanalysable(f"expressions nested more than {_DEPTH} levels deep are not analysed")


def _levels(node: ast.AST) -> int:
    """How many nodes of libcst, one inside the other, a node becomes: what is flat here is a chain there."""
    match node:
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return len(node.generators)
        case ast.alias():
            return node.name.count(".") + 1
        case ast.ImportFrom():
            return (node.module or "").count(".") + 1
        case ast.MatchSequence() | ast.MatchMapping() | ast.MatchClass():
            return _PATTERN
    return 1


def _longest_concatenation(text: str) -> int:
    """How many strings stand side by side, at most: each is inside the one before it in libcst."""
    if text.count('"') + text.count("'") <= 2 * _DEPTH:
        return 0
    longest = here = 0
    inside = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type in _STARTS:
                inside += 1
            elif token.type in _ENDS:
                inside -= 1
            if not inside and token.type in _STRINGS:
                here += 1
                longest = max(longest, here)
            elif not inside and token.type not in (tokenize.NL, tokenize.COMMENT):
                here = 0
    except (tokenize.TokenError, SyntaxError):  # a part of a file may end where a file may not
        pass
    return longest


def on_ample_stack(parse: Callable[[], T]) -> T:
    """The result of ``parse()``, called where the stack is large enough for libcst: another thread may have little."""
    if threading.current_thread() is threading.main_thread() and resource is not None:
        size = resource.getrlimit(resource.RLIMIT_STACK)[0]
        if size == resource.RLIM_INFINITY or size >= _STACK:
            return parse()
    result: Future[T] = Future()

    def run() -> None:
        try:
            result.set_result(parse())
        except BaseException as error:  # noqa: BLE001 - it is raised below
            result.set_exception(error)

    before = threading.stack_size(2 * _STACK)
    try:
        thread = threading.Thread(target=run)
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    return result.result()
