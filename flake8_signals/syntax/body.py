"""What a function does: the libcst visitor behind every rule about a receiver's body, and behind the effects.

Statements are visited here, expressions in ``expressions``. The findings are collected in ``Uses`` (what is read and
tested of the parameters) and ``Effects`` (what is done), each at the current ``Position``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from flake8_signals.syntax import calls, from_libcst, tree
from flake8_signals.syntax.conditions import opposite, raised
from flake8_signals.syntax.effects import written
from flake8_signals.syntax.expressions import ExpressionVisitor, is_on_commit
from flake8_signals.syntax.facts import Body, Swallow
from flake8_signals.syntax.scope import Scope
from flake8_signals.syntax.statements import (
    NUMBERED,
    STATEMENTS,
    ast_statements,
    first,
    is_constant,
    is_deletion,
    statements,
)
from flake8_signals.syntax.uses import matched
from flake8_signals.syntax.values import Call, Collection, Name, Value
from flake8_signals.syntax.visitor import is_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNCOUNTED = (cst.Pass, cst.Import, cst.ImportFrom, cst.FunctionDef, cst.Global, cst.Nonlocal)

_LEAVING = (cst.Return, cst.Raise, cst.Continue, cst.Break)

_EVERYTHING = (Name("builtins.Exception"), Name("builtins.BaseException"))

_OF_THE_DATABASE = frozenset("save create update delete m2m bulk query refresh sql transaction".split())
"""What breaks the transaction around it where it fails."""

TRY, EXCEPT, WITH = "<try>", "<except>", "<with>"
"""The guards that are no tested names: a ``try`` that catches, its ``except``, a ``with`` of something not known."""


def body_of(definition: cst.FunctionDef, scope: Scope) -> Body:
    """What the function with this scope and libcst node does."""
    return _BodyVisitor(definition, scope).result()


class _BodyVisitor(ExpressionVisitor):
    """Visits the statements of one function; their line numbers come from the ``ast``."""

    def __init__(self, definition: cst.FunctionDef, scope: Scope) -> None:
        super().__init__(tree.signature(scope.node.args), scope)  # type: ignore[attr-defined]
        self._nodes = dict(zip(statements(definition.body), ast_statements(scope.node.body), strict=False))  # type: ignore[attr-defined]
        self._uncounted = False
        self._swallows: list[Swallow] = []
        self._returns: list[int] = []
        self._returned: list[Value] = []
        self._meaningful = False
        self._statements = 0
        self.look(definition.body)

    def result(self) -> Body:
        """Everything found."""
        return Body(
            self._statements,
            self.branches,
            tuple(self.effects.found),
            tuple(self.uses.found),
            self.uses.forwards_kwargs,
            tuple(self._swallows),
            tuple(self._returns),
            tuple(self._returned),
            not self._meaningful,
            commits=tuple(self.commits),
        )

    def look(self, node: cst.CSTNode) -> None:
        kind = type(node)
        if is_kind(kind, NUMBERED) and node in self._nodes:
            self.position.line = self._nodes[node].lineno
        if is_kind(kind, STATEMENTS):
            self._meaningful = self._meaningful or not (isinstance(node, cst.Pass) or is_constant(node))
            self._statements += not self._uncounted and self._counts(node)
        super().look(node)

    def _counts(self, node: cst.CSTNode) -> bool:
        return not (isinstance(node, _UNCOUNTED) or is_constant(node) or self._is_guard(node) or self._is_log(node))

    def _is_log(self, node: cst.CSTNode) -> bool:
        return (
            isinstance(node, cst.Expr)
            and isinstance(node.value, cst.Call)
            and calls.is_log(self.value(node.value.func))
        )

    def _is_guard(self, node: cst.CSTNode) -> bool:
        """Whether ``node`` only leaves the function early: ``if raw: return``, perhaps with a log message."""
        if not isinstance(node, cst.If) or node.orelse is not None:
            return False
        *before, last = first(node.body)
        return isinstance(last, cst.Return) and _is_none(last.value) and all(map(self._is_log, before))

    # --- blocks and their guards ---

    def visit_IndentedBlock(self, node: cst.IndentedBlock) -> bool:
        with self.position.under():
            repeated = _repeated(node) if self.position.in_loop else len(node.body)
            if self._look_at_each(node.body[:repeated]) and repeated < len(node.body):
                with self.position.once_in_loop(breaks=isinstance(first(node)[-1], cst.Break)):
                    self._look_at_each(node.body[repeated:])
        return False

    def _look_at_each(self, statements: Sequence[cst.CSTNode]) -> bool:
        """Visit these statements; return whether what stands below them is ever reached."""
        for statement in statements:
            self.look(statement)
            if isinstance(statement, cst.SimpleStatementLine) and isinstance(statement.body[-1], _LEAVING):
                return False
            self.position.pass_statement()
        return True

    def visit_If(self, node: cst.If) -> bool:
        guard = self._is_guard(node)
        self.branches += not guard
        self.test(node.test)
        tested = self.uses.tested(node.test)
        holds, otherwise = self.uses.either_way(node.test)
        with self.position.under(*tested, when=holds):
            before, self._uncounted = self._uncounted, self._uncounted or guard
            self.look(node.body)
            self._uncounted = before
        with self.position.under(*tested, when=otherwise):
            self._look_at(node.orelse)
        return False

    def visit_Assert(self, node: cst.Assert) -> bool:
        self.test(node.test)
        self.position.leave(*self.uses.tested(node.test), when=self.uses.when(node.test, true=False))
        return False

    def visit_While(self, node: cst.While) -> bool:
        self.branches += 1
        self.test(node.test)
        tested, when = self.uses.tested(node.test), self.uses.when(node.test)
        with (
            self.position.of_loop(),
            self.position.under(*tested, when=when, loop=True, alone=_is_one_statement(node.body)),
        ):
            self.look(node.body)
        self._look_at(node.orelse)
        return False

    def visit_For(self, node: cst.For) -> bool:
        self.branches += 1
        self.iterate(node.iter, awaited=node.asynchronous is not None)
        self.bind(node.target)
        with self.position.of_loop(), self.position.under(loop=True, alone=_is_one_statement(node.body)):
            self.look(node.body)
        self._look_at(node.orelse)
        return False

    def visit_Try(self, node: cst.Try | cst.TryStar) -> bool:
        self.branches += 1
        before = len(self.effects.found)
        with self.position.under(*[TRY] * bool(node.handlers)):
            self.look(node.body)
        tried = {effect.kind for effect in self.effects.found[before:]}
        swallowed = len(self._swallows)
        for handler in node.handlers:
            self.look(handler)
        cleans_up = EXCEPT in self.position.guards and not tried & _OF_THE_DATABASE
        if cleans_up or all(map(is_deletion, first(node.body))):
            # Nothing is lost: there was nothing to delete, or an error is being reported already.
            del self._swallows[swallowed:]
        nothing_raised = tuple(text for handler in node.handlers for text in opposite((_caught(handler),)))
        with self.position.under(when=nothing_raised):
            self._look_at(node.orelse)
        self._look_at(node.finalbody)
        return False

    visit_TryStar = visit_Try

    def visit_ExceptHandler(self, node: cst.ExceptHandler | cst.ExceptStarHandler) -> bool:
        self.branches += 1
        if all(map(_does_nothing, first(node.body))):
            self._swallow(self.value(node.type) if node.type is not None else None)
        with self.position.under(EXCEPT, when=(_caught(node),)):
            self.look(node.body)
        return False

    visit_ExceptStarHandler = visit_ExceptHandler

    def _swallow(self, caught: Value | None) -> None:
        """Note an ``except`` that hides ``caught`` (``None``: everything), if that includes every exception."""
        found = caught.items if isinstance(caught, Collection) else (caught,)
        for value in found:
            if value is None:
                self._swallows.append(Swallow(self.position.line, ""))
            elif value in _EVERYTHING:
                self._swallows.append(Swallow(self.position.line, calls.spelled(value).rpartition(".")[2]))

    def visit_With(self, node: cst.With) -> bool:
        guards: list[str] = []
        for item in node.items:
            self.look(item.item)
            value = self.value(item.item)
            if isinstance(value, Call) and value.function == Name("contextlib.suppress"):
                guards.append(TRY)
                for argument in value.arguments:
                    self._swallow(argument.value)
            elif not calls.root(value).startswith(("django.db.", "django.utils.", "builtins.open")):
                guards.append(WITH)
            if item.asname is not None:
                self.bind(item.asname.name)
        with self.position.under(*guards):
            self.look(node.body)
        return False

    def visit_Match(self, node: cst.Match) -> bool:
        self.branches += 1
        self.test(node.subject)
        others: list[str] = []
        for case in node.cases:
            texts = tuple(matched(case.pattern))
            for text in texts:
                self.uses.use(node.subject, "compare", text)
            subject = written(node.subject)
            compared = [f"({subject}) == {text!r}" for text in texts]
            when = self.uses.when_written(" or ".join(compared)) if compared else tuple(others)
            if compared and case.guard is None:
                others += self.uses.when_written(" or ".join(compared), true=False)
            with self.position.under(*self.uses.tested(node.subject), when=when):
                if case.guard is not None:
                    self.test(case.guard)
                    self.position.guard(*self.uses.tested(case.guard), when=self.uses.when(case.guard))
                self.look(case.body)
        return False

    def _look_at(self, part: cst.CSTNode | None) -> None:
        if part is not None:
            self.look(part)

    # --- ways out ---

    def visit_Return(self, node: cst.Return) -> None:
        if node.value is not None and not _is_none(node.value):
            self._returns.append(self.position.line)
            value = node.value.expression if isinstance(node.value, cst.Await) else node.value
            self._returned.append(from_libcst.value_of(value, self.scope))

    def leave_Return(self, original_node: cst.BaseSmallStatement) -> None:
        self.position.leave(*self.position.guards)

    leave_Continue = leave_Break = leave_Return

    def leave_Raise(self, original_node: cst.Raise) -> None:
        # A `raise` in an `except` does not keep the rest from running in the normal case.
        if EXCEPT not in self.position.guards:
            self.position.leave(*self.position.guards)

    # --- nested definitions, which run later if at all ---

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        self.mention(node)
        name = node.name.value
        inner = _BodyVisitor(node, Scope(self.scope.text, self._nodes[node], self.scope))
        self.effects.define(name, inner.effects.found, is_async=node.asynchronous is not None)
        if any(is_on_commit(self.value(decorator.decorator)) for decorator in node.decorators):
            self.commits.append(self.position.line)
            with self.position.under(deferred=True):
                self.effects.call_nested(name)
        return False

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        self.mention(node)
        return False

    # --- bindings ---

    def visit_Assign(self, node: cst.Assign) -> bool:
        self.look(node.value)
        for part in node.targets:
            self.bind(part.target, node.value)
        return False

    def visit_AnnAssign(self, node: cst.AnnAssign) -> bool:
        if node.value is not None:
            self.look(node.value)
            self.bind(node.target, node.value)
        return False

    def visit_AugAssign(self, node: cst.AugAssign) -> bool:
        self.look(node.value)
        self.bind(node.target, node.value)
        return False

    def visit_Del(self, node: cst.Del) -> bool:
        self.bind(node.target)
        return False


def _caught(handler: cst.ExceptHandler | cst.ExceptStarHandler) -> str:
    """The condition that a handler runs."""
    return raised(written(handler.type) if handler.type is not None else "an exception")


def _does_nothing(statement: cst.CSTNode) -> bool:
    """Whether a statement does nothing with what was raised: it passes it over, or leaves with a constant."""
    if isinstance(statement, cst.Return):
        constant = isinstance(statement.value, (cst.SimpleString, cst.Integer)) or (
            isinstance(statement.value, cst.Name) and statement.value.value in ("True", "False")
        )
        return constant or _is_none(statement.value)
    return isinstance(statement, (cst.Pass, cst.Continue, cst.Break)) or is_constant(statement)


def _is_none(value: cst.BaseExpression | None) -> bool:
    """Whether what is returned is ``None``, written out or not."""
    return value is None or (isinstance(value, cst.Name) and value.value == "None")


def _is_one_statement(block: cst.BaseSuite) -> bool:
    found = first(block)
    return len(found) == 1 and isinstance(found[0], cst.Expr)


def _repeated(block: cst.IndentedBlock) -> int:
    """How many of a block's statements the loop around it may repeat: those below certainly lead to its end."""
    if not isinstance(first(block)[-1], (cst.Return, cst.Break)):
        return len(block.body)
    going_on = (
        number
        for number, part in enumerate(block.body, 1)
        if any(isinstance(statement, cst.Continue) for statement in statements(part))
    )
    return max(going_on, default=0)
