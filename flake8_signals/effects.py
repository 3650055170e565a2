"""What a function does: the libcst visitor behind every rule that judges a handler's body, and behind the cascades."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst
from msgspec import structs

from flake8_signals import facts, names
from flake8_signals.facts import Attribute, Body, Call, Effect, Item, Literal, Name, Parameter, Swallow, Unknown, Use, Value
from flake8_signals.text import Unanalysable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.names import Scope

_MANAGERS = frozenset({"objects", "_default_manager", "_base_manager", "all_objects"})

_QUERYSET = frozenset(
    "filter exclude all order_by select_related prefetch_related select_for_update using annotate distinct none only defer "
    "values values_list reverse iterator union alias dates datetimes extra in_bulk".split()
)

_TERMINAL = frozenset(
    "get first last count exists aggregate earliest latest in_bulk iterator contains explain "
    "aget afirst alast acount aexists aaggregate aearliest alatest aiterator".split()
)

_MANAGER_WRITES = {
    "create": "create",
    "get_or_create": "create",
    "update_or_create": "create",
    "bulk_create": "bulk",
    "bulk_update": "bulk",
    "update": "update",
    "delete": "delete",
    "raw": "sql",
    "_raw_delete": "bulk",
}

_OBJECT_WRITES = {"save": "save", "save_base": "save", "delete": "delete", "refresh_from_db": "refresh"}

_RELATED_WRITES = frozenset({"add", "remove", "set", "clear"})

_TASKS = frozenset(
    "delay apply_async delay_on_commit apply_async_on_commit enqueue aenqueue send_task enqueue_call enqueue_at "
    "enqueue_in send_with_options adelay".split()
)

_DEFERRED_TASKS = frozenset({"delay_on_commit", "apply_async_on_commit"})

_SENDS = frozenset({"send", "send_robust", "asend", "asend_robust"})

_LOG = frozenset("debug info warning warn error exception critical log".split())

_HTTP = frozenset("get post put patch delete head options request send stream".split())

_STRIPE = frozenset("create retrieve modify delete list cancel confirm capture refund search update pay".split())

_NETWORK = {
    "requests": _HTTP,
    "httpx": _HTTP,
    "urllib.request": frozenset({"urlopen", "urlretrieve"}),
    "urllib3": frozenset({"request", "urlopen"}),
    "boto3": None,
    "smtplib": frozenset({"SMTP", "SMTP_SSL", "sendmail", "send_message", "login"}),
    "paramiko": frozenset({"connect", "exec_command"}),
    "stripe": _STRIPE,
    "http.client": frozenset({"request", "getresponse"}),
    "socket": frozenset({"create_connection", "connect", "sendall"}),
    "ftplib": None,
    "xmlrpc.client": None,
    "aiohttp": _HTTP,
}
"""What reaches out over the network: by library, the methods that do (``None``: any that its objects have)."""

_NETWORK_FACTORIES = frozenset({"boto3.client", "boto3.resource", "boto3.Session", "boto3.session.Session", "requests.Session"})

_PATHS = {
    "time.sleep": "sleep",
    "asyncio.run": "blocking",
    "os.system": "subprocess",
    "os.popen": "subprocess",
    "subprocess.run": "subprocess",
    "subprocess.call": "subprocess",
    "subprocess.check_call": "subprocess",
    "subprocess.check_output": "subprocess",
    "subprocess.Popen": "subprocess",
    "builtins.open": "file",
    "os.remove": "file",
    "os.unlink": "file",
    "os.rename": "file",
    "os.replace": "file",
    "os.makedirs": "file",
    "os.mkdir": "file",
    "os.rmdir": "file",
    "builtins.print": "print",
    "django.core.mail.send_mail": "mail",
    "django.core.mail.send_mass_mail": "mail",
    "django.core.mail.mail_admins": "mail",
    "django.core.mail.mail_managers": "mail",
    "django.db.connection.cursor": "sql",
    "django.db.connection.execute": "sql",
    "django.db.connection.schema_editor": "schema",
    "django.core.management.call_command": "command",
    "django_rq.enqueue": "task",
    "django_q.tasks.async_task": "task",
}

_PREFIXES = {"shutil.": "file", "django.core.files.storage.default_storage.": "file", "django.core.cache.": "cache"}

_MAILS = frozenset({"django.core.mail.EmailMessage", "django.core.mail.EmailMultiAlternatives", "django.core.mail.message.EmailMessage"})

_PATH_WRITES = frozenset("write_text write_bytes unlink mkdir rmdir rename replace touch open read_text read_bytes".split())

_LIMIT = 200_000
"""Characters of one function beyond which libcst is not asked."""

_DEPTH = 120
"""Levels of nesting beyond which libcst's visitors would exhaust Python's stack."""

_WHITESPACE = (
    cst.BaseParenthesizableWhitespace,
    cst.EmptyLine,
    cst.Newline,
    cst.TrailingWhitespace,
    cst.Comma,
    cst.Dot,
    cst.LeftParen,
    cst.RightParen,
    cst.BaseCompOp,
    cst.AssignEqual,
    cst.Annotation,
)


def bounded(node: ast.AST, text: str) -> None:
    """Raise ``Unanalysable`` where ``node`` is too large or nested too deeply for libcst."""
    if len(text) > _LIMIT:
        raise Unanalysable(f"{len(text):,} characters in one definition are more than the {_LIMIT:,} that are analysed")
    level, depth = [node], 0
    while level:
        depth += 1
        if depth > _DEPTH:
            raise Unanalysable(f"expressions nested more than {_DEPTH} levels deep are not analysed")
        level = [child for parent in level for child in ast.iter_child_nodes(parent)]


def body(definition: cst.FunctionDef, scope: Scope) -> Body:
    """What the function does whose scope and libcst node are given."""
    visitor = _BodyVisitor(scope, signature=names.signature(definition.params))
    if definition.get_docstring() is not None:
        visitor.statements -= 1
    definition.body.visit(visitor)
    return visitor.result()


def model_of(value: Value) -> Value | None:
    """The model that a queryset, a manager or an object belongs to; ``None`` where ``value`` is none of them.

    ``Order.objects.filter(…)`` and ``Order(…)`` give ``Order``; ``type(instance)``, ``sender.objects`` and the like give the
    ``Parameter``; what hangs on a parameter (``instance.lines.all()``) gives its ``Attribute``.
    """
    match value:
        case Name(path):
            *model, last = path.split(".")
            for position, part in enumerate(model):
                if part in _MANAGERS and position:
                    return Name(".".join(model[:position]))
            return Name(".".join(model)) if last in _MANAGERS else None
        case Call(Name("builtins.type"), (argument,)):
            return model_of(argument.value)
        case Call(Name(path)) if path.rpartition(".")[2][:1].isupper() and "." in path:
            return Name(path)
        case Call(function, _):
            return model_of(function)
        case Item(owner, _):
            return model_of(owner)
        case Parameter():
            return value
        case Attribute(owner, name):
            found = model_of(owner)
            if isinstance(found, (Parameter, Attribute)) and name not in _MANAGERS | _QUERYSET | _TERMINAL | {"__class__"}:
                return Attribute(found, name)
            return found
        case _:
            return None


def _is_query(value: Value) -> bool:
    """Whether ``value`` is certainly a manager or a queryset."""
    match value:
        case Name(path):
            return any(part in _MANAGERS for part in path.split(".")[1:])
        case Attribute(owner, name):
            return name in _MANAGERS or (name in _QUERYSET and _is_related(owner)) or _is_query(owner)
        case Call(function, _) | Item(function, _):
            return _is_query(function)
        case _:
            return False


def _is_related(value: Value) -> bool:
    """Whether ``value`` hangs on a parameter or a model's object: ``instance.lines``."""
    return isinstance(value, Attribute) and isinstance(model_of(value), (Parameter, Attribute, Name))


