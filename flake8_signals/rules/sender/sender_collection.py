from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flake8_signals import edits
from flake8_signals.edits import cst
from flake8_signals.project.models import is_class
from flake8_signals.rule import ConnectionRule, Fix, Violation
from flake8_signals.syntax.values import Call, Collection, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.syntax.values import Value

_MAKERS = {
    **{f"builtins.{kind}": kind for kind in ("list", "tuple", "set", "dict", "frozenset")},
    "django.apps.apps.get_models": "collection of models",
}


class SenderCollection(ConnectionRule):
    """A receiver is connected to a list of senders.

    ## Why is this bad?
    A sender is one object, and the receiver is called if the signal is sent by exactly that object. A list never sends
    a signal, so the receiver is never called, and Django does not complain.

    ## Example
    ```python
    @receiver(post_save, sender=[Order, Parcel])  # SIG402
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    @receiver(post_save, sender=Parcel)
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-to-signals-sent-by-specific-senders
    """

    code = "SIG402"
    supersedes = frozenset({"SIG403", "SIG405"})

    def check(self, connection: Connection) -> Iterator[Violation]:
        kinds = [_kind(option) for option in connection.sender_options]
        if kinds and all(kinds) and _is_never_sent(connection):
            yield self.violation(
                connection,
                f"{connection.title} is never called: its sender is a {kinds[0]}, and that sends no signal; "
                "connect it once for each sender",
                _fix(connection),
            )


def _kind(value: Value) -> str:
    match value:
        case Collection(kind, _):
            return kind
        case Call(Name(path)):
            return _MAKERS.get(path, "")
        case _:
            return ""


def _is_never_sent(connection: Connection) -> bool:
    """Whether the collection certainly is not a sender itself: the project's own signals may have a tuple as sender."""
    if connection.signals and all(signal.built_in is not None for signal in connection.signals):
        return True
    items = [
        item
        for option in connection.sender_options
        for item in (option.items if isinstance(option, Collection) else ())
    ]
    return bool(items) and all(is_class(connection.file, item) for item in items)


def _fix(connection: Connection) -> Fix | None:
    if not isinstance(connection.fact.sender, Collection) or connection.fact.sender.kind not in (
        "list",
        "tuple",
        "set",
    ):
        return None
    match connection.fact.how:
        case "decorator":
            return Fix(decorate_for_each, connection.place, unsafe=True)
        case "connect":
            return Fix(connect_for_each, connection.place, unsafe=True)
        case _:
            return None


@edits.of("FunctionDef", "Decorator", "Call")
def decorate_for_each(function: cst.FunctionDef, decorator: cst.Decorator, call: cst.Call) -> cst.FunctionDef:
    """``function`` with a decorator for each of the senders that ``call`` in ``decorator`` lists."""
    made = [decorator.with_changes(decorator=one) for one in _for_each(call)] or [decorator]
    made[1:] = [again.with_changes(leading_lines=[]) for again in made[1:]]
    decorators = [new for old in function.decorators for new in (made if old is decorator else [old])]
    return function.with_changes(decorators=decorators)


@edits.of("SimpleStatementLine", "Call")
def connect_for_each(statement: cst.SimpleStatementLine, call: cst.Call) -> Any:
    """A statement for each of the senders that ``call``, the whole of ``statement``, lists."""
    (only, *others) = statement.body
    made = _for_each(call)
    if others or not isinstance(only, cst.Expr) or only.value is not call or not made:
        return statement
    lines = [cst.SimpleStatementLine([cst.Expr(one)]) for one in made]
    first = lines[0].with_changes(leading_lines=statement.leading_lines)
    last = (first, *lines[1:])[-1].with_changes(trailing_whitespace=statement.trailing_whitespace)
    return cst.FlattenSentinel([first, *lines[1:-1], last] if len(lines) > 1 else [last])


def _for_each(call: cst.Call) -> list[cst.Call]:
    """``call`` once for each of the senders that it lists; none where it lists them in no display of its own."""
    index = edits.arguments.index_of(call, "sender", 1)
    senders = None if index is None else call.args[index].value
    if not isinstance(senders, (cst.List, cst.Tuple, cst.Set)):
        return []
    if not all(isinstance(element, cst.Element) for element in senders.elements):
        return []
    return [edits.arguments.with_value(call, index or 0, element.value) for element in senders.elements]
