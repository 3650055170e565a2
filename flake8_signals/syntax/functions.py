"""The functions of a file, one at a time: the facts of each, and what its body does.

libcst parses only a function that is asked about, and the visitor in ``body`` analyses it.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, cast

from msgspec import structs

from flake8_signals.syntax import facts, tree, weak_references
from flake8_signals.syntax.facts import Function
from flake8_signals.syntax.limits import bounded, on_ample_stack
from flake8_signals.syntax.scope import Scope
from flake8_signals.syntax.text import Unanalysable
from flake8_signals.syntax.values import Signature

if TYPE_CHECKING:
    import libcst as cst

    from flake8_signals.syntax.tree import Definition

_ASIDE = (*tree.TRIES, ast.With, ast.AsyncWith, *tree.NESTED)
"""What may hide an exception, or run later."""

_TOLD_OF = ("instance", "on_commit", "pk_set")
"""The names of which a function must mention one to have faults, or lines that run for certain."""

_NAME = re.compile(r"(?:def|class)\s+(\w+)")


def function(node: Definition, parent: Scope) -> Function:
    """The facts of one function or class, without its body.

    Raises ``Unanalysable`` if the text is too much for libcst.
    """
    text = parent.text
    owner = f"{text.module}.{parent.qualname}" if parent.is_class else ""
    column = text.column(node.lineno, node.col_offset)
    name = _NAME.search(text.lines[node.lineno - 1], column)
    name_column = name.start(1) if name else column
    place = facts.Place(node.lineno, name_column, node.lineno, name_column + len(node.name))
    before = parent.before(node)
    decorators = tuple(facts.Decorator(before.resolve(d), text.place(d)) for d in node.decorator_list)
    common = (parent.path(node.name), place, text.place(node))
    local = parent.function is not None
    if isinstance(node, ast.ClassDef):
        return Function(*common, Signature(), decorators, is_class=True, owner=owner, local=local)
    source = text.block(node)
    bounded(node, source)
    passes_on = _passes_on(node)
    inner = Scope(text, node, parent)
    return Function(
        *common,
        tree.signature(node.args),
        decorators,
        isinstance(node, ast.AsyncFunctionDef),
        is_generator="yield" in source and tree.yields(node),
        owner=owner,
        local=local,
        makes_function=weak_references.makes_function(node, inner),
        made_with=weak_references.decorating_made(node, inner),
        passes_on=passes_on,
        is_blind=bool(passes_on) and _is_blind(node, passes_on),
        first_of=tuple(map(inner.resolve, _first_of(node.body))),
    )


def body(node: Definition, parent: Scope) -> facts.Body:
    """What the body of a function does; nothing for a class.

    Only for a function that ``function`` has found small enough; raises ``Unanalysable`` if libcst cannot parse it.
    """
    if isinstance(node, ast.ClassDef):
        return facts.Body()
    from flake8_signals.syntax.body import body_of

    source, scope = parent.text.block(node), Scope(parent.text, node, parent)
    does = body_of(_definition(source, indented=bool(node.col_offset)), scope)
    if not any(word in source for word in _TOLD_OF):
        return does
    from flake8_signals.syntax.argument_names import ArgumentNames
    from flake8_signals.syntax.faults import faults
    from flake8_signals.syntax.outcomes import LOADED, NEW, Outcome

    names = ArgumentNames(node)
    lines = {}
    if "instance" in source:
        lines["run_for_new"] = Outcome(names, NEW).lines(node.body)
        lines["run_for_loaded"] = Outcome(names, LOADED).lines(node.body)
    return structs.replace(does, faults=faults(node, scope, source, names), **lines)


def always_called(node: Definition) -> frozenset[str]:
    """What a function calls on every way through it, unless ``raw`` is true; nothing for a class."""
    if isinstance(node, ast.ClassDef):
        return frozenset()
    from flake8_signals.syntax.argument_names import ArgumentNames
    from flake8_signals.syntax.outcomes import Outcome

    return Outcome(ArgumentNames(node), {"raw": False}).always_called(node.body)


def _first_of(block: list[ast.stmt]) -> list[ast.expr]:
    """The values of which a function returns the first that is not None, and does nothing else."""
    found: list[ast.expr] = []
    for statement in block:
        match statement:
            case ast.Expr(ast.Constant()):
                continue
            case ast.If(test, [ast.Return(ast.expr() as value)], []) if _is_given(test, value):
                found.append(value)
            case ast.Return(ast.BoolOp(ast.Or(), values)):
                return [*found, *values]
            case ast.Return(ast.expr() as value):
                return [*found, value]
            case _:
                return []
    return []


def _is_given(test: ast.expr, value: ast.expr) -> bool:
    """Whether a test is that a value is not None."""
    match test:
        case ast.Compare(tested, [ast.IsNot()], [ast.Constant(None)]):
            return ast.dump(tested) == ast.dump(value)
        case _:
            return ast.dump(test) == ast.dump(value)


def _passes_on(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """The name that a function of ``*args, **kwargs`` calls with both, unchanged, on every call."""
    match node.args:
        case ast.arguments([], [], ast.arg(args), [], [], ast.arg(kwargs), []):
            pass
        case _:
            return ""
    found, otherwise = set(), set()
    for inner in tree.within(node):
        match inner:
            case ast.Call(ast.Name(name), [ast.Starred(ast.Name(one))], [ast.keyword(None, ast.Name(other))]) if (
                one == args and other == kwargs
            ):
                found.add(name)
            case ast.Call(ast.Name(name)):
                otherwise.add(name)
            case ast.Name(name, ast.Store()) | ast.Subscript(ast.Name(name), _, ast.Store() | ast.Del()) if name in (
                args,
                kwargs,
            ):
                return ""
            case ast.Attribute(ast.Name(name), "pop" | "popitem" | "setdefault" | "update" | "clear") if name == kwargs:
                return ""
    found -= otherwise
    return found.pop() if len(found) == 1 else ""


def _is_blind(node: ast.FunctionDef | ast.AsyncFunctionDef, passes_on: str) -> bool:
    """Whether a function that passes its arguments on asks for ``raw`` at most besides, and hides no exception."""
    inside = [part for statement in node.body for part in tree.within(statement)]
    given = {argument.arg for argument in (node.args.vararg, node.args.kwarg) if argument is not None}
    read = asked = passed = 0
    for part in inside:
        match part:
            case ast.Name(name) if name in given:
                read += 1
            case ast.Call(ast.Attribute(ast.Name(name), "get"), [ast.Constant("raw"), *_]) | ast.Subscript(
                ast.Name(name), ast.Constant("raw")
            ) if name in given:
                asked += 1
            case _:
                passed += _calls(part, passes_on)
    aside = [inner for part in inside if isinstance(part, _ASIDE) for inner in tree.within(part)]
    return read == asked + len(given) * passed and not any(_calls(part, passes_on) for part in aside)


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _definition(source: str, *, indented: bool) -> cst.FunctionDef:
    """The libcst node for a function's own lines, whatever their indentation."""
    import libcst as cst

    try:
        module = on_ample_stack(lambda: cst.parse_module(f"if True:\n{source}" if indented else source))
    except cst.ParserSyntaxError as error:
        raise Unanalysable(f"libcst cannot parse it: {error.message.splitlines()[0]}") from error
    definition = cast("cst.If", module.body[0]).body.body[0] if indented else module.body[0]
    return cast("cst.FunctionDef", definition)
