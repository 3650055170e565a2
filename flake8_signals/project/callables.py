"""What a receiver expression calls, and the signature of that."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.project.decorators import connected_by, keeps_signature, makes_function
from flake8_signals.project.looked_up import looked_up
from flake8_signals.syntax.values import (
    Attribute,
    Call,
    Choice,
    Instance,
    Lambda,
    Name,
    Signature,
    SignatureParameter,
    Starred,
    Value,
    alternatives,
)

if TYPE_CHECKING:
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.names import SourceFunction, Symbol
    from flake8_signals.syntax.facts import ConnectionFact, Function
    from flake8_signals.syntax.module import Module

_STATIC, _CLASS = Name("builtins.staticmethod"), Name("builtins.classmethod")


class Callee(NamedTuple):
    """What a receiver expression calls.

    ``kind`` is ``function``, ``method`` (bound), ``lambda``, ``partial``, ``instance`` (its ``__call__``), ``class``,
    ``made`` (a function that another one makes and returns) or ``unknown``. ``signature`` is the one that the signal
    calls: without ``self`` and what a ``partial`` binds. It is ``None`` if an unknown decorator or missing source hides
    it. ``fresh``: the expression itself creates the object, so nothing else holds it. ``bound`` are the names that a
    ``partial`` binds.
    """

    kind: str
    path: str
    signature: Signature | None = None
    module: Module | None = None
    function: Function | None = None
    fresh: bool = False
    bound: frozenset[str] = frozenset()


_UNKNOWN = Callee("unknown", "?")


def callee(file: SourceFile, value: Value, fact: ConnectionFact | None = None, depth: int = 5) -> Callee:
    """What a signal calls if it is connected to ``value``, an expression in ``file``."""
    if depth == 0:
        return _UNKNOWN
    known = looked_up(file, value)
    if known != value:
        return callee(file, known, fact, depth - 1)._replace(fresh=False)
    match value:
        case Lambda(signature, qualname):
            return Callee("lambda", f"{file.module.name}.{qualname}", signature, fresh=True)
        case Call(Name("functools.partial"), arguments) if arguments and not arguments[0].keyword:
            inner = callee(file, arguments[0].value, None, depth - 1)
            left = None if value.unpacks else _bound(inner.signature, value)
            bound = inner.bound.union(value.keywords)
            return inner._replace(kind="partial", signature=left, fresh=True, bound=bound)
        case Attribute(Instance(path), name):
            found = file.names.method(path, name)
            return _method(file, found) if found else Callee("method", f"{path}.{name}")
        case Attribute(Call(Name(path)), name):
            found = file.names.method(path, name)
            return _method(file, found)._replace(fresh=True) if found else _UNKNOWN
        case Call(Name(path)):
            made = file.names.class_at(path)
            return _instance(file, path)._replace(fresh=True) if made else _made(file, file.names.function(Name(path)))
        case Call(Attribute(Instance(path), name)):
            return _made(file, file.names.method(path, name))
        case Instance(path):
            return _instance(file, path)
        case Name(path):
            return _named(file, path, fact, depth)
        case Choice():
            options = alternatives(file.resolve(value))
            found_all = {callee(file, option, fact, depth - 1) for option in options}
            return found_all.pop() if len(found_all) == 1 else _UNKNOWN
        case Starred():
            resolved = file.resolve(value)
            return callee(file, resolved, fact, depth - 1) if resolved != value else _UNKNOWN
        case _:
            return _UNKNOWN


def _named(file: SourceFile, path: str, fact: ConnectionFact | None, depth: int) -> Callee:
    found = file.names.function(Name(path), fact.function_line if fact is not None else 0)
    if found is not None:
        return _function(file, found, fact)
    symbol = file.names.locate(path)
    if symbol is None:
        resolved = file.resolve(Name(path))
        return Callee("unknown", resolved.path if isinstance(resolved, Name) else path)
    if symbol.value is not None and symbol.value != Name(path):
        inner = callee(file.sibling(symbol.module), symbol.value, None, depth - 1)
        known = inner.kind in ("instance", "lambda", "partial", "made")
        return inner._replace(fresh=False) if known else Callee("unknown", symbol.path)
    return _attribute(file.sibling(symbol.module), symbol)


def _function(file: SourceFile, found: SourceFunction, fact: ConnectionFact | None) -> Callee:
    """What a signal calls if it is connected to a function or class by its name."""
    module, function = found
    decorated = fact is not None and fact.how in ("decorator", "wrapper")
    if not decorated and not function.local and module.value(found.qualname) is not None:
        # Bound a second time besides its `def`: which one is connected is not known.
        return Callee("unknown", function.path)
    if function.owner and not decorated:
        return _method(file, found, through_class=True)
    home = file.sibling(module)
    if function.is_class:
        made = home.names.method(function.path, "__init__")
        signature = made.function.signature.without_first() if made else None
        return Callee("class", function.path, signature, module, function)
    signature = function.signature if _is_transparent(home, function, fact) else None
    return Callee("function", function.path, signature, module, function)


def _made(file: SourceFile, maker: SourceFunction | None) -> Callee:
    """What a signal calls if it is connected to what a function returns, where that is the one that it defines."""
    if maker is None or maker.function.is_async or maker.function.is_generator:
        return _UNKNOWN
    returned = tuple(dict.fromkeys(maker.module.body(maker.function).returned))
    if len(returned) != 1 or not {decorator.value for decorator in maker.function.decorators} <= {_STATIC, _CLASS}:
        return _UNKNOWN
    home = file.sibling(maker.module)
    found = home.names.function(returned[0])
    if found is None or not found.qualname.startswith(f"{maker.qualname}.<locals>."):
        return _UNKNOWN
    return _function(home, found, None)._replace(kind="made", fresh=makes_function(file, maker))


def _attribute(home: SourceFile, symbol: Symbol) -> Callee:
    """What a signal calls if it is connected to an attribute, perhaps inherited, of an object or class in ``home``."""
    holder, _, name = symbol.qualname.rpartition(".")
    held = home.module.value(holder) if holder else None
    if isinstance(held, Call) and isinstance(held.function, Name):
        found = home.names.method(held.function.path, name)
        if found:
            return _method(home, found)
    inherited = home.names.method(f"{home.module.name}.{holder}", name) if holder else None
    return _method(home, inherited, through_class=True) if inherited else Callee("unknown", symbol.path)


def _method(file: SourceFile, found: SourceFunction, *, through_class: bool = False) -> Callee:
    module, function = found
    decorators = [decorator.value for decorator in function.decorators]
    unbound = _STATIC in decorators or (through_class and _CLASS not in decorators)
    home = file.sibling(module)
    known = all(keeps_signature(home, value) for value in decorators if value not in (_STATIC, _CLASS))
    signature = (function.signature if unbound else function.signature.without_first()) if known else None
    kind = "instance" if function.name == "__call__" else "function" if unbound else "method"
    return Callee(kind, function.path, signature, module, function)


def _instance(file: SourceFile, path: str) -> Callee:
    made = file.names.class_at(path)
    name = made.path if made else path
    found = file.names.method(path, "__call__")
    return _method(file, found)._replace(path=name) if found else Callee("instance", name)


def _bound(signature: Signature | None, call: Call) -> Signature | None:
    """A signature as seen through ``functools.partial``: what the call binds is missing, or now has a default."""
    if signature is None:
        return None
    positional = len(call.positional) - 1
    kept = []
    for parameter in signature.parameters:
        if parameter.kind in ("positional-only", "positional") and positional > 0:
            positional -= 1
        elif parameter.name in call.keywords:
            kept.append(SignatureParameter(parameter.name, "keyword-only", True))
        else:
            kept.append(parameter)
    return Signature(tuple(kept))


def _is_transparent(home: SourceFile, function: Function, fact: ConnectionFact | None) -> bool:
    """Whether every decorator between the connection and the ``def`` keeps the signature."""
    first = 0
    if fact is not None and fact.how in ("decorator", "wrapper"):
        first = fact.decorator_index + 1
        if fact.how == "wrapper" and fact.call is not None and connected_by(home, fact.call.function) != "itself":
            return False
    return home.decorations.last_opaque(function) < first
