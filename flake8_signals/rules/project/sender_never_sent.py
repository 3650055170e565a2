from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.project import models
from flake8_signals.project.senders import sent_by
from flake8_signals.rule import LastingConnectionRule, Violation
from flake8_signals.syntax.values import Call, Instance, Literal, Name, alternatives, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.values import Value

_METACLASSES = ("Meta", "Metaclass", "Type")
"""How the names of classes end whose objects are classes, where the class itself is not in sight."""


class SenderNeverSent(LastingConnectionRule):
    """A receiver of a signal of the project waits for a sender that no ``send()`` of it has.

    ## Why is this bad?
    A receiver with a sender is called for that very object: for a class, neither for its instances nor for
    the subclasses. The signal is sent with something else everywhere, so the receiver is never called, and nothing says
    so.

    ## Example
    ```python
    # shop/backends.py
    synced = Signal()


    class PostBackend:
        def sync(self, order):
            synced.send(sender=self, order=order)
    # shop/signals.py
    from .backends import PostBackend, synced


    @receiver(synced, sender=PostBackend)  # SIG912
    def ship(sender, order, **kwargs):
        order.ship()
    ```

    ## Use instead
    ```python
    # shop/backends.py
    synced = Signal()


    class PostBackend:
        def sync(self, order):
            synced.send(sender=self.__class__, order=order)
    # shop/signals.py
    from .backends import PostBackend, synced


    @receiver(synced, sender=PostBackend)
    def ship(sender, order, **kwargs):
        order.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-to-signals-sent-by-specific-senders
    """

    code = "SIG912"

    def check(self, connection: Connection) -> Iterator[Violation]:
        file, signal = connection.file, connection.signal
        if signal is None or signal.module is None or not _waits_for_a_class(connection):
            return
        sends = file.project.index.sends_of(signal)
        given = [_never(connection, where, send.call.argument("sender", 0)) for where, send in sends]
        shown = next(((where, send) for where, send in sends if not where.is_test), None)
        if shown is None or not all(given) or _may_be_sent_otherwise(file, signal):
            return
        place = f"{file.project.files.relative(shown[0].path)}:{shown[1].place.line}"
        yield self.violation(
            connection,
            f"{connection.title} is never called: it waits for the class {last_part(connection.sender_path or '')}, "
            f"and {signal.name} is sent by {' or '.join(dict.fromkeys(given))} ({place}); send it by the class, or "
            "leave the sender out here",
        )


def _may_be_sent_otherwise(file: SourceFile, signal: Signal) -> bool:
    """Whether the signal may be sent in other ways than are known, or by a class of its own that matches otherwise."""
    index, signals = file.project.index, file.project.signals
    return signal.name in index.handed_on or signals.has_own(signal, "connect", *django.ALL_SEND_METHODS)


def _waits_for_a_class(connection: Connection) -> bool:
    """Whether a connection's sender is one class whose name is known."""
    sender = connection.sender
    if sender is None or isinstance(sender, Literal) or connection.sender_path in (None, "?"):
        return False
    return models.is_class(connection.file, sender)


def _never(connection: Connection, file: SourceFile, sent: Value | None) -> str:
    """What a signal is sent by, in words, where that certainly is not the class of a connection; else empty."""
    found = (
        [_other(connection, file, option) for option in alternatives(file.resolve(sent))] if sent is not None else []
    )
    return found[0] if found and all(found) else ""


def _other(connection: Connection, file: SourceFile, sent: Value) -> str:
    """What ``sent`` is, in words, where it is not the class that a connection waits for; empty where it may be."""
    match sent:
        case Literal(None):
            return "None"
        case Literal(str()):
            return "a string"
        case Instance(path):
            return f"an instance of {last_part(path)}" if _makes_no_class(file, path) else ""
        case Call(Name(path)) if models.is_new_instance(file, sent):
            return f"an instance of {last_part(path)}"
        case _:
            return _another_class(connection, file, sent)


def _makes_no_class(file: SourceFile, path: str) -> bool:
    """Whether the objects of a class are no classes themselves."""
    unseen = [ancestor for ancestor in file.names.ancestors(path) if isinstance(ancestor, str)]
    return not any(
        name in ("builtins.type", "django.db.models.base.ModelBase") or name.endswith(_METACLASSES) for name in unseen
    )


def _another_class(connection: Connection, file: SourceFile, value: Value) -> str:
    """A class that certainly is not the one a connection waits for, nor one that this inherits."""
    sent, awaited = sent_by(file, value), connection.file.names.class_at(connection.sender_path or "")
    is_another = sent is not None and awaited is not None and not sent.may_be(awaited, file)
    return last_part(sent.defined.path) if sent is not None and is_another else ""
