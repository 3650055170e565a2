"""What the code of a function does as it runs, as far as start-up is concerned: what it calls, and what it reads."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_signals.syntax.facts import Ran, Running
from flake8_signals.syntax.scope import Scope
from flake8_signals.syntax.tree import children
from flake8_signals.syntax.values import Argument, Attribute, Call, Instance, Item, Literal, Name, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.syntax.facts import Part
    from flake8_signals.syntax.tree import Definition
    from flake8_signals.syntax.values import Value

_FUNCTIONS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef})

_DEFINITIONS = _FUNCTIONS | {ast.ClassDef}

_SCOPES = frozenset({ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp})

_MANY = 2000
"""How many calls and reads of one function are kept."""


def running(scope: Scope) -> Running:
    """What the function (or module) of ``scope`` calls and reads.

    Functions defined inside are left out, unless something reads them. A function's lambdas are not: who is given one
    may call it there and then.
    """
    calls: list[Ran] = []
    reads: dict[Value, None] = {}
    sets: list[tuple[str, Value]] = []
    pending: list[tuple[Any, Scope]] = [(node, scope) for node in reversed(scope.node.body)]  # type: ignore[attr-defined]
    while pending and len(calls) + len(reads) < _MANY:
        node, around = pending.pop()
        kind = type(node)
        if kind is ast.Constant:
            continue
        if kind in _DEFINITIONS:
            calls += _decorating(node, around)
        if kind in _FUNCTIONS:
            inside = [*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
        elif kind is ast.Lambda and scope.parent is None:
            inside = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
        elif kind is ast.Call:
            calls.append(_ran(node, around))
            owner = node.func.value if isinstance(node.func, ast.Attribute) else None
            inside = [*([owner] if owner is not None else []), *node.args, *(k.value for k in node.keywords)]
        elif (
            kind in (ast.Name, ast.Attribute)
            and isinstance(node.ctx, ast.Load)
            and _is_telling(value := _called(around, node))
        ):
            reads[value] = None
            inside = []
        else:
            if kind in _SCOPES:
                around = Scope(around.text, node, around)
            elif kind is ast.Assign:
                targets = [target for target in node.targets if isinstance(target, ast.Attribute)]
                own = [target.attr for target in targets if isinstance(around.resolve(target.value), Instance)]
                sets += [(name, around.resolve(node.value)) for name in own]
            inside = children(node)
        pending += [(child, around) for child in reversed(inside)]
    return Running(tuple(calls), tuple(reads), tuple(sets))


def _ran(node: ast.Call, scope: Scope) -> Ran:
    """A call that is made."""
    call: Any = scope.resolve(node)
    if isinstance(call.function, Unknown):
        call = Call(_called(scope, node.func), call.arguments)
    passed: list[Value | None] = [argument.value for argument in call.arguments]
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        passed = [None] * len(node.args)  # the arguments of the call may be in another order
    given = zip(node.args, passed, strict=False)
    return Ran(call, node.lineno, tuple(_text(scope, argument, value) for argument, value in given))


def _decorating(node: Definition, scope: Scope) -> Iterator[Ran]:
    """The calls of decorators without arguments of their own: what they decorate is what they are given."""
    for decorator in node.decorator_list:
        called = scope.resolve(decorator) if isinstance(decorator, (ast.Name, ast.Attribute)) else Unknown()
        if _is_telling(called):
            given = Name(scope.path(node.name))
            yield Ran(Call(called, (Argument(given),)), decorator.lineno, ((given,),))


def _is_telling(value: Value) -> bool:
    """Whether what is read may be a function: a name that is none of Python's, or an attribute of the object itself."""
    match value:
        case Name(path):
            return not path.startswith("builtins.")
        case Attribute(Instance() | Attribute(Instance(), "__class__"), _):
            return True
        case _:
            return False


def _called(scope: Scope, node: ast.expr) -> Value:
    """What an expression is; of a loop over something that another module holds, an item of that."""
    value = scope.resolve(node)
    if isinstance(value, Unknown) and isinstance(node, ast.Name):
        looped = scope.iteration(node.id, node.lineno)
        held = scope.resolve(looped[0]) if looped is not None else value
        if looped is not None and looped[1] == (None,) and isinstance(held, (Name, Attribute, Call)):
            return Item(held, Unknown())
    if isinstance(value, Unknown) and isinstance(node, ast.Attribute):
        return Attribute(_called(scope, node.value), node.attr)
    return value


def _text(scope: Scope, node: ast.expr, value: Value | None) -> tuple[Part, ...]:
    """The parts of a string: literal text, and the values of what is put between; one part where it is no string.

    ``value`` is the node's own, where that is known.
    """
    return tuple(_joined(_parts(scope, node, value)))


def _parts(scope: Scope, node: ast.expr, value: Value | None = None) -> Iterator[Part]:
    match node:
        case ast.Constant(str() as literal):
            yield literal
        case ast.JoinedStr(values):
            for part in values:
                yield from _parts(scope, part)
        case ast.FormattedValue(inner):
            yield from _parts(scope, inner)
        case ast.BinOp(left, ast.Add(), right):
            yield from _parts(scope, left)
            yield from _parts(scope, right)
        case ast.BinOp(ast.Constant(str() as pattern), ast.Mod(), filling):
            items = filling.elts if isinstance(filling, ast.Tuple) else [filling]
            yield from _filled(scope, pattern.split("%s"), items)
        case ast.Call(ast.Attribute(ast.Constant(str() as pattern), "format"), items, []):
            yield from _filled(scope, pattern.split("{}"), items)
        case ast.Call(ast.Attribute(ast.Constant(str() as glue), "join"), [ast.List(items) | ast.Tuple(items)], []):
            for index, item in enumerate(items):
                if index:
                    yield glue
                yield from _parts(scope, item)
        case _:
            given = scope.resolve(node) if value is None else value
            yield given.value if isinstance(given, Literal) and isinstance(given.value, str) else given


def _filled(scope: Scope, between: list[str], items: list[ast.expr]) -> Iterator[Part]:
    """A pattern with its gaps filled; one that is not known where their numbers differ."""
    if len(between) != len(items) + 1:
        yield Unknown()
        return
    for index, literal in enumerate(between):
        yield literal
        if index < len(items):
            yield from _parts(scope, items[index])


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """The parts, with neighbouring texts put together."""
    before = ""
    for part in parts:
        if isinstance(part, str):
            before += part
            continue
        if before:
            yield before
            before = ""
        yield part
    if before:
        yield before
