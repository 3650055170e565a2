"""What is wrong in a function if it receives a signal of a certain kind (``facts.Fault``), read off the ``ast``.

Each is certain as far as the text of the function tells.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered
from flake8_signals.syntax import tree
from flake8_signals.syntax.argument_names import KEYS, ArgumentNames
from flake8_signals.syntax.facts import Fault
from flake8_signals.syntax.outcomes import Outcome
from flake8_signals.syntax.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Function = ast.FunctionDef | ast.AsyncFunctionDef
    Block = list[ast.stmt]

_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)

_QUERYSETS = frozenset(
    "all filter exclude order_by select_related prefetch_related select_for_update using annotate alias distinct only "
    "defer values values_list reverse union intersection difference".split()
)
"""The methods of a manager that make a queryset."""

_FETCHES = frozenset("first last earliest latest exists count aggregate in_bulk iterator get contains".split())
"""The methods that ask the database at once."""

_READERS = frozenset("list tuple set frozenset dict sorted len sum max min any all enumerate".split())

_HARMLESS = _READERS | set(
    "print str repr format isinstance hasattr type id bool debug info warning error exception critical log".split()
)
"""What certainly adds nothing to an object that it is given."""


def faults(node: Function, scope: Scope, source: str, names: ArgumentNames) -> tuple[Fault, ...]:
    """The faults of a function, by its node, its scope, its text and the names of its arguments."""
    found: list[Fault] = []
    if "on_commit" in source:
        found += _handed_to_commit(node, scope, names)
    if any(word in source for word in ("adding", *(f".{key}" for key in KEYS))):
        found += _Newness(names).never(node.body)
    if "created" in source:
        found += _Filling(names).read(node.body)
    if "pk_set" in source:
        found += _without_keys(node.body, names)
    return tuple(found)


# --- What on_commit() is given ---------------------------------------------------------------------------------------


def _handed_to_commit(node: Function, scope: Scope, names: ArgumentNames) -> Iterator[Fault]:
    for part, around in _scoped(node.body, scope):
        if isinstance(part, tree.FUNCTIONS):
            for decorator in filter(_is_on_commit, part.decorator_list):
                yield from _late_keys(part.body, ast.Call(decorator, [], []), around, names)
        if not isinstance(part, ast.Call) or not _is_on_commit(part.func):
            continue
        given = [*part.args[:1], *(keyword.value for keyword in part.keywords if keyword.arg == "func")]
        callback = names.value(given[0]) if given else None
        if isinstance(callback, ast.Call):
            by = around.resolve(part.func)
            name = around.text.segment(callback.func)
            yield Fault("called-for-commit", callback.lineno, name, around.resolve(callback), by)
            callback = callback.args[0] if callback.args else None
        inside = names.definition(callback) if callback is not None else None
        if inside is not None:
            yield from _late_keys(inside.body, part, around, names)
        elif isinstance(callback, ast.Lambda):
            yield from _late_keys([callback.body], part, around, names)


def _late_keys(block: Iterable[ast.AST], call: ast.Call, scope: Scope, names: ArgumentNames) -> Iterator[Fault]:
    for node in block if names.keeps_key else ():
        for part in tree.within(node):
            key = names.key(part)
            if key:
                yield Fault("key-after-commit", part.lineno, key, None, scope.resolve(call.func))  # type: ignore[attr-defined]


def _is_on_commit(node: ast.expr) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr == "on_commit") or (
        isinstance(node, ast.Name) and node.id.endswith("on_commit")
    )


def _scoped(block: Iterable[ast.AST], scope: Scope) -> Iterator[tuple[ast.AST, Scope]]:
    """Every node of a function, with the scope that it stands in."""
    pending = [(node, scope) for node in block]
    while pending:
        node, around = pending.pop()
        yield node, around
        inner = Scope(around.text, node, around) if isinstance(node, tree.NESTED) else around
        pending += [(part, inner) for part in tree.children(node)]


# --- Whether the instance is new -------------------------------------------------------------------------------------


class _Newness:
    """Looks for tests that take a saved instance for a new one, where some code depends on that."""

    def __init__(self, names: ArgumentNames) -> None:
        self._names = names

    def never(self, block: Block) -> Iterator[Fault]:
        """Those in a block of statements."""
        if not self._names.keeps_key:
            return
        for statement in block:
            if isinstance(statement, ast.If):
                truth, asked = self._truth(statement.test)
                leaves = isinstance(statement.body[-1], _LEAVING)
                never = truth is False and not (asked in KEYS and leaves and len(statement.body) < 3)
                always = truth is True and (bool(statement.orelse) or (leaves and statement is not block[-1]))
                if never or always:
                    yield Fault("never-new", statement.test.lineno, asked)
            if isinstance(statement, tree.NESTED):
                continue
            for part in tree.children(statement):
                yield from self._chosen(part)
            for inner in ("body", "orelse", "finalbody"):
                yield from self.never(getattr(statement, inner, []))
            for case in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
                yield from self.never(case.body)

    def _chosen(self, node: ast.AST) -> Iterator[Fault]:
        """Those of conditional expressions."""
        for part in tree.within(node) if isinstance(node, ast.expr) else ():
            if isinstance(part, ast.IfExp):
                truth, asked = self._truth(part.test)
                if truth is not None:
                    yield Fault("never-new", part.test.lineno, asked)

    @remembered
    def _truth(self, node: ast.expr) -> tuple[bool | None, str]:
        """What a test of a saved instance always gives, and what it asks for; ``None`` where that depends."""
        names = self._names
        match names.value(node):
            case ast.Attribute(ast.Attribute(owner, "_state"), "adding") if names.is_(owner, "instance"):
                return False, "_state.adding"
            case ast.Attribute() as read:
                return (True, names.key(read)) if names.key(read) else (None, "")
            case ast.Compare(left, [operator], [ast.Constant(None)]) if names.key(names.value(left)):
                known = {ast.Is: False, ast.Eq: False, ast.IsNot: True, ast.NotEq: True}
                return known.get(type(operator)), names.key(names.value(left))
            case ast.UnaryOp(ast.Not(), inner):
                truth, asked = self._truth(inner)
                return (None if truth is None else not truth), asked
            case ast.BoolOp(operator, values):
                decides = isinstance(operator, ast.Or)
                found = [self._truth(value) for value in values]
                decisive = [each for each in found if each[0] is decides]
                return decisive[0] if decisive else found[0] if all(t is not None for t, _ in found) else (None, "")
            case _:
                return None, ""


# --- What a new instance cannot have yet -----------------------------------------------------------------------------


class _Filling:
    """Looks for reads of what hangs on an instance that certainly is new, until something may have filled it."""

    def __init__(self, names: ArgumentNames) -> None:
        self._names = names
        self._filled = False

    def read(self, block: Block, *, created: bool = False) -> Iterator[Fault]:
        """The reads in a block of statements; ``created``: the block runs for new instances alone."""
        for statement in block:
            if isinstance(statement, tree.NESTED):
                continue
            if isinstance(statement, ast.If):
                yield from self._expression(statement.test, created=created, evaluated=True)
                yield from self.read(statement.body, created=created or self._implies(statement.test, truth=True))
                otherwise = self._implies(statement.test, truth=False)
                yield from self.read(statement.orelse, created=created or otherwise)
                created = created or (otherwise and isinstance(statement.body[-1], _LEAVING))
                continue
            if isinstance(statement, (ast.For, ast.AsyncFor, ast.While)):
                repeated: list[ast.AST] = [*statement.body]
                if isinstance(statement, ast.While):
                    repeated.append(statement.test)
                else:
                    yield from self._expression(statement.iter, created=created, evaluated=True)
                self._filled = self._filled or any(
                    self._may_fill(part) for each in repeated for part in tree.within(each)
                )
            else:
                for part in tree.children(statement):
                    if isinstance(part, ast.withitem):
                        yield from self._expression(part.context_expr, created=created)
                    elif isinstance(part, ast.expr):
                        yield from self._expression(part, created=created)
            for inner in ("body", "orelse", "finalbody"):
                yield from self.read(getattr(statement, inner, []), created=created)
            for case in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
                yield from self.read(case.body, created=created)

    def _expression(self, node: ast.AST, *, created: bool, evaluated: bool = False) -> Iterator[Fault]:
        """The reads in an expression, in the order in which they happen; ``evaluated``: it is gone through."""
        if isinstance(node, ast.Lambda):
            return
        relation = self._queryset(node) if evaluated and isinstance(node, ast.expr) else ""
        if isinstance(node, ast.BoolOp):
            for value in node.values:
                yield from self._expression(value, created=created, evaluated=True)
                created = created or self._implies(value, truth=isinstance(node.op, ast.And))
            return
        if isinstance(node, ast.IfExp):
            yield from self._expression(node.test, created=created, evaluated=True)
            for part, truth in ((node.body, True), (node.orelse, False)):
                yield from self._expression(part, created=created or self._implies(node.test, truth=truth))
            return
        goes_through = self._goes_through(node)
        comprehension = isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp))
        # A comprehension's loops come before what it gives.
        for child in sorted(tree.children(node), key=lambda c: comprehension and not isinstance(c, ast.comprehension)):
            inside = goes_through or (isinstance(node, ast.comprehension) and child is node.iter)
            yield from self._expression(child, created=created, evaluated=inside)
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Attribute(owner, method) if method.removeprefix("a") in _FETCHES or method in _FETCHES:
                    relation = self._queryset(owner)
        if relation and created and not self._filled:
            yield Fault("read-as-created", node.lineno, relation)  # type: ignore[attr-defined]
        self._filled = self._filled or self._may_fill(node)

    def _goes_through(self, node: ast.AST) -> bool:
        """Whether an expression goes through what it is made of: ``list(…)``, ``", ".join(…)``, ``not …``."""
        match node:
            case ast.Call(ast.Name(name)):
                return name in _READERS
            case ast.Call(ast.Attribute(_, "join")) | ast.UnaryOp(ast.Not()) | ast.Starred():
                return True
            case _:
                return False

    def _queryset(self, node: ast.expr) -> str:
        """The attribute of the instance that an expression is the manager, or a queryset, of."""
        node = self._names.value(node)
        while True:
            match node:
                case ast.Call(ast.Attribute(owner, method)) if method in _QUERYSETS:
                    node = self._names.value(owner)
                case ast.Attribute(owner, name) if self._names.is_(owner, "instance"):
                    return name
                case _:
                    return ""

    def _may_fill(self, node: ast.AST) -> bool:
        """Whether a call may add to what hangs on the instance: it is given that, or asks it to do something."""
        if not isinstance(node, ast.Call):
            return False
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in _HARMLESS:
            return False
        owner = self._names.value(node.func.value) if isinstance(node.func, ast.Attribute) else None
        if owner is not None and name not in _QUERYSETS | _FETCHES and self._names.holds(owner, "instance"):
            return True
        return any(self._names.holds(part, "instance") for part in (*node.args, *node.keywords))

    def _implies(self, test: ast.expr, *, truth: bool) -> bool:
        """Whether the instance certainly is new where a test has this outcome."""
        return truth in self._implying(test)

    @remembered
    def _implying(self, test: ast.expr) -> frozenset[bool]:
        """The outcomes of a test with which the instance certainly is new."""
        match self._names.value(test):
            case ast.UnaryOp(ast.Not(), inner):
                return frozenset(not outcome for outcome in self._implying(inner))
            case ast.BoolOp(operator, values):
                together = isinstance(operator, ast.And)  # the outcome of all of them
                return frozenset({together} if any(together in self._implying(value) for value in values) else ())
            case found:
                return frozenset({True} if self._names.is_(found, "created") else ())


# --- Keys that a cleared relation does not send ----------------------------------------------------------------------


def _without_keys(block: Block, names: ArgumentNames) -> Iterator[Fault]:
    """The uses of ``pk_set`` as a set that a ``clear()``, which sends ``None``, certainly comes to."""
    for action in ("pre_clear", "post_clear"):
        for node in Outcome(names, {"action": action, "pk_set": None}).runs(block):
            used = next((part for part in _as_a_set(node) if names.is_(part, "pk_set")), None)
            if used is not None:
                yield Fault(
                    "keys-of-clear", used.lineno, "AttributeError" if isinstance(node, ast.Attribute) else "TypeError"
                )


def _as_a_set(node: ast.AST) -> list[ast.expr]:
    """What a node goes through, looks into or asks for an attribute, where ``None`` raises an error."""
    match node:
        case ast.For(iter=part) | ast.comprehension(iter=part) | ast.Starred(part) | ast.Subscript(part):
            return [part]
        case ast.Attribute(part, ctx=ast.Load()):
            return [part]
        case ast.Call(ast.Name(name), [part, *_]) if name in _READERS:
            return [part]
        case ast.Compare(_, operators, parts):
            return [p for o, p in zip(operators, parts, strict=True) if isinstance(o, (ast.In, ast.NotIn))]
        case ast.keyword(str() as name, part) if name.endswith("__in"):
            return [part]
        case _:
            return []
