"""What a function does: the libcst visitor behind every rule that judges a handler's body, and behind the cascades."""

from __future__ import annotations

import ast
from contextlib import contextmanager
from typing import TYPE_CHECKING

import libcst as cst
from msgspec import structs

from flake8_signals.syntax import calls, tree
from flake8_signals.syntax.facts import Body, Effect, Swallow, Use
from flake8_signals.syntax.scope import Fixed, Scope
from flake8_signals.syntax.text import Unanalysable
from flake8_signals.syntax.values import (
    Argument,
    Attribute,
    Call,
    Collection,
    Item,
    Literal,
    Name,
    Parameter,
    Value,
    element,
    function_of,
    rewrite,
)
from flake8_signals.syntax.visitor import Looker, is_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


_LIMIT = 200_000
"""Characters of one function beyond which libcst is not asked."""

_DEPTH = 120
"""Levels of nesting beyond which libcst's visitors would exhaust Python's stack."""

_STATEMENTS = (cst.BaseSmallStatement, cst.BaseCompoundStatement)

_NUMBERED = (*_STATEMENTS, cst.ExceptHandler, cst.ExceptStarHandler)
"""What the ``ast`` knows the line of."""

_UNCOUNTED = (cst.Pass, cst.Import, cst.ImportFrom, cst.FunctionDef, cst.Global, cst.Nonlocal)

_LEAVING = (cst.Return, cst.Raise, cst.Continue, cst.Break)

_EVERYTHING = (Name("builtins.Exception"), Name("builtins.BaseException"))

_NO_GUARDS = frozenset("None True False all any bool callable getattr hasattr isinstance issubclass len type".split())
"""Names in a condition that say nothing of what it tests."""

TRY, EXCEPT, WITH = "<try>", "<except>", "<with>"
"""The guards that are no tested names: a ``try`` that catches, its ``except``, a ``with`` of something not known."""


def bounded(node: ast.AST, text: str) -> None:
    """Raise ``Unanalysable`` where ``node`` is too large or nested too deeply for libcst."""
    if len(text) > _LIMIT:
        raise Unanalysable(f"{len(text):,} characters in one definition are more than the {_LIMIT:,} that are analysed")
    level = [node]
    for room in range(_DEPTH, 0, -1):
        level = [child for parent in level if not _fits(parent, room) for child in tree.children(parent)]
    if level:
        raise Unanalysable(f"expressions nested more than {_DEPTH} levels deep are not analysed")


def _fits(node: ast.AST, room: int) -> bool:
    """Whether ``node`` is certainly not nested more deeply than that: a level takes a character at least."""
    return (
        isinstance(node, (ast.expr, ast.stmt))
        and node.lineno == node.end_lineno
        and (node.end_col_offset or 0) - node.col_offset < room - 4
    )


def body(definition: cst.FunctionDef, scope: Scope) -> Body:
    """What the function does whose scope and libcst node are given."""
    return _BodyVisitor(definition, scope).result()


