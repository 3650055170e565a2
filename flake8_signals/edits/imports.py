"""Adding a ``from`` import where isort, with its defaults, would put it."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import libcst as cst
from libcst import matchers
from libcst.helpers import get_full_name_for_node

from flake8_signals.edits.nodes import replaced
from flake8_signals.edits.statements import ONE_IMPORT, parsed, with_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Imports = Sequence[cst.SimpleStatementLine]

_BLANK = cst.EmptyLine(indent=False)


def with_import(module: cst.Module, origin: str, name: str, alias: str = "") -> cst.Module:
    """``module`` with ``from origin import name as alias`` at its top level; unchanged if it has that already.

    ``origin`` is the absolute name of an installed module, as Django's are. The name joins an import from the same
    module, or gets a statement of its own in the block of imports where it belongs.
    """
    body: list[Any] = [*module.body]
    run = list(_first_run(body))
    for index in run:
        node = body[index].body[0]
        if not isinstance(node, cst.ImportFrom) or _origin(node) != origin or isinstance(node.names, cst.ImportStar):
            continue
        if any((item.evaluated_name, item.evaluated_alias or "") == (name, alias) for item in node.names):
            return module
        if not alias and not any(item.asname for item in node.names):  # isort gives an alias a line of its own
            body[index] = body[index].with_changes(body=[_with_name(node, name)])
            return module.with_changes(body=body)
    (new,) = parsed(f"from {origin} import {name}{f' as {alias}' if alias else ''}\n")
    if not run:
        return _with_first_import(module, new)
    return module.with_changes(body=_inserted(body, run, new))


def with_statement(body: Sequence[Any], run: Sequence[int], new: cst.SimpleStatementLine) -> list[Any]:
    """``body`` with the import ``new`` among those at the indexes ``run``, or as part of one from the same module."""
    for index in run:
        joined = _joined(body[index], new)
        if joined is not None:
            return [*body[:index], joined, *body[index + 1 :]]
    return _inserted([*body], run, new)


def without_statement(body: Sequence[Any], old: cst.SimpleStatementLine) -> list[Any]:
    """``body`` without the import ``old``; the blank line above it stays above what follows in its section."""
    index = [*body].index(old)
    rest = [*body[:index], *body[index + 1 :]]
    if index < len(rest) and matchers.matches(rest[index], ONE_IMPORT):
        behind = rest[index]
        comments = _comments(behind)
        if not index:
            rest[index] = behind.with_changes(leading_lines=comments)
        elif _is_apart(old) and not _is_apart(behind):
            rest[index] = behind.with_changes(leading_lines=[_BLANK, *comments])
    return rest


def with_moved(
    module: cst.Module, old: cst.SimpleStatementLine, left: cst.SimpleStatementLine | None, moved: Any
) -> cst.Module:
    """``module`` with ``left`` (or nothing) of the import ``old``, and the import ``moved`` where isort would put it.

    If the imports around it are not sorted, ``moved`` stands where ``old`` did, or below what is left of that. The
    module is unchanged if another edit has taken ``old`` away, or if it stands behind the colon of its block.
    """
    around: list[Any] = [module, *matchers.findall(module, matchers.IndentedBlock())]
    block = next((block for block in around if old in block.body), None)
    if block is None:
        return module
    changed = block.with_changes(body=_with_moved(block.body, old, left, moved))
    return changed if block is module else replaced(module, {block: changed})


def _with_moved(body: Sequence[Any], old: cst.SimpleStatementLine, left: Any, moved: Any) -> list[Any]:
    index = [*body].index(old)
    first, end = index, index + 1
    while first and matchers.matches(body[first - 1], ONE_IMPORT):
        first -= 1
    while end < len(body) and matchers.matches(body[end], ONE_IMPORT):
        end += 1
    others = [*body[first:index], *body[index + 1 : end]]
    if not others or first + _place(others, old) != index:
        here = [moved.with_changes(leading_lines=old.leading_lines)] if left is None else [left, moved]
        return [*body[:index], *here, *body[index + 1 :]]
    if left is not None:
        return with_statement([*body[:index], left, *body[index + 1 :]], range(first, end), moved)
    return with_statement(without_statement(body, old), range(first, end - 1), moved)


def with_renamed(node: cst.ImportFrom, name: str, instead: str) -> cst.ImportFrom:
    """An import of ``instead`` rather than ``name``; its names are sorted if they were, and have no comments."""
    if isinstance(node.names, cst.ImportStar):
        return node
    names = [item.with_changes(name=cst.Name(instead)) if item.evaluated_name == name else item for item in node.names]
    keys = [_name_key(item.evaluated_name) for item in node.names]
    if keys == sorted(keys) and not matchers.findall(node, matchers.Comment()):
        in_order = sorted(names, key=lambda item: _name_key(item.evaluated_name))
        names = [item.with_changes(comma=place.comma) for item, place in zip(in_order, names, strict=True)]
    return node.with_changes(names=names)


def _joined(old: cst.SimpleStatementLine, new: cst.SimpleStatementLine) -> cst.SimpleStatementLine | None:
    """Two imports from one module as one, if that is plain enough."""
    node, other = old.body[0], new.body[0]
    if not (isinstance(node, cst.ImportFrom) and isinstance(other, cst.ImportFrom) and _origin(node) == _origin(other)):
        return None
    if not _is_plain(other) or (_comments(new) and _comments(old)):
        return None
    old = old.with_changes(leading_lines=[*old.leading_lines, *_comments(new)])
    known = {item.evaluated_name for item in node.names} if not isinstance(node.names, cst.ImportStar) else set()
    added = [item.evaluated_name for item in other.names if item.evaluated_name not in known]  # type: ignore[union-attr]
    if _is_exploded(node):
        if _comment(new) and not added:
            return None
        said = {_comment(old), *(found.value for found in matchers.findall(node.lpar, matchers.Comment()))}  # type: ignore[arg-type,attr-defined]
        for name in added:
            node = _with_name(node, name, None if _comment(new) in said else new.trailing_whitespace)
        return old.with_changes(body=[node])
    comments = {_comment(old), _comment(new)} - {""}
    if len(comments) > 1 or not _is_plain(node):
        return None
    for name in added:
        node = _with_name(node, name)
    return old.with_changes(body=[node], trailing_whitespace=(old if _comment(old) else new).trailing_whitespace)


def _comment(statement: cst.SimpleStatementLine) -> str:
    """The comment behind a statement."""
    comment = statement.trailing_whitespace.comment
    return comment.value if comment is not None else ""


def _is_exploded(node: cst.ImportFrom) -> bool:
    """Whether an import has names without aliases, each on a line of its own, as Black lays out many."""
    if node.lpar is None or isinstance(node.names, cst.ImportStar) or any(item.asname for item in node.names):
        return False
    commas = [item.comma for item in node.names if isinstance(item.comma, cst.Comma)]
    after = [node.lpar.whitespace_after, *(comma.whitespace_after for comma in commas[:-1])]
    return len(commas) == len(node.names) and all(isinstance(space, cst.ParenthesizedWhitespace) for space in after)


def _is_plain(node: cst.ImportFrom) -> bool:
    """Whether an import has names without aliases on one line."""
    return not isinstance(node.names, cst.ImportStar) and node.lpar is None and not any(i.asname for i in node.names)


def _inserted(body: list[Any], run: Sequence[int], new: cst.SimpleStatementLine) -> list[Any]:
    """``body`` with the import ``new`` as a statement of its own among those at the indexes ``run``."""
    own = _comments(new)
    where = run[0] + _place([body[index] for index in run], new)
    before = body[where - 1] if where > run[0] else None
    behind = body[where] if where <= run[-1] else None
    if before is not None and (behind is None or not _joins(new, behind) or not _is_apart(behind)):
        # A comment above an import stands apart from the one before.
        new = new.with_changes(leading_lines=[] if _joins(new, before) and not own else [_BLANK, *own])
        if behind is not None and not _joins(new, behind) and not _is_apart(behind):
            body[where] = behind.with_changes(leading_lines=[_BLANK, *behind.leading_lines])
    elif behind is not None:  # the first of its block: what stands above that stands above it
        blank = [line for line in behind.leading_lines if line.comment is None]
        comments = _comments(behind)
        new = new.with_changes(leading_lines=[*blank, *own])
        body[where] = behind.with_changes(leading_lines=comments if _joins(new, behind) else [_BLANK, *comments])
    return [*body[:where], new, *body[where:]]


def _first_run(body: Sequence[Any]) -> Iterator[int]:
    """The indexes of the first imports, up to another statement."""
    found = False
    for index, statement in enumerate(body):
        if matchers.matches(statement, ONE_IMPORT):
            found = True
            yield index
        elif found:
            return


def _with_first_import(module: cst.Module, new: cst.SimpleStatementLine) -> cst.Module:
    """A module without imports, with the import ``new`` below its docstring."""
    body: list[Any] = [*with_first(cst.IndentedBlock([*module.body]), new).body]
    where = body.index(new)
    if where:
        body[where] = new.with_changes(leading_lines=[_BLANK])
    for behind in body[where + 1 : where + 2]:
        wanted = 2 if isinstance(behind, (cst.FunctionDef, cst.ClassDef)) else 1
        blank = sum(line.comment is None for line in behind.leading_lines)
        lines = [_BLANK] * (wanted - blank)
        body[where + 1] = behind.with_changes(leading_lines=[*lines, *behind.leading_lines])
    return module.with_changes(body=body)


def _place(imports: Imports, new: cst.SimpleStatementLine) -> int:
    """The index among ``imports`` at which ``new`` belongs."""
    blocks: list[list[int]] = []
    for index, statement in enumerate(imports):
        if not index or _is_apart(statement) or _section(statement) != _section(imports[index - 1]):
            blocks.append([])
        blocks[-1].append(index)
    its = [block for block in blocks if _section(imports[block[0]]) == _section(new)]
    if not its:
        return sum(_section(statement) < _section(new) for statement in imports)
    # What is installed and what is the project's own are blocks of one section here: one file cannot tell them apart.
    known = [block for block in its if any(_package(imports[index]) == _package(new) for index in block)]
    block = (known or its)[0]
    return next((index for index in block if _key(imports[index]) > _key(new)), block[-1] + 1)


def _joins(new: cst.SimpleStatementLine, other: cst.SimpleStatementLine) -> bool:
    return _section(new) == _section(other)


def _comments(statement: Any) -> list[cst.EmptyLine]:
    """The comments above a statement."""
    return [line for line in statement.leading_lines if line.comment is not None]


def _is_apart(statement: Any) -> bool:
    return any(line.comment is None for line in statement.leading_lines)


def _module(statement: cst.SimpleStatementLine) -> str:
    """The module that an import names, dots first if it is relative."""
    node: Any = statement.body[0]
    return _origin(node) if isinstance(node, cst.ImportFrom) else get_full_name_for_node(node.names[0].name) or ""


def _origin(node: cst.ImportFrom) -> str:
    return "." * len(node.relative) + ((node.module and get_full_name_for_node(node.module)) or "")


def _package(statement: cst.SimpleStatementLine) -> str:
    return _module(statement).partition(".")[0]


def _section(statement: cst.SimpleStatementLine) -> int:
    """The rank of an import's section: the future, the standard library, all other packages, the package's own."""
    package = _package(statement)
    if package == "__future__":
        return 0
    return 1 if package in sys.stdlib_module_names else 2 if package else 3


def _key(statement: cst.SimpleStatementLine) -> tuple[Any, ...]:
    """What an import is sorted by inside its section: plain imports first."""
    node: Any = statement.body[0]
    names = [] if isinstance(node.names, cst.ImportStar) else [_name_key(item.evaluated_name) for item in node.names]
    return isinstance(node, cst.ImportFrom), _natural(_module(statement)), min(names, default=())


def _name_key(name: str) -> tuple[Any, ...]:
    """What a name is sorted by inside its import: constants, classes, others."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, _natural(name)


