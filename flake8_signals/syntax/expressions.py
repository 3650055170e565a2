"""What the expressions in a function do: the part of the visitor in ``body`` that does not concern statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from flake8_signals.knowledge.libraries import DEFERRED_TASKS
from flake8_signals.syntax import calls, from_libcst
from flake8_signals.syntax.effects import Effects
from flake8_signals.syntax.position import Position
from flake8_signals.syntax.scope import Fixed, Scope
from flake8_signals.syntax.uses import Mentioned, Uses, strings
from flake8_signals.syntax.values import Call, Name, Value, element, function_of
from flake8_signals.syntax.visitor import Looker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.syntax.values import Signature


class ExpressionVisitor(Looker):
    """Visits expressions, and passes what it finds to ``uses`` and ``effects``."""

    skipped = (cst.BaseCompOp, cst.Annotation, cst.Import, cst.ImportFrom, cst.Global, cst.Nonlocal)

    def __init__(self, signature: Signature, scope: Scope) -> None:
        super().__init__()
        self.scope = scope
        self.position = Position()
        self.uses = Uses(signature, self.position)
        self.effects = Effects(self.position)
        self.branches = 0
        self.commits: list[int] = []
        self._awaited: set[cst.CSTNode] = set()

    def value(self, node: cst.BaseExpression) -> Value:
        """The value of an expression; a key read from ``kwargs`` counts as the parameter that it could have been."""
        return self.uses.as_parameter(from_libcst.value_of(node, self.scope))

    # --- binding and reading names ---

    def bind(self, target: cst.BaseExpression, value: cst.BaseExpression | None = None) -> None:
        """Note what an assignment, a loop or a ``with`` binds, and visit its targets that are not names."""
        if isinstance(target, (cst.Tuple, cst.List)):
            for item in target.elements:
                self.bind(item.value)
        elif not self.uses.bind(target, value):
            self.look(target)

    def visit_NamedExpr(self, node: cst.NamedExpr) -> bool:
        self.look(node.value)
        self.bind(node.target, node.value)
        return False

    def visit_Name(self, node: cst.Name) -> None:
        self.uses.read(node)

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        name = node.attr.value
        self.uses.use(node.value, "attribute", name)
        if self.uses.is_catch_all(node.value) and name in ("update", "clear", "popitem"):
            self.uses.change("", name)
        self.look(node.value)
        return False

    def visit_Arg(self, node: cst.Arg) -> bool:
        if node.star == "**":
            self.uses.copy(node.value)
        self.look(node.value)
        return False

    def visit_StarredDictElement(self, node: cst.StarredDictElement) -> None:
        self.uses.copy(node.value)

    def visit_Subscript(self, node: cst.Subscript) -> bool:
        key = self.uses.key(node)
        if key is not None:
            self.uses.use_key(key, "key")
            return False
        self.uses.use_name(node.value, "subscript")
        owner = calls.subject(self.value(node.value))
        if owner is not None and owner.what == "query":
            self.effects.add("query", owner.model, "__getitem__", node=node)
        return True

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        self.mention(node)
        return False

    def mention(self, node: cst.CSTNode) -> None:
        """Note the names that nested code reads, whenever it runs."""
        mentioned = Mentioned(lambda _: None)
        mentioned.look(node)
        for name in mentioned.names:
            self.uses.read(name)

    # --- conditions and loops ---

    def test(self, condition: cst.BaseExpression) -> None:
        """Visit a condition."""
        self.uses.test(condition)
        self.look(condition)

    def visit_IfExp(self, node: cst.IfExp) -> bool:
        self.branches += 1
        self.test(node.test)
        tested = self.uses.tested(node.test)
        holds, otherwise = self.uses.either_way(node.test)
        with self.position.under(*tested, when=holds):
            self.look(node.body)
        with self.position.under(*tested, when=otherwise):
            self.look(node.orelse)
        return False

    def visit_BooleanOperation(self, node: cst.BooleanOperation) -> bool:
        self.branches += 1
        self.test(node.left)
        when = self.uses.when(node.left, true=isinstance(node.operator, cst.And))
        with self.position.under(*self.uses.tested(node.left), when=when):
            self.look(node.right)
        return False

    def visit_Comparison(self, node: cst.Comparison) -> bool:
        left, first = node.left, node.comparisons[0]
        right = first.comparator
        text = left.evaluated_value if isinstance(left, cst.SimpleString) else None
        contained = isinstance(first.operator, (cst.In, cst.NotIn))
        if contained and isinstance(text, str) and self.uses.is_catch_all(right):
            self.uses.use_key(text, "get")
            return False
        if contained:
            self.uses.use(right, "member", text if isinstance(text, str) else "")
            for item in strings(self.value(right), inside=True):
                self.uses.use(left, "compare", item)
        else:
            for one, other in ((left, right), (right, left)):
                for item in strings(self.value(other)):
                    self.uses.use(one, "compare", item)
                if isinstance(other, cst.Name) and other.value == "None":
                    self.uses.use_name(one, "test")
        return True

    def iterate(self, node: cst.BaseExpression, *, awaited: bool) -> None:
        """Visit what a loop iterates over."""
        self.uses.use(node, "iterate")
        value = self.value(node)
        iterated = calls.subject(value)
        if iterated is not None and iterated.what == "query" and not calls.is_prefetched(value):
            self.effects.add("query", iterated.model, "iterate", awaited=awaited, node=node)
        self.look(node)

    def visit_ListComp(self, node: cst.BaseSimpleComp) -> bool:
        return self._comprehension(node.for_in, node.elt)

    visit_SetComp = visit_GeneratorExp = visit_ListComp

    def visit_DictComp(self, node: cst.DictComp) -> bool:
        return self._comprehension(node.for_in, node.key, node.value)

    def _comprehension(self, clause: cst.CompFor, *results: cst.BaseExpression) -> bool:
        self.branches += 1
        self.iterate(clause.iter, awaited=clause.asynchronous is not None)
        outside = self.scope
        bound = dict(_targets(clause.target, (None,)))
        iterated = self.value(clause.iter)
        self.scope = Fixed(outside, {name: element(iterated, path) for name, path in bound.items()})
        with self.uses.shadowed(bound.keys()), self.position.under(loop=True):
            for condition in clause.ifs:
                self.test(condition.test)
                self.position.guard(*self.uses.tested(condition.test), when=self.uses.when(condition.test))
            if clause.inner_for_in is not None:
                self._comprehension(clause.inner_for_in, *results)
            else:
                for result in results:
                    self.look(result)
        self.scope = outside
        return False

    # --- calls and their effects ---

    def visit_Await(self, node: cst.Await) -> None:
        self._awaited.add(node.expression)

    def visit_Call(self, node: cst.Call) -> bool:
        if self._reads_kwargs(node):
            return False
        call = self.value(node)
        if is_on_commit(call) and not self._is_nested(node):
            self._on_commit(node)
            return False
        goes_through = isinstance(call, Call) and call.function in calls.READERS
        for argument in node.args:
            keyword = argument.keyword.value if argument.keyword is not None else ""
            if goes_through or argument.star == "*" or keyword.endswith("__in"):
                self.uses.use_name(argument.value, "iterate")
        # Python, too, calls what stands in the arguments first.
        for part in (node.func, *node.args):
            self.look(part)
        awaited = node in self._awaited
        if self._is_nested(node):
            self.effects.call_nested(node.func.value, awaited=awaited)  # type: ignore[attr-defined]
        else:
            self.effects.record(call, awaited=awaited, node=node.func)
        return False

    def _is_nested(self, node: cst.Call) -> bool:
        """Whether a call is one of a function that is defined in this one."""
        return isinstance(node.func, cst.Name) and self.effects.has_nested(node.func.value)

    def _reads_kwargs(self, node: cst.Call) -> bool:
        """Note ``kwargs.get("key")`` and the like; whether ``node`` was one."""
        key = self.uses.key(node)
        if key is None:
            return False
        method = node.func.attr.value if isinstance(node.func, cst.Attribute) else ""
        raises = method == "pop" and len(node.args) == 1
        self.uses.use_key(key, "key" if raises else "get", method)
        for argument in node.args[1:]:
            self.look(argument)
        if method != "get":
            self.uses.change(key, method)
        return True

    def _on_commit(self, node: cst.Call) -> None:
        """Visit the argument of ``on_commit``: a lambda's body, or a function passed by name or as a ``partial``."""
        self.commits.append(self.position.line)
        for argument in node.args:
            if argument.keyword is not None and argument.keyword.value in ("using", "robust"):
                self.look(argument.value)
            else:
                self._handed(argument.value)

    def _handed(self, node: cst.BaseExpression) -> None:
        """Visit a function, or a ``partial`` of one, that is called after the commit; what makes it is called now."""
        value = self.value(node)
        if isinstance(node, cst.Call) and function_of(value) == Name("functools.partial") and node.args:
            function, *arguments = node.args
            self._handed(function.value)
            for argument in arguments:
                self.look(argument.value)
            return
        with self.position.under(deferred=True):
            if isinstance(node, cst.Lambda):
                self.look(node.body)
                return
            if isinstance(node, cst.Name) and self.effects.has_nested(node.value):
                self.effects.call_nested(node.value)
            elif isinstance(node, (cst.Name, cst.Attribute)):
                self.effects.record(Call(value), node=node)
        self.look(node)


def is_on_commit(value: Value) -> bool:
    """Whether a value is, or calls, a method that runs its argument after the commit."""
    method = calls.split(function_of(value))[1]
    return method.endswith("on_commit") and method not in DEFERRED_TASKS


def _targets(target: cst.BaseExpression, path: tuple[int | None, ...]) -> Iterator[tuple[str, tuple[int | None, ...]]]:
    """The names that a loop binds, each with its path within an element of what the loop iterates over."""
    if isinstance(target, cst.Name):
        yield target.value, path
    elif isinstance(target, (cst.Tuple, cst.List)):
        for index, item in enumerate(target.elements):
            yield from _targets(item.value, (*path, index))
