"""Print, as JSON, the receivers that a started Django project has connected: `python dump.py PREFIX ...`.

It runs in the project's own interpreter, under its DJANGO_SETTINGS_MODULE. Only receivers from modules that start with
one of the prefixes are printed, one row for each signal and sender:

- signal: every name under which a loaded module holds it,
- receiver: module and qualified name; an instance goes by its class, a partial by the function inside,
- line: of its def, null for an instance,
- sender: the class's dotted name; null where there is none, or one that is no class.
"""

from __future__ import annotations

import gc
import json
import sys
import weakref
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def instances(kind: type) -> Iterator[Any]:
    """Yield every living object of that kind (not by isinstance, which wakes lazy objects)."""
    return (thing for thing in gc.get_objects() if issubclass(type(thing), kind))


def names_of_signals(signal_class: type) -> dict[int, list[str]]:
    """Return, by identity, the importable names of each signal."""
    names = defaultdict(list)
    for module_name, module in sorted(sys.modules.items()):
        for name, value in sorted(getattr(module, "__dict__", {}).items()):
            if issubclass(type(value), signal_class):
                names[id(value)].append(f"{module_name}.{name}")
    return names


def dotted_name(thing: Any) -> str:
    """Return the module and qualified name of a function, method or class, or those of an instance's class."""
    named = thing if hasattr(thing, "__qualname__") else type(thing)
    return f"{named.__module__}.{named.__qualname__}"


def connected(prefixes: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield a row for each living connection whose receiver is under one of the prefixes."""
    from django.dispatch import Signal

    names = names_of_signals(Signal)
    classes = {id(thing): thing for thing in instances(type)}
    for signal in instances(Signal):
        for (_, sender_id), receiver, *_ in signal.receivers:
            if isinstance(receiver, weakref.ReferenceType):
                receiver = receiver()  # noqa: PLW2901
            receiver = getattr(receiver, "func", receiver)  # noqa: PLW2901
            if receiver is None or not dotted_name(receiver).startswith(prefixes):
                continue
            code = getattr(receiver, "__code__", None)  # a bound method has its function's
            sender = classes.get(sender_id)
            yield {
                "signal": names.get(id(signal), [repr(signal)]),
                "receiver": dotted_name(receiver),
                "line": code.co_firstlineno if code else None,
                "sender": dotted_name(sender) if sender else None,
            }


if __name__ == "__main__":
    import django

    django.setup()
    rows = sorted(connected(tuple(sys.argv[1:])), key=lambda row: (row["receiver"], row["signal"], row["sender"] or ""))
    json.dump(rows, sys.stdout, indent=1)
