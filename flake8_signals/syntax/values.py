"""Values: expressions with every name resolved as far as the file can tell, and questions about them."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Any
from typing import Literal as OneOf

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Name(Struct, frozen=True, tag="name", array_like=True):
    """A full dotted name: ``django.db.models.signals.post_save``, ``shop.models.Order``, ``builtins.id``."""

    path: str


class Starred(Struct, frozen=True, tag="starred", array_like=True):
    """A name that one of several star imports may have brought in, with the attributes read from it."""

    name: str
    modules: tuple[str, ...]


_LARGEST = 2**63
"""The size above which an integer does not matter."""


class Literal(Struct, frozen=True, tag="literal", array_like=True):
    """A literal string, number, boolean or ``None``."""

    value: str | int | float | bool | None


class Collection(Struct, frozen=True, tag="collection", array_like=True):
    """A display or a comprehension; a dictionary's items are two-item tuples.

    ``comprehension`` stands for a list's; a set's is a ``generator`` too. The items of both are unknown.
    """

    kind: OneOf["list", "tuple", "set", "dict", "comprehension", "generator"]
    items: tuple[Value, ...]


class Argument(Struct, frozen=True, array_like=True):
    """One argument of a call: positional (no keyword), by keyword, ``*x`` or ``**x``."""

    value: Value
    keyword: str | None = None
    star: OneOf["", "*", "**"] = ""


class Call(Struct, frozen=True, tag="call", array_like=True):
    """A call, with its arguments in source order."""

    function: Value
    arguments: tuple[Argument, ...] = ()

    def argument(self, name: str, position: int | None = None) -> Value | None:
        """The argument passed as ``name=``, or else at ``position``; ``None`` if there is none.

        ``Unknown`` if a ``*`` or ``**`` argument may contain it.
        """
        unpacked = False
        for index, argument in enumerate(self.arguments):
            if argument.keyword == name:
                return argument.value
            if argument.star:
                unpacked = True
            elif position is not None and index == position and argument.keyword is None and not unpacked:
                return argument.value
        return Unknown() if unpacked else None

    @property
    def positional(self) -> tuple[Value, ...]:
        """The positional arguments, up to the first ``*``."""
        found = []
        for argument in self.arguments:
            if argument.star == "*":
                break
            if argument.keyword is None and not argument.star:
                found.append(argument.value)
        return tuple(found)

    @property
    def keywords(self) -> tuple[str, ...]:
        """The names of the keyword arguments."""
        return tuple(argument.keyword for argument in self.arguments if argument.keyword is not None)

    @property
    def unpacks(self) -> bool:
        """Whether a ``*`` or ``**`` argument hides what is passed."""
        return any(argument.star for argument in self.arguments)


class Attribute(Struct, frozen=True, tag="attribute", array_like=True):
    """An attribute of something that is not itself a dotted name: ``make().x``, ``self.x``, ``parameter.x``."""

    value: Value
    name: str


class Item(Struct, frozen=True, tag="item", array_like=True):
    """A subscription: ``value[key]``."""

    value: Value
    key: Value


class Instance(Struct, frozen=True, tag="instance", array_like=True):
    """``self`` in a method of the class ``path`` (``cls`` is its attribute ``__class__``)."""

    path: str


class Parameter(Struct, frozen=True, tag="parameter", array_like=True):
    """A parameter of an enclosing function: its name, and the function's qualified name."""

    name: str
    function: str


class Lambda(Struct, frozen=True, tag="lambda", array_like=True):
    """A lambda, with its signature."""

    signature: Signature
    qualname: str = "<lambda>"


class Choice(Struct, frozen=True, tag="choice", array_like=True):
    """One of several values, by branch: ``try: from a import x`` / ``except ImportError: from b import x``."""

    options: tuple[Value, ...]


class Unknown(Struct, frozen=True, tag="unknown", array_like=True):
    """A value that the source does not reveal."""


Value = (
    Name | Starred | Literal | Collection | Call | Attribute | Item | Instance | Parameter | Lambda | Choice | Unknown
)


def alternatives(value: Value) -> tuple[Value, ...]:
    """Everything that ``value`` may be: the options of a choice, or itself."""
    return value.options if isinstance(value, Choice) else (value,)


