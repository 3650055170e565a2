from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.knowledge import django
from flake8_signals.project.identities import Key, is_no_uid, key_of
from flake8_signals.rule import DisconnectionRule, Violation
from flake8_signals.syntax.values import Attribute, Call, Lambda, Literal, Name, Value, last_name, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.subjects import BoundDisconnection
    from flake8_signals.syntax.facts import Disconnection


_NONE = Literal(None)

_UNBOUND = (Name("builtins.staticmethod"), Name("builtins.classmethod"))
"""Decorators of methods that are the same for every instance."""


class DisconnectWithoutEffect(DisconnectionRule):
    """``disconnect()`` names something other than what was connected.

    ## Why is this bad?
    A signal finds the connection to remove by exactly what made it: the same sender, and the same dispatch uid or else
    the same receiver. If one differs, ``disconnect()`` returns ``False`` and the receiver is still called.

    ## Example
    ```python
    def ship(sender, instance, **kwargs):
        instance.ship()


    post_save.connect(ship, sender=Order)


    def pause():
        post_save.disconnect(ship)  # SIG316
    ```

    ## Use instead
    ```python
    def ship(sender, instance, **kwargs):
        instance.ship()


    post_save.connect(ship, sender=Order)


    def pause():
        post_save.disconnect(ship, sender=Order)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#disconnecting-signals
    """

    code = "SIG316"

    def check(self, disconnection: BoundDisconnection) -> Iterator[Violation]:
        if disconnection.file.project.signals.has_own(disconnection.signal, "connect", "disconnect"):
            return
        trouble = _trouble(disconnection)
        if trouble:
            yield self.violation(disconnection, f"{trouble}, so this disconnects nothing; pass what was connected")


def _trouble(disconnection: BoundDisconnection) -> str:
    file, fact, _ = disconnection
    key = key_of(file, fact.receiver, fact.sender, fact.dispatch_uid)
    named = key is None or key.by_uid
    if not named and fact.receiver in (None, _NONE):
        return "disconnect() names neither a receiver nor a dispatch_uid"
    if fact.made_here and is_no_uid(fact.dispatch_uid) and _is_made(fact.receiver, file):
        return "disconnect() is given a new object, which was never connected"
    found = _made(disconnection, key) if key is not None else []
    certain = [_difference(made, key, file) for made in found if key is not None]
    return certain[0] if found and all(certain) else ""


class _Made(NamedTuple):
    """A connection that a disconnection may mean: what is said of it, and its key (``None``: not known)."""

    where: str
    key: Key | None


def _made(disconnection: BoundDisconnection, key: Key) -> list[_Made]:
    """The connections of what is disconnected: this file's, other files', and Django's own."""
    file, fact, signal = disconnection
    found = [connection for connection in _meant_here(file, fact, key) if signal in connection.signals]
    # What a function connects again after it has disconnected it counts where there is nothing else, and further down.
    before = [made for made in found if not _is_made_again(made) or _is_further_down(made, fact)]
    elsewhere = [*_in_other_files(disconnection, key), *_of_django(disconnection, key)]
    if elsewhere and not found and fact.receiver is not None and _is_handed_on(file, fact.receiver):
        return []
    here = before or ([] if elsewhere else found)
    return [*(_Made(f"{c.title} is connected on line {c.place.line}", _key(c)) for c in here), *elsewhere]


def _meant_here(file: SourceFile, fact: Disconnection, key: Key) -> list[Connection]:
    """The connections of a file that are of the receiver that it disconnects there, or with its uid."""
    found = list(file.identities.by_receiver.get(file.resolve(fact.receiver), ()) if fact.receiver is not None else ())
    if key.by_uid:
        found += file.identities.by_uid.get(key.identity, ())
    return sorted(dict.fromkeys(found), key=lambda connection: (connection.place.line, connection.place.column))


def _is_made_again(connection: Connection) -> bool:
    """Whether the function that makes a connection has disconnected just that further up."""
    function, key, line = connection.fact.context.function, connection.key, connection.place.line
    return bool(function and key) and any(
        connection.file.identities.first_undone.get((function, signal.path, key), line) < line
        for signal in connection.signals
    )