class _BodyVisitor(Looker):
    """Collects one function's effects and uses; their lines are those of the statements, which the ``ast`` knows."""

    skipped = (cst.BaseCompOp, cst.Annotation, cst.Import, cst.ImportFrom, cst.Global, cst.Nonlocal)

    def __init__(self, definition: cst.FunctionDef, scope: Scope) -> None:
        super().__init__()
        signature = tree.signature(scope.node.args)  # type: ignore[attr-defined]
        self._scope = scope
        self._nodes = dict(zip(_statements(definition.body), _ast_statements(scope.node.body), strict=False))  # type: ignore[attr-defined]
        self._catch_all = signature.catch_all
        self._parameters = {p.name for p in signature.parameters if p.kind not in ("*", "**")}
        self._aliases: dict[str, str] = {}
        """Locals that hold a key of ``kwargs``."""
        self._origins: dict[str, tuple[str, ...]] = {}
        """The names that each local was made from."""
        self._nested: dict[str, tuple[Effect, ...]] = {}
        """What the functions defined inside do, when they are called."""
        self._coroutines: set[str] = set()
        """Those of them that are ``async def``."""
        self._known: set[cst.CSTNode] = set()
        """Names that have been understood as part of something larger."""
        self._awaited: set[cst.CSTNode] = set()
        # Where the visit stands
        self._line = 0
        self._guards: tuple[str, ...] = ()
        self._in_loop = False
        self._deferred = False
        self._uncounted = False
        self._left: tuple[str, ...] = ()
        """The names tested on the way to each ``return`` (and ``raise``, ``break``, ``continue``) so far."""
        # What it has found
        self.effects: list[Effect] = []
        self._uses: list[Use] = []
        self._swallows: list[Swallow] = []
        self._returns: list[int] = []
        self._returned: list[Value] = []
        self._forwards = False
        self._meaningful = False
        self._statements = 0
        self._branches = 0
        self.look(definition.body)

    def result(self) -> Body:
        """Everything found."""
        return Body(
            self._statements,
            self._branches,
            tuple(self.effects),
            tuple(self._uses),
            self._forwards,
            tuple(self._swallows),
            tuple(self._returns),
            tuple(self._returned),
            not self._meaningful,
        )

    # --- Walking: what is under which guard ---

    @contextmanager
    def _under(self, *guards: str, loop: bool = False, deferred: bool = False) -> Iterator[None]:
        """Visit what runs only where ``guards`` allow it, several times, or after the commit."""
        before = self._guards, self._in_loop, self._deferred
        self._guards = (*self._guards, *guards)
        self._in_loop = self._in_loop or loop
        self._deferred = self._deferred or deferred
        yield
        self._guards, self._in_loop, self._deferred = before

    def look(self, node: cst.CSTNode) -> None:
        kind = type(node)
        if is_kind(kind, _NUMBERED) and node in self._nodes:
            self._line = self._nodes[node].lineno
        if is_kind(kind, _STATEMENTS):
            self._meaningful = self._meaningful or not (isinstance(node, cst.Pass) or _is_constant(node))
            self._statements += not self._uncounted and self._counts(node)
        super().look(node)

    def _counts(self, node: cst.CSTNode) -> bool:
        return not (isinstance(node, _UNCOUNTED) or _is_constant(node) or self._is_guard(node) or self._is_log(node))

    def _is_log(self, node: cst.CSTNode) -> bool:
        return (
            isinstance(node, cst.Expr)
            and isinstance(node.value, cst.Call)
            and calls.is_log(self._value(node.value.func))
        )

    def _is_guard(self, node: cst.CSTNode) -> bool:
        """Whether ``node`` only keeps the rest from running: ``if raw: return``, and perhaps logs that."""
        if not isinstance(node, cst.If) or node.orelse is not None:
            return False
        *before, last = _first(node.body)
        return isinstance(last, cst.Return) and last.value is None and all(map(self._is_log, before))

    def visit_IndentedBlock(self, node: cst.IndentedBlock) -> bool:
        with self._under():
            for statement in node.body:
                self.look(statement)
                if isinstance(statement, cst.SimpleStatementLine) and isinstance(statement.body[-1], _LEAVING):
                    break
                # Whatever may have left before this guards all that follows.
                self._guards = _once(*self._guards, *self._left)
        return False

    def visit_If(self, node: cst.If) -> bool:
        guard = self._is_guard(node)
        self._branches += not guard
        self._test(node.test)
        with self._under(*self._tested(node.test)):
            before, self._uncounted = self._uncounted, self._uncounted or guard
            self.look(node.body)
            self._uncounted = before
            if node.orelse is not None:
                self.look(node.orelse)
        return False

    def visit_Assert(self, node: cst.Assert) -> bool:
        self._test(node.test)
        self._left = _once(*self._left, *self._tested(node.test))
        return False

    def visit_While(self, node: cst.While) -> bool:
        self._branches += 1
        self._test(node.test)
        with self._under(*self._tested(node.test), loop=True):
            self.look(node.body)
        if node.orelse is not None:
            self.look(node.orelse)
        return False

    def visit_For(self, node: cst.For) -> bool:
        self._branches += 1
        self._iterate(node.iter, awaited=node.asynchronous is not None)
        self._bind(node.target)
        with self._under(loop=True):
            self.look(node.body)
        if node.orelse is not None:
            self.look(node.orelse)
        return False

    def visit_TryStar(self, node: cst.TryStar) -> bool:
        return self.visit_Try(node)

    def visit_Try(self, node: cst.Try | cst.TryStar) -> bool:
        self._branches += 1
        with self._under(*[TRY] * bool(node.handlers)):
            self.look(node.body)
        swallowed = len(self._swallows)
        for handler in node.handlers:
            self.look(handler)
        if all(map(_is_deletion, _first(node.body))):
            del self._swallows[swallowed:]  # what is not there cannot be deleted: nothing is lost with that
        for part in (node.orelse, node.finalbody):
            if part is not None:
                self.look(part)
        return False

    def visit_ExceptStarHandler(self, node: cst.ExceptStarHandler) -> bool:
        return self.visit_ExceptHandler(node)

    def visit_ExceptHandler(self, node: cst.ExceptHandler | cst.ExceptStarHandler) -> bool:
        self._branches += 1
        if all(isinstance(statement, cst.Pass) or _is_constant(statement) for statement in _first(node.body)):
            self._swallow(self._value(node.type) if node.type is not None else None)
        with self._under(EXCEPT):
            self.look(node.body)
        return False

    def _swallow(self, caught: Value | None) -> None:
        """Take note of what hides ``caught`` (``None``: everything), if that is every exception there is."""
        found = caught.items if isinstance(caught, Collection) else (caught,)
        for value in found:
            if value is None:
                self._swallows.append(Swallow(self._line, ""))
            elif value in _EVERYTHING:
                self._swallows.append(Swallow(self._line, calls.spelled(value).rpartition(".")[2]))

    def visit_With(self, node: cst.With) -> bool:
        guards: list[str] = []
        for item in node.items:
            self.look(item.item)
            value = self._value(item.item)
            if isinstance(value, Call) and value.function == Name("contextlib.suppress"):
                guards.append(TRY)
                for argument in value.arguments:
                    self._swallow(argument.value)
            elif not calls.root(value).startswith(("django.db.", "django.utils.", "builtins.open")):
                guards.append(WITH)
            if item.asname is not None:
                self._bind(item.asname.name)
        with self._under(*guards):
            self.look(node.body)
        return False

    def visit_Match(self, node: cst.Match) -> bool:
        self._branches += 1
        self._test(node.subject)
        for case in node.cases:
            for value in _matched(case.pattern):
                self._compare(node.subject, value)
            with self._under(*self._tested(node.subject)):
                if case.guard is not None:
                    self._test(case.guard)
                    self._guards = (*self._guards, *self._tested(case.guard))
                self.look(case.body)
        return False

    def visit_IfExp(self, node: cst.IfExp) -> bool:
        self._branches += 1
        self._test(node.test)
        with self._under(*self._tested(node.test)):
            self.look(node.body)
            self.look(node.orelse)
        return False

    def visit_BooleanOperation(self, node: cst.BooleanOperation) -> bool:
        self._branches += 1
        self._test(node.left)
        with self._under(*self._tested(node.left)):
            self.look(node.right)
        return False

    def visit_ListComp(self, node: cst.ListComp) -> bool:
        return self._comprehension(node.for_in, node.elt)

    def visit_SetComp(self, node: cst.SetComp) -> bool:
        return self._comprehension(node.for_in, node.elt)

    def visit_GeneratorExp(self, node: cst.GeneratorExp) -> bool:
        return self._comprehension(node.for_in, node.elt)

    def visit_DictComp(self, node: cst.DictComp) -> bool:
        return self._comprehension(node.for_in, node.key, node.value)

    def _comprehension(self, clause: cst.CompFor, *results: cst.BaseExpression) -> bool:
        self._branches += 1
        self._iterate(clause.iter, awaited=clause.asynchronous is not None)
        outside, parameters = self._scope, self._parameters
        bound = dict(_targets(clause.target, (None,)))
        iterated = self._value(clause.iter)
        self._scope = Fixed(outside, {name: element(iterated, path) for name, path in bound.items()})
        self._parameters = parameters - bound.keys()
        with self._under(loop=True):
            for condition in clause.ifs:
                self._test(condition.test)
                self._guards = (*self._guards, *self._tested(condition.test))
            if clause.inner_for_in is not None:
                self._comprehension(clause.inner_for_in, *results)
            else:
                for result in results:
                    self.look(result)
        self._scope, self._parameters = outside, parameters
        return False

    def _leave(self) -> None:
        self._left = _once(*self._left, *self._guards)

    def visit_Return(self, node: cst.Return) -> None:
        if node.value is not None and not (isinstance(node.value, cst.Name) and node.value.value == "None"):
            self._returns.append(self._line)
            value = node.value.expression if isinstance(node.value, cst.Await) else node.value
            self._returned.append(self._scope.evaluate(value))

    def leave_Return(self, original_node: cst.Return) -> None:
        self._leave()

    def leave_Raise(self, original_node: cst.Raise) -> None:
        # What raises where something else has raised keeps nothing from running otherwise.
        if EXCEPT not in self._guards:
            self._leave()

    def leave_Continue(self, original_node: cst.Continue) -> None:
        self._leave()

    def leave_Break(self, original_node: cst.Break) -> None:
        self._leave()

    # --- Walking: what runs later, or elsewhere ---

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        self._mention(node)
        inner = Scope(self._scope.text, self._nodes[node], self._scope)
        self._nested[node.name.value] = tuple(_BodyVisitor(node, inner).effects)
        if node.asynchronous is not None:
            self._coroutines.add(node.name.value)
        if any(_is_on_commit(self._value(decorator.decorator)) for decorator in node.decorators):
            with self._under(deferred=True):
                self._call_nested(node.name.value)
        return False

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        self._mention(node)
        return False

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        self._mention(node)
        return False

    def _mention(self, node: cst.CSTNode) -> None:
        """Take note of the names that something nested reads, whenever it runs."""
        collector = _Mentioned(lambda _: None)
        collector.look(node)
        for name in collector.names:
            self.visit_Name(name)

    def _call_nested(self, name: str, *, awaited: bool = False) -> None:
        # What is awaited and no coroutine is wrapped in one: it runs in a thread of its own.
        for effect in self._nested[name]:
            self.effects.append(
                structs.replace(
                    effect,
                    guards=_once(*self._guards, *effect.guards),
                    in_loop=self._in_loop or effect.in_loop,
                    deferred=self._deferred or effect.deferred,
                    awaited=effect.awaited or awaited,
                )
            )

    # --- Names: what binds and reads them ---

    def visit_Assign(self, node: cst.Assign) -> bool:
        self.look(node.value)
        for part in node.targets:
            self._bind(part.target, node.value)
        return False

    def visit_AnnAssign(self, node: cst.AnnAssign) -> bool:
        if node.value is not None:
            self.look(node.value)
            self._bind(node.target, node.value)
        return False

    def visit_AugAssign(self, node: cst.AugAssign) -> bool:
        self.look(node.value)
        self._bind(node.target, node.value)
        return False

    def visit_NamedExpr(self, node: cst.NamedExpr) -> bool:
        self.look(node.value)
        self._bind(node.target, node.value)
        return False

    def visit_Del(self, node: cst.Del) -> bool:
        self._bind(node.target)
        return False

    def _bind(self, target: cst.BaseExpression, value: cst.BaseExpression | None = None) -> None:
        """Take note of what an assignment, a loop or a ``with`` binds, and visit what else it assigns to."""
        if isinstance(target, (cst.Tuple, cst.List)):
            for element in target.elements:
                self._bind(element.value)
        elif isinstance(target, cst.Name):
            name = target.value
            made_from = self._tested(value) if value is not None else ()
            self._origins[name] = _once(*self._origins.get(name, ()), *made_from, *self._guards)
            key = self._kwargs_key(value) if value is not None else None
            if self._parameter(target) is not None:
                self._uses.append(Use(self._aliases.pop(name, name), "assign", self._line))
            if key is not None:
                self._aliases[name] = key
            if name == self._catch_all:
                self._forwards = True
                self._changed("")
        elif isinstance(target, cst.Subscript) and self._is_catch_all(target.value):
            self._forwards = True
            self._changed(self._kwargs_key(target) or "")
        else:
            if isinstance(target, cst.Attribute) and isinstance(target.value, cst.Name):
                self._use(target.value, "set", target.attr.value)
            self.look(target)

    def _changed(self, key: str, method: str = "") -> None:
        """Take note that ``kwargs``, or one key of it, is not what was sent from here on."""
        self._uses.append(Use(key, "assign", self._line, method, (), from_kwargs=True))

    def _is_catch_all(self, node: cst.CSTNode) -> bool:
        return self._catch_all is not None and isinstance(node, cst.Name) and node.value == self._catch_all

    def _kwargs_key(self, node: cst.BaseExpression) -> str | None:
        """The key that ``kwargs["key"]``, ``kwargs.get("key")`` or ``kwargs.pop("key")`` reads."""
        match node:
            case cst.Subscript(
                value=owner, slice=[cst.SubscriptElement(slice=cst.Index(value=cst.SimpleString() as key))]
            ):
                pass
            case cst.Call(
                func=cst.Attribute(value=owner, attr=cst.Name(value="get" | "pop" | "setdefault")),
                args=[cst.Arg(value=cst.SimpleString() as key), *_],
            ):
                pass
            case _:
                return None
        found = key.evaluated_value
        return found if self._is_catch_all(owner) and isinstance(found, str) else None

    def _parameter(self, node: cst.Name) -> str | None:
        """The parameter (or key of ``kwargs``) that a name is."""
        return self._aliases.get(node.value, node.value if node.value in self._parameters else None)

    def _use(self, node: cst.Name, how: str, detail: str = "") -> None:
        name = self._parameter(node)
        if name is not None:
            self._known.add(node)
            self._uses.append(Use(name, how, self._line, detail, _once(*self._guards), node.value in self._aliases))

    def _use_key(self, key: str, how: str, detail: str = "") -> None:
        self._uses.append(Use(key, how, self._line, detail, _once(*self._guards), from_kwargs=True))

    def _tested(self, node: cst.BaseExpression) -> tuple[str, ...]:
        """The names that a condition reads, locals followed to what they were made from."""
        collector = _Mentioned(self._kwargs_key)
        collector.look(node)
        found = []
        for path in collector.paths:
            head, dot, rest = path.partition(".")
            known = self._aliases.get(head, head)
            found += [f"{known}{dot}{rest}", known, *self._origins.get(head, ())]
        return tuple(name for name in _once(*collector.keys, *found) if name not in _NO_GUARDS)

    def _test(self, node: cst.BaseExpression) -> None:
        """Visit a condition."""
        for name in self._tested(node):
            if name in self._parameters or name in self._aliases.values():
                self._uses.append(Use(name, "test", self._line, "", _once(*self._guards)))
        for owner, attribute in _truths(node):
            if (parameter := self._parameter(owner)) is not None:
                self._uses.append(Use(parameter, "test", self._line, attribute, _once(*self._guards)))
        self.look(node)

    def _iterate(self, node: cst.BaseExpression, *, awaited: bool) -> None:
        """Visit what a loop goes through."""
        if isinstance(node, cst.Name):
            self._use(node, "iterate")
        elif (key := self._kwargs_key(node)) is not None:
            self._use_key(key, "iterate")
        iterated = calls.subject(self._value(node))
        if iterated is not None and iterated.what == "query":
            self._effect("query", iterated.model, "iterate", awaited=awaited)
        self.look(node)

    def _compare(self, node: cst.BaseExpression, text: str) -> None:
        if isinstance(node, cst.Name):
            self._use(node, "compare", text)
        elif (key := self._kwargs_key(node)) is not None:
            self._use_key(key, "compare", text)

    def visit_Name(self, node: cst.Name) -> None:
        if node in self._known:
            return
        if self._is_catch_all(node):
            self._forwards = True
        self._use(node, "read")

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        name = node.attr.value
        if isinstance(node.value, cst.Name):
            self._use(node.value, "attribute", name)
            if self._is_catch_all(node.value) and name in ("update", "clear", "popitem"):
                self._changed("", name)
        elif (key := self._kwargs_key(node.value)) is not None:
            self._use_key(key, "attribute", name)
        self.look(node.value)
        return False

    def visit_Arg(self, node: cst.Arg) -> bool:
        self.look(node.value)
        return False

    def visit_Subscript(self, node: cst.Subscript) -> bool:
        key = self._kwargs_key(node)
        if key is not None:
            self._use_key(key, "key")
            return False
        if isinstance(node.value, cst.Name):
            self._use(node.value, "subscript")
        owner = calls.subject(self._value(node.value))
        if owner is not None and owner.what == "query":
            self._effect("query", owner.model, "__getitem__")
        return True

    def visit_Comparison(self, node: cst.Comparison) -> bool:
        left, first = node.left, node.comparisons[0]
        right = first.comparator
        text = left.evaluated_value if isinstance(left, cst.SimpleString) else None
        contained = isinstance(first.operator, (cst.In, cst.NotIn))
        if contained and isinstance(text, str) and self._is_catch_all(right):
            self._use_key(text, "get")
            return False
        if contained:
            detail = text if isinstance(text, str) else ""
            if isinstance(right, cst.Name):
                self._use(right, "member", detail)
            elif (key := self._kwargs_key(right)) is not None:
                self._use_key(key, "member", detail)
            for item in _strings(self._value(right), inside=True):
                self._compare(left, item)
        else:
            for one, other in ((left, right), (right, left)):
                for item in _strings(self._value(other)):
                    self._compare(one, item)
                if isinstance(one, cst.Name) and isinstance(other, cst.Name) and other.value == "None":
                    self._use(one, "test")
        return True

    # --- Calls: what is done ---

    def _value(self, node: cst.BaseExpression) -> Value:
        """The value of an expression; what is read from ``kwargs`` is the parameter that it might have been."""
        value = self._scope.evaluate(node)
        return value if self._catch_all is None else rewrite(value, self._as_parameter)

    def _as_parameter(self, value: Value) -> Value | None:
        match value:
            case Item(Parameter(owner, function), Literal(str() as key)) | Call(
                Attribute(Parameter(owner, function), "get" | "pop"), (Argument(Literal(str() as key)), *_)
            ) if owner == self._catch_all:
                return Parameter(key, function)
            case _:
                return None

    def visit_Await(self, node: cst.Await) -> None:
        self._awaited.add(node.expression)

    def visit_Call(self, node: cst.Call) -> bool:
        if self._reads_kwargs(node):
            return False
        call = self._value(node)
        if isinstance(node.func, cst.Name) and node.func.value in self._nested:
            in_thread = node in self._awaited and node.func.value not in self._coroutines
            self._call_nested(node.func.value, awaited=in_thread)
        elif _is_on_commit(call):
            self._on_commit(node)
            return False
        else:
            self._record(call, awaited=node in self._awaited)
        goes_through = isinstance(call, Call) and call.function in calls.READERS
        for argument in node.args:
            keyword = argument.keyword.value if argument.keyword is not None else ""
            if isinstance(argument.value, cst.Name) and (
                goes_through or argument.star == "*" or keyword.endswith("__in")
            ):
                self._use(argument.value, "iterate")
        return True

    def _reads_kwargs(self, node: cst.Call) -> bool:
        """Take note of ``kwargs.get("key")`` and its like; whether ``node`` was one."""
        key = self._kwargs_key(node)
        if key is None:
            return False
        method = node.func.attr.value if isinstance(node.func, cst.Attribute) else ""
        raises = method == "pop" and len(node.args) == 1
        self._use_key(key, "key" if raises else "get", method)
        for argument in node.args[1:]:
            self.look(argument)
        if method != "get":
            self._changed(key, method)
        return True

    def _on_commit(self, node: cst.Call) -> None:
        """Visit what is handed to ``on_commit``: a lambda's body, a function by name or by ``partial``."""
        with self._under(deferred=True):
            for argument in node.args:
                if isinstance(argument.value, cst.Lambda):
                    self.look(argument.value.body)
                else:
                    self._handed(argument.value)

    def _handed(self, node: cst.BaseExpression) -> None:
        """Visit a function that something else will call, or a ``partial`` of one."""
        value = self._value(node)
        if (
            isinstance(node, cst.Call)
            and isinstance(value, Call)
            and value.function == Name("functools.partial")
            and node.args
        ):
            function, *arguments = node.args
            self._handed(function.value)
            for argument in arguments:
                self.look(argument.value)
            return
        if isinstance(node, cst.Name) and node.value in self._nested:
            self._call_nested(node.value)
        elif isinstance(node, (cst.Name, cst.Attribute)):
            self._record(Call(value))
        self.look(node)

    def _record(self, value: Value, *, awaited: bool = False) -> None:
        if isinstance(value, Call):
            kind, target = calls.classify(value)
            if kind:
                self._effect(kind, target, calls.spelled(value.function).rpartition(".")[2], value, awaited=awaited)

    def _effect(
        self, kind: str, target: Value, method: str, call: Call | None = None, *, awaited: bool = False
    ) -> None:
        deferred = self._deferred or method in calls.DEFERRED_TASKS
        self.effects.append(
            Effect(kind, target, method, self._line, _once(*self._guards), self._in_loop, deferred, awaited, call)
        )


