"""The parameters of a function, and the arguments that a call passes for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from flake8_signals.syntax.values import (
    Argument,
    Attribute,
    Call,
    Choice,
    Collection,
    Item,
    Parameter,
    Unknown,
    Value,
    attribute_of,
    element,
    item,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flake8_signals.syntax.values import Signature


def bound(signature: Signature, call: Call) -> dict[str, Value]:
    """The argument that ``call`` passes for each parameter of ``signature``.

    Parameters without an argument, or after a ``*``, are left out.
    """
    found: dict[str, Value] = {}
    positional = [p.name for p in signature.parameters if p.kind in ("positional-only", "positional")]
    found.update(zip(positional, call.positional, strict=False))
    names = {p.name for p in signature.named}
    for argument in call.arguments:
        if argument.keyword in names:
            found[argument.keyword] = argument.value
    return found


def substitute(value: Value, given: Mapping[str, Value], function: str) -> Value:
    """``value`` with the parameters of the function called ``function`` replaced by the arguments ``given``."""
    match value:
        case Parameter(name, owner) if owner == function:
            return given.get(name, Unknown())
        case Call(called, arguments):
            replaced = tuple(Argument(substitute(a.value, given, function), a.keyword, a.star) for a in arguments)
            return Call(substitute(called, given, function), replaced)
        case Attribute(owner_value, name):
            return attribute_of(substitute(owner_value, given, function), name)
        case Item(owner_value, key):
            replaced_owner = substitute(owner_value, given, function)
            if isinstance(key, Unknown) and isinstance(replaced_owner, Collection):
                return element(replaced_owner, (None,))
            return item(replaced_owner, substitute(key, given, function))
        case Collection(_, items):
            return structs.replace(value, items=tuple(substitute(each, given, function) for each in items))
        case Choice(options):
            return Choice(tuple(substitute(option, given, function) for option in options))
        case _:
            return value