def _root(value: Value) -> str:
    """The dotted name that a chain of calls and attributes starts from, its own attributes included."""
    while True:
        match value:
            case Name(path):
                return path
            case Call(function, _):
                value = function
            case Attribute(owner, _) | Item(owner, _):
                value = owner
            case _:
                return ""


class _BodyVisitor(cst.CSTVisitor):
    """Collects one function's effects and uses; lines come from the ``ast``, statement by statement."""

    def __init__(self, scope: Scope, signature: facts.Signature) -> None:
        super().__init__()
        self.scope = scope
        self.statements = 0
        self._branches = 0
        self._lines = [statement.lineno for statement in _statements(scope.node.body)]  # type: ignore[attr-defined]
        self._next = 0
        self._line = 0
        self._effects: list[Effect] = []
        self._uses: list[Use] = []
        self._swallows: list[Swallow] = []
        self._returns: list[int] = []
        self._returned: list[Value] = []
        self._forwards = False
        self._catch_all = signature.catch_all
        self._parameters = {p.name for p in signature.parameters if p.kind not in ("*", "**")}
        self._aliases: dict[str, str] = {}
        self._origins: dict[str, tuple[str, ...]] = {}
        self._guards: list[tuple[str, ...]] = []
        self._loops = 0
        self._deferred = 0
        self._uncounted = 0
        self._awaited: set[int] = set()
        self._consumed: set[int] = set()
        self._nested: list[tuple[str, list[Effect]]] = []
        self._called: set[str] = set()
        self._later: set[str] = set()
        self._meaningful = False

    def result(self) -> Body:
        """Everything found, the effects of nested functions that are called (or deferred) among it."""
        for name, effects in self._nested:
            if name in self._called:
                self._effects += effects
            elif name in self._later:
                self._effects += [structs.replace(effect, deferred=True) for effect in effects]
        self._effects.sort(key=lambda effect: effect.line)
        return Body(
            max(self.statements, 0),
            self._branches,
            tuple(self._effects),
            tuple(self._uses),
            self._forwards,
            tuple(self._swallows),
            tuple(self._returns),
            tuple(self._returned),
            not self._meaningful,
        )

    # --- walking ---

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, _WHITESPACE):
            return False
        if isinstance(node, (cst.BaseSmallStatement, cst.BaseCompoundStatement)):
            self._line = self._lines[self._next]
            self._next += 1
            if not self._uncounted and self._counts(node):
                self.statements += 1
            if not isinstance(node, cst.Pass) and not _is_constant(node):
                self._meaningful = True
        return super().on_visit(node)

    def _counts(self, node: cst.CSTNode) -> bool:
        if isinstance(node, (cst.Pass, cst.Import, cst.ImportFrom, cst.FunctionDef, cst.Global, cst.Nonlocal)):
            return False
        if isinstance(node, cst.Expr) and isinstance(node.value, cst.Call):
            return not _is_log(self.scope.evaluate(node.value.func))
        return True

    def _guard(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for frame in self._guards for name in frame))

    def visit_IndentedBlock(self, node: cst.IndentedBlock) -> None:
        self._guards.append(())

    def leave_IndentedBlock(self, original_node: cst.IndentedBlock) -> None:
        self._guards.pop()

    def visit_If(self, node: cst.If) -> bool:
        guard = _leaves(node.body) and node.orelse is None
        if not guard:
            self._branches += 1
        elif not self._uncounted:
            self.statements -= 1
        self._test(node.test)
        self._guards.append(self._tested(node.test))
        self._uncounted += guard
        node.body.visit(self)
        self._uncounted -= guard
        if node.orelse is not None:
            node.orelse.visit(self)
        tested = self._guards.pop()
        if _leaves(node.body) and self._guards:
            self._guards[-1] = (*self._guards[-1], *tested)
        return False

    def _test(self, node: cst.BaseExpression) -> None:
        for name in self._tested(node):
            if name in self._parameters or name in self._aliases.values():
                self._uses.append(Use(name, "test", self._line, "", self._guard()))
        node.visit(self)

    def visit_While(self, node: cst.While) -> bool:
        self._branches += 1
        self._test(node.test)
        self._guards.append(self._tested(node.test))
        self._loops += 1
        node.body.visit(self)
        self._loops -= 1
        self._guards.pop()
        if node.orelse is not None:
            node.orelse.visit(self)
        return False

    def visit_For(self, node: cst.For) -> bool:
        self._branches += 1
        self._iterated(node.iter)
        node.iter.visit(self)
        node.target.visit(self)
        self._loops += 1
        node.body.visit(self)
        self._loops -= 1
        if node.orelse is not None:
            node.orelse.visit(self)
        return False

    def visit_CompFor(self, node: cst.CompFor) -> None:
        self._branches += 1
        self._iterated(node.iter)

    def _iterated(self, node: cst.BaseExpression) -> None:
        if isinstance(node, cst.Name):
            self._use(node, "iterate")
        if _is_query(value := self.scope.evaluate(node)):
            self._effect("query", model_of(value) or Unknown(), "iterate")

    def visit_ListComp(self, node: cst.ListComp) -> None:
        self._loops += 1

    def leave_ListComp(self, original_node: cst.ListComp) -> None:
        self._loops -= 1

    def visit_GeneratorExp(self, node: cst.GeneratorExp) -> None:
        self._loops += 1

    def leave_GeneratorExp(self, original_node: cst.GeneratorExp) -> None:
        self._loops -= 1

    def visit_Try(self, node: cst.Try) -> bool:
        self._branches += 1
        self._guards.append(("<try>",) if node.handlers else ())
        node.body.visit(self)
        self._guards.pop()
        for part in (*node.handlers, node.orelse, node.finalbody):
            if part is not None:
                part.visit(self)
        return False

    def visit_ExceptHandler(self, node: cst.ExceptHandler) -> None:
        self._branches += 1
        caught = self.scope.evaluate(node.type) if node.type is not None else None
        if _passes(node.body) and (caught is None or caught in (Name("builtins.Exception"), Name("builtins.BaseException"))):
            self._swallows.append(Swallow(self._line, "" if caught is None else caught.path.rpartition(".")[2]))  # type: ignore[union-attr]

    def visit_IfExp(self, node: cst.IfExp) -> bool:
        self._branches += 1
        self._guards.append(self._tested(node.test))
        node.body.visit(self)
        self._guards.pop()
        self._test(node.test)
        self._guards.append(self._tested(node.test))
        node.orelse.visit(self)
        self._guards.pop()
        return False

    def visit_BooleanOperation(self, node: cst.BooleanOperation) -> bool:
        self._branches += 1
        self._test(node.left)
        self._guards.append(self._tested(node.left))
        node.right.visit(self)
        self._guards.pop()
        return False

    def visit_Match(self, node: cst.Match) -> bool:
        self._branches += 1
        self._test(node.subject)
        self._guards.append(self._tested(node.subject))
        for case in node.cases:
            for value in _matched(case.pattern):
                if isinstance(node.subject, cst.Name):
                    self._use(node.subject, "compare", value)
            case.body.visit(self)
        self._guards.pop()
        return False

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        inner = _BodyVisitor(self._inner_scope(node.name.value), names.signature(node.params))
        node.body.visit(inner)
        self._next += inner._next  # noqa: SLF001 - the same class
        self._nested.append((node.name.value, inner._effects))  # noqa: SLF001
        self._forwards = self._forwards or self._mentions_catch_all(node)
        for decorator in node.decorators:
            if self.scope.evaluate(decorator.decorator) == Name("django.db.transaction.on_commit"):
                self._later.add(node.name.value)
        return False

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        inside = next(s for s in _all_statements(self.scope.node) if isinstance(s, ast.ClassDef) and s.name == node.name.value)
        self._next += sum(1 for _ in _statements(inside.body))
        return False

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        # A lambda runs later, if ever: what it does is an effect only where it is handed to on_commit.
        self._forwards = self._forwards or self._mentions_catch_all(node)
        return bool(self._deferred)

    def _inner_scope(self, name: str) -> Scope:
        node = next(
            s
            for s in _all_statements(self.scope.node)
            if isinstance(s, (ast.FunctionDef, ast.AsyncFunctionDef)) and s.name == name and s.lineno == self._line
        )
        return names.Scope(self.scope.text, node, self.scope)

    def _mentions_catch_all(self, node: cst.CSTNode) -> bool:
        return self._catch_all is not None and _mentions(node, self._catch_all)

    # --- statements ---

    def visit_Assign(self, node: cst.Assign) -> None:
        target = node.targets[0].target
        if len(node.targets) == 1 and isinstance(target, cst.Name):
            self._origins[target.value] = self._tested(node.value)
            key = self._kwargs_key(node.value)
            if key is not None:
                self._aliases[target.value] = key
            elif target.value in self._parameters:
                self._uses.append(Use(target.value, "assign", self._line))
            if target.value == self._catch_all:
                self._forwards = True
        for part in node.targets:
            self._consume_target(part.target)

    def visit_AugAssign(self, node: cst.AugAssign) -> None:
        if isinstance(node.target, cst.Name) and node.target.value in self._parameters:
            self._uses.append(Use(node.target.value, "assign", self._line))
        elif self._is_catch_all(node.target):
            self._uses.append(Use("", "assign", self._line, "", (), True))
        elif (key := self._kwargs_key(node.target)) is not None:
            self._uses.append(Use(key, "assign", self._line, "", (), True))

    def _consume_target(self, node: cst.BaseExpression) -> None:
        if isinstance(node, cst.Name):
            self._consumed.add(id(node))
        elif isinstance(node, (cst.Tuple, cst.List)):
            for item in node.elements:
                self._consume_target(item.value)
        elif isinstance(node, cst.Subscript) and self._is_catch_all(node.value):
            self._forwards = True
            self._consumed.add(id(node))
            self._uses.append(Use(self._kwargs_key(node) or "", "assign", self._line, "", (), True))

    def visit_Del(self, node: cst.Del) -> None:
        self._consume_target(node.target)

    def visit_Return(self, node: cst.Return) -> None:
        if node.value is not None and not (isinstance(node.value, cst.Name) and node.value.value == "None"):
            self._returns.append(self._line)
            value = node.value.expression if isinstance(node.value, cst.Await) else node.value
            self._returned.append(self.scope.evaluate(value))

    def visit_With(self, node: cst.With) -> None:
        for item in node.items:
            value = self.scope.evaluate(item.item)
            if value == Name("django.db.transaction.atomic"):
                self._effect("transaction", value, "atomic")

    def visit_Await(self, node: cst.Await) -> None:
        self._awaited.add(id(node.expression))

    # --- names ---

    def _is_catch_all(self, node: cst.CSTNode) -> bool:
        return self._catch_all is not None and isinstance(node, cst.Name) and node.value == self._catch_all

    def _kwargs_key(self, node: cst.BaseExpression) -> str | None:
        """The key that ``kwargs["key"]``, ``kwargs.get("key")`` or ``kwargs.pop("key")`` reads."""
        match node:
            case cst.Subscript(value=owner, slice=[cst.SubscriptElement(slice=cst.Index(value=cst.SimpleString() as key))]):
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
        if node.value in self._aliases:
            return self._aliases[node.value]
        return node.value if node.value in self._parameters else None

    def _use(self, node: cst.Name, how: str, detail: str = "") -> None:
        name = self._parameter(node)
        if name is not None:
            self._consumed.add(id(node))
            self._uses.append(Use(name, how, self._line, detail, self._guard(), node.value in self._aliases))

    def _tested(self, node: cst.BaseExpression) -> tuple[str, ...]:
        """The names that a condition reads, locals followed to what they were made from."""
        collector = _TestedNames(self)
        node.visit(collector)
        return tuple(dict.fromkeys(collector.found))

    def visit_Name(self, node: cst.Name) -> None:
        if id(node) in self._consumed:
            return
        if self._is_catch_all(node):
            self._forwards = True
        else:
            self._use(node, "read")

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        if isinstance(node.value, cst.Name):
            self._use(node.value, "attribute", node.attr.value)
            self._consumed.add(id(node.value))
            if self._is_catch_all(node.value):
                self._forwards = True
                if node.attr.value in ("update", "clear", "popitem"):
                    self._uses.append(Use("", "assign", self._line, node.attr.value, (), True))
            return False
        key = self._kwargs_key(node.value)
        if key is not None:
            self._uses.append(Use(key, "attribute", self._line, node.attr.value, self._guard(), True))
        node.value.visit(self)
        return False

    def visit_Arg(self, node: cst.Arg) -> bool:
        node.value.visit(self)
        return False

    def visit_Subscript(self, node: cst.Subscript) -> bool:
        if id(node) in self._consumed:
            return False
        key = self._kwargs_key(node)
        if key is not None:
            self._uses.append(Use(key, "key", self._line, "", self._guard(), True))
            return False
        if isinstance(node.value, cst.Name):
            self._use(node.value, "subscript")
        return True

    def visit_Comparison(self, node: cst.Comparison) -> bool:
        left, first = node.left, node.comparisons[0]
        right = first.comparator
        if isinstance(first.operator, (cst.In, cst.NotIn)):
            key = left.evaluated_value if isinstance(left, cst.SimpleString) else None
            if self._is_catch_all(right) and isinstance(key, str):
                self._uses.append(Use(key, "get", self._line, "", self._guard(), True))
                return False
            if isinstance(right, cst.Name):
                self._use(right, "member", key if isinstance(key, str) else "")
        for one, other in ((left, right), (right, left)):
            key = self._kwargs_key(one)
            if isinstance(one, cst.Name) or key is not None:
                for text in _strings(self.scope.evaluate(other)):
                    if isinstance(one, cst.Name):
                        self._use(one, "compare", text)
                    elif key is not None:
                        self._uses.append(Use(key, "compare", self._line, text, self._guard(), True))
            if isinstance(one, cst.Name) and isinstance(other, cst.Name) and other.value == "None":
                self._use(one, "test")
        return True

    # --- calls ---

    def visit_Call(self, node: cst.Call) -> bool:
        if self._reads_kwargs(node):
            return False
        function = self.scope.evaluate(node.func)
        if isinstance(node.func, cst.Name):
            self._called.add(node.func.value)
        if function == Name("django.db.transaction.on_commit"):
            self._on_commit(node)
            return False
        if function == Name("builtins.hasattr") or function == Name("builtins.getattr"):
            for argument in node.args[:1]:
                if isinstance(argument.value, cst.Name):
                    self._use(argument.value, "read")
        self._classify(node, function)
        return True

    def _reads_kwargs(self, node: cst.Call) -> bool:
        """Take note of ``kwargs.get("key")`` and its like; whether ``node`` was one."""
        key = self._kwargs_key(node)
        if key is None:
            return False
        method = node.func.attr.value if isinstance(node.func, cst.Attribute) else ""
        raises = method == "pop" and len(node.args) == 1
        self._uses.append(Use(key, "key" if raises else "get", self._line, method, self._guard(), True))
        for argument in node.args[1:]:
            argument.visit(self)
        if method != "get":
            # What follows sees other kwargs than what was sent.
            self._uses.append(Use(key, "assign", self._line, method, (), True))
        return True

    def _on_commit(self, node: cst.Call) -> None:
        """Everything inside ``on_commit(…)`` is deferred: a lambda's body, a function handed over by name or by ``partial``."""
        self._deferred += 1
        for argument in node.args:
            value = argument.value
            if isinstance(value, cst.Lambda):
                value.body.visit(self)
                continue
            handed = value
            if isinstance(value, cst.Call) and self.scope.evaluate(value.func) == Name("functools.partial") and value.args:
                handed = value.args[0].value
                for inner in value.args[1:]:
                    inner.visit(self)
            if isinstance(handed, cst.Name):
                self._later.add(handed.value)
                self._classify(cst.Call(handed), self.scope.evaluate(handed))
            elif isinstance(handed, cst.Attribute):
                self._classify(cst.Call(handed), self.scope.evaluate(handed))
                handed.visit(self)
            else:
                handed.visit(self)
        self._deferred -= 1

    def _effect(self, kind: str, target: Value, method: str, call: Call | None = None, *, awaited: bool = False) -> None:
        deferred = bool(self._deferred) or method in _DEFERRED_TASKS
        self._effects.append(
            Effect(kind, target, method, self._line, self._guard(), bool(self._loops), deferred, awaited, call)
        )

    def _classify(self, node: cst.Call, function: Value) -> None:
        """Say what one call does."""
        awaited = id(node) in self._awaited
        method = function.path.rpartition(".")[2] if isinstance(function, Name) else ""
        owner: Value | None = None
        if isinstance(function, Attribute):
            method, owner = function.name, function.value
        elif isinstance(function, Name) and "." in function.path:
            owner = Name(function.path.rpartition(".")[0])
        if _is_log(function):
            self._effect("log", function, method)
            return
        call = Call(function, tuple(self.scope._arguments(node.args)))  # noqa: SLF001 - names' own reading of arguments
        kind, target = _outside(function, owner, method)
        if not kind and owner is not None:
            kind, target = self._orm(node, owner, method.removeprefix("a") if awaited else method)
        if not kind and isinstance(function, (Name, Attribute)):
            kind, target = "call", function
        if kind:
            self._effect(kind, target, method, call, awaited=awaited)

    def _orm(self, node: cst.Call, owner: Value, method: str) -> tuple[str, Value]:
        model = model_of(owner)
        queryset = _is_query(owner)
        if queryset and method in _MANAGER_WRITES:
            return _MANAGER_WRITES[method], model or Unknown()
        if queryset and method in _TERMINAL:
            return "query", model or Unknown()
        if method in _OBJECT_WRITES and not queryset:
            local = isinstance(node.func, cst.Attribute) and isinstance(node.func.value, cst.Name)
            if model is not None:
                return _OBJECT_WRITES[method], model
            if method != "delete" and (local or isinstance(owner, (Call, Item))):
                return _OBJECT_WRITES[method], Unknown()
        if isinstance(owner, Attribute) and isinstance(model, Attribute) and not owner.name.startswith("_"):
            if method in _RELATED_WRITES:
                return "m2m", model
            if method in ("create", "get_or_create", "update_or_create", "bulk_create"):
                return _MANAGER_WRITES[method], model
        return "", Unknown()


