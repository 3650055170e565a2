"""One file as the rules see it: its facts, bound to the rest of the project."""

from __future__ import annotations

import functools
import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from typing import Literal as OneOf

from msgspec import structs

from flake8_signals.files.hashing import hashed
from flake8_signals.files.import_scan import absolute, mentions
from flake8_signals.knowledge import django
from flake8_signals.syntax import facts
from flake8_signals.syntax.arguments import bound, substitute
from flake8_signals.syntax.values import (
    Argument,
    Attribute,
    Call,
    Choice,
    Collection,
    Instance,
    Lambda,
    Literal,
    Name,
    Parameter,
    Signature,
    SignatureParameter,
    Starred,
    Unknown,
    Value,
    alternatives,
    function_of,
    last_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_signals.options import Options
    from flake8_signals.project.project import Project
    from flake8_signals.project.signals import Signal
    from flake8_signals.project.startup import Loading
    from flake8_signals.syntax.facts import (
        Body,
        ConnectionFact,
        Disconnection,
        FileFacts,
        Function,
        Import,
        Place,
        Send,
        SignalDefinition,
    )
    from flake8_signals.syntax.module import Module

_TEST = re.compile(
    r"(?:^|/)(?:tests?|testing|test_?(?:utils?|apps?|projects?|support))/|(?:^|/)(?:test_[^/]*|[^/]*_test|tests|conftest)\.py$"
)


_HOUSEKEEPING = frozenset(
    "setting_changed template_rendered request_started request_finished got_request_exception connection_created "
    "class_prepared "
    "autoreload_started file_changed".split()
)


_TASKS = frozenset(
    {
        "celery.shared_task",
        "celery.app.shared_task",
        "celery.task",
        "celery.task.task",
        "celery.decorators.task",
        "django.tasks.task",
        "dramatiq.actor",
    }
)
"""Decorators that turn a function into a task: calling that runs it here and now, if it can be called at all."""

CELERY_TASK = "celery.Celery.task"
"""What the ``task`` decorator of any Celery application goes by."""


class Callee(NamedTuple):
    """What a receiver expression calls.

    ``kind`` is ``function``, ``method`` (bound), ``lambda``, ``partial``, ``instance`` (its ``__call__``), ``class``
    or ``unknown``. ``signature`` is the one that the signal meets: ``self`` and what a ``partial`` binds left out;
    ``None`` where a decorator that is not known, or the lack of the source, hides it. ``fresh``: made by the
    expression itself, so nothing else holds it.
    """

    kind: str
    path: str
    signature: Signature | None = None
    module: Module | None = None
    function: Function | None = None
    fresh: bool = False


class Key(NamedTuple):
    """What a signal tells its connections apart by: the dispatch uid, or else the receiver, and the sender.

    A sender that is not given is ``Literal(None)``.
    """

    identity: Value
    sender: Value
    by_uid: bool


class Connection:
    """One connection, bound: its signal, sender and receiver.

    ``whole`` is the connection of several signals (a loop, a branch) that this one, of a single ``signal``, is part of;
    for any other it is itself.
    """

    def __init__(
        self, file: SourceFile, fact: ConnectionFact, signal: Signal | None = None, whole: Connection | None = None
    ) -> None:
        self.file = file
        self.fact = fact
        self.whole = whole or self
        self._signal = signal

    def for_each_signal(self) -> Iterator[Connection]:
        """The connection, once for each signal that it may be to."""
        if len(self.signals) < 2:
            yield self
        else:
            for signal in self.signals:
                yield Connection(self.file, self.fact, signal, self)

    @property
    def path(self) -> str:
        """The file that the connection stands in."""
        return self.file.path

    @property
    def place(self) -> Place:
        """The decorator's or the call's place."""
        return self.fact.place

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        """All the signals that this one connection may be to (a loop, a branch): empty unless every one is known."""
        if self._signal is not None:
            return (self._signal,)
        value = self.file.resolve(self.fact.signal)
        found = [self.file.project.signals.signal(option, self.file.module) for option in alternatives(value)]
        return tuple(signal for signal in found if signal is not None) if all(found) else ()

    @property
    def signal(self) -> Signal | None:
        """The one signal that it is to; ``None`` where that may be one of several, or the text does not tell."""
        return self.signals[0] if len(self.signals) == 1 else None

    @cached_property
    def signal_path(self) -> str:
        """The dotted name of its signal, be it another library's; ``"?"`` where the text does not tell."""
        return self.file.signal_path(self.fact.signal) if self.signal is None else self.signal.path

    @cached_property
    def sender_path(self) -> str | None:
        """The sender: a dotted name, a lazy ``app.Model`` as written, ``None`` for all, ``"?"`` if unknown."""
        if self.sender is None or self.sender == Literal(None):
            return None
        return self.file.project.index.sender_name(self.sender, self.file.module)

    @property
    def receiver_path(self) -> str:
        """The dotted name of what is called; ``"?"`` where the text does not tell."""
        return self.callee.path

    @cached_property
    def words(self) -> frozenset[str]:
        """What stands in a file that connects, or disconnects, the same receiver: its name, or that of its class."""
        given = self.fact.receiver
        spelled = {last_name(given), last_name(self.file.resolve(given))} - {""}
        return frozenset({*spelled, self.receiver_path.rpartition(".")[2]})

    @cached_property
    def loading(self) -> Loading:
        """Whether, how and by whom it is made when Django starts."""
        return self.file.project.index.loading(self)

    @property
    def is_connected(self) -> bool:
        """Whether start-up makes the connection, and it lasts."""
        return self.loading.is_at_start

    @property
    def is_django(self) -> bool:
        """Whether this certainly connects a signal of Django's kind.

        Its signal is known, or the decorator is Django's own.
        """
        return bool(self.signals) or self.fact.how in ("decorator", "call")

    @property
    def is_housekeeping(self) -> bool:
        """Whether the signal is one that a module listens to for its own state's sake (a setting, a request's end).

        It need not be loaded before it is used.
        """
        return bool(self.signals) and all(
            s.built_in is not None and not s.built_in.lazy_sender and s.name in _HOUSEKEEPING for s in self.signals
        )

    @cached_property
    def sender(self) -> Value | None:
        """The sender, names followed to their definition; ``None`` where none is given.

        A literal ``None`` is a ``Literal``.
        """
        return None if self.fact.sender is None else self.file.resolve(self.fact.sender)

    @property
    def sender_options(self) -> tuple[Value, ...]:
        """All that the sender may be (a loop, a branch); none where none is given."""
        return () if self.sender is None else tuple(alternatives(self.sender))

    @cached_property
    def callee(self) -> Callee:
        """What the signal calls."""
        return self.file.callee(self.fact.receiver, self.fact)

    @cached_property
    def is_plain(self) -> bool:
        """Whether the ``connect()`` of the signal is Django's own, for all that is known."""
        return not any(self.file.project.signals.has_own(signal, "connect") for signal in self.signals)

    @cached_property
    def is_weak(self) -> bool | None:
        """Whether the signal holds the receiver by a weak reference alone; ``None`` where the text does not tell."""
        if not self.is_plain:
            return None
        weak = Literal(True) if self.fact.weak is None else self.fact.weak
        return bool(weak.value) if isinstance(weak, Literal) else None

    @cached_property
    def key(self) -> Key | None:
        """What the signal knows this connection by; ``None`` where the text does not tell."""
        return self.file.key(self.fact.receiver, self.fact.sender, self.fact.dispatch_uid)

    @property
    def may_be_undone(self) -> bool:
        """Whether the file disconnects anything from a signal that may be this one."""
        return any(self.file.signal(fact.signal) in (*self.signals, None) for fact in self.file.disconnections)

    def comes_with(self, other: Connection) -> bool:
        """Whether, in any process that loads this file, both connections are made or neither is."""
        return (
            all(not connection.fact.context.conditions for connection in (self, other))
            and self._made_by == other._made_by
        )

    @property
    def _made_by(self) -> str:
        """The function that makes the connection; empty where start-up does."""
        context = self.fact.context
        return "" if context.owner and context.function == f"{context.owner}.ready" else context.function

    def report_at(self, connection: Connection) -> Connection:
        """Where a finding about a lambda's connection stands: there."""
        return connection

    @property
    def unbound(self) -> str:
        """The ``self`` or ``cls`` that nothing passes, since a method is connected as a plain function; else empty."""
        function = self.callee.function
        if function is None or not function.owner or self.callee.kind != "function" or self.callee.signature is None:
            return ""
        names = {decorator.value.path for decorator in function.decorators if isinstance(decorator.value, Name)}
        first = next((p for p in function.signature.parameters if p.kind in ("positional-only", "positional")), None)
        if first is None or first.has_default or "builtins.staticmethod" in names:
            return ""
        # A signal of one's own may send `cls`; `self` it cannot: that is a parameter of send() itself.
        of_class = first.name == "cls" and ("builtins.classmethod" in names or all(s.built_in for s in self.signals))
        return first.name if first.name == "self" or of_class else ""

    def sent(self, name: str) -> tuple[django.Argument | None, ...]:
        """What each signal that this may connect sends as the argument ``name`` (``None``: nothing).

        Empty unless every one is Django's own.
        """
        if name in django.RESERVED_ARGUMENTS:
            return (django.Argument(name),)
        known = [signal.built_in for signal in self.signals if signal.built_in is not None]
        return tuple(built_in.argument(name) for built_in in known) if len(known) == len(self.signals) else ()

    @property
    def receiver(self) -> Receiver | None:
        """The handler that this connects, if its source is known."""
        return next((receiver for receiver in self.file.receivers if self.whole in receiver.connections), None)

    @property
    def title(self) -> str:
        """How a message names the receiver: ``'ship'``, with the place of its ``def`` where that is another file."""
        receiver = self.receiver
        name = self.callee.path.rpartition(".")[2]
        return receiver.title if receiver else "the receiver" if name == "?" else repr(name)


class Receiver:
    """One function that receives signals, with all of this file's connections of it."""

    def __init__(
        self, file: SourceFile, module: Module, function: Function, connections: tuple[Connection, ...]
    ) -> None:
        self.file = file
        self.module = module
        self.function = function
        self.connections = connections

    @property
    def name(self) -> str:
        """Its own name, with its class's where it is a method."""
        return self.qualname.rpartition("<locals>.")[2]

    @property
    def qualname(self) -> str:
        """Its qualified name in its module."""
        return self.function.path.removeprefix(f"{self.module.name}.")

    @cached_property
    def is_called(self) -> bool:
        """Whether the module that defines it calls it too, with whatever arguments."""
        return re.search(rf"(?<!def ){re.escape(self.function.name)}\(", self.module.content) is not None

    @property
    def body(self) -> Body:
        """What it does itself: calls are not followed here."""
        return self.module.body(self.function)

    @property
    def is_here(self) -> bool:
        """Whether it is defined in this file."""
        return self.module.path == self.file.module.path

    @property
    def is_connected_at_home(self) -> bool:
        """Whether it is defined in another file, and that connects it too."""
        return not self.is_here and any(
            own.function.path == self.function.path for own in self.file.project.file(self.module).receivers
        )

    @property
    def path(self) -> str:
        """The file that a finding about it stands in: the connection's."""
        return self.file.path

    @property
    def place(self) -> Place:
        """Where a finding about it stands: its ``def``, or the connecting line where that is in another file."""
        return self.function.place if self.is_here else self.connections[0].place

    def report_at(self, connection: Connection) -> Receiver | Connection:
        """Where a finding about ``wire`` and itself stands: its ``def``, or the connection if that is elsewhere."""
        return self if self.is_here else connection

    @property
    def where(self) -> str:
        """What a message adds to its name: where the ``def`` is, if in another file."""
        return (
            ""
            if self.is_here
            else f" (defined at {self.file.project.files.relative(self.module.path)}:{self.function.place.line})"
        )

    @property
    def title(self) -> str:
        """How a message names it: ``'ship'``, with its place where that is another file."""
        return f"{self.name!r}{self.where}"

    @property
    def signature(self) -> Signature | None:
        """The signature that every one of its connections meets; ``None`` where one is not known."""
        found = {connection.callee.signature for connection in self.connections}
        return found.pop() if len(found) == 1 else None

    @property
    def signals(self) -> tuple[Signal, ...]:
        """The signals that it is connected to in this file; empty unless every one is known."""
        found = [connection.signals for connection in self.connections]
        return tuple(dict.fromkeys(signal for signals in found for signal in signals)) if all(found) else ()

    def receives_only(self, *names: str) -> bool:
        """Whether every signal that it is connected to here is Django's and called one of ``names``."""
        return bool(self.signals) and all(s.built_in is not None and s.name in names for s in self.signals)

    def receives_any(self, *names: str) -> bool:
        """Whether one of its signals is Django's and called one of ``names``, and every one is known."""
        return any(signal.built_in is not None and signal.name in names for signal in self.signals)

    @cached_property
    def senders(self) -> tuple[Value, ...] | None:
        """The senders that it is connected with; ``None`` where a connection gives none, or one that cannot be told."""
        found: list[Value] = []
        for connection in self.connections:
            sender = connection.sender
            if sender is None or not isinstance(sender, (Name, Literal)):
                return None
            found.append(sender)
        return tuple(dict.fromkeys(found))


class MetSignature(NamedTuple):
    """A signature, and the connections whose signals meet it; findings about it stand at ``at``, and say ``title``."""

    at: Receiver | Connection
    title: str
    signature: Signature
    connections: tuple[Connection, ...]

    @property
    def written(self) -> At | None:
        """Where the parameters are written: the name behind a ``def``, or the call that a lambda stands in."""
        if isinstance(self.at, Connection):
            return At(self.at.path, self.at.place)
        return None if self.at.function.is_class else At(self.at.module.path, self.at.function.place)


class SourceFile:
    """One file, bound to its project; ``placed`` is false for text that stands nowhere (nameless standard input)."""

    def __init__(self, module: Module, project: Project, *, placed: bool = True) -> None:
        self.module = module
        self.project = project
        self.placed = placed

    @property
    def path(self) -> str:
        """The file's path."""
        return self.module.path

    @property
    def options(self) -> Options:
        """The options of the run."""
        return self.project.options

    @cached_property
    def is_test(self) -> bool:
        """Whether this is test code, by its place under the project's root."""
        return is_test(self.project.files.relative(self.path))

    @cached_property
    def facts(self) -> FileFacts:
        """What the file holds, as far as it may concern a signal: decorators that connect nothing need no look."""
        if self.placed and not self.project.files.may_hold_facts(self.module.content.encode(errors="surrogatepass")):
            return facts.FileFacts()
        return self.module.facts

    def imports_of(self, names: frozenset[str]) -> list[Import]:
        """The file's imports of something that goes by one of the dotted ``names``, or from a module that does."""
        is_djangos = self.module.name.startswith("django.")  # it may say so with dots alone
        if not is_djangos and not any(module in self.module.content for module in _modules_of(names)):
            return []
        if self._seems_to_import.isdisjoint(names):
            return []
        return [i for i in self.module.outline.imports if i.target in names or i.module in names]

    @cached_property
    def _seems_to_import(self) -> frozenset[str]:
        """The full names of what the file seems to import, told without its outline."""
        content = self.module.content.encode(errors="surrogatepass")
        summary_of = self.project.files.summaries.get(self.path) if self.placed else None
        is_saved = summary_of is not None and summary_of.content == hashed(content)
        found = self.project.files.imports[self.path] if is_saved else mentions(content)
        return frozenset(absolute(mention.target, self.module.package) for mention in found)

    @cached_property
    def connections(self) -> tuple[Connection, ...]:
        """Every connection of the file that may be to a signal of Django's kind, in source order.

        A decorator that is not Django's ``receiver`` is among them where it wraps it; a ``connect()`` where its
        signal is one, for all that can be told.
        """
        return tuple(
            connection
            for fact in self.facts.connections
            for connection in (Connection(self, seen) for seen in self._unwrapped(fact))
            if fact.how != "connect" or connection.signals
        )

    def _unwrapped(self, fact: ConnectionFact) -> tuple[ConnectionFact, ...]:
        """A connection as Django sees it; none where it connects nothing.

        A decorator that wraps ``receiver`` is replaced by what it connects.
        """
        if fact.how != "wrapper" or fact.call is None:
            return (fact,)
        if _connected_by(self.project, self.module, fact.call.function) == "nothing":
            return ()
        inside = _inner_connections(self.project, self.module, fact.call)
        return tuple(
            structs.replace(fact, signal=signal, sender=sender, weak=weak, dispatch_uid=uid)
            for signal, sender, weak, uid in inside
        ) or ((fact,) if Connection(self, fact).signals else ())

    @cached_property
    def receivers(self) -> tuple[Receiver, ...]:
        """The functions that this file connects, wherever they are defined, in the order of their first connection."""
        found: dict[tuple[str, str, int], list[Connection]] = {}
        for connection in self.connections:
            callee = connection.callee
            if callee.module is not None and callee.function is not None:
                key = (callee.module.path, callee.function.path, callee.function.place.line)
                found.setdefault(key, []).append(connection)
        return tuple(
            Receiver(self, connections[0].callee.module, connections[0].callee.function, tuple(connections))  # type: ignore[arg-type]
            for connections in found.values()
        )

    def troubles(self, receivers: Iterable[Receiver]) -> list[tuple[int, str]]:
        """What could not be analysed of the file's facts, its receivers' signatures, and the bodies of ``handlers``.

        The line of each, and why. Whatever else has been asked of the file, on behalf of another one, is left out.
        """
        asked = {receiver.qualname for receiver in receivers if receiver.is_here and receiver.body is not None}
        if not self.module.troubles:
            return []
        own = f"{self.module.name}."
        asked |= {
            connection.callee.path.removeprefix(own)
            for connection in self.connections
            if connection.callee.function is None
        }
        functions = {function.qualname for function in self.module.outline.functions}
        return sorted(why for what, why in self.module.troubles.items() if what in asked or what not in functions)

    @cached_property
    def connections_at_import(self) -> tuple[Connection, ...]:
        """The connections that the import of this module makes, if what they do depends on whether it is imported.

        Test code is left out, as are the receivers of signals that the module itself defines or sends: whoever sends
        those has imported it.
        """
        if self.is_test or not self.placed:
            return ()
        connections = [
            w
            for w in self.connections
            if not w.fact.context.function and "__name__" not in "".join(w.fact.context.conditions)
        ]
        own = {signal.path for send in self.sends if (signal := self.signal(send.signal)) is not None}
        if all(
            connection.signals and all(s.path in own or self._defines(s) for s in connection.signals)
            for connection in connections
        ):
            return ()
        return tuple(connections)

    def _defines(self, signal: Signal) -> bool:
        return signal.module is not None and signal.module.path == self.path

    @cached_property
    def met_signatures(self) -> tuple[MetSignature, ...]:
        """Every signature that this file's connections are known to meet, those of lambdas among them."""
        found: dict[tuple[Receiver | Place, Signature], list[Connection]] = {}
        for connection in self.connections:
            signature = connection.callee.signature
            if signature is not None:
                signature = signature.without_first() if connection.unbound else signature
                found.setdefault((connection.receiver or connection.place, signature), []).append(connection)
        return tuple(
            MetSignature(who, f"receiver {who.title}", signature, tuple(connections))
            if isinstance(who, Receiver)
            else MetSignature(connections[0], "this lambda", signature, tuple(connections))
            for (who, signature), connections in found.items()
        )

    @property
    def sends(self) -> tuple[Send, ...]:
        """The sends of the file; whether what is sent is a signal is for ``signal`` to say."""
        return self.facts.sends

    @property
    def disconnections(self) -> tuple[Disconnection, ...]:
        """The disconnections of the file, likewise."""
        return self.facts.disconnections

    @property
    def definitions(self) -> tuple[SignalDefinition, ...]:
        """The calls in the file that make a signal of Django's kind."""
        return tuple(d for d in self.facts.definitions if self.is_signal_class(d.call.function, d.context.owner))

    @property
    def signal_names(self) -> Iterator[tuple[str, Place]]:
        """The dotted names that signals are connected, disconnected and sent by, as the imports spell them, and where.

        What a test, or a ``try``, decides about is left out.
        """
        found = self.facts
        named: tuple[ConnectionFact | Disconnection | Send, ...] = (
            *found.connections,
            *found.disconnections,
            *found.sends,
        )
        for fact in named:
            if isinstance(fact.signal, Name) and not fact.context.conditions and not fact.context.catches:
                yield fact.signal.path, fact.place

    def is_signal_class(self, value: Value, owner: str = "") -> bool:
        """Whether calling ``value`` (in the class ``owner``) makes a signal of Django's kind, or initialises one."""
        classes = frozenset({django.SIGNAL, django.MODEL_SIGNAL})
        match value:
            case Attribute(Call(Name("builtins.super")), "__init__"):
                return (
                    bool(owner)
                    and self.project.names.is_subclass(f"{self.module.name}.{owner}", classes, self.module) is True
                )
            case Name(path) if path.endswith(".__init__"):
                return self.is_signal_class(Name(path.removesuffix(".__init__")))
        resolved = self.resolve(value)
        return all(
            isinstance(option, Name) and self.project.names.is_subclass(option.path, classes, self.module) is True
            for option in alternatives(resolved)
        )

    def resolve(self, value: Value) -> Value:
        """``value``, its names followed to where they are defined."""
        return self.project.names.resolve(value, self.module)

    def signal(self, value: Value) -> Signal | None:
        """The signal that ``value`` is, if it is known to be one."""
        return self.project.signals.signal(value, self.module)

    def signal_path(self, value: Value) -> str:
        """The dotted name of a signal that another library defines; ``"?"`` where there is none."""
        resolved = self.resolve(value)
        missing = self.project.names.is_missing(resolved, self.module)
        if (
            isinstance(resolved, Name)
            and not (missing or resolved.path.startswith("."))
            and self.project.names.locate(resolved.path, self.module) is None
        ):
            return resolved.path
        return "?"

    def callee(self, value: Value, fact: ConnectionFact | None = None) -> Callee:
        """What a receiver expression calls."""
        return callee(self.project, self.module, value, fact)

    def key(self, receiver: Value | None, sender: Value | None, uid: Value | None) -> Key | None:
        """What a signal would know a connection by that is given these; ``None`` where the text does not tell."""
        given = [Literal(None) if value is None else self.resolve(value) for value in (uid, receiver, sender)]
        # Django asks whether the uid is true.
        by_uid = not (isinstance(given[0], Literal) and not given[0].value)
        identity, known_sender = given[0] if by_uid else given[1], given[2]
        if not isinstance(known_sender, (Name, Literal, Instance)):
            return None
        match identity:
            case Name() | Literal() | Instance() | Attribute(Instance()):
                return Key(identity, known_sender, by_uid)
        return None

    def sibling(self, module: Module) -> SourceFile:
        """Another file of the same project."""
        return self.project.file(module)

    def line(self, line: int, column: int = 0) -> At:
        """A line of this file, for a violation to stand on."""
        return At(self.path, facts.Place(line, column, line, column))

    def holds_nothing(self, function: Function) -> bool:
        """Whether no decorator of a function of this file may hold what it decorates: all are Django's own."""
        return all(_keeps(self.project, self.module, decorator.value) for decorator in function.decorators)

    def at(self, place: Place) -> At:
        """A place of this file, for a violation to stand on."""
        return At(self.path, place)


@functools.cache
def _modules_of(names: frozenset[str]) -> frozenset[str]:
    """The modules that dotted ``names`` are in."""
    return frozenset(name.rpartition(".")[0] for name in names)


def is_test(path: str) -> bool:
    """Whether a file is test code, by its path from the project's root."""
    return not path.startswith("..") and _TEST.search(path) is not None


class At(NamedTuple):
    """A place in a file."""

    path: str
    place: Place


def callee(project: Project, near: Module, value: Value, fact: ConnectionFact | None = None, depth: int = 5) -> Callee:
    """What ``value``, an expression in ``near``, calls when a signal calls it."""
    unknown = Callee("unknown", "?")
    if depth == 0:
        return unknown
    match value:
        case Lambda(signature, qualname):
            return Callee("lambda", f"{near.name}.{qualname}", signature, fresh=True)
        case Call(Name("functools.partial"), arguments) if arguments and not arguments[0].keyword:
            inner = callee(project, near, arguments[0].value, None, depth - 1)
            bound = None if value.unpacks else _bound(inner.signature, value)
            return inner._replace(kind="partial", signature=bound, fresh=True)
        case Attribute(Instance(path), name):
            found = _method(project, near, path, name)
            return _method_callee(project, found, name) if found else Callee("method", f"{path}.{name}")
        case Attribute(Call(Name(path)), name):
            found = _method(project, near, path, name)
            return _method_callee(project, found, name)._replace(fresh=True) if found else unknown
        case Call(Name(path)):
            made = project.names.class_at(path, near)
            return _instance(project, near, path)._replace(fresh=True) if made else unknown
        case Instance(path):
            return _instance(project, near, path)
        case Name(path):
            return _named(project, near, path, fact, depth)
        case Choice():
            resolved = project.names.resolve(value, near)
            found_all = {callee(project, near, option, fact, depth - 1) for option in alternatives(resolved)}
            return found_all.pop() if len(found_all) == 1 else unknown
        case Starred():
            resolved = project.names.resolve(value, near)
            return callee(project, near, resolved, fact, depth - 1) if resolved != value else unknown
        case _:
            return unknown


def _named(project: Project, near: Module, path: str, fact: ConnectionFact | None, depth: int) -> Callee:
    line = fact.function_line if fact is not None else 0
    found = project.names.function(Name(path), near, line)
    decorated = fact is not None and fact.how in ("decorator", "wrapper")
    if found is not None:
        module, function = found
        qualname = function.path.removeprefix(f"{module.name}.")
        if not decorated and not function.local and module.value(qualname) is not None:
            # Bound again beside its `def`: what it is by the time of the connection, the text does not tell.
            return Callee("unknown", function.path)
        if function.owner and not decorated:
            return _method_callee(project, found, function.name, through_class=True)
        if function.is_class:
            made = _method(project, module, function.path, "__init__")
            signature = made[1].signature.without_first() if made else None
            return Callee("class", function.path, signature, module, function)
        signature = function.signature if _transparent(project, module, function, fact) else None
        return Callee("function", function.path, signature, module, function)
    definition = project.names.locate(path, near)
    if definition is None:
        return Callee("unknown", project.names.resolve(Name(path), near).path)  # type: ignore[union-attr]
    module, qualname = definition
    value = module.value(qualname)
    if value is not None and value != Name(path):
        inner = callee(project, module, value, None, depth - 1)
        if inner.kind == "instance":
            return inner._replace(fresh=False)
        return (
            inner._replace(fresh=False)
            if inner.kind in ("lambda", "partial")
            else Callee("unknown", f"{module.name}.{qualname}")
        )
    holder, _, method = qualname.rpartition(".")
    held = module.value(holder) if holder else None
    if isinstance(held, Call) and isinstance(held.function, Name):
        bound = _method(project, module, held.function.path, method)
        if bound:
            return _method_callee(project, bound, method)
    inherited = _method(project, module, f"{module.name}.{holder}", method) if holder else None
    if inherited is not None:
        return _method_callee(project, inherited, method, through_class=True)
    return Callee("unknown", f"{module.name}.{qualname}")


def _method(project: Project, near: Module, path: str, name: str) -> tuple[Module, Function] | None:
    """The method ``name`` of the class ``path``, its own or inherited."""
    for ancestor in project.names.ancestors(path, near):
        if isinstance(ancestor, str):
            if ancestor != "builtins.object":
                return None
        elif name in ancestor.outline.methods:
            function = ancestor.module.function(f"{ancestor.outline.qualname}.{name}")
            return (ancestor.module, function) if function else None
    return None


def _method_callee(
    project: Project, found: tuple[Module, Function], name: str, *, through_class: bool = False
) -> Callee:
    module, function = found
    names = {d.value.path for d in function.decorators if isinstance(d.value, Name)}
    static = "builtins.staticmethod" in names
    unbound = static or (through_class and "builtins.classmethod" not in names)
    others = [
        d.value
        for d in function.decorators
        if d.value not in (Name("builtins.staticmethod"), Name("builtins.classmethod"))
    ]
    known = all(_keeps(project, module, value) for value in others)
    signature = (function.signature if unbound else function.signature.without_first()) if known else None
    return Callee(
        "instance" if name == "__call__" else "function" if unbound else "method",
        function.path,
        signature,
        module,
        function,
    )


def _instance(project: Project, near: Module, path: str) -> Callee:
    found = _method(project, near, path, "__call__")
    resolved = project.names.class_at(path, near)
    name = resolved.path if resolved else path
    if found is None:
        return Callee("instance", name)
    return _method_callee(project, found, "__call__")._replace(path=name)


def _bound(signature: Signature | None, call: Call) -> Signature | None:
    """A signature as seen through ``functools.partial``: what the call binds is left out, or has a default now."""
    if signature is None:
        return None
    positional = len(call.positional) - 1
    kept = []
    for parameter in signature.parameters:
        if parameter.kind in ("positional-only", "positional") and positional > 0:
            positional -= 1
        elif parameter.name in call.keywords:
            kept.append(SignatureParameter(parameter.name, "keyword-only", True))
        else:
            kept.append(parameter)
    return Signature(tuple(kept))


def _transparent(project: Project, module: Module, function: Function, fact: ConnectionFact | None) -> bool:
    """Whether the decorators between the connection and the ``def`` keep its signature."""
    below = function.decorators
    if fact is not None and fact.how in ("decorator", "wrapper"):
        below = below[fact.decorator_index + 1 :]
        if (
            fact.how == "wrapper"
            and fact.call is not None
            and _connected_by(project, module, fact.call.function) != "itself"
        ):
            return False
    return all(_keeps(project, module, decorator.value) for decorator in below)


def _keeps(project: Project, module: Module, value: Value) -> bool:
    called = project.names.resolve(function_of(value), module)
    if not isinstance(called, Name):
        return False
    if called.path in django.WRAPPING_DECORATORS | django.RETURNING_DECORATORS:
        return True
    found = _decorating_function(project, module, value)
    return found is not None and _hands_on(project, *found)


def _decorating_function(project: Project, module: Module, value: Value) -> tuple[Module, Function] | None:
    """The function of the project that is called with what the decorator ``value`` stands above."""
    found = project.names.function(function_of(value), module)
    return _returned(project, *found) if found is not None and isinstance(value, Call) else found


def may_put_off(project: Project, module: Module, value: Value) -> bool:
    """Whether a decorator lets something else call the function (a commit, a thread), or nothing.

    One that is not of the project's files is told by its name alone.
    """
    found = _decorating_function(project, module, value)
    if found is None:
        return "commit" in last_name(function_of(value))
    wrapper = _returned(project, *found)
    if wrapper is None or not found[1].signature.parameters:
        return False
    decorated = _decorated(*found)
    inside = wrapper[1].path.removeprefix(f"{wrapper[0].name}.")
    return not any(call.target == decorated for call in wrapper[0].calls(inside))


def _returned(project: Project, module: Module, function: Function) -> tuple[Module, Function] | None:
    """The one function defined inside ``function`` that it returns."""
    values = set(module.body(function).returned)
    value = values.pop() if len(values) == 1 else None
    inside = isinstance(value, Name) and value.path.startswith(f"{function.path}.<locals>.")
    return project.names.function(value, module) if value is not None and inside else None


def _hands_on(project: Project, module: Module, decorator: Function) -> bool:
    """Whether a decorator returns a function that takes anything, and passes it on to what it decorates as it came."""
    wrapper = _returned(project, module, decorator)
    if wrapper is None or not decorator.signature.parameters:
        return False
    decorated = _decorated(module, decorator)
    wraps = Call(Name("functools.wraps"), (Argument(decorated),))
    return wrapper[1].passes_on == decorated.name and [d.value for d in wrapper[1].decorators] == [wraps]


def _decorated(module: Module, decorator: Function) -> Parameter:
    """What a decorating function with parameters is given, as its body knows it."""
    return Parameter(decorator.signature.parameters[0].name, decorator.path.removeprefix(f"{module.name}."))


def task_decorator(project: Project, near: Module, decorator: Value) -> str:
    """The dotted name of the task queue's decorator that ``decorator``, in ``near``, is; empty if it is none."""
    called = project.names.resolve(function_of(decorator), near)
    if not isinstance(called, Name):
        return ""
    if called.path in _TASKS:
        return called.path
    app, _, method = called.path.rpartition(".")
    if method != "task":
        return ""
    found = project.names.locate(app, near)
    value = found.module.value(found.qualname) if found and found.qualname else None
    made_by = project.names.resolve(value.function, found.module) if found and isinstance(value, Call) else None
    # An application that is not of this project's files is told by its name alone.
    by_name = found is None and any(part.startswith("celery") for part in app.split("."))
    is_celery = made_by == Name("celery.Celery") or by_name
    return CELERY_TASK if is_celery else ""


def _connected_by(project: Project, near: Module, decorator: Value) -> OneOf["itself", "another", "nothing"]:
    """What a decorator connects: the very function that it decorates, another in its place, or nothing."""
    called = project.names.resolve(decorator, near)
    if called == Name(django.RECEIVER):
        return "itself"
    located = project.names.locate(called.path, near) if isinstance(called, Name) else None
    if located is None or not ("receiver" in located.module.content or ".connect(" in located.module.content):
        return "nothing"
    found = project.names.function(called, near)
    if found is None:
        return "nothing"
    module, function = found
    inside = [fact.receiver for fact in _decorating(module, function)]
    if inside:
        return "itself" if all(isinstance(receiver, Parameter) for receiver in inside) else "another"
    hands_on = any(project.names.resolve(value, module) == Name(django.RECEIVER) for value in _called(module, function))
    return "itself" if hands_on else "nothing"


def _decorating(module: Module, factory: Function) -> Iterator[ConnectionFact]:
    """The connections inside of what makes a decorator that tie what it decorates, or a function made in its place."""
    qualname = factory.path.removeprefix(f"{module.name}.")
    for fact in module.facts.connections:
        if f"{fact.context.function}.".startswith(f"{qualname}."):
            match fact.receiver:
                case Parameter(_, function) if function != qualname:
                    yield fact
                case Name(path) if path.startswith(f"{factory.path}."):
                    yield fact


def _inner_connections(
    project: Project, near: Module, call: Call
) -> list[tuple[Value, Value | None, Value | None, Value | None]]:
    """What a call of a decorator connects: signal, sender, ``weak`` and dispatch uid, its own arguments put in."""
    found = project.names.function(project.names.resolve(call.function, near), near)
    if found is None:
        return []
    module, function = found
    qualname = function.path.removeprefix(f"{module.name}.")
    given = bound(function.signature, call)
    inside = [(c.signal, c.sender, c.weak, c.dispatch_uid) for c in _decorating(module, function)]
    for value in module.body(function).returned:
        if isinstance(value, Call) and project.names.resolve(value.function, module) == Name(django.RECEIVER):
            signal = value.argument("signal", 0) or Unknown()
            rest = (value.argument("sender"), value.argument("weak"), value.argument("dispatch_uid"))
            listed = substitute(signal, given, qualname)
            signals = listed.items if isinstance(listed, Collection) else (listed,)
            inside += [(one, *rest) for one in signals]
    replaced = []
    for signal, *others in inside:
        named = substitute(signal, given, qualname)
        if project.signals.signal(named, near) is not None:
            sender, weak, uid = (None if value is None else substitute(value, given, qualname) for value in others)
            replaced.append((named, sender, weak, uid))
    return replaced


def _called(module: Module, function: Function) -> Iterator[Value]:
    qualname = function.path.removeprefix(f"{module.name}.")
    pending = [qualname]
    while pending:
        name = pending.pop()
        yield from (invocation.target for invocation in module.calls(name))
        pending += [
            f.qualname
            for f in module.outline.functions
            if f.qualname.startswith(f"{name}.<locals>.") and f.qualname not in pending
        ]
