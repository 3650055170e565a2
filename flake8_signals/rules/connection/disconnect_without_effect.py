from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import DisconnectionRule, Violation
from flake8_signals.syntax.values import Attribute, Call, Lambda, Literal, Name, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection, Key
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
    file, fact, signal = disconnection
    key = file.key(fact.receiver, fact.sender, fact.dispatch_uid)
    named = key is None or key.by_uid
    if not named and fact.receiver in (None, _NONE):
        return "disconnect() names neither a receiver nor a dispatch_uid"
    if fact.made_here and _is_no_uid(fact.dispatch_uid) and _is_made(fact.receiver, file):
        return "disconnect() is given a new object, which was never connected"
    if key is None:
        return ""
    meant = [connection for connection in _meant(file, fact, key) if signal in connection.signals]
    certain = [
        _difference(connection, connection.key, key, file) if connection.key and len(connection.signals) == 1 else ""
        for connection in meant
    ]
    return certain[0] if meant and all(certain) else ""


def _meant(file: SourceFile, fact: Disconnection, key: Key) -> list[Connection]:
    """The connections of the receiver that a disconnection names, or with its uid."""
    found = list(file.connections_of.get(file.resolve(fact.receiver), ()) if fact.receiver is not None else ())
    if key.by_uid:
        found += file.connections_with_uid.get(key.identity, ())
    return sorted(dict.fromkeys(found), key=lambda connection: (connection.place.line, connection.place.column))


def _difference(connection: Connection, made: Key, key: Key, file: SourceFile) -> str:
    """How ``key`` certainly differs from the key of a connection, in words; empty where they may be the same."""
    where = f"{connection.title} is connected on line {connection.place.line}"
    uids = [one.identity for one in (made, key) if one.by_uid]
    if uids and made.identity != key.identity and all(isinstance(uid, Literal) for uid in uids):
        return f"{where} {_uid(made)}"
    if made.identity == key.identity and _differ(made.sender, key.sender, file):
        return f"{where} without any sender" if made.sender == _NONE else f"{where} with another sender"
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


def _is_no_uid(uid: Value | None) -> bool:
    return uid is None or (isinstance(uid, Literal) and not uid.value)


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