def _outside(function: Value, owner: Value | None, method: str) -> tuple[str, Value]:
    """The kind of a call that reaches out of the program, and what it reaches; no kind where it does not."""
    path = function.path if isinstance(function, Name) else ""
    if path in _PATHS:
        return _PATHS[path], function
    for prefix, kind in _PREFIXES.items():
        if path.startswith(prefix) or (owner is not None and _root(owner).startswith(prefix)):
            return kind, function
    root = path or (_root(owner) if owner is not None else "")
    for library, methods in _NETWORK.items():
        if root == library or root.startswith(f"{library}."):
            reaches = methods is None or method in methods
            return ("network", Name(root)) if reaches and root not in _NETWORK_FACTORIES | {path} - {root} else ("", function)
    if method == "send" and owner is not None and _root(owner) in _MAILS:
        return "mail", Name(_root(owner))
    if method in _PATH_WRITES and owner is not None and _root(owner).startswith("pathlib."):
        return "file", function
    if _root(function).startswith(("django.db.connection.", "django.db.connections.")) and method in ("cursor", "execute"):
        return "sql", function
    if method in _TASKS and owner is not None and isinstance(owner, (Name, Call)) and _root(owner):
        return "task", owner
    if method in _SENDS and isinstance(owner, Name):
        return "send", owner
    if method in ("connect", "disconnect") and isinstance(owner, (Name, Parameter)):
        return method, owner
    return "", function


