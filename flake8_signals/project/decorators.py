"""What decorators do to a function: keep its signature, defer it, make it a task, connect it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from flake8_signals.knowledge import django, libraries
from flake8_signals.syntax.arguments import bound, substitute
from flake8_signals.syntax.values import (
    Argument,
    Call,
    Collection,
    Name,
    Parameter,
    Unknown,
    Value,
    function_of,
    last_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.names import SourceFunction
    from flake8_signals.syntax.facts import ConnectionFact


class Connected(NamedTuple):
    """What a decorator connects, and how."""

    signal: Value
    sender: Value | None
    weak: Value | None
    dispatch_uid: Value | None


def keeps_signature(file: SourceFile, decorator: Value) -> bool:
    """Whether a decorator certainly returns something with the function's own parameters."""
    called = file.resolve(function_of(decorator))
    if not isinstance(called, Name):
        return False
    if called.path in django.WRAPPING_DECORATORS | django.RETURNING_DECORATORS:
        return True
    found = _decorating_function(file, decorator)
    return found is not None and _hands_on(file, found)


def makes_function(file: SourceFile, maker: SourceFunction, depth: int = 3) -> bool:
    """Whether every call of a function returns one that it has created, and that nothing but the caller holds."""
    home = file.sibling(maker.module)
    return maker.function.makes_function and all(lets_go(home, value, depth) for value in maker.function.made_with)


def lets_go(file: SourceFile, decorator: Value, depth: int = 3) -> bool:
    """Whether nothing but the caller holds what a decorator returns of a function that nothing else holds.

    It is Django's own, or makes another function each time.
    """
    if keeps_signature(file, decorator):
        return True
    found = _decorating_function(file, decorator) if depth else None
    return found is not None and makes_function(file, found, depth - 1)


def _decorating_function(file: SourceFile, decorator: Value) -> SourceFunction | None:
    """The function of the project that the decorator calls with the decorated function."""
    found = file.names.function(function_of(decorator))
    return _returned(file, found) if found is not None and isinstance(decorator, Call) else found


def may_put_off(file: SourceFile, decorator: Value) -> bool:
    """Whether a decorator may defer calls to the function (to a commit, a thread), or drop them.

    A decorator from outside the project is judged by its name alone.
    """
    found = _decorating_function(file, decorator)
    if found is None:
        return "commit" in last_name(function_of(decorator))
    wrapper = _returned(file, found)
    if wrapper is None or not found.function.signature.parameters:
        return False
    decorated = _decorated(found)
    return not any(call.target == decorated for call in wrapper.module.calls(wrapper.qualname))


def always_runs(file: SourceFile, decorator: Value) -> bool:
    """Whether a decorator of the project certainly runs the function on every call without ``raw``."""
    found = _decorating_function(file, decorator)
    wrapper = _returned(file, found) if found is not None else None
    if found is None or wrapper is None or not found.function.signature.parameters:
        return False
    return _decorated(found).name in wrapper.module.always(wrapper.qualname, wrapper.function.place.line)


def may_choose(file: SourceFile, decorator: Value) -> bool:
    """Whether a decorator may run the function for some of what is sent only, but for what a fixture loads."""
    found = _decorating_function(file, decorator)
    if found is None or not _hands_on(file, found):
        return True
    wrapper = _returned(file, found)
    is_blind = wrapper is not None and wrapper.function.is_blind
    return not (is_blind or always_runs(file, decorator))


def _returned(file: SourceFile, found: SourceFunction) -> SourceFunction | None:
    """The inner function that this function returns, if there is exactly one."""
    values = set(found.module.body(found.function).returned)
    value = values.pop() if len(values) == 1 else None
    inside = isinstance(value, Name) and value.path.startswith(f"{found.function.path}.<locals>.")
    return file.sibling(found.module).names.function(value) if value is not None and inside else None


def _hands_on(file: SourceFile, decorator: SourceFunction) -> bool:
    """Whether a decorator returns a function that accepts anything and passes it on unchanged to the decorated one."""
    wrapper = _returned(file, decorator)
    if wrapper is None or not decorator.function.signature.parameters:
        return False
    decorated = _decorated(decorator)
    wraps = Call(Name("functools.wraps"), (Argument(decorated),))
    inside = wrapper.function
    return inside.passes_on == decorated.name and [d.value for d in inside.decorators] == [wraps]


def _decorated(decorator: SourceFunction) -> Parameter:
    """How the body of a decorator with arguments refers to the decorated function."""
    return Parameter(decorator.function.signature.parameters[0].name, decorator.qualname)


