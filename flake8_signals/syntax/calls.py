"""What a call does, judged by the name of the called function and the tables of ``knowledge``."""

from __future__ import annotations

import re
from typing import NamedTuple

from flake8_signals.knowledge import libraries, orm
from flake8_signals.knowledge.django import ALL_SEND_METHODS
from flake8_signals.syntax.values import (
    Attribute,
    Call,
    Choice,
    Instance,
    Item,
    Literal,
    Name,
    Parameter,
    Unknown,
    Value,
)

# --- The ORM ---------------------------------------------------------------------------------------------------------

_WITH_ASYNC = {**orm.QUERYSET_CALLS, **orm.RELATED_CALLS, **orm.OBJECT_CALLS}

_MAY_QUERY = re.compile(
    rf"\b(?:{'|'.join(sorted({*_WITH_ASYNC, *(f'a{name}' for name in _WITH_ASYNC), *orm.LAZY}))})\s*\("
    r"|objects\b|_manager\b|\b(?:cursor|execute|executemany|callproc|call_command)\b"
)

READERS = frozenset(Name(f"builtins.{name}") for name in "list tuple set frozenset dict sorted len sum max min".split())
"""Functions that iterate over their argument."""

_THREADS = frozenset(map(Name, libraries.THREADS))

_LOADERS = frozenset(map(Name, libraries.IMPORTS_BY_NAME))


class Subject(NamedTuple):
    """What an expression is to the ORM.

    ``what``: a ``class`` (a model), a ``query`` (a manager or queryset), an ``object``, or a ``pair`` ``(object,
    created)``. ``model`` is the model's name. It is a ``Parameter`` or ``Instance`` for an otherwise unknown object, an
    ``Attribute`` for an attribute of an object (``instance.customer``, ``instance.lines``) and for its ``__class__``,
    or the ``Call`` that looks the model up.
    """

    model: Value
    what: str


def may_query(text: str) -> bool:
    """Whether the names in a text allow for a database query: everything that ``classify`` finds is covered."""
    return _MAY_QUERY.search(text) is not None


def subject(value: Value) -> Subject | None:
    """What ``value`` is to the ORM; ``None`` if it is nothing of the ORM, or unknown."""
    match value:
        case Name(path):
            return _named(path)
        case Parameter("sender"):
            return Subject(value, "class")
        case Parameter() | Instance():
            return Subject(value, "object")
        case Call():
            return _made(value)
        case Attribute(owner, name):
            held = subject(owner)
            return _held(held, name) if held is not None else None
        case Item(owner, key):
            held = subject(owner) or _read_through(owner)
            if held is not None and (held.what == "query" or (held.what == "pair" and key == Literal(0))):
                return Subject(held.model, "object")
            return None
        case Choice(options):
            found = {subject(option) for option in options if option != Literal(None)}
            return found.pop() if len(found) == 1 else None
        case _:
            return None


def _read_through(value: Value) -> Subject | None:
    """The queryset that ``list(queryset)`` and the like goes through."""
    if not isinstance(value, Call) or value.function not in READERS or not value.positional:
        return None
    held = subject(value.positional[0]) or _read_through(value.positional[0])
    return held if held is not None and held.what == "query" else None


def is_prefetched(value: Value) -> bool:
    """Whether a queryset is all of a relation that the queryset of its owner has fetched with its own rows."""
    match value:
        case Call(Attribute(Attribute(Item(owner), name), "all"), ()):
            while isinstance(owner, Call):
                if split(owner.function)[1] == "prefetch_related" and Literal(name) in owner.positional:
                    return True
                owner = split(owner.function)[0] or Name("")
    return False


def _named(path: str) -> Subject | None:
    parts = path.split(".")
    if parts[-1] in orm.MANAGERS and len(parts) > 1:
        return Subject(Name(".".join(parts[:-1])), "query")
    return Subject(Name(path), "class") if len(parts) > 1 and parts[-1][:1].isupper() else None


def _held(owner: Subject, name: str) -> Subject | None:
    """What the attribute ``name`` of ``owner`` is."""
    model = owner.model
    if owner.what == "class":
        return Subject(model, "query") if name in orm.MANAGERS else None
    if owner.what != "object":
        return None
    if isinstance(model, Attribute) and model.name == "_meta":
        what = {"model": "class", "default_manager": "query", "base_manager": "query"}.get(name)
        return Subject(_class_of(model.value), what) if what is not None else None
    if name in orm.MANAGERS:
        # Only a class has managers: so this is one, or a `cls` that is analysed as `self`.
        return Subject(_class_of(model) if isinstance(model, Instance) else model, "query")
    return Subject(_class_of(model), "class") if name == "__class__" else Subject(Attribute(model, name), "object")