def _is_log(function: Value) -> bool:
    match function:
        case Name(path):
            *_, holder, method = ("", *path.split("."))
            return method in _LOG and holder.lower().strip("_") in ("logger", "log", "logging")
        case Attribute(owner, method):
            return method in _LOG and _root(owner) == "logging.getLogger"
        case _:
            return False


def _strings(value: Value) -> Iterator[str]:
    match value:
        case Literal(str() as text):
            yield text
        case facts.Collection(_, items):
            for item in items:
                yield from _strings(item)


def _matched(pattern: cst.MatchPattern) -> Iterator[str]:
    match pattern:
        case cst.MatchValue(value=cst.SimpleString() as text) if isinstance(text.evaluated_value, str):
            yield text.evaluated_value
        case cst.MatchOr(patterns=patterns):
            for element in patterns:
                yield from _matched(element.pattern)


def _first_statements(block: cst.BaseSuite) -> list[cst.BaseSmallStatement | cst.BaseCompoundStatement]:
    found: list[cst.BaseSmallStatement | cst.BaseCompoundStatement] = []
    for statement in block.body:
        found += statement.body if isinstance(statement, cst.SimpleStatementLine) else [statement]  # type: ignore[list-item]
    return found


def _leaves(block: cst.BaseSuite) -> bool:
    """Whether a block ends the function, or this turn of the loop."""
    statements = _first_statements(block)
    return bool(statements) and isinstance(statements[-1], (cst.Return, cst.Raise, cst.Continue, cst.Break))


