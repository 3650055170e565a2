from __future__ import annotations

import itertools
import re
import textwrap
from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.knowledge import django
from flake8_signals.knowledge.libraries import PLAIN_BASES
from flake8_signals.rule import DefinitionRule, Fix, Violation
from flake8_signals.syntax.values import (
    Attribute,
    Call,
    Collection,
    Literal,
    Name,
    Parameter,
    Value,
    alternatives,
    last_part,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import libcst as cst

    from flake8_signals.project.names import Class
    from flake8_signals.project.subjects import BoundDefinition
    from flake8_signals.syntax.facts import SignalDefinition

_ABOUT_VERSIONS = re.compile(r"version|django|providing_args|signature|^except", re.IGNORECASE)
"""Words of a condition that depends on the Django version; an ``except`` clause does as well."""

_CATCHES = frozenset({"builtins.TypeError", "builtins.Exception", "builtins.BaseException"})

_ERROR_MANAGERS = frozenset({"suppress", "raises", "assertRaises", "assertRaisesMessage", "assertRaisesRegex"})


class SignalWithProvidingArgs(DefinitionRule):
    """A signal is created with ``providing_args``.

    ## Why is this bad?
    The argument only ever documented what the signal sends. It was deprecated in Django 3.1 and removed in 4.0: passed
    by keyword, it raises `TypeError` when the module is imported. Passed by position, it silently becomes
    ``use_caching``, and a send with ``sender=None`` or a string then fails as soon as there is a receiver.

    ## Example
    ```python
    paid = Signal(providing_args=["order", "amount"])  # SIG005
    ```

    ## Use instead
    ```python
    # Arguments: order, amount
    paid = Signal()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/releases/4.0/#features-removed-in-4-0
    - https://docs.djangoproject.com/en/stable/releases/3.1/#id2
    - https://docs.djangoproject.com/en/stable/topics/signals/#defining-signals
    """

    code = "SIG005"

    def check(self, definition: BoundDefinition) -> Iterator[Violation]:
        fact = definition.fact
        what = _passed(fact.call)
        if what and _reaches_signal(definition) and not _for_old_django(definition):
            name = last_part(fact.path)
            signal = f"signal {name!r} is created" if name else "a signal is created"
            yield self.violation(
                definition, f"{signal} with {what}; remove it, and name the arguments in a comment", _fix(fact)
            )


def _passed(call: Call) -> str:
    """How ``call`` passes ``providing_args``, and what that does; empty where it does not."""
    if _by_keyword(call):
        return "providing_args, which raises TypeError since Django 4.0"
    unbound = isinstance(call.function, Name) and call.function.path.endswith(".__init__")
    positional = call.positional[1:] if unbound else call.positional
    if len(positional) > 1:
        return "a positional providing_args before use_caching, which raises TypeError since Django 4.0"
    if positional and _are_names(positional[0]):
        return "a positional providing_args, which Django takes for use_caching since 4.0"
    return ""


def _fix(definition: SignalDefinition) -> Fix | None:
    """Drop the argument, unless it is more than names, or it is unclear which one it is."""
    arguments = definition.call.arguments
    if definition.call.unpacks:
        return None
    keywords = [argument.keyword for argument in arguments]
    unbound = isinstance(definition.call.function, Name) and definition.call.function.path.endswith(".__init__")
    index = keywords.index("providing_args") if "providing_args" in keywords else int(unbound)
    names = _names(arguments[index].value)
    return None if names is None else Fix(without_providing_args, definition.place, arguments=(index, names))


def _names(value: Value) -> tuple[str, ...] | None:
    """The arguments that ``value`` names; ``None`` where dropping it would drop more than that."""
    match value:
        case Literal(None) | Name() | Parameter():
            return ()
        case Literal() | Collection("list" | "tuple" | "set"):
            items = value.items if isinstance(value, Collection) else (value,)
            names = [item.value for item in items if isinstance(item, Literal)]
            texts = tuple(name for name in names if isinstance(name, str) and name.isprintable())
            return texts if len(texts) == len(items) else None
        case _:
            return None


@edits.of("BaseStatement", "Call")
def without_providing_args(
    statement: cst.SimpleStatementLine | cst.BaseCompoundStatement, call: cst.Call, index: int, names: tuple[str, ...]
) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
    """``statement`` with ``call`` in it without its argument at ``index``, whose ``names`` a comment above has then."""
    changed = edits.arguments.without_argument(call, index)
    following = changed.args[index] if index < len(changed.args) else None
    if following is not None and following.keyword is None and call.args[index].keyword is None:
        changed = changed.with_deep_changes(following, **edits.arguments.by_keyword("use_caching"))
    above = [line.comment.value for line in statement.leading_lines if line.comment]
    # A list of names, in whatever style, has a mark before each; prose that happens to have the words has not.
    listed = {*re.findall(r"(?:[^\w\s]|\band)\s*(\w+)", " ".join(above))}
    comment = textwrap.wrap(f"Arguments: {', '.join(names)}", 76, break_long_words=False) if {*names} - listed else []
    lines = [*(f"# {line}" for line in comment), *edits.comments.lost(call, changed)]
    return edits.comments.commented(edits.nodes.replaced(statement, {call: changed}), lines)


def _by_keyword(call: Call) -> bool:
    for argument in call.arguments:
        keys: list[object] = [argument.keyword]
        if argument.star == "**" and isinstance(argument.value, Collection):
            pairs = [pair.items[0] for pair in argument.value.items if isinstance(pair, Collection)]
            keys = [key.value for key in pairs if isinstance(key, Literal)]
        if "providing_args" in keys:
            return True
    return False


def _are_names(value: Value) -> bool:
    """Whether ``value`` can only be meant for ``providing_args``."""
    match value:
        case Collection() | Parameter("providing_args"):
            return True
        case Literal(text):
            return isinstance(text, str)
        case Call(Name("builtins.list" | "builtins.tuple" | "builtins.set")):
            return True
        case _:
            return False


def _reaches_signal(definition: BoundDefinition) -> bool:
    """Whether Django's own ``__init__`` gets what the call passes, not one that a class of the project has instead."""
    file, fact = definition
    names, function = file.project.names, fact.call.function
    if isinstance(function, Attribute):  # super().__init__
        _, *ancestors = names.ancestors(f"{file.module.name}.{fact.context.owner}", file.module)
        return _inherits_init(ancestors, fact.call)
    if isinstance(function, Name):
        function = Name(function.path.removesuffix(".__init__"))
    return all(
        isinstance(option, Name) and _inherits_init(names.ancestors(option.path, file.module), fact.call)
        for option in alternatives(file.resolve(function))
    )


def _inherits_init(ancestors: Iterable[str | Class], call: Call) -> bool:
    for ancestor in itertools.takewhile(lambda each: each not in (django.SIGNAL, django.MODEL_SIGNAL), ancestors):
        if isinstance(ancestor, str):
            if not ancestor.startswith(PLAIN_BASES):
                return False
        elif "__init__" in ancestor.outline.methods and not (_by_keyword(call) and _hands_on(ancestor)):
            return False
    return True


def _hands_on(owner: Class) -> bool:
    """Whether the class's ``__init__`` passes a ``providing_args`` on that it does not know of."""
    init = owner.module.function(f"{owner.outline.qualname}.__init__")
    if init is None or init.signature.catch_all is None:
        return False
    known = {parameter.name for parameter in init.signature.named}
    body = owner.module.body(init)
    known |= {use.name for use in body.uses if use.from_kwargs}
    return "providing_args" not in known and any(
        effect.method == "__init__" and effect.call is not None and any(a.star == "**" for a in effect.call.arguments)
        for effect in body.effects
    )


def _for_old_django(definition: BoundDefinition) -> bool:
    """Whether the call is made for the Django that takes the argument, or tries it out."""
    file, fact = definition
    context = fact.context
    if any(_ABOUT_VERSIONS.search(condition) for condition in context.conditions):
        return True
    caught = {value.path for caught in context.catches for value in walk(caught) if isinstance(value, Name)}
    if caught & _CATCHES or any(_expects_errors(manager) for manager in context.in_with):
        return True
    # The other branch makes the same signal without the argument, whatever decides between them.
    return bool(context.conditions) and any(
        other.path == fact.path != "" and not _passed(other.call) for other in file.definitions
    )


def _expects_errors(manager: Value) -> bool:
    name = last_part(manager.path) if isinstance(manager, Name) else getattr(manager, "name", "")
    return name in _ERROR_MANAGERS