def _class_of(model: Value) -> Value:
    return model if isinstance(model, (Name, Call)) else Attribute(model, "__class__")


def _made(call: Call) -> Subject | None:
    """What a call returns."""
    owner, method = split(call.function)
    if method in ("get_user_model", "get_model"):
        return Subject(call, "class")
    if call.function in (Name("builtins.type"), Name("django.shortcuts.get_object_or_404")) and call.positional:
        held = subject(call.positional[0])
        return Subject(_class_of(held.model), "class" if method == "type" else "object") if held is not None else None
    held = subject(owner) if owner is not None else None
    if held is not None and held.what in ("query", "object"):
        lazy = orm.LAZY if held.what == "query" else orm.RELATED_LAZY
        one = "object" if method in orm.RETURNING_OBJECT else ""
        what = "query" if method in lazy else "pair" if method in orm.RETURNING_PAIR else one
        # `data.get("key")`: dictionaries have this too.
        unclear = held.what == "object" and (method == "get" or not isinstance(held.model, Attribute))
        return Subject(held.model, what) if what and not unclear else None
    called = subject(call.function)
    return Subject(called.model, "object") if called is not None and called.what == "class" else None


def split(function: Value) -> tuple[Value | None, str]:
    """What a function is called on, if anything, and its own name; ``asave`` and the like count as ``save``."""
    match function:
        case Name(path):
            owner, _, name = path.rpartition(".")
            return (Name(owner) if owner else None), _plain(name)
        case Attribute(owner, name):
            return owner, _plain(name)
        case _:
            return None, ""


def _plain(method: str) -> str:
    return method[1:] if method[:1] == "a" and method[1:] in _WITH_ASYNC else method


def _orm(owner: Value, method: str, call: Call) -> tuple[str, Value] | None:
    """The effect of a method of an ORM object."""
    held = subject(owner)
    if held is not None and held.what == "query":
        return (orm.QUERYSET_CALLS[method], held.model) if method in orm.QUERYSET_CALLS else None
    plain_save = method == "save" and not call.positional and set(call.keywords) <= orm.SAVE_ARGUMENTS
    if held is None or held.what != "object":
        return ("save", Unknown()) if plain_save and held is None and not isinstance(owner, Name) else None
    related = isinstance(held.model, Attribute)
    if method in orm.OBJECT_CALLS:
        # A file field's method: `instance.photo.save(name, content)`, `instance.photo.delete(save=False)`
        if related and method in ("save", "delete") and (call.positional or "save" in call.keywords):
            return ("file", held.model) if _is_files(method, call) else None
        return orm.OBJECT_CALLS[method], held.model
    if related and method in orm.RELATED_CALLS:
        return orm.RELATED_CALLS[method], held.model
    return None


def _is_files(method: str, call: Call) -> bool:
    """Whether a call of ``save()`` or ``delete()`` passes what those of a file field take."""
    if "save" in call.keywords:
        return True
    if method == "save":
        return len(call.positional) > 1 or "content" in call.keywords
    return (
        len(call.positional) == 1
        and isinstance(call.positional[0], Literal)
        and call.positional[0].value in (True, False)
    )


# --- Everything else -------------------------------------------------------------------------------------------------


def classify(call: Call) -> tuple[str, Value]:
    """The kind of effect that ``call`` has, as in ``facts.Effect``, and what it acts on.

    A function that is in no table has the kind ``call``, with the function as its target. A call has no kind if it only
    creates a queryset or an object, if it is one of Python's own, or if the function's name is unknown.
    """
    function = call.function
    if isinstance(function, Choice):
        found = [classify(Call(option, call.arguments)) for option in function.options]
        kinds, targets = {kind for kind, _ in found}, {target for _, target in found}
        kind = kinds.pop() if len(kinds) == 1 else "lost" if "lost" in kinds else ""
        return kind, (targets.pop() if len(targets) == 1 else Unknown())
    owner, method = split(function)
    if isinstance(function, Call) and _dispatches_when_called(function):
        return "task", Name(root(function))
    if not method:
        return ("lost" if isinstance(function, Parameter) else ""), Unknown()
    if is_log(function):
        return "log", function
    kind = _outside(function, method)
    if kind:
        return kind, function
    if function in READERS | {Name("builtins.bool")} and call.positional:
        read = subject(call.positional[0])
        if read is not None and read.what == "query":
            return ("", Unknown()) if is_prefetched(call.positional[0]) else ("query", read.model)
    if owner is not None:
        dispatched = _dispatched(owner, method) or _orm(owner, method, call)
        if dispatched is not None:
            return dispatched
    start = root(function)
    python = start.startswith("builtins.") and start != "builtins.super"
    if python or subject(call) is not None:
        return "", Unknown()
    if is_of_unknown(function):
        return ("lost" if isinstance(function, Attribute) else ""), function
    return "call", function