def task_decorator(file: SourceFile, decorator: Value) -> str:
    """The dotted name of the task queue's decorator that ``decorator`` is; empty if it is none."""
    called = file.resolve(function_of(decorator))
    if not isinstance(called, Name):
        return ""
    if called.path == django.TASK or called.path in libraries.TASK_DECORATORS:
        return called.path
    app, _, method = called.path.rpartition(".")
    return libraries.CELERY_TASK if method == "task" and is_celery(file, app) else ""


def is_celery(file: SourceFile, app: str) -> bool:
    """Whether ``app`` is the dotted name of a Celery application."""
    found = file.names.locate(app)
    if found is None:
        # An application from outside the project is judged by its name alone.
        return any(part.startswith("celery") for part in app.split("."))
    return _makes_celery(file.sibling(found.module), found.value)


def _makes_celery(file: SourceFile, value: Value | None, depth: int = 3) -> bool:
    """Whether a value of a file is a Celery application, made by a class of the project's or a function, too."""
    if not isinstance(value, Call) or not depth:
        return False
    made = file.resolve(value.function)
    if not isinstance(made, Name):
        return False
    if file.names.is_subclass(made.path, frozenset({libraries.CELERY})) or made.path == libraries.CELERY:
        return True
    found = file.names.function(made)
    if found is None or found.function.is_class:
        return False
    returned = found.module.body(found.function).returned
    home = file.sibling(found.module)
    return bool(returned) and all(_makes_celery(home, each, depth - 1) for each in returned)


def connected_by(file: SourceFile, decorator: Value) -> Literal["itself", "another", "nothing"]:
    """What a decorator connects: the decorated function, a replacement for it, or nothing."""
    called = file.resolve(decorator)
    if called == Name(django.RECEIVER):
        return "itself"
    located = file.names.locate(called.path) if isinstance(called, Name) else None
    if located is None or not ("receiver" in located.module.content or ".connect(" in located.module.content):
        return "nothing"
    found = file.names.function(called)
    if found is None:
        return "nothing"
    inside = [fact.receiver for fact in _connections_inside(found)]
    if inside:
        return "itself" if all(isinstance(receiver, Parameter) for receiver in inside) else "another"
    home = file.sibling(found.module)
    return "itself" if any(home.resolve(value) == Name(django.RECEIVER) for value in _called(found)) else "nothing"


def _connections_inside(factory: SourceFunction) -> Iterator[ConnectionFact]:
    """The connections in a decorator that connect the decorated function, or the function that replaces it."""
    for fact in factory.module.facts.connections:
        if f"{fact.context.function}.".startswith(f"{factory.qualname}."):
            match fact.receiver:
                case Parameter(_, function) if function != factory.qualname:
                    yield fact
                case Name(path) if path.startswith(f"{factory.function.path}."):
                    yield fact


def connected_inside(file: SourceFile, call: Call) -> list[Connected]:
    """What a call of a project's decorator connects, with its own arguments filled in."""
    found = file.names.function(file.resolve(call.function))
    if found is None:
        return []
    home = file.sibling(found.module)
    inside = [Connected(c.signal, c.sender, c.weak, c.dispatch_uid) for c in _connections_inside(found)]
    given = bound(found.function.signature, call)
    for value in found.module.body(found.function).returned:
        if isinstance(value, Call) and home.resolve(value.function) == Name(django.RECEIVER):
            signal = value.argument("signal", 0) or Unknown()
            rest = (value.argument("sender"), value.argument("weak"), value.argument("dispatch_uid"))
            listed = substitute(signal, given, found.qualname)
            signals = listed.items if isinstance(listed, Collection) else (listed,)
            inside += [Connected(one, *rest) for one in signals]
    replaced = []
    for signal, *others in inside:
        named = substitute(signal, given, found.qualname)
        if file.signal(named) is not None:
            known = (None if value is None else substitute(value, given, found.qualname) for value in others)
            replaced.append(Connected(named, *known))
    return replaced


def _called(found: SourceFunction) -> Iterator[Value]:
    """Everything that a function calls, and the functions defined inside it."""
    pending = [found.qualname]
    while pending:
        name = pending.pop()
        yield from (invocation.target for invocation in found.module.calls(name))
        pending += [
            f.qualname
            for f in found.module.outline.functions
            if f.qualname.startswith(f"{name}.<locals>.") and f.qualname not in pending
        ]
