"""From text to facts: what a file connects, disconnects, sends and defines.

Only lines that may concern signals are looked at. What stands there is read from the ``ast``.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from msgspec import structs

from flake8_signals.files.prefilter import lines_about_signals
from flake8_signals.knowledge import django
from flake8_signals.knowledge.libraries import UNRELATED_DECORATORS
from flake8_signals.syntax import facts, receiver_lists, tree, weak_references
from flake8_signals.syntax.blocks import value_before
from flake8_signals.syntax.conditions import UNTOLD, raised
from flake8_signals.syntax.contexts import under, where
from flake8_signals.syntax.facts import ConnectionFact, Disconnection, FileFacts, Send, SignalDefinition
from flake8_signals.syntax.limits import bounded
from flake8_signals.syntax.outline import calls_in
from flake8_signals.syntax.scope import Fixed, Scope
from flake8_signals.syntax.signals import is_receiver_decorator, may_be_signal, may_be_signal_class, signal_classes
from flake8_signals.syntax.text import TOO_LARGE, Unanalysable
from flake8_signals.syntax.values import (
    Attribute,
    Call,
    Collection,
    Instance,
    Item,
    Literal,
    Name,
    Parameter,
    Starred,
    Unknown,
    Value,
    alternatives,
    each_of,
    element,
    elements,
    function_of,
    iterated,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from flake8_signals.syntax.tree import Definition


_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)

_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)

_EXPANDED = 60
"""How many connections one statement in a loop may stand for."""


def extract(scope: Scope, text: str, complete: Callable[[Sequence[int]], None]) -> FileFacts:
    """The facts of the module with this scope and text.

    ``complete`` makes sure that the functions on which some lines stand are whole.
    """
    classes = signal_classes(scope)
    scope.text.cut = 0
    lines = lines_about_signals(text, classes)
    # What changes a list of receivers is judged by what stands anywhere below.
    complete(range(1, text.count("\n") + 2) if ".receivers" in text else lines)
    extractor = _Extractor(_Lines(lines), frozenset(map(scope.path, classes)))
    extractor.statements(scope.node.body, scope, facts.Context())  # type: ignore[attr-defined]
    return FileFacts(
        tuple(extractor.connections),
        tuple(extractor.disconnections),
        tuple(extractor.sends),
        tuple(extractor.definitions),
        extractor.trouble,
        tuple(extractor.list_changes),
    )


def extract_calls(scope: Scope, line: int) -> tuple[Call, ...]:
    """The calls that start on a line and run with the function (or module) of ``scope``, once for each turn of a loop.

    Raises ``Unanalysable`` if one is too large.
    """
    found = (read(node) for node in _calls_by_line(scope).get(line, ()) for read in _expanded(node, scope))
    return tuple(value for value in found if isinstance(value, Call))


@lru_cache(maxsize=1)
def _calls_by_line(scope: Scope) -> dict[int, list[ast.Call]]:
    found: dict[int, list[ast.Call]] = {}
    for node in calls_in(scope):
        found.setdefault(node.lineno, []).append(node)
    return found


class _Lines:
    """The sorted numbers of the lines that may concern signals."""

    def __init__(self, lines: list[int]) -> None:
        self.lines = lines

    def within(self, node: ast.stmt) -> bool:
        """Whether one of them belongs to the node."""
        decorators = getattr(node, "decorator_list", None)
        index = bisect_left(self.lines, decorators[0].lineno if decorators else node.lineno)
        return index < len(self.lines) and self.lines[index] <= (node.end_lineno or node.lineno)


class _Extractor:
    """Visits the statements that may concern signals, with the scope and the context of each."""

    def __init__(self, lines: _Lines, classes: frozenset[str]) -> None:
        self.lines = lines
        self.classes = classes
        self.connections: list[ConnectionFact] = []
        self.disconnections: list[Disconnection] = []
        self.sends: list[Send] = []
        self.definitions: list[SignalDefinition] = []
        self.list_changes: list[facts.ListChange] = []
        self.loops: list[ast.For | ast.AsyncFor] = []
        self.trouble = ""

    def statements(self, block: list[ast.stmt], scope: Scope, context: facts.Context) -> None:
        left: list[ast.expr] = []
        for node in block:
            if self.lines.within(node):
                for test in left:
                    # What follows runs only if the test was false.
                    context = where(context, test, scope, true=False)
                left.clear()
                try:
                    self._statement(node, scope, context)
                except Unanalysable as error:
                    self.trouble = self.trouble or f"line {node.lineno}: {error}"
                if scope.text.cut:
                    self.trouble = self.trouble or f"line {scope.text.cut}: {TOO_LARGE}"
            if isinstance(node, ast.If) and isinstance(node.body[-1], _LEAVING):
                left.append(node.test)

    def _statement(self, node: ast.stmt, scope: Scope, context: facts.Context) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            self._decorators(node, scope, context)
            self._inside(node, scope, context)
            return
        self.list_changes += receiver_lists.changes(node, scope)
        inside = otherwise = context
        if isinstance(node, ast.If):
            inside = where(context, node.test, scope, true=True)
            otherwise = where(context, node.test, scope, true=False)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            inside = otherwise = structs.replace(context, in_loop=True)
        elif isinstance(node, tree.TRIES):
            self._try(node, scope, context)
            return
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            managers = tuple(function_of(scope.resolve(item.context_expr)) for item in node.items)
            inside = otherwise = structs.replace(context, in_with=(*context.in_with, *managers))
        for name, value in ast.iter_fields(node):
            if name == "body" and isinstance(node, (ast.For, ast.AsyncFor)):
                self.loops.append(node)
                self.statements(value, scope, inside)
                self.loops.pop()
            elif name in ("body", "orelse"):
                self.statements(value, scope, inside if name == "body" else otherwise)
            elif name == "cases":
                for case in value:
                    self.statements(case.body, scope, under(inside, "case", (UNTOLD,)))
            elif isinstance(value, ast.expr):
                self._expressions(value, scope, context, node)
            elif isinstance(value, list):
                for part in value:
                    if isinstance(part, ast.AST):  # `global` lists names
                        self._expressions(part, scope, context, node)

    def _try(self, node: ast.Try, scope: Scope, context: facts.Context) -> None:
        caught = tuple(scope.resolve(h.type) if h.type else Name("builtins.BaseException") for h in node.handlers)
        inside = structs.replace(context, catches=(*context.catches, *caught))
        self.statements(node.body, scope, inside)
        for handler in node.handlers:
            what = scope.text.segment(handler.type) if handler.type else ""
            condition = f"except {what}" if what else "except"
            self.statements(handler.body, scope, under(inside, condition, (raised(what or "an exception"),)))
        self.statements(node.orelse, scope, under(inside, "except", ()))
        self.statements(node.finalbody, scope, inside)

    def _inside(self, node: Definition, scope: Scope, context: facts.Context) -> None:
        inner = Scope(scope.text, node, scope)
        if isinstance(node, ast.ClassDef):
            changed = structs.replace(context, owner=inner.qualname)
        else:
            is_async = isinstance(node, ast.AsyncFunctionDef)
            changed = facts.Context(inner.qualname, context.owner, is_async, context.conditions)
            changed = structs.replace(changed, when=context.when, in_development=context.in_development)
            for default in (*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)):
                self._expressions(default, scope, context, node)
        for decorator in node.decorator_list:
            self._expressions(decorator, scope, context, node)
        self.statements(node.body, inner, changed)

    def _expressions(self, root: ast.AST, scope: Scope, context: facts.Context, statement: ast.stmt) -> None:
        """Look at every call in an expression, including the names that lambdas and comprehensions bind."""
        pending: list[tuple[ast.AST, Scope, facts.Context, tuple[ast.AST, ...]]] = []
        pending.append((root, scope, context, (statement,)))
        while pending:
            node, inner, around, parents = pending.pop()
            if isinstance(node, (*_COMPREHENSIONS, ast.Lambda)):
                inner = Scope(inner.text, node, inner)
            if isinstance(node, ast.Lambda):
                around = facts.Context(inner.qualname, around.owner, conditions=around.conditions, when=around.when)
            elif isinstance(node, ast.IfExp):
                around = under(around, inner.text.segment(node.test), (UNTOLD,))
            elif isinstance(node, ast.Call):
                self._call(node, inner, around, statement, parents)
            pending.extend((child, inner, around, (node, *parents[:1])) for child in tree.children(node))

    # --- decorators ---

    def _decorators(self, node: Definition, scope: Scope, context: facts.Context) -> None:
        receiver, before = Name(scope.path(node.name)), scope.before(node)
        for index, decorator in enumerate(node.decorator_list):
            function = decorator.func if isinstance(decorator, ast.Call) else decorator
            if not isinstance(function, (ast.Name, ast.Attribute)):
                continue
            called = before.resolve(function)
            how = is_receiver_decorator(called)
            if not how and not self._may_wrap(called, decorator):
                continue
            call = _read(decorator, before) if isinstance(decorator, ast.Call) else None
            place = scope.text.place(decorator)
            for connection in self._decorated(call, receiver, place, context, "decorator" if how else "wrapper"):
                lives = weak_references.of_name(node.name, node, scope) if how else ""
                again = 0
                if scope.parent is None:
                    again = weak_references.bound_again(node.name, node, scope, in_loop=context.in_loop)
                self.connections.append(
                    structs.replace(
                        connection, function_line=node.lineno, decorator_index=index, lifetime=lives, bound_again=again
                    )
                )

    def _decorated(
        self, call: Call | None, receiver: Value, place: facts.Place, context: facts.Context, how: str
    ) -> Iterator[ConnectionFact]:
        signal = call.argument("signal", 0) if call else None
        sender = call.argument("sender") if call else None
        weak = call.argument("weak") if call else None
        uid = call.argument("dispatch_uid") if call else None
        listed = signal.items if isinstance(signal, Collection) and signal.kind in ("list", "tuple") else ()
        signals = listed or (signal or Unknown(),)
        for one in signals:
            yield ConnectionFact(one, receiver, sender, place, how, call, context, weak, uid)  # type: ignore[arg-type]

    def _may_wrap(self, called: Value, decorator: ast.expr) -> bool:
        """Whether a decorator other than ``receiver`` may connect what it decorates, as far as this file knows."""
        if not isinstance(decorator, ast.Call) or not isinstance(called, (Name, Starred)):
            return False
        if isinstance(called, Starred):
            return True
        return called.path.partition(".")[0] not in UNRELATED_DECORATORS and "." in called.path

    # --- calls ---

    def _call(
        self, node: ast.Call, scope: Scope, context: facts.Context, statement: ast.stmt, parents: tuple[ast.AST, ...]
    ) -> None:
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr in ("connect", "disconnect", *django.ALL_SEND_METHODS):
            awaited = isinstance(parents[0], ast.Await)
            user = parents[-1] if awaited else parents[0]
            used = not isinstance(user, ast.Expr)
            self._method(node, function, scope, context, statement, used=used, awaited=awaited)
        elif (
            isinstance(function, ast.Call)
            and isinstance(function.func, (ast.Name, ast.Attribute))
            and is_receiver_decorator(scope.resolve(function.func))
            and len(node.args) == 1
        ):
            receiver = scope.resolve(node.args[0])
            call = _read(function, scope)
            # The call returns the receiver, so whatever uses its result may hold the receiver.
            dropped = isinstance(parents[0], ast.Expr)
            lives = weak_references.of_expression(node.args[0], statement, scope) if dropped else ""
            self.connections.extend(
                structs.replace(connection, lifetime=lives)
                for connection in self._decorated(call, receiver, scope.text.place(node), context, "call")
            )
        if isinstance(function, (ast.Name, ast.Attribute)):
            self._definition(node, function, scope, context, statement, parents[0])

    def _method(
        self,
        node: ast.Call,
        function: ast.Attribute,
        scope: Scope,
        context: facts.Context,
        statement: ast.stmt,
        *,
        used: bool,
        awaited: bool,
    ) -> None:
        owner = scope.resolve(function.value)
        if not any(may_be_signal(option) for option in alternatives(owner)):
            looped = (
                next(_expanded(node, scope), scope.resolve)(function.value) if isinstance(owner, Unknown) else owner
            )
            if not any(map(iterated, walk(looped))):
                return
        place = scope.text.place(node)
        if function.attr in django.ALL_SEND_METHODS:
            self.sends.append(Send(owner, function.attr, place, _read(node, scope), context, awaited, used))
            return
        each_turn = _has_uid_each_turn(node, statement, self.loops, scope)
        for read in _expanded(node, scope, _given_before(node, statement, scope)):
            call = cast("Call", read(node))
            signal = read(function.value)
            receiver, sender = call.argument("receiver", 0), call.argument("sender", 1)
            if function.attr == "disconnect":
                uid = call.argument("dispatch_uid", 2)
                given = _given_receiver(node)
                made = given is not None and weak_references.of_expression(given, statement, scope) == "call"
                self.disconnections.append(Disconnection(signal, receiver, sender, uid, place, call, context, made))
            else:
                weak, uid = call.argument("weak", 2), call.argument("dispatch_uid", 3)
                fact = ConnectionFact(signal, receiver or Unknown(), sender, place, "connect", call, context, weak, uid)
                lasting = _with_life(fact, node, statement, scope)
                self.connections.append(structs.replace(lasting, uid_each_turn=each_turn))

    def _definition(
        self,
        node: ast.Call,
        function: ast.expr,
        scope: Scope,
        context: facts.Context,
        statement: ast.stmt,
        parent: ast.AST,
    ) -> None:
        called = scope.resolve(function)
        explicit = any(keyword.arg == "providing_args" for keyword in node.keywords)
        classes = self.classes
        if not explicit and not any(may_be_signal_class(option, classes) for option in alternatives(called)):
            return
        path, bound, escapes = "", "nothing", False
        if parent is statement and isinstance(statement, (ast.Assign, ast.AnnAssign)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            if isinstance(targets[0], ast.Name):
                path = scope.path(targets[0].id)
                bound = "module" if scope.parent is None else "class" if scope.is_class else "local"
                escapes = scope.function is not None and _escapes(targets[0].id, scope.function.node)
            elif isinstance(targets[0], ast.Attribute) and isinstance(scope.resolve(targets[0].value), Instance):
                bound = "self"
        place = scope.text.place(node)
        self.definitions.append(SignalDefinition(path, _read(node, scope), place, context, bound, escapes))  # type: ignore[arg-type]


def _with_life(connection: ConnectionFact, node: ast.Call, statement: ast.stmt, scope: Scope) -> ConnectionFact:
    """A connection, completed with its receiver's lifetime and the line of the definition that it means."""
    given = _given_receiver(node)
    if given is None:
        return connection
    line = again = 0
    if isinstance(given, ast.Name) and scope.parent is None:
        line = weak_references.definition_before(given.id, statement, scope)
        again = weak_references.bound_again(given.id, statement, scope, in_loop=False) if line else 0
    lives = weak_references.of_expression(given, statement, scope)
    return structs.replace(connection, lifetime=lives, function_line=line, bound_again=again)


