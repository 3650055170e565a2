"""The function of the project that a call runs, and what its effects are to the caller."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from flake8_signals.project.callables import callee
from flake8_signals.project.names import SourceFunction
from flake8_signals.syntax.arguments import substitute
from flake8_signals.syntax.conditions import UNTOLD, renamed, settled
from flake8_signals.syntax.values import Attribute, Call, Instance, Literal, Parameter, Value, rewrite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flake8_signals.project.file import SourceFile
    from flake8_signals.syntax.facts import Effect, Use
    from flake8_signals.syntax.values import Signature

_SELF = "self"


class Called(NamedTuple):
    """A function that a call runs, and the parameters that the call fills."""

    found: SourceFunction
    signature: Signature

    @property
    def path(self) -> str:
        return self.found.function.path


def constants(called: Called, call: Call, given: Mapping[str, Value]) -> dict[str, str]:
    """The parameters that a call gives a literal, or leaves at one, and that the function does not bind again."""
    found = called.found
    defaults = {p.name: p.default for p in called.signature.parameters if p.default is not None and not call.unpacks}
    literals = {name: repr(v.value) for name, v in {**defaults, **given}.items() if isinstance(v, Literal)}
    if not literals:
        return {}
    again = {use.name for use in found.module.body(found.function).uses if is_bound_again(use)}
    inside = f"{found.qualname}.<locals>."
    nested = [found.module.function(name) for name in found.module.functions if name.startswith(inside)]
    again |= {p.name for function in nested if function is not None for p in function.signature.parameters}
    return {name: text for name, text in literals.items() if name not in again}


def with_constants(effect: Effect, constant: Mapping[str, str]) -> Effect | None:
    """An effect of a function some of whose parameters are constant, with the conditions that these leave.

    ``None`` if one of them does not hold, so that there is no effect.
    """
    left: list[str] = []
    for condition in effect.when if constant else ():
        given = renamed(condition, constant)
        kept = settled(given) if given != condition else condition
        if kept is None:
            return None
        left += [kept] if kept else []
    if not constant or left == [*effect.when]:
        return effect
    asked = set(re.findall(r"\w+", " ".join(left)))
    guards = [
        name
        for name in effect.guards
        if (head := name.partition(".")[0]) not in constant or head in asked or UNTOLD in left
    ]
    return structs.replace(effect, when=tuple(left), guards=tuple(guards))


def called_by(file: SourceFile, value: Value, model: str, *, awaited: bool) -> Called | None:
    """The function of the project that a call certainly runs at once."""
    if isinstance(value, Attribute) and model:
        value = Attribute(Instance(model), value.name)
    found = callee(file, value)
    function = found.function
    if (
        found.module is None
        or function is None
        or found.signature is None
        or function.is_class
        or function.is_generator
        or (function.is_async and not awaited)
    ):
        return None
    return Called(SourceFunction(found.module, function), found.signature)


def is_bound_again(use: Use) -> bool:
    """Whether a parameter, or a key of ``kwargs``, has another value from there on (``pop()`` only removes it)."""
    return use.how == "assign" and not use.detail


class Caller:
    """What a function that makes a ``call`` passes, and on what it calls a method."""

    def __init__(self, call: Effect, given: Mapping[str, Value], owner: Value | None) -> None:
        self.call = call
        self.given = given
        self.owner = owner
        self._known = given if owner is None else {_SELF: owner, **given}

    @cached_property
    def written(self) -> dict[str, str]:
        """How the caller writes what it passes."""
        return _written(self._known)

    def sees(self, effect: Effect, function: str, foreign: frozenset[str]) -> Effect:
        """An effect of the called function, with its parameters replaced by what is passed.

        ``foreign`` are names in its conditions that are not those of the called function.
        """
        call = self.call
        guards = (_guard(name, self._known) for name in effect.guards)
        written = self.written if effect.when else {}
        names = {name: text for name, text in written.items() if name not in foreign}
        return structs.replace(
            effect,
            target=self._seen(effect.target, function),
            call=self._seen(effect.call, function) if effect.call is not None else None,
            guards=tuple(dict.fromkeys((*call.guards, *guards))),
            when=tuple(dict.fromkeys((*call.when, *(renamed(condition, names) for condition in effect.when)))),
            in_loop=call.in_loop or effect.in_loop,
            alone=effect.alone if effect.in_loop else call.alone,
            deferred=call.deferred or effect.deferred,
        )

    def _seen(self, value: Value, function: str) -> Value:
        told = substitute(value, self.given, function)
        owner = self.owner
        return told if owner is None else rewrite(told, lambda part: owner if isinstance(part, Instance) else None)


def _written(given: Mapping[str, Value]) -> dict[str, str]:
    """How the caller writes what it passes, where that is a name or a constant."""
    return {
        name: text
        for name, value in given.items()
        if (text := repr(value.value) if isinstance(value, Literal) else _path(value))
    }


def _path(value: Value) -> str:
    match value:
        case Parameter(name):
            return name
        case Instance():
            return _SELF
        case Attribute(owner, name):
            held = _path(owner)
            return f"{held}.{name}" if held else ""
        case _:
            return ""


def _guard(name: str, given: Mapping[str, Value]) -> str:
    """A tested name, under the caller's name for it."""
    head, dot, rest = name.partition(".")
    value = given.get(head)
    return f"{value.name}{dot}{rest}" if isinstance(value, Parameter) else name
