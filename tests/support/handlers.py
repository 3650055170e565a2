"""Functions as the analysis sees them: from text to facts, and facts as short text."""

from flake8_signals.syntax.facts import Body, Effect, Use
from flake8_signals.syntax.module import Module
from flake8_signals.syntax.values import (
    Attribute,
    Call,
    Choice,
    Collection,
    Instance,
    Item,
    Literal,
    Name,
    Parameter,
    Unknown,
    Value,
)

IMPORTS = """\
import logging
from functools import partial

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models.signals import post_save

from shop.models import Order, Parcel

logger = logging.getLogger(__name__)

"""


def body_of(text: str, name: str = "handler") -> Body:
    """Return what the function called ``name`` does, in a module of this text after some imports."""
    module = Module("/shop/signals.py", "shop.signals", text=IMPORTS + text)
    function = module.function(name)
    assert function is not None, module.troubles
    return module.body(function)


def shown(value: Value) -> str:
    """Return a value as source text, with a parameter in angle brackets."""
    match value:
        case Name(path):
            return path
        case Parameter(name):
            return f"<{name}>"
        case Attribute(owner, name):
            return f"{shown(owner)}.{name}"
        case Item(owner, key):
            return f"{shown(owner)}[{shown(key)}]"
        case Literal(literal):
            return repr(literal)
        case Call(function, arguments):
            given = [f"{a.keyword}={shown(a.value)}" if a.keyword else f"{a.star}{shown(a.value)}" for a in arguments]
            return f"{shown(function)}({', '.join(given)})"
        case Instance(path):
            return f"self of {path}"
        case Choice(options):
            return " or ".join(map(shown, options))
        case Collection(kind, items):
            return f"{kind} of {', '.join(map(shown, items))}"
        case Unknown():
            return "?"
        case _:
            raise AssertionError(value)


def did(effect: Effect) -> str:
    """Return what an effect is, and what it is done to."""
    return f"{effect.kind} {shown(effect.target)}"


def used(use: Use) -> str:
    """Return the name of what is used, how, and the detail."""
    return " ".join(part for part in (use.name, use.how, use.detail) if part)