def _has_uid_each_turn(node: ast.Call, statement: ast.stmt, loops: list[ast.For | ast.AsyncFor], scope: Scope) -> bool:
    """Whether each turn of the innermost loop makes the same connection, but for its ``dispatch_uid``."""
    uid = next((keyword.value for keyword in node.keywords if keyword.arg == "dispatch_uid"), None)
    if uid is None or not loops or statement not in loops[-1].body:
        return False
    turns = elements(scope.resolve(loops[-1].iter))
    inside = tree.within(loops[-1])
    changing = {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    changing |= {n.name for n in inside if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    others = [node.func, *node.args, *(keyword.value for keyword in node.keywords if keyword.arg != "dispatch_uid")]
    return (
        (turns is None or len(turns) > 1)
        and not changing.isdisjoint(_names(uid))
        and all(changing.isdisjoint(_names(other)) for other in others)
    )


def _names(node: ast.AST) -> set[str]:
    return {inner.id for inner in tree.within(node) if isinstance(inner, ast.Name)}


def _given_receiver(node: ast.Call) -> ast.expr | None:
    """The receiver argument of a ``connect()`` or ``disconnect()``."""
    given = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "receiver")]
    return given[0] if given else None


def _read(node: ast.Call, scope: Scope) -> Call:
    """A call as a value; raises ``Unanalysable`` if it is too large or nested too deeply."""
    bounded(node, scope.text.segment(node))
    value = scope.resolve(node)
    return value if isinstance(value, Call) else Call(Unknown())