def function_of(value: Value) -> Value:
    """What ``value`` calls if it is a call, or itself: a decorator's function, with or without arguments."""
    return value.function if isinstance(value, Call) else value


def walk(value: Value) -> Iterator[Value]:
    """``value`` and every value inside it."""
    yield value
    for item in _inside(value):
        yield from walk(item)


def is_larger(value: Value, limit: int) -> bool:
    """Whether a value has more than so many parts, those that occur in it again and again counted each time."""
    pending = [value]
    for _ in range(limit):
        if not pending:
            return False
        pending += _inside(pending.pop())
    return bool(pending)


def _inside(value: Value) -> tuple[Value, ...]:
    """The values that ``value`` is directly made of."""
    match value:
        case Collection(_, items):
            return items
        case Call(function, arguments):
            return (function, *(argument.value for argument in arguments))
        case Attribute(owner, _):
            return (owner,)
        case Item(owner, key):
            return (owner, key)
        case Choice(options):
            return options
        case _:
            return ()


class SignatureParameter(Struct, frozen=True, array_like=True):
    """One parameter of a signature; ``default`` is its default if that is a literal."""

    name: str
    kind: OneOf["positional-only", "positional", "*", "keyword-only", "**"]
    has_default: bool = False
    default: Literal | None = None


class Signature(Struct, frozen=True, array_like=True):
    """The parameters of a function, in source order."""

    parameters: tuple[SignatureParameter, ...] = ()

    @property
    def catch_all(self) -> str | None:
        """The name of the ``**`` parameter."""
        return next((parameter.name for parameter in self.parameters if parameter.kind == "**"), None)

    @property
    def named(self) -> tuple[SignatureParameter, ...]:
        """The parameters that can be passed by name."""
        return tuple(parameter for parameter in self.parameters if parameter.kind in ("positional", "keyword-only"))

    @property
    def required(self) -> tuple[SignatureParameter, ...]:
        """The parameters without a default, without ``*`` and ``**``."""
        return tuple(p for p in self.parameters if p.kind not in ("*", "**") and not p.has_default)

    def without_first(self) -> Signature:
        """The signature as seen through a bound method."""
        first = next((p for p in self.parameters if p.kind in ("positional-only", "positional")), None)
        return Signature(tuple(parameter for parameter in self.parameters if parameter is not first))


_ELEMENTS = 100
"""How many elements of a literal collection are looked at."""


def choice(values: Iterable[Value]) -> Value:
    """One value for several possible ones: the value itself if they agree, a ``Choice`` if not."""
    found = tuple(dict.fromkeys(option for value in values for option in alternatives(value)))
    if not found:
        return Unknown()
    return found[0] if len(found) == 1 else Choice(found)


def literal(value: Any) -> Value:
    """What a literal stands for; unknown where a number is so large that Python would not write it."""
    return Unknown() if isinstance(value, int) and abs(value) > _LARGEST else Literal(value)


def is_dotted(name: str) -> bool:
    """Whether a name can stand in an import: a file may be called anything."""
    return all(part.isidentifier() and not iskeyword(part) for part in name.split("."))


def attribute_of(value: Value, name: str) -> Value:
    """``value.name``."""
    match value:
        case Name(path):
            return Name(f"{path}.{name}")
        case Starred(first, modules):
            return Starred(f"{first}.{name}", modules)
        case Choice(options):
            # An attribute is read, so it is not None here: `except ImportError: dispatcher = None`
            return choice(attribute_of(option, name) for option in options if option != Literal(None))
        case Unknown():
            return value
        case Attribute(Instance() as instance, "__class__"):
            # Instances have their class's attributes: cls.x is self.x.
            return Attribute(instance, name)
        case _:
            return Attribute(value, name)


