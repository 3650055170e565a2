"""What a signal is: one of Django's, or one that the project defines."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.files.remember import remembered
from flake8_signals.knowledge import django, libraries
from flake8_signals.syntax.values import (
    Attribute,
    Call,
    Literal,
    Name,
    Value,
    alternatives,
    last_part,
)

if TYPE_CHECKING:
    from flake8_signals.project.names import Names
    from flake8_signals.syntax.module import Module


_CLASSES = frozenset({django.SIGNAL, django.MODEL_SIGNAL})


class Signal(NamedTuple):
    """A signal: its dotted name, and what is known about it.

    ``built_in`` is Django's own table entry. For the project's own signals, ``definition`` is the call that creates it
    (in ``module``) and ``class_path`` its class. Those of other libraries have neither.
    """

    path: str
    class_path: str
    built_in: django.BuiltInSignal | None = None
    module: Module | None = None
    definition: Call | None = None

    @property
    def name(self) -> str:
        """The signal's own name."""
        return last_part(self.path)

    @property
    def looks_up_models(self) -> bool:
        """Whether it is one of Django's that accept ``"app.Model"`` as a sender: models and relations send them."""
        return self.built_in is not None and self.built_in.lazy_sender

    @property
    def is_cached(self) -> bool:
        """Whether it remembers the receivers of each sender: models' signals do, and what is made with use_caching."""
        if self.built_in is not None:
            return self.built_in.lazy_sender
        return self.definition is not None and self.definition.argument("use_caching", 0) == Literal(True)


class Signals:
    """The signals that names stand for."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def signal(self, value: Value, near: Module) -> Signal | None:
        """The signal that ``value`` is; ``None`` if it is none, or unknown."""
        resolved = self.names.resolve(value, near)
        if not isinstance(resolved, Name):
            return None
        return self._signal(resolved.path, near)

    def signal_at(self, path: str, near: Module) -> Signal | None:
        """The signal with the dotted name ``path``; ``None`` if it is none, or unknown."""
        return self.signal(Name(path), near)

    @remembered
    def _signal(self, path: str, near: Module) -> Signal | None:
        built_in = django.SIGNALS.get(path)
        if built_in is not None:
            return Signal(path, django.MODEL_SIGNAL if built_in.lazy_sender else django.SIGNAL, built_in)
        found = self.names.locate(path, near)
        if found is None and path in libraries.SIGNALS:
            return Signal(path, django.SIGNAL)
        value = found.value if found is not None else None
        if found is None or value is None:
            return None
        calls = [option for option in alternatives(value) if isinstance(option, Call)]
        for call in calls:
            function = self.names.resolve(call.function, found.module)
            if isinstance(function, Name) and (
                function.path in _CLASSES or self.names.is_subclass(function.path, _CLASSES, found.module)
            ):
                return Signal(found.path, function.path, None, found.module, call)
        return None

    def has_own(self, signal: Signal, *methods: str) -> bool:
        """Whether a class of the project or a library may override Django's ``methods`` of a signal."""
        if signal.built_in is not None or signal.module is None:
            return False
        ancestors = self.names.ancestors(signal.class_path, signal.module)
        return any(
            not ancestor.startswith(libraries.PLAIN_BASES)
            if isinstance(ancestor, str)
            else not set(methods).isdisjoint(ancestor.outline.methods)
            for ancestor in itertools.takewhile(lambda each: each not in _CLASSES, ancestors)
        )

    def is_class(self, value: Value, near: Module, owner: str = "") -> bool:
        """Whether calling ``value`` (in the class ``owner``) creates a signal of Django's kind, or initialises one."""
        match value:
            case Attribute(Call(Name("builtins.super")), "__init__"):
                return bool(owner) and self.names.is_subclass(f"{near.name}.{owner}", _CLASSES, near) is True
            case Name(path) if path.endswith(".__init__"):
                return self.is_class(Name(path.removesuffix(".__init__")), near)
        return all(
            isinstance(option, Name) and self.names.is_subclass(option.path, _CLASSES, near) is True
            for option in alternatives(self.names.resolve(value, near))
        )
