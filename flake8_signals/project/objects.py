"""What an object's methods know by what it was made with: ``self.x``, where ``__init__`` keeps an argument."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_signals.project.names import name_of
from flake8_signals.syntax.arguments import bound, substitute
from flake8_signals.syntax.values import (
    Attribute,
    Call,
    Collection,
    Instance,
    Item,
    Literal,
    Name,
    Unknown,
    Value,
    function_of,
    item,
    rewrite,
)

if TYPE_CHECKING:
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.names import SourceFunction

_HOPS = 4
"""How many attributes, one made of another, are followed."""


class Made:
    """An object of the project that a call in ``file`` makes."""

    def __init__(self, file: SourceFile, call: Call) -> None:
        self._file = file
        self._call = call
        path = call.function.path if isinstance(call.function, Name) else "?"
        self._path = path
        self.classes = frozenset(map(name_of, file.names.ancestors(path)))
        """The dotted names of its class, and of all that this inherits."""

    def told(self, value: Value, hops: int = _HOPS) -> Value:
        """``value``, in a method of the object, with what the object holds in place of its attributes."""

        def known(part: Value) -> Value | None:
            match part:
                case Attribute(Instance(path), name) if path in self.classes and hops:
                    return self._attribute(name, hops - 1)
                case Item(owner, key):
                    return item(self.told(owner, hops), self.told(key, hops))
                case _:
                    return None

        return rewrite(value, known)

    def _attribute(self, name: str, hops: int) -> Value | None:
        """What the object's attribute ``name`` is; ``None`` if that is a method, or not known."""
        method = self._file.names.method(self._path, name)
        if method is not None:
            decorators = [decorator.value for decorator in method.function.decorators]
            if decorators != [Name("builtins.property")]:
                return None
            options = (self.told(value, hops) for value in method.function.first_of)
            return next((value for value in options if value != Literal(None)), Unknown())
        made = self._file.names.method(self._path, "__init__")
        if made is None:
            return None
        given = [value for own, value in made.module.running(made.qualname).sets if own == name]
        return (
            self.told(substitute(given[0], arguments_of(made, self._call), made.qualname), hops)
            if len(given) == 1
            else None
        )


def held(file: SourceFile, value: Value) -> Value:
    """``value``, with what the objects that are made in it hold in place of their attributes."""

    def known(part: Value) -> Value | None:
        match part:
            case Attribute(Call(Name(path)) as call, name):
                fields = _fields(file, path)
                if name in fields:
                    return call.argument(name, fields.index(name))
                own = Attribute(Instance(path), name)
                told = Made(file, call).told(own)
                return None if told == own else told
            case _:
                return None

    return rewrite(value, known)


def _fields(file: SourceFile, path: str) -> list[str]:
    """What an object of a named tuple, or of a data class, is made with, in order; nothing for other classes."""
    symbol = file.names.locate(path)
    match symbol and symbol.value:
        case Call(Name("collections.namedtuple")) as made:
            match made.argument("field_names", 1):
                case Literal(str() as text):
                    return text.replace(",", " ").split()
                case Collection(_, items):
                    return [str(each.value) if isinstance(each, Literal) else "" for each in items]
    found = file.names.class_at(path)
    node = None if found is None else found.module.scope.classes.get(found.outline.qualname)
    if found is None or node is None:
        return []
    bases = (*found.outline.bases, *map(function_of, map(found.module.scope.resolve, node.decorator_list)))
    if bases not in ((Name("typing.NamedTuple"),), (Name("dataclasses.dataclass"),)):
        return []
    return [
        each.target.id for each in node.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    ]


def whole_call(file: SourceFile, call: Call) -> Call:
    """A call in ``file``, with the arguments that ``functools.partial`` has kept for the function."""
    symbol = file.names.locate(call.function.path) if isinstance(call.function, Name) else None
    match (symbol and symbol.value) or call.function:
        case Call(Name("functools.partial"), (function, *kept)):
            return Call(function.value, (*kept, *call.arguments))
        case _:
            return call


def arguments_of(called: SourceFunction, call: Call) -> dict[str, Value]:
    """The argument that a call passes for each parameter of a function, or else the parameter's default."""
    module, function = called
    signature = function.signature.without_first() if function.owner else function.signature
    given = bound(signature, call)
    left = () if call.unpacks else signature.named
    for name in (p.name for p in left if p.has_default and p.name not in given):
        default = module.default(called.qualname, name)
        if default is not None:
            given[name] = default
    return given
