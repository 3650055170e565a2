"""What certainly runs in a function where some of its arguments have given values, read off the ``ast``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered
from flake8_signals.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping

    from flake8_signals.syntax.argument_names import ArgumentNames

    Called = frozenset[str]

_UNKNOWN = object()

_ATTRIBUTES = 5
"""How many attributes of attributes are read."""

SOMETHING = object()
"""A value of which only that it is there is known."""

NEW = {"raw": False, "created": True, "update_fields": None, "instance": SOMETHING, "instance._state.adding": True}
"""What a receiver is sent when a new object is saved as usual."""

LOADED = {**NEW, "raw": True, "instance.pk": SOMETHING, "instance.id": SOMETHING}
"""What a receiver is sent when a fixture brings a new row."""

_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)

_PLAIN_CONTEXTS = frozenset({"atomic", "open"})
"""Context managers that hide no exception."""


class Outcome:
    """Follows a function's statements where the arguments have ``values``; what depends on others is left out."""

    def __init__(self, names: ArgumentNames, values: Mapping[str, object]) -> None:
        self._names = names
        self._values = values

    def runs(self, block: Iterable[ast.stmt]) -> Iterator[ast.AST]:
        """Every node of a block that is certainly reached, a loop's own and the parts of expressions."""
        yield from self._block(block)

    def always_called(self, block: Iterable[ast.stmt]) -> frozenset[str]:
        """What is called on every way to the end of a block: ``super.save``, ``self.check``, ``function``."""
        end, exits = self._ways(block, frozenset())
        exits += [end] if end is not None else []
        return frozenset.intersection(*exits) if exits else frozenset()

    def lines(self, block: Iterable[ast.stmt]) -> tuple[int, ...]:
        """The lines of the statements that are certainly reached."""
        return tuple(node.lineno for node in self.runs(block) if isinstance(node, ast.stmt))

    def truth(self, test: ast.expr) -> bool | None:
        """What a test comes to; ``None`` where that is not known."""
        value = self._value(test)
        return None if value is _UNKNOWN else bool(value)

    # --- values ---

    def _value(self, node: ast.expr) -> object:
        return self._value_of(self._names.value(node))

    @remembered
    def _value_of(self, node: ast.expr) -> object:
        for argument, value in self._values.items():
            if self._names.is_(node, argument):
                return value
        match node:
            case ast.Constant(value):
                return value
            case ast.Attribute():
                return self._values.get(self._path(node), _UNKNOWN)
            case ast.Call(ast.Name("hasattr"), [owner, ast.Constant(str())]) if self._is_there(owner):
                return False  # nothing hangs on it yet
            case ast.Call(ast.Name("getattr"), [owner, ast.Constant(str() as name), default]) if self._is_there(owner):
                return self._value(default) if name.startswith("_") else _UNKNOWN
            case ast.Tuple(items) | ast.List(items) | ast.Set(items):
                found = [self._value(item) for item in items]
                return _UNKNOWN if any(each is _UNKNOWN for each in found) else tuple(found)
            case ast.UnaryOp(ast.Not(), inner):
                truth = self.truth(inner)
                return _UNKNOWN if truth is None else not truth
            case ast.BoolOp(operator, values):
                return self._either(values, decides=isinstance(operator, ast.Or))
            case ast.Compare(left, [operator], [right]):
                return _compared(self._value(left), operator, self._value(right))
            case ast.Call(ast.Attribute(owner, "startswith" | "endswith" as method), [part]):
                text, end = self._value(owner), self._value(part)
                known = isinstance(text, str) and isinstance(end, (str, tuple))
                return getattr(text, method)(end) if known else _UNKNOWN
            case _:
                return _UNKNOWN

    def _is_there(self, node: ast.expr) -> bool:
        return self._value(node) is SOMETHING

    def _path(self, node: ast.expr) -> str:
        """What an attribute of an argument goes by in ``values``: ``instance.pk``."""
        names: list[str] = []
        while isinstance(node, ast.Attribute) and len(names) < _ATTRIBUTES:
            names.insert(0, node.attr)
            node = self._names.value(node.value)
        owner = next((name for name in self._values if "." not in name and self._names.is_(node, name)), "")
        return ".".join([owner, *names])

    def _either(self, values: list[ast.expr], *, decides: bool) -> object:
        """What ``and`` or ``or`` comes to: the first value with the truth that ``decides``, or the last one."""
        known = True
        for value in map(self._value, values):
            if value is _UNKNOWN:
                known = False
            elif bool(value) is decides:
                return value if known else decides  # an unknown one before it would be as true
        return value if known else _UNKNOWN

    # --- statements: each generator returns whether what follows is certainly reached, too ---

    def _block(self, block: Iterable[ast.stmt]) -> Generator[ast.AST, None, bool]:
        for statement in block:
            if not (yield from self._statement(statement)):
                return False
        return True

    def _statement(self, node: ast.stmt) -> Generator[ast.AST, None, bool]:
        if isinstance(node, tree.NESTED):
            return True
        yield node
        match node:
            case ast.If(test, body, orelse):
                yield from self._expression(test)
                truth = self.truth(test)
                if truth is not None:
                    return (yield from self._block(body if truth else orelse))
            case ast.For(iter=iterated) | ast.AsyncFor(iter=iterated):
                yield from self._expression(iterated)
            case ast.While(test):
                yield from self._expression(test)
            case ast.With(items, body) | ast.AsyncWith(items, body):
                for item in items:
                    yield from self._expression(item.context_expr)
                if all(_hides_nothing(item.context_expr) for item in items):
                    return (yield from self._block(body))
            case ast.Try(body, [], _, finalbody):
                return (yield from self._block(body)) and (yield from self._block(finalbody))
            case ast.Try() | ast.Match():
                pass
            case ast.Assert(test):
                yield from self._expression(test)
                return self.truth(test) is True
            case _:
                for part in tree.children(node):
                    yield from self._expression(part)
        return not any(isinstance(part, _LEAVING) for part in tree.within(node))

    # --- ways through ---

    def _ways(self, block: Iterable[ast.stmt], called: Called) -> tuple[Called | None, list[Called]]:
        """What is called up to the end of a block (``None``: it is not reached), and up to each ``return`` in it."""
        exits: list[Called] = []
        for statement in block:
            inner = self._inside(statement)
            called = called.union(*(map(_called, self._sure(statement))))
            if isinstance(statement, ast.Return):
                return None, [*exits, called]
            if isinstance(statement, _LEAVING):
                return None, exits
            ends: list[Called] = []
            for blocks in inner:
                end: Called | None = called
                for part in blocks:
                    if end is not None:
                        end, found = self._ways(part, end)
                        exits += found
                ends += [end] if end is not None else []
            if inner:
                if not ends:
                    return None, exits
                called = frozenset.intersection(*ends)
        return called, exits

    def _inside(self, node: ast.stmt) -> list[list[list[ast.stmt]]]:
        """The ways through a compound statement, each a sequence of blocks; none for a simple one."""
        match node:
            case ast.If(test, body, orelse):
                truth = self.truth(test)
                return [[way] for way, taken in ((body, True), (orelse, False)) if truth in (None, taken)]
            case ast.For(_, _, body) | ast.AsyncFor(_, _, body) | ast.While(_, body):
                return [[], [body]]
            case ast.With(_, body) | ast.AsyncWith(_, body):
                return [[body]] if not any("suppress" in ast.dump(item) for item in node.items) else [[], [body]]
            case ast.Try(body, handlers, orelse, finalbody):
                return [[body, orelse, finalbody], *([handler.body, finalbody] for handler in handlers)]
            case ast.Match(_, cases):
                return [[], *([case.body] for case in cases)]
            case _:
                return []

    def _sure(self, node: ast.stmt) -> Iterator[ast.AST]:
        """The parts of expressions that a statement certainly comes to by itself."""
        for part in tree.children(node) if not isinstance(node, tree.NESTED) else ():
            if isinstance(part, ast.withitem):
                yield from self._expression(part.context_expr)
            elif isinstance(part, ast.expr):
                yield from self._expression(part)

    # --- expressions ---

    def _expression(self, node: ast.AST) -> Iterator[ast.AST]:
        if isinstance(node, ast.Lambda):
            return
        yield node
        match node:
            case ast.BoolOp(operator, values):
                for value in values:
                    yield from self._expression(value)
                    if self.truth(value) is not isinstance(operator, ast.And):
                        break
            case ast.IfExp(test, body, orelse):
                yield from self._expression(test)
                truth = self.truth(test)
                if truth is not None:
                    yield from self._expression(body if truth else orelse)
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                yield node.generators[0]
                yield from self._expression(node.generators[0].iter)
            case _:
                for part in tree.children(node):
                    yield from self._expression(part)


