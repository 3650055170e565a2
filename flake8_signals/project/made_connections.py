"""The connections that a file makes once Django runs it: one for each signal, configuration and call of a helper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import structs

from flake8_signals.project.connections import Connection
from flake8_signals.project.names import SourceFunction
from flake8_signals.project.objects import Made, arguments_of, held, whole_call
from flake8_signals.syntax.arguments import substitute
from flake8_signals.syntax.values import (
    Attribute,
    Call,
    Choice,
    Collection,
    Instance,
    Item,
    Name,
    Parameter,
    alternatives,
    elements,
    item,
    iterated,
    rewrite,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from flake8_signals.project.file import SourceFile
    from flake8_signals.syntax.facts import ConnectionFact
    from flake8_signals.syntax.values import Value


def made_in(file: SourceFile) -> Iterator[Connection]:
    """The connections of a file, one for each signal, tests and those that start-up undoes included.

    One in a helper function that connects its own parameters counts once for each call of the helper at start-up; so
    does one in a method that connects what its object holds, for each object.
    """
    for connection in file.connections:
        if not _parameters(connection.fact):
            facts = _opened(file, connection.fact)
            objects = [Connection(file, fact, None, connection) for fact in facts]
            for made in objects or _for_each_config(connection):
                yield from _for_each_signal(made)
    for fact in file.facts.connections:
        is_open = fact.how == "connect" and _is_open(file, fact.signal) and not _parameters(fact)
        if fact.how != "wrapper" and (_parameters(fact) or is_open):
            called = [Connection(file, each) for each in (_opened if is_open else _called_with)(file, fact)]
            for connection in called or ([] if is_open else [Connection(file, fact)]):
                if connection.signals or connection.is_to_library:
                    yield from _for_each_signal(connection)


def _is_open(file: SourceFile, signal: Value) -> bool:
    """Whether it takes more than its file to tell a signal: what an object holds, or another module."""
    return _is_of_object(file, signal) or any(iterated(part) or _is_held(part) for part in walk(signal))


def _opened(file: SourceFile, fact: ConnectionFact) -> tuple[ConnectionFact, ...]:
    """A connection of what objects or another module hold, once for each that they hold."""
    told = _with(file, fact, lambda value: value)
    whole = () if told == fact else (told,)
    return (*_for_each_object(file, fact), *_for_each_element(file, fact, {}), *whole)


def _for_each_config(connection: Connection) -> Iterator[Connection]:
    """A connection with ``sender=self``, once for each configuration that runs it: they may inherit the method."""
    fact, module = connection.fact, connection.file.module
    if isinstance(fact.sender, Instance) and fact.context.function:
        startup = connection.file.project.startup
        running = [
            reach.config
            for reach in startup.ready.reaches
            if fact.sender.path in reach.targets.config_classes and reach.runs(module, fact.context.function)
        ]
        # One without a name is there to be inherited.
        running = list(filter(startup.apps.has_name, running)) or running
        if running and [config.path for config in running] != [fact.sender.path]:
            for config in running:
                given = structs.replace(fact, sender=Instance(config.path))
                yield Connection(connection.file, given, None, connection)
            return
    yield connection


def _for_each_object(file: SourceFile, fact: ConnectionFact) -> Iterator[ConnectionFact]:
    """A connection of what an object holds, once for each object on which start-up calls the method that makes it."""
    if not any(_is_of_object(file, value) for value in (fact.signal, fact.sender) if value is not None):
        return
    startup, owner = file.project.startup, f"{file.module.name}.{fact.context.owner}"
    for user, call in startup.loading.calls_of(file.module, fact.context.function):
        for called in alternatives(call.function):
            if isinstance(called, Attribute) and isinstance(called.value, Call):
                made = Made(file.sibling(user), called.value)
                if owner in made.classes:
                    sender = None if fact.sender is None else made.told(fact.sender)
                    yield structs.replace(fact, signal=made.told(fact.signal), sender=sender)


def _is_of_object(file: SourceFile, value: Value) -> bool:
    """Whether a value is made of an attribute of ``self``: not of what a method, or a function given one, returns."""
    match value:
        case Attribute(Instance()):
            return True
        case Call(Attribute(Instance(path), name)) if file.names.method(path, name) is not None:
            return False
        case Call(Name("builtins.getattr") as function, arguments):
            parts = [function, *(argument.value for argument in arguments)]
        case Call(owner) | Attribute(owner):
            parts = [owner]
        case Item(owner, key):
            parts = [owner, key]
        case Choice(parts) | Collection(_, parts):
            pass
        case _:
            return False
    return any(_is_of_object(file, part) for part in parts)


def _is_held(value: Value) -> bool:
    """Whether a value is an attribute of an object that is made there and then."""
    return isinstance(value, Attribute) and isinstance(value.value, Call)


def _called_with(file: SourceFile, fact: ConnectionFact) -> Iterator[ConnectionFact]:
    """A connection in a helper function, with the arguments of each call at start-up in place of the parameters."""
    qualname = fact.context.function
    function = file.module.function(qualname)
    if function is None:
        return
    for user, call in file.project.startup.loading.calls_of(file.module, qualname):
        given = arguments_of(SourceFunction(file.module, function), whole_call(file.sibling(user), call))
        turns = [*_for_each_element(file, fact, given)]
        for turn in turns or [fact]:
            yield _with(file, turn, partial(substitute, given=given, function=qualname))


def _for_each_element(file: SourceFile, fact: ConnectionFact, given: Mapping[str, Value]) -> Iterator[ConnectionFact]:
    """A connection in a loop over a collection that a call gives, or another module holds, once for each turn.

    None where there is no such loop, or the collection is not known.
    """
    loops = {part for value in _values(fact) for part in walk(value) if iterated(part) is not None}
    for loop in loops if len(loops) == 1 else ():
        held = _held(file, substitute(iterated(loop) or loop, given, fact.context.function))
        for each in elements(held) or ():
            yield _with(file, fact, partial(_put, loop=loop, each=each))


def _held(file: SourceFile, value: Value) -> Value:
    """What a loop goes through, with the collection in place of the name by which a module holds it."""
    match value:
        case Call(Name(path), ()) if path.endswith((".items", ".keys", ".values")):
            owner, _, method = path.rpartition(".")
            return Call(Attribute(_held(file, Name(owner)), method))
        case Name(path):
            symbol = file.names.locate(path)
            return symbol.value if symbol is not None and isinstance(symbol.value, Collection) else value
        case _:
            return value


def _put(value: Value, loop: Value, each: Value) -> Value:
    """``value`` with one element in place of that of a loop."""

    def known(part: Value) -> Value | None:
        if part == loop:
            return each
        return item(_put(part.value, loop, each), part.key) if isinstance(part, Item) else None

    return rewrite(value, known)


def _with(file: SourceFile, fact: ConnectionFact, told: Callable[[Value], Value]) -> ConnectionFact:
    """A connection with other values for its signal, its receiver and its sender, and what records in them hold."""
    signal, receiver, sender = (
        None if value is None else held(file, told(value)) for value in (fact.signal, fact.receiver, fact.sender)
    )
    return structs.replace(fact, signal=signal, receiver=receiver, sender=sender)


def _for_each_signal(connection: Connection) -> Iterator[Connection]:
    """A connection, once for each signal that it may connect."""
    if len(connection.signals) < 2:
        yield connection
    else:
        for signal in connection.signals:
            yield Connection(connection.file, connection.fact, signal, connection.whole)


def _parameters(fact: ConnectionFact) -> bool:
    """Whether a connection uses parameters of the function around it."""
    return any(isinstance(inner, Parameter) for value in _values(fact) for inner in walk(value))


def _values(fact: ConnectionFact) -> list[Value]:
    """The signal, the receiver and the sender of a connection."""
    return [value for value in (fact.signal, fact.receiver, fact.sender) if value is not None]