def _given_before(node: ast.Call, statement: ast.stmt, scope: Scope) -> dict[str, Value]:
    """The values that names in ``node`` certainly have there, of those that a function gives several."""
    function = scope.node
    if not isinstance(function, tree.FUNCTIONS):
        return {}
    several = [name for name in _names(node) if len(scope.bindings.get(name, ())) > 1]
    found = {name: value_before(name, statement, function) for name in several}
    return {name: scope.resolve(value) for name, value in found.items() if value is not None}


def _expanded(
    node: ast.Call, scope: Scope, given: Mapping[str, Value] = MappingProxyType({})
) -> Iterator[Callable[[ast.expr], Value]]:
    """How to read each turn of a loop over a literal collection that decides what ``node`` connects.

    The names in ``given`` have these values.
    """
    loops: dict[str, tuple[ast.expr, dict[str, tuple[int | None, ...]]]] = {}
    for name in _names(node) - given.keys():
        found = scope.iteration(name, node.lineno)
        if found is not None:
            iterable, path = found
            loops.setdefault(ast.dump(iterable), (iterable, {}))[1][name] = path
    turns: list[dict[str, Value]] = [{**given}]
    for iterable, bound in loops.values():
        value = scope.resolve(iterable)
        items = elements(value)
        if items is None and _is_told_elsewhere(value):
            items = (each_of(value),)
        if items is None or len(turns) * len(items) > _EXPANDED:
            continue
        turns = [
            {**turn, **{name: _part(item, path[1:]) for name, path in bound.items()}}
            for turn in turns
            for item in items
        ]
    for turn in turns:
        inner = Fixed(scope, turn) if turn else scope

        def read(part: ast.expr, inner: Scope = inner) -> Value:
            return _read(part, inner) if isinstance(part, ast.Call) else inner.resolve(part)

        yield read