def _called(node: ast.AST) -> Called:
    """The name by which ``Outcome.always_called`` knows a call; none for anything else."""
    match node:
        case ast.Call(ast.Attribute(ast.Call(ast.Name("super"), [ast.Name(owner), _]), method)):
            return frozenset({f"super.{method}", f"super({owner}).{method}"})
        case ast.Call(ast.Attribute(ast.Call(ast.Name("super")), method)):
            return frozenset({f"super.{method}"})
        case ast.Call(ast.Attribute(ast.Call(ast.Name(made), [ast.Name("self"), *_]), method)):
            return frozenset({f"{made}(self).{method}"})
        case ast.Call(ast.Attribute(ast.Name("self"), method)):
            return frozenset({f"self.{method}"})
        case ast.Call(ast.Name(name)):
            return frozenset({name})
        case _:
            return frozenset()


def _compared(left: object, operator: ast.cmpop, right: object) -> object:
    if left is _UNKNOWN or right is _UNKNOWN or (SOMETHING in (left, right) and None not in (left, right)):
        return _UNKNOWN
    match operator:
        case ast.Eq() | ast.Is():
            return left == right
        case ast.NotEq() | ast.IsNot():
            return left != right
        case ast.In() | ast.NotIn() if isinstance(right, (str, tuple)) and isinstance(left, (str, type(None))):
            inside = left in right if isinstance(right, tuple) else isinstance(left, str) and left in right
            return inside is isinstance(operator, ast.In)
        case _:
            return _UNKNOWN


def _hides_nothing(context: ast.expr) -> bool:
    function = context.func if isinstance(context, ast.Call) else context
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in _PLAIN_CONTEXTS