def is_of_unknown(function: Value) -> bool:
    """Whether a function, or what it is a method of, has no one name."""
    return spelled(function).startswith("?")


def _outside(function: Value, method: str) -> str:
    """The kind of a call with an effect outside the program; empty if it has none."""
    start = root(function)
    if isinstance(function, Name) and start in libraries.FUNCTIONS:
        return libraries.FUNCTIONS[start]
    if start.startswith("django.db.connection") and method in orm.SCHEMA_CALLS:
        return "schema"
    parts = start.split(".")
    for length in range(1, len(parts) + 1):
        known = ".".join(parts[:length])
        kind, methods = libraries.METHODS.get(known, ("", frozenset[str]()))
        # The name itself only creates a client; the client's methods use the network.
        if kind and (method in methods or (not methods and method not in libraries.IDLE and function != Name(known))):
            return kind
    return "mail" if method == "email_user" else ""


def _dispatched(owner: Value, method: str) -> tuple[str, Value] | None:
    """The effect on a task or a signal."""
    if method in libraries.TASK_CALLS and root(owner):
        return "task", _task(owner)
    if method == "start" and isinstance(owner, Call) and owner.function in _THREADS:
        return "task", _run_by(owner)
    if method in ALL_SEND_METHODS and isinstance(owner, Name):
        return "send", owner
    if method in ("connect", "disconnect") and isinstance(owner, (Name, Parameter, Choice, Item)):
        return method, owner
    return None


def _dispatches_when_called(made: Call) -> bool:
    """Whether to call what a call makes dispatches it: several tasks in one, but a single task's signature runs it."""
    path = root(made.function)
    return made.function == Name(path) and path in libraries.CELERY_CANVAS and not path.endswith(".signature")


def _task(owner: Value) -> Value:
    """The task that ``owner`` is or was created from: ``ship`` for ``ship.si(1)``."""
    if isinstance(owner, Attribute) and isinstance(owner.value, Call) and owner.value.function in _LOADERS:
        loaded = owner.value.argument("name", 0)
        return Name(f"{loaded.value}.{owner.name}") if isinstance(loaded, Literal) else Unknown()
    path = root(owner)
    task, _, last = path.rpartition(".")
    is_signature = last in libraries.TASK_SIGNATURES and path not in libraries.CELERY_CANVAS
    return Name(task) if task and is_signature else Name(path)


def _run_by(thread: Call) -> Value:
    """The function that a thread is made to run."""
    position = 1 if thread.function == Name("threading.Timer") else None
    return thread.argument("function" if position else "target", position) or Unknown()


def is_log(function: Value) -> bool:
    """Whether a function is a logger's method, by the logger's name or origin."""
    owner, method = split(function)
    if method not in libraries.LOG_CALLS or owner is None:
        return False
    held = owner.name if isinstance(owner, Attribute) else root(owner).rpartition(".")[2]
    return held.strip("_").lower() in libraries.LOGGERS or root(owner).endswith((".getLogger", ".get_logger"))


def root(value: Value) -> str:
    """The dotted name at the start of a chain of calls, attributes and items; empty if it starts otherwise."""
    while not isinstance(value, Name):
        match value:
            case Call(inner, _) | Attribute(inner, _) | Item(inner, _):
                value = inner
            case _:
                return ""
    return value.path


def spelled(function: Value) -> str:
    """A function's name in messages and options: its dotted name, without the calls and subscripts on the way."""
    match function:
        case Name(path):
            return path
        case Parameter(name):
            return name
        case Instance():
            return "self"
        case Attribute(owner, name):
            return f"{spelled(owner)}.{name}"
        case Call(inner, _) | Item(inner, _):
            return spelled(inner)
        case Choice(options):
            found = {spelled(option) for option in options}
            last = {path.rpartition(".")[2] for path in found}
            return found.pop() if len(found) == 1 else f"?.{last.pop()}" if len(last) == 1 else "?"
        case _:
            return "?"
