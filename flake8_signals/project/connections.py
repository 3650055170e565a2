"""A connection, bound to the project: its signal, sender and receiver, and whether start-up makes it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from flake8_signals.knowledge import django, libraries
from flake8_signals.project.identities import Key, is_no_uid, key_of
from flake8_signals.project.senders import sender_name
from flake8_signals.project.switches import is_switched_off
from flake8_signals.syntax.values import Literal, Name, Value, alternatives, last_name, last_part

if TYPE_CHECKING:
    from flake8_signals.project.callables import Callee
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.project.signals import Signal
    from flake8_signals.project.startup.loading import Loading
    from flake8_signals.syntax.facts import ConnectionFact, Place


class Connection:
    """One connection, bound to the project: its signal, sender and receiver.

    A connection to several signals (a loop, a branch) is split into one for each ``signal``; ``whole`` is then the
    original, and otherwise the connection itself.
    """

    def __init__(
        self, file: SourceFile, fact: ConnectionFact, signal: Signal | None = None, whole: Connection | None = None
    ) -> None:
        self.file = file
        self.fact = fact
        self._whole = whole
        self._signal = signal

    @property
    def whole(self) -> Connection:
        """The connection to several signals that this is a part of, or itself."""
        return self._whole or self

    @property
    def path(self) -> str:
        """The file of the connection."""
        return self.file.path

    @property
    def place(self) -> Place:
        """The place of the decorator or the call."""
        return self.fact.place

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        """All signals that this connection may connect (a loop, a branch); empty if one of them is unknown."""
        if self._signal is not None:
            return (self._signal,)
        value = self.file.resolve(self.fact.signal)
        found = [self.file.project.signals.signal(option, self.file.module) for option in alternatives(value)]
        return tuple(signal for signal in found if signal is not None) if all(found) else ()

    @property
    def signal(self) -> Signal | None:
        """Its only signal; ``None`` if there may be several, or it is unknown."""
        return self.signals[0] if len(self.signals) == 1 else None

    @cached_property
    def signal_path(self) -> str:
        """The dotted name of its signal, even if that is another library's; ``"?"`` if unknown."""
        return self.file.signal_path(self.fact.signal) if self.signal is None else self.signal.path

    @property
    def is_to_library(self) -> bool:
        """Whether its signal is that of a library outside of the project, as far as a name tells."""
        return not self.signals and libraries.is_signal(self.signal_path)

    @cached_property
    def sender_path(self) -> str | None:
        """The sender: a dotted name, a lazy ``app.Model`` as written, ``None`` for all, ``"?"`` if unknown."""
        if self.sender is None or self.sender == Literal(None):
            return None
        return sender_name(self.file, self.sender)

    @property
    def receiver_path(self) -> str:
        """The dotted name of what is called; ``"?"`` if unknown."""
        return self.callee.path

    @cached_property
    def words(self) -> frozenset[str]:
        """The receiver's name, or its class's: a file that connects or disconnects the same receiver contains one."""
        given = self.fact.receiver
        spelled = {last_name(given), last_name(self.file.resolve(given))} - {""}
        return frozenset({*spelled, last_part(self.receiver_path)})

    @cached_property
    def loading(self) -> Loading:
        """Whether, how and by what it is made when Django starts."""
        from flake8_signals.project.startup.loading import Loading  # slow to import: only for the rules that need it

        context, module, startup = self.fact.context, self.file.module, self.file.project.startup
        if context.function:
            loading = startup.loading.running(module, context.function)
        elif "__name__" in "".join(context.conditions):
            loading = Loading("lazy", (module.name,))
        else:
            loading = startup.loading.of(module)
        if loading.is_at_start and (context.in_development or is_switched_off(self.file, context.when)):
            return Loading("unknown")
        return Loading("dead", loading.chain) if loading.is_at_start and _is_dead(self) else loading

    @property
    def is_connected(self) -> bool:
        """Whether start-up makes the connection and does not undo it."""
        return self.loading.is_at_start

    @property
    def lacks_uid(self) -> bool:
        """Whether it certainly has no dispatch uid that counts: Django tests its truth."""
        return is_no_uid(self.fact.dispatch_uid)

    @property
    def is_django(self) -> bool:
        """Whether this certainly connects a signal of Django's kind.

        That is so if the signal is known, or the decorator is Django's own.
        """
        return bool(self.signals) or self.fact.how in ("decorator", "call")

    @property
    def is_housekeeping(self) -> bool:
        """Whether the module receives the signal only to keep its own state right (a setting, the end of a request).

        Such a module need not be loaded before it is used.
        """
        return bool(self.signals) and all(
            s.built_in is not None and s.name in django.HOUSEKEEPING for s in self.signals
        )

    @cached_property
    def sender(self) -> Value | None:
        """The sender, names followed to their definition; ``None`` if none is given.

        An explicit ``None`` is a ``Literal``.
        """
        return None if self.fact.sender is None else self.file.resolve(self.fact.sender)

    @property
    def sender_options(self) -> tuple[Value, ...]:
        """Everything that the sender may be (a loop, a branch); empty if none is given."""
        return () if self.sender is None else tuple(alternatives(self.sender))

    @cached_property
    def callee(self) -> Callee:
        """What the signal calls."""
        return self.file.callee(self.fact.receiver, self.fact)

    @cached_property
    def is_plain(self) -> bool:
        """Whether the signal's ``connect()`` is Django's own, as far as is known."""
        return not any(self.file.project.signals.has_own(signal, "connect") for signal in self.signals)

    @cached_property
    def is_weak(self) -> bool | None:
        """Whether the signal holds the receiver only by a weak reference; ``None`` if unknown."""
        if not self.is_plain:
            return None
        weak = Literal(True) if self.fact.weak is None else self.fact.weak
        return bool(weak.value) if isinstance(weak, Literal) else None

    @cached_property
    def key(self) -> Key | None:
        """How the signal identifies this connection; ``None`` if unknown."""
        return key_of(self.file, self.fact.receiver, self.fact.sender, self.fact.dispatch_uid)

    def report_at(self, connection: Connection) -> Connection:
        """Where a violation about a lambda's connection is reported: at the connection."""
        return connection

    @property
    def unbound(self) -> str:
        """``self`` or ``cls`` if nothing passes it because a method is connected as a plain function; else empty."""
        function = self.callee.function
        if function is None or not function.owner or self.callee.kind != "function" or self.callee.signature is None:
            return ""
        names = {decorator.value.path for decorator in function.decorators if isinstance(decorator.value, Name)}
        first = next((p for p in function.signature.parameters if p.kind in ("positional-only", "positional")), None)
        if first is None or first.has_default or "builtins.staticmethod" in names:
            return ""
        # The project's own signal may send `cls`, but not `self`, which is a parameter of send() itself.
        of_class = first.name == "cls" and ("builtins.classmethod" in names or all(s.built_in for s in self.signals))
        return first.name if first.name == "self" or of_class else ""

    def sent(self, name: str) -> tuple[django.Argument | None, ...]:
        """What each possible signal sends as the argument ``name`` (``None``: nothing).

        Empty unless all of them are Django's own.
        """
        if name in django.RESERVED_ARGUMENTS:
            return (django.Argument(name),)
        known = [signal.built_in for signal in self.signals if signal.built_in is not None]
        return tuple(built_in.argument(name) for built_in in known) if len(known) == len(self.signals) else ()

    @property
    def receiver(self) -> Receiver | None:
        """The receiver, if its source is known."""
        return self.file.receiver_of.get(self.whole)

    @property
    def title(self) -> str:
        """How a message names the receiver: ``'ship'``, with the place of its ``def`` if that is in another file."""
        receiver = self.receiver
        name = last_part(self.callee.path)
        return receiver.title if receiver else "the receiver" if name == "?" else repr(name)


def _is_dead(connection: Connection) -> bool:
    """Whether a connection is weak and nothing else holds the receiver."""
    if not connection.fact.lifetime:
        return False
    if connection.fact.weak is not None and connection.fact.weak != Literal(True):
        return False
    callee = connection.callee
    if callee.fresh and callee.kind != "function":
        return True
    if callee.function is None or callee.module is None or not callee.function.local or callee.kind != "function":
        return False
    return connection.file.sibling(callee.module).decorations.holds_nothing(callee.function)
