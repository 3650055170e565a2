"""Conditions that only hold where a setting says so: what an app's own defaults leave switched off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.syntax.values import Argument, Call, Collection, Literal, Name, Parameter, Value, alternatives

if TYPE_CHECKING:
    from flake8_signals.project.file import SourceFile

_SETTINGS = "django.conf.settings"

_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")

_HOPS = 6
"""How many names and calls, one leading to the next, are followed."""


def is_switched_off(file: SourceFile, when: tuple[str, ...]) -> bool:
    """Whether one of the conditions ``when``, as a module spells them, is false unless a setting says otherwise."""
    names = (text for text in when if _DOTTED.fullmatch(text) and text.partition(".")[0] in file.module.names)
    return any(_is_off(file, Name(f"{file.module.name}.{text}"), _HOPS) for text in names)


def _is_off(file: SourceFile, value: Value, hops: int) -> bool:
    """Whether a value is false, as far as literals and the defaults of settings go."""
    options = alternatives(file.resolve(value))
    return bool(hops) and all(_is_false(file, option, hops - 1) for option in options)


def _is_false(file: SourceFile, value: Value, hops: int) -> bool:
    match value:
        case Literal(held):
            return not held
        case Collection(kind, items):
            return not items and kind not in ("comprehension", "generator")
        case Name(path) if path.startswith(f"{_SETTINGS}."):
            return _is_set_to_false(file, path.removeprefix(f"{_SETTINGS}."), None, hops)
        case Name(path):
            symbol = file.names.locate(path)
            if symbol is None or "." in symbol.qualname or symbol.value in (None, value):
                return False
            return _is_off(file.sibling(symbol.module), symbol.value, hops)
        case Call(Name("builtins.bool"), (Argument(inner, None, ""),)):
            return _is_off(file, inner, hops)
        case Call(Name("builtins.getattr"), (Argument(owner), Argument(Literal(str() as name)), Argument(default))):
            is_settings = file.resolve(owner) == Name(_SETTINGS)
            return is_settings and _is_set_to_false(file, name, default, hops)
        case Call(Name()):
            return _gives_default(file, value, hops)
        case _:
            return False


def _is_set_to_false(file: SourceFile, name: str, default: Value | None, hops: int) -> bool:
    """Whether the settings in sight give something false to a setting; if they do not name it, its ``default``."""
    given = file.project.startup.settings.values(name) or (() if default is None else (default,))
    return bool(given) and all(_is_off(file, value, hops) for value in given)


def _gives_default(file: SourceFile, call: Call, hops: int) -> bool:
    """Whether a call reads a setting by a function of the project, with a default that is false."""
    found = file.names.function(call.function)
    returned = found.module.body(found.function).returned if found is not None and not found.function.is_class else ()
    match returned:
        case (Call(Name("builtins.getattr"), (_, _, Argument(Parameter(name)))),) if found is not None:
            names = [parameter.name for parameter in found.function.signature.parameters]
            default = call.argument(name, names.index(name)) if name in names else None
            return default is not None and _is_off(file, default, hops)
        case _:
            return False