def _part(value: Value, path: tuple[int | None, ...]) -> Value:
    """The part of a loop's element at ``path``; of one that is told elsewhere, how it is got."""
    if iterated(value) is None:
        return element(value, path)
    for index in path:
        value = Item(value, Unknown() if index is None else Literal(index))
    return value


def _is_told_elsewhere(value: Value) -> bool:
    """Whether what a loop goes through is a parameter's, or another module's, so that the project may know it."""
    match value:
        case Parameter():
            return True
        case Name(path):
            return not path.startswith("builtins.") and "." in path
        case Call(Attribute(owner, "items" | "keys" | "values"), ()):
            return _is_told_elsewhere(owner)
        case Call(Name(path), ()) if path.endswith((".items", ".keys", ".values")):
            return True
        case _:
            return False


def _escapes(name: str, function: ast.AST) -> bool:
    """Whether the value of a function's local name outlives the function.

    That is so if it is passed on, or used by a nested function.
    """
    nodes = list(tree.within(function))
    inner = [n for n in nodes[1:] if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))]
    used_inside = any(isinstance(n, ast.Name) and n.id == name for node in inner for n in tree.within(node))
    own = {id(n.value) for n in nodes if isinstance(n, ast.Attribute)}
    handed_on = any(
        isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load) and id(n) not in own for n in nodes
    )
    declared = any(isinstance(n, (ast.Global, ast.Nonlocal)) and name in n.names for n in nodes)
    return used_inside or handed_on or declared
