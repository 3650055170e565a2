"""A module's outline, read from its ``ast``: imports, classes, functions, and the calls that matter at start-up."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.knowledge.libraries import DELETED, GENERIC_RELATION, RELATIONS
from flake8_signals.syntax.development import under_runserver
from flake8_signals.syntax.facts import ClassOutline, FunctionOutline, Import, Invocation, Outline, Relation
from flake8_signals.syntax.scope import Scope
from flake8_signals.syntax.tree import COMPOUND, absolute, bases, children, is_type_checking
from flake8_signals.syntax.values import Argument, Call, Literal, Name, Unknown, Value, attribute_of, last_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

_LATER = frozenset({*_FUNCTIONS, ast.Lambda})
"""What holds code that does not run with the code around it."""

_TELLING = ("import", "def", "class")
"""Every import or definition contains one of these."""

_TELLING_STATEMENTS = frozenset({ast.Import, ast.ImportFrom, *_FUNCTIONS, ast.ClassDef, *COMPOUND})
"""Every import or definition is one of these, or inside."""


def outline(module: Scope) -> Outline:
    """The outline of the module with this scope."""
    visitor = _Outliner(module.text.lines)
    visitor.block(module.node.body, module, runtime=True)  # type: ignore[attr-defined]
    return Outline(
        tuple(visitor.imports),
        tuple(visitor.classes),
        tuple(visitor.functions),
        tuple(name for name in module.bindings if name != "*"),
        module.stars,
        tuple(_assignments(module.node.body)),  # type: ignore[attr-defined]
        tuple(name for name in module.bindings if module.given(name)),
    )


def dotted(scope: Scope, node: ast.expr | None) -> Value:
    """The value of a dotted expression or a literal string; everything else is ``Unknown``."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        value = scope.lookup(node.id)
        for name in reversed(names):
            value = attribute_of(value, name)
        return value
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, bool)) and not names:
        return Literal(node.value)
    return Unknown()


def invocations(scope: Scope) -> tuple[Invocation, ...]:
    """The calls that run when the function (or module) of ``scope`` runs, without nested functions.

    ``self.method()`` is an ``Attribute`` of an ``Instance``.
    """
    return tuple(_invocations(scope))


def calls_in(scope: Scope) -> Iterator[ast.Call]:
    """The calls that run when the function (or module) of ``scope`` runs, in order."""
    pending: list[ast.AST] = list(reversed(scope.node.body))  # type: ignore[attr-defined]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Call):
            yield node
        if type(node) not in _LATER:
            pending += reversed(children(node))


def _invocations(scope: Scope) -> Iterator[Invocation]:
    for node in calls_in(scope):
        target = _called(scope, node.func)
        if not isinstance(target, Unknown):
            arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
            values = [dotted(scope, argument) for argument in arguments]
            strings = tuple(v.value for v in values if isinstance(v, Literal) and isinstance(v.value, str))
            yield Invocation(target, node.lineno, strings, len(strings) == len(values))
    for decorator in _class_decorators(scope):
        yield Invocation(dotted(scope, decorator), decorator.lineno, (), whole=False)


def _class_decorators(scope: Scope) -> Iterator[ast.expr]:
    """What is called with the classes of a scope, as a decorator without arguments of its own."""
    for definition in scope.definitions:
        if isinstance(definition, ast.ClassDef):
            yield from (d for d in definition.decorator_list if isinstance(d, (ast.Name, ast.Attribute)))


def _called(scope: Scope, node: ast.expr) -> Value:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Call):
        # `super().ready()`
        inner = node.value.func
        if isinstance(inner, ast.Name) and inner.id == "super":
            return Name(f"super.{node.attr}")
    return dotted(scope, node)