def _is_further_down(made: Connection, fact: Disconnection) -> bool:
    """Whether the function that makes a connection disconnects something further down."""
    function = made.fact.context.function
    return bool(function) and fact.context.function == function and made.place.line < fact.place.line


def _key(connection: Connection) -> Key | None:
    return connection.key if len(connection.signals) == 1 else None


def _in_other_files(disconnection: BoundDisconnection, key: Key) -> Iterator[_Made]:
    file, fact, signal = disconnection
    names = {last_name(value) for value in (fact.receiver, key.identity) if value is not None}
    if isinstance(key.identity, Literal) and isinstance(key.identity.value, str):
        names.add(key.identity.value)
    receiver = None if fact.receiver is None else file.resolve(fact.receiver)
    uid = key.identity if key.by_uid else None
    for connection in file.project.index.made_elsewhere(file, frozenset(names - {""}), signal.path, receiver, uid):
        if not _is_made_again(connection):
            place = f"{file.project.files.relative(connection.path)}:{connection.place.line}"
            yield _Made(f"{connection.title} is connected at {place}", _key(connection))


def _of_django(disconnection: BoundDisconnection, key: Key) -> Iterator[_Made]:
    receiver = disconnection.fact.receiver
    path = disconnection.file.resolve(receiver) if receiver is not None else None
    for own in django.CONNECTIONS:
        is_meant = path == Name(own.receiver) or key.identity == Literal(own.dispatch_uid or "-")
        if own.signal == disconnection.signal.path and is_meant:
            identity = Name(own.receiver) if own.dispatch_uid is None else Literal(own.dispatch_uid)
            sender = _NONE if own.sender is None else Name(own.sender)
            made = Key(identity, sender, own.dispatch_uid is not None)
            yield _Made(f"Django connects {last_part(own.receiver)!r}", made)


def _is_handed_on(file: SourceFile, receiver: Value) -> bool:
    """Whether something that is not understood may connect a function of the project, with whatever it says then."""
    called = file.callee(receiver).function
    return file.placed and called is not None and not called.local and called.name in file.project.index.handed_on


def _difference(made: _Made, key: Key, file: SourceFile) -> str:
    """How ``key`` certainly differs from the key of a connection, in words; empty where they may be the same."""
    if made.key is None:
        return ""
    uids = [one.identity for one in (made.key, key) if one.by_uid]
    if uids and made.key.identity != key.identity and all(isinstance(uid, Literal) for uid in uids):
        return f"{made.where} {_uid(made.key)}"
    if made.key.identity == key.identity and _differ(made.key.sender, key.sender, file):
        how = "without any" if made.key.sender == _NONE else "with a" if key.sender == _NONE else "with another"
        return f"{made.where} {how} sender"
    return ""


def _uid(key: Key) -> str:
    if key.by_uid and isinstance(key.identity, Literal):
        return f"with the dispatch_uid {key.identity.value!r}"
    return "without any dispatch_uid"


def _differ(one: Value, other: Value, file: SourceFile) -> bool:
    """Whether two senders are certainly not the same."""
    if one == other:
        return False
    if _NONE in (one, other) or (isinstance(one, Literal) and isinstance(other, Literal)):
        return True
    # Two names may stand for one class: only classes whose definition is seen certainly differ.
    return all(isinstance(s, Name) and file.names.class_at(s.path) is not None for s in (one, other))


def _is_made(receiver: Value | None, file: SourceFile) -> bool:
    """Whether evaluating ``receiver`` certainly creates a new object."""
    match receiver:
        case Lambda() | Call(Name("functools.partial")):
            return True
        case Call(Name(path)):
            return file.names.makes_instances(path)
        case Attribute(Call(Name(path)), _):
            method = file.callee(receiver).function
            plain = method is not None and not {*_UNBOUND} & {decorator.value for decorator in method.decorators}
            return plain and file.names.makes_instances(path)
    return False
