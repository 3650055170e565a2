"""What rules check in a file besides connections and receivers, bound to that file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.names import Class
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.facts import Disconnection, Function, Place, Send, SignalDefinition


class Config(NamedTuple):
    """An ``AppConfig`` class."""

    file: SourceFile
    defined: Class

    @property
    def name(self) -> str:
        """The name of its class."""
        return self.defined.outline.qualname

    @property
    def ready(self) -> Function | None:
        """Its own ``ready()``."""
        return self.file.module.function(f"{self.name}.ready")


class BoundSend(NamedTuple):
    """A send of a known ``signal``."""

    file: SourceFile
    fact: Send
    signal: Signal

    @property
    def path(self) -> str:
        """The file of the call."""
        return self.file.path

    @property
    def place(self) -> Place:
        """The call's place."""
        return self.fact.place

    @property
    def is_plain(self) -> bool:
        """Whether the method is Django's own, as far as is known."""
        return not self.file.project.signals.has_own(self.signal, self.fact.method)


class BoundDisconnection(NamedTuple):
    """A disconnection from a known ``signal``."""

    file: SourceFile
    fact: Disconnection
    signal: Signal

    @property
    def path(self) -> str:
        """The file of the call."""
        return self.file.path

    @property
    def place(self) -> Place:
        """The call's place."""
        return self.fact.place


class BoundDefinition(NamedTuple):
    """A call that creates a signal."""

    file: SourceFile
    fact: SignalDefinition

    @property
    def path(self) -> str:
        """The file of the call."""
        return self.file.path

    @property
    def place(self) -> Place:
        """The call's place."""
        return self.fact.place


def configs(file: SourceFile) -> Iterator[Config]:
    """The configurations that a file defines."""
    if file.project.startup.apps.is_config_module(file.module):
        for defined in file.project.startup.apps.configs_of(file.module):
            yield Config(file, defined)


def sends(file: SourceFile) -> Iterator[BoundSend]:
    """The sends of known signals."""
    for fact in file.sends:
        signal = file.signal(fact.signal)
        if signal is not None:
            yield BoundSend(file, fact, signal)


def disconnections(file: SourceFile) -> Iterator[BoundDisconnection]:
    """The disconnections from known signals."""
    for fact in file.disconnections:
        signal = file.signal(fact.signal)
        if signal is not None:
            yield BoundDisconnection(file, fact, signal)


def definitions(file: SourceFile) -> Iterator[BoundDefinition]:
    """The calls that create a signal."""
    return (BoundDefinition(file, fact) for fact in file.definitions)