def _passes(block: cst.BaseSuite) -> bool:
    """Whether a block does nothing."""
    return all(isinstance(statement, cst.Pass) or _is_constant(statement) for statement in _first_statements(block))


def _is_constant(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Expr) and isinstance(node.value, (cst.SimpleString, cst.ConcatenatedString, cst.Ellipsis))


def _mentions(node: cst.CSTNode, name: str) -> bool:
    collector = _AllNames()
    node.visit(collector)
    return name in collector.found


class _AllNames(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def visit_Name(self, node: cst.Name) -> None:
        self.found.add(node.value)


class _TestedNames(cst.CSTVisitor):
    """Collects the names in a condition: ``created``, ``instance._flag``, a key of ``kwargs`` by itself."""

    def __init__(self, body: _BodyVisitor) -> None:
        super().__init__()
        self.body = body
        self.found: list[str] = []

    def visit_Name(self, node: cst.Name) -> None:
        self.found.append(self.body._aliases.get(node.value, node.value))  # noqa: SLF001 - one visitor in two parts
        self.found += self.body._origins.get(node.value, ())  # noqa: SLF001

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        path: list[str] = []
        owner: cst.BaseExpression = node
        while isinstance(owner, cst.Attribute):
            path.append(owner.attr.value)
            owner = owner.value
        if isinstance(owner, cst.Name):
            self.found += [".".join([owner.value, *reversed(path)]), owner.value]
            return False
        owner.visit(self)
        return False

    def visit_Subscript(self, node: cst.Subscript) -> bool:
        key = self.body._kwargs_key(node)  # noqa: SLF001
        if key is not None:
            self.found.append(key)
        return key is None

    def visit_Call(self, node: cst.Call) -> bool:
        key = self.body._kwargs_key(node)  # noqa: SLF001
        if key is not None:
            self.found.append(key)
            return False
        match node:
            case cst.Call(
                func=cst.Name(value="hasattr" | "getattr"),
                args=[cst.Arg(value=cst.Name(value=owner)), cst.Arg(value=cst.SimpleString() as attribute), *_],
            ):
                self.found.append(f"{owner}.{attribute.evaluated_value}")
        return True

    def visit_Arg(self, node: cst.Arg) -> bool:
        node.value.visit(self)
        return False


def _statements(block: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement of a block and of the blocks inside it, in source order."""
    for node in block:
        yield node
        for part in ("body", "handlers", "cases", "orelse", "finalbody"):
            for inner in getattr(node, part, ()):
                yield from _statements([inner] if isinstance(inner, ast.stmt) else inner.body)


def _all_statements(node: ast.AST) -> Iterator[ast.stmt]:
    yield from _statements(node.body)  # type: ignore[attr-defined]