def _is_on_commit(value: Value) -> bool:
    method = calls.split(function_of(value))[1]
    return method.endswith("on_commit") and method not in calls.DEFERRED_TASKS


def _once(*found: str) -> tuple[str, ...]:
    """The names without repetitions."""
    return tuple(dict.fromkeys(found))


def _strings(value: Value, *, inside: bool = False) -> Iterator[str]:
    """The literal strings that something is compared with: the value itself, or what is ``inside`` the collection."""
    match value:
        case Literal(str() as text) if not inside:
            yield text
        case Collection(_, items) if inside:
            for item in items:
                yield from _strings(item)


def _matched(pattern: cst.MatchPattern) -> Iterator[str]:
    match pattern:
        case cst.MatchValue(value=cst.SimpleString() as text) if isinstance(text.evaluated_value, str):
            yield text.evaluated_value
        case cst.MatchOr(patterns=patterns):
            for element in patterns:
                yield from _matched(element.pattern)


def _truths(node: cst.BaseExpression) -> Iterator[tuple[cst.Name, str]]:
    """The attributes of names whose truth, or being ``None``, a condition asks for: of ``not instance.pk`` that one."""
    match node:
        case cst.Attribute(cst.Name() as owner, cst.Name(attribute)):
            yield owner, attribute
        case cst.UnaryOperation(cst.Not(), inner):
            yield from _truths(inner)
        case cst.BooleanOperation(left, _, right):
            yield from _truths(left)
            yield from _truths(right)
        case cst.Comparison(left, [cst.ComparisonTarget(cst.Is() | cst.IsNot() | cst.Equal(), cst.Name("None"))]):
            yield from _truths(left)


