"""SIG912."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.project import models
from flake8_signals.rule import FileRule, Violation
from flake8_signals.syntax.values import Argument, Attribute, Call, Instance, Literal, Name, alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import Connection, SourceFile
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.values import Value

_METACLASSES = ("Meta", "Metaclass", "Type")
"""How the names of classes end whose objects are classes, where the class itself is not in sight."""


class SenderNeverSent(FileRule):
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

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every connection to a class of a signal whose sends, all in sight, certainly have other senders."""
        index = file.project.index
        for connection in index.connections_in(file) if file.placed else ():
            signal, sender = connection.signal, connection.sender
            if signal is None or signal.built_in is not None or sender is None or not _is_class(connection, sender):
                continue
            sends = [(where, send, send.call.argument("sender", 0)) for where, send in index.sends_of(signal)]
            given = [_never(connection, where, value) for where, _, value in sends]
            shown = next(((where, send) for where, send, _ in sends if not where.is_test), None)
            if shown is None or not all(given) or _may_be_sent_otherwise(file, signal):
                continue
            awaited = str(connection.sender_path).rpartition(".")[2]
            place = f"{file.project.files.relative(shown[0].path)}:{shown[1].place.line}"
            yield self.violation(
                connection,
                f"{connection.title} is never called: it waits for the class {awaited}, and {signal.name} is sent by "
                f"{' or '.join(dict.fromkeys(given))} ({place}); send it by the class, or leave the sender out here",
            )


def _may_be_sent_otherwise(file: SourceFile, signal: Signal) -> bool:
    """Whether the signal may be sent in other ways than are known, or by a class of its own that matches otherwise."""
    index, signals = file.project.index, file.project.signals
    return index.is_handed_on(signal.name) or signals.has_own(signal, "connect", *django.ALL_SEND_METHODS)


def _is_class(connection: Connection, sender: Value) -> bool:
    """Whether a connection's sender is one class whose name is known."""
    file = connection.file
    named = connection.sender_path not in (None, "?")
    return named and not isinstance(sender, Literal) and models.is_class(file.project, sender, file.module)


def _never(connection: Connection, file: SourceFile, sent: Value | None) -> str:
    """What a signal is sent by, in words, where that certainly is not the class of a connection; else empty."""
    found = (
        [_other(connection, file, option) for option in alternatives(file.resolve(sent))] if sent is not None else []
    )
    return found[0] if found and all(found) else ""


def _other(connection: Connection, file: SourceFile, sent: Value) -> str:
    project, module = file.project, file.module
    match sent:
        case Literal(None):
            return "None"
        case Literal(str()):
            return "a string"
        case Instance(path):
            return f"an instance of {path.rpartition('.')[2]}" if _makes_no_class(file, path) else ""
        case Attribute(Instance(path), "__class__") | Call(Name("builtins.type"), (Argument(Instance(path)),)):
            return _another_class(connection, file, path, or_subclass=True)
        case Call(Name(path)) if models.is_new_instance(project, sent, module):
            return f"an instance of {path.rpartition('.')[2]}"
        case Name(path):
            return _another_class(connection, file, path)
        case _:
            return ""


def _makes_no_class(file: SourceFile, path: str) -> bool:
    """Whether the objects of a class are no classes themselves."""
    ancestors = file.project.names.ancestors(path, file.module)
    unseen = [ancestor for ancestor in ancestors if isinstance(ancestor, str)]
    return not any(name in ("builtins.type", "django.db.models.base.ModelBase") for name in unseen) and not any(
        name.endswith(_METACLASSES) for name in unseen
    )


def _another_class(connection: Connection, file: SourceFile, path: str, *, or_subclass: bool = False) -> str:
    """A class that certainly is not the one a connection waits for, nor (``or_subclass``) one that this inherits."""
    names = file.project.names
    sent, awaited = (
        names.class_at(path, file.module),
        names.class_at(str(connection.sender_path), connection.file.module),
    )
    if sent is None or awaited is None or sent.path == awaited.path:
        return ""
    if or_subclass and names.is_subclass(awaited.path, frozenset({sent.path}), awaited.module) is not False:
        return ""
    return sent.path.rpartition(".")[2]
