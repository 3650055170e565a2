"""What may be a signal, a class of signals, or Django's decorator, as far as one file tells."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.syntax import tree
from flake8_signals.syntax.values import Attribute, Call, Item, Literal, Name, Parameter, Starred, Value, alternatives

if TYPE_CHECKING:
    from flake8_signals.syntax.scope import Scope


def is_receiver_decorator(called: Value) -> bool:
    """Whether a decorator is Django's ``receiver``, in every branch that may have imported it."""
    return called != Literal(None) and all(
        (isinstance(option, Name) and django.canonical(option.path) == "django.dispatch.receiver")
        or (isinstance(option, Starred) and option.name == "receiver" and _from_django(option.modules))
        for option in alternatives(called)
        if option != Literal(None)
    )


def _from_django(modules: tuple[str, ...]) -> bool:
    return any(module in ("django.dispatch", "django.dispatch.dispatcher") for module in modules)


def may_be_signal(value: Value) -> bool:
    """Whether ``value`` may be a signal, as far as this file knows."""
    match value:
        case Name(path):
            return not path.startswith("builtins.") and "." in path
        case Starred() | Parameter() | Item() | Attribute():
            return True
        case _:
            return False


def may_be_signal_class(value: Value, classes: frozenset[str] = frozenset()) -> bool:
    """Whether ``value`` is named like a class of signals, or is one of ``classes``."""
    match value:
        case Name(path):
            path = path.removesuffix(".__init__")
            return path in classes or ("Signal" in path.rpartition(".")[2] and not path.startswith("signal."))
        case Starred(name, _):
            return "Signal" in name
        case Attribute(Call(Name("builtins.super")), "__init__"):
            return True
        case _:
            return False


def signal_classes(scope: Scope) -> list[str]:
    """The module's own names for classes of signals: imported under another name, or derived here."""
    found = []
    for name, bound in scope.bindings.items():
        values = [scope.resolve(b.value) for b in bound if isinstance(b.value, (ast.Name, ast.Attribute))]
        if any(map(may_be_signal_class, [*values, *(Name(b.target) for b in bound)])):
            found.append(name)
    for node in scope.node.body:  # type: ignore[attr-defined]
        if isinstance(node, ast.ClassDef) and node.name not in found:
            known = frozenset(map(scope.path, found))
            bases = [scope.resolve(base) for base in tree.bases(node) if isinstance(base, (ast.Name, ast.Attribute))]
            if any(may_be_signal_class(option, known) for base in bases for option in alternatives(base)):
                found.append(node.name)
    return found