def _targets(target: cst.BaseExpression, path: tuple[int | None, ...]) -> Iterator[tuple[str, tuple[int | None, ...]]]:
    """The names that a loop binds, each with the way to it from what is gone through."""
    if isinstance(target, cst.Name):
        yield target.value, path
    elif isinstance(target, (cst.Tuple, cst.List)):
        for index, element in enumerate(target.elements):
            yield from _targets(element.value, (*path, index))


def _is_constant(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Expr) and isinstance(
        node.value, (cst.SimpleString, cst.ConcatenatedString, cst.Ellipsis)
    )


def _is_deletion(node: cst.CSTNode) -> bool:
    """Whether a statement only deletes names, items or attributes."""
    if isinstance(node, cst.Expr) and isinstance(node.value, cst.Call):
        return isinstance(node.value.func, cst.Name) and node.value.func.value == "delattr"
    return isinstance(node, cst.Del)


def _first(block: cst.BaseSuite) -> list[cst.CSTNode]:
    """The statements of a block, those inside them left out."""
    found: list[cst.CSTNode] = []
    for line in block.body:
        found += line.body if isinstance(line, cst.SimpleStatementLine) else [line]
    return found


def _statements(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Every statement and ``except`` of a block, nested ones too, in source order: ``_ast_statements`` pairs them."""
    if isinstance(node, _NUMBERED):
        yield node
    if not isinstance(node, cst.BaseSmallStatement):
        for part in ("body", "handlers", "cases", "orelse", "finalbody"):
            inner = getattr(node, part, None) or ()
            for child in inner if isinstance(inner, (list, tuple)) else (inner,):
                yield from _statements(child)


def _ast_statements(block: Iterable[ast.AST]) -> Iterator[ast.stmt | ast.ExceptHandler]:
    for node in block:
        if isinstance(node, (ast.stmt, ast.ExceptHandler)):
            yield node
        for part in ("body", "handlers", "cases", "orelse", "finalbody"):
            yield from _ast_statements(getattr(node, part, ()))


class _Mentioned(Looker):
    """Collects the ``names`` in some code, the ``paths`` of attributes read from them, the ``keys`` of ``kwargs``."""

    def __init__(self, key_of: Callable[[cst.BaseExpression], str | None]) -> None:
        super().__init__()
        self._key_of = key_of
        self.names: list[cst.Name] = []
        self.paths: list[str] = []
        self.keys: list[str] = []

    def visit_Name(self, node: cst.Name) -> None:
        self.names.append(node)
        self.paths.append(node.value)

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        path: list[str] = []
        owner: cst.BaseExpression = node
        while isinstance(owner, cst.Attribute):
            path.append(owner.attr.value)
            owner = owner.value
        self.look(owner)
        if isinstance(owner, cst.Name):
            self.paths[-1] = ".".join([owner.value, *reversed(path)])
        return False

    def visit_Subscript(self, node: cst.Subscript) -> bool:
        return self._is_no_key(node)

    def visit_Call(self, node: cst.Call) -> bool:
        match node:
            case cst.Call(
                func=cst.Name("hasattr" | "getattr"),
                args=[cst.Arg(cst.Name(owner)), cst.Arg(cst.SimpleString(evaluated_value=str() as attribute)), *_],
            ):
                self.paths.append(f"{owner}.{attribute}")
        return self._is_no_key(node)

    def _is_no_key(self, node: cst.BaseExpression) -> bool:
        key = self._key_of(node)
        if key is not None:
            self.keys.append(key)
        return key is None

    def visit_Arg(self, node: cst.Arg) -> bool:
        self.look(node.value)
        return False