class _Outliner:
    """Visits the statements of a module, but not their expressions."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self.imports: list[Import] = []
        self.classes: list[ClassOutline] = []
        self.functions: list[FunctionOutline] = []

    def block(
        self, statements: list[ast.stmt], scope: Scope, *, runtime: bool, conditional: bool = False, served: bool = True
    ) -> None:
        """Visit statements; they are not ``served`` where they run under the development server alone."""
        for node in statements:
            if type(node) not in _TELLING_STATEMENTS:
                continue
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                self.imports.extend(_imports(node, scope, runtime=runtime, conditional=conditional, served=served))
            elif isinstance(node, _FUNCTIONS):
                decorators = tuple(dotted(scope, d.func if isinstance(d, ast.Call) else d) for d in node.decorator_list)
                self.functions.append(FunctionOutline(scope.inner(node.name), node.lineno, decorators))
                if self._tells(node):
                    self.block(node.body, Scope(scope.text, node, scope), runtime=runtime)
            elif isinstance(node, ast.ClassDef):
                inner = Scope(scope.text, node, scope)
                self.classes.append(_class(node, inner))
                self.block(node.body, inner, runtime=runtime)
            else:
                test = node.test if isinstance(node, ast.If) else None
                for name in ("body", "orelse", "finalbody"):
                    block = getattr(node, name, None)
                    if block:
                        is_body = name == "body"
                        inside = runtime and not (test is not None and is_type_checking(test) and is_body)
                        also = served and not (test is not None and under_runserver(test, holds=is_body))
                        self.block(block, scope, runtime=inside, conditional=True, served=also)
                for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
                    self.block(part.body, scope, runtime=runtime, conditional=True, served=served)
                if test is not None and isinstance(node.body[-1], ast.Return) and under_runserver(test, holds=False):  # type: ignore[attr-defined]
                    served = False

    def _tells(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
        """Whether a function may contain imports or definitions."""
        if not any(type(node) in _TELLING_STATEMENTS for node in function.body):
            return False
        inside = "".join(self._lines[function.body[0].lineno - 1 : function.end_lineno])
        return any(word in inside for word in _TELLING)


def _imports(
    node: ast.Import | ast.ImportFrom, scope: Scope, *, runtime: bool, conditional: bool, served: bool
) -> Iterator[Import]:
    function = scope.function
    where = function.qualname if function else ""
    comment = scope.text.lines[node.lineno - 1].partition("#")[2].strip()
    rest = (node.lineno, where, runtime and served, node.col_offset, conditional, comment)
    if isinstance(node, ast.Import):
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            yield Import(name, alias.name, alias.name, *rest, _is_used(name, function), not served)
    else:
        module = absolute(scope.text, node)
        for alias in node.names:
            target = module if alias.name == "*" else f"{module}.{alias.name}"
            name = alias.asname or alias.name
            yield Import(name, target, module, *rest, _is_used(name, function), not served)


def _is_used(name: str, function: Scope | None) -> bool:
    """Whether the ``ready()`` that imports ``name`` reads it; true in other functions, where nobody asks."""
    if function is None or getattr(function.node, "name", "") != "ready":
        return True
    return name in function.mentioned


def _assignments(block: list[ast.stmt]) -> Iterator[tuple[str, int]]:
    for node in block:
        match node:
            case ast.Assign(targets=[ast.Name(name)]) | ast.AnnAssign(target=ast.Name(name)):
                yield name, node.lineno


def _class(node: ast.ClassDef, scope: Scope) -> ClassOutline:
    outer = scope.parent or scope
    meta = next((s for s in node.body if isinstance(s, ast.ClassDef) and s.name == "Meta"), None)
    given = list(_given(node.body))
    fields = [_field(one) for one in given if isinstance(one.value, ast.Call)]
    return ClassOutline(
        scope.qualname,
        node.lineno,
        tuple(dotted(outer, base) for base in bases(node)),
        tuple(s.name for s in node.body if isinstance(s, _FUNCTIONS)),
        tuple(_attributes(given)),
        tuple(_attributes(_given(meta.body))) if meta else (),
        tuple(dotted(scope, base) for base in bases(meta)) if meta else (),
        tuple(_relations(fields, scope, RELATIONS, or_with=DELETED)),
        tuple(_made(fields, scope)),
        scope.text.column(node.lineno, node.col_offset) + len("class "),
        bool(node.decorator_list or node.keywords),
        tuple(dotted(outer, keyword.value) for keyword in node.keywords if keyword.arg == "metaclass"),
        any(map(_makes_key, fields)),
        tuple(_relations(fields, scope, GENERIC_RELATION)),
    )


class _Given(NamedTuple):
    """What a statement gives: the name to which it does, empty if that is none; whether to nothing else."""

    name: str
    alone: bool
    value: ast.expr


class _Field(NamedTuple):
    """What a statement gives by a call: the last part of what is called, and the arguments by keyword."""

    to: _Given
    call: ast.Call
    kind: str
    keywords: dict[str, ast.expr]


def _given(block: list[ast.stmt]) -> Iterator[_Given]:
    """What the statements of a class body give: this is the one place that looks at all of them."""
    for statement in block:
        if isinstance(statement, ast.Assign):
            target, *others = statement.targets
            yield _Given(target.id if isinstance(target, ast.Name) else "", not others, statement.value)
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            target = statement.target
            yield _Given(target.id if isinstance(target, ast.Name) else "", True, statement.value)


def _field(to: _Given) -> _Field:
    call: ast.Call = to.value  # type: ignore[assignment]
    function = call.func
    kind = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return _Field(to, call, kind, {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg})


def _makes_key(field: _Field) -> bool:
    """Whether a model's key has a default, so that each object has its key from the start."""
    is_key = field.keywords.get("primary_key")
    return isinstance(is_key, ast.Constant) and is_key.value is True and "default" in field.keywords


def _attributes(given: Iterable[_Given]) -> Iterator[tuple[str, str | bool]]:
    for name, alone, value in given:
        if name and alone and isinstance(value, ast.Constant) and isinstance(value.value, (str, bool)):
            yield name, value.value


def _relations(
    fields: list[_Field], scope: Scope, kinds: str | tuple[str, ...], *, or_with: str | None = None
) -> Iterator[Relation]:
    """The fields whose class has a name with one of these endings, or that are given the argument ``or_with``."""
    for to, call, kind, given in fields:
        if to.name and to.alone and (kind.endswith(kinds) or or_with in given):
            target = call.args[0] if call.args else given.get("to")
            through = given.get("through")
            back, deleted = given.get("related_name"), given.get("on_delete", (*call.args, None, None)[1])
            yield Relation(
                to.name,
                kind,
                _pointed_to(scope, target),
                dotted(scope, through) if through else None,
                _text(back) if back is not None else None,
                last_name(dotted(scope, deleted)),
                dotted(scope, given.get("null")) == Literal(True),
            )


def _pointed_to(scope: Scope, node: ast.expr | None) -> Value:
    """What a field is given to point to: a dotted expression, a literal, or a call of one with such arguments."""
    match node:
        case ast.Call(function, given, []):
            return Call(dotted(scope, function), tuple(Argument(dotted(scope, value)) for value in given))
        case _:
            return dotted(scope, node)


def _text(node: ast.expr) -> str:
    """A literal string; empty for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _made(fields: list[_Field], scope: Scope) -> Iterator[tuple[str, Value]]:
    for field in fields:
        value = dotted(scope, field.call.func)
        if not isinstance(value, Unknown):
            yield field.to.name, value