def rewrite(value: Value, replace: Callable[[Value], Value | None]) -> Value:
    """``value`` with parts replaced: all those for which ``replace`` returns something."""
    found = replace(value)
    if found is not None:
        return found
    match value:
        case Collection(kind, items):
            return Collection(kind, tuple(rewrite(item, replace) for item in items))
        case Call(function, arguments):
            rewritten = tuple(Argument(rewrite(a.value, replace), a.keyword, a.star) for a in arguments)
            return Call(rewrite(function, replace), rewritten)
        case Attribute(owner, name):
            return attribute_of(rewrite(owner, replace), name)
        case Item(owner, key):
            return Item(rewrite(owner, replace), rewrite(key, replace))
        case Choice(options):
            return choice(rewrite(option, replace) for option in options)
        case _:
            return value


def element(value: Value, path: tuple[int | None, ...]) -> Value:
    """The element of a collection at ``path``; ``None`` in the path stands for any element."""
    if not path:
        return value
    index, *rest = path
    match value:
        case Choice(options):
            return choice(element(option, path) for option in options)
        case Call(Attribute(Collection("dict") as mapping, method), ()) if method in (
            "items",
            "values",
            "keys",
        ):
            pick = {"items": None, "keys": 0, "values": 1}[method]
            pairs = mapping.items if pick is None else tuple(element(pair, (pick,)) for pair in mapping.items)
            return element(Collection("tuple", pairs), path)
        case Collection("dict", items) if index is None:
            return element(Collection("tuple", tuple(element(pair, (0,)) for pair in items)), path)
        case Collection(kind, items) if kind not in ("comprehension", "generator"):
            if index is None:
                return choice(element(item, tuple(rest)) for item in items[:_ELEMENTS])
            return element(items[index], tuple(rest)) if index < len(items) else Unknown()
        case Call() | Item():
            step = Item(value, Unknown() if index is None else Literal(index))
            return element(step, tuple(rest))
        case _:
            return Unknown()


_NEXT = Name("builtins.next")


def each_of(value: Value) -> Value:
    """What a loop over ``value`` binds, where another file tells what that holds."""
    return Call(_NEXT, (Argument(value),))


def iterated(value: Value) -> Value | None:
    """What ``each_of`` was given; ``None`` for any other value."""
    is_next = isinstance(value, Call) and value.function == _NEXT and len(value.arguments) == 1
    return value.arguments[0].value if is_next else None  # type: ignore[union-attr]


def added(left: Value, right: Value) -> Value:
    """The value of ``left + right``."""
    if isinstance(left, Collection) and isinstance(right, Collection):
        return Collection(left.kind, left.items + right.items)
    return Unknown()


def item(value: Value, key: Value) -> Value:
    """The value of ``value[key]``."""
    if isinstance(value, Collection) and isinstance(key, Literal):
        if value.kind == "dict":
            pairs = (pair for pair in value.items if isinstance(pair, Collection))
            return choice(pair.items[1] for pair in pairs if pair.items[0] == key)
        if isinstance(key.value, int) and key.value < len(value.items):
            return value.items[key.value]
    return Item(value, key)


def last_part(path: str) -> str:
    """The last part of a dotted name."""
    return path.rpartition(".")[2]


def last_name(value: Value) -> str:
    """The last part of a dotted name, or an attribute's name; empty for anything else."""
    match value:
        case Name(path):
            return path.rpartition(".")[2]
        case Attribute(_, name):
            return name
        case _:
            return ""


def elements(value: Value) -> tuple[Value, ...] | None:
    """The elements of ``value`` in a loop, one after the other; ``None`` if unknown."""
    match value:
        case Call(Attribute(Collection("dict", items), "items"), ()):
            return items
        case Call(Attribute(Collection("dict", items), "values"), ()):
            return tuple(element(pair, (1,)) for pair in items)
        case Call(Attribute(Collection("dict", items), "keys"), ()) | Collection("dict", items):
            return tuple(element(pair, (0,)) for pair in items)
        case Call(Name("builtins.zip"), arguments) if arguments and not value.unpacks:
            columns = [elements(argument.value) for argument in arguments]
            if any(column is None for column in columns):
                return None
            return tuple(Collection("tuple", row) for row in zip(*(c for c in columns if c is not None), strict=False))
        case Call(Name("builtins.list" | "builtins.tuple" | "builtins.set" | "builtins.sorted"), (argument,)):
            return elements(argument.value)
        case Collection(kind, items) if kind not in ("comprehension", "generator"):
            return items[:_ELEMENTS]
        case _:
            return None