def _natural(name: str) -> list[tuple[str, int]]:
    """A name without regard to case, its numbers by their size."""
    return [(text, int(number or 0)) for text, number in re.findall(r"(\D*)(\d{0,9})", name.lower()) if text or number]


def _with_name(node: cst.ImportFrom, name: str, behind: cst.TrailingWhitespace | None = None) -> cst.ImportFrom:
    """An import with one name more, in the layout of the others; ``behind`` it, if each is on a line of its own."""
    items: list[Any] = [*node.names]  # type: ignore[misc]
    index = next((i for i, item in enumerate(items) if _name_key(item.evaluated_name) > _name_key(name)), len(items))
    opening: Any = node.lpar.whitespace_after if node.lpar is not None else None
    if not isinstance(opening, cst.ParenthesizedWhitespace):
        space: Any = cst.SimpleWhitespace(" ")
    else:
        end = cst.TrailingWhitespace() if behind is None else behind
        space = opening.with_changes(first_line=end, empty_lines=[])
    new = cst.ImportAlias(cst.Name(name), comma=cst.Comma(whitespace_after=space))
    if index < len(items):
        return node.with_changes(names=[*items[:index], new, *items[index:]])
    last = items[-1].comma
    closing: Any = last.whitespace_after if isinstance(last, cst.Comma) else node.rpar and node.rpar.whitespace_before
    if isinstance(opening, cst.ParenthesizedWhitespace) and isinstance(closing, cst.ParenthesizedWhitespace):
        # The comment of the last name begins what leads to the bracket, and stays with that name.
        space, closing = space.with_changes(first_line=closing.first_line), closing.with_changes(first_line=end)
    items[-1] = items[-1].with_changes(comma=cst.Comma(whitespace_after=space))
    if isinstance(last, cst.Comma):
        return node.with_changes(names=[*items, new.with_changes(comma=last.with_changes(whitespace_after=closing))])
    rpar = node.rpar and node.rpar.with_changes(whitespace_before=closing)
    return node.with_changes(names=[*items, new.with_changes(comma=cst.MaybeSentinel.DEFAULT)], rpar=rpar)
