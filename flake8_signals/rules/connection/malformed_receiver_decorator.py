from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst
from flake8_signals.rule import FileRule, Fix, Violation
from flake8_signals.syntax.values import Collection, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.syntax.values import Value


class MalformedReceiverDecorator(FileRule):
    """``@receiver`` is not given one signal, or a list or tuple of signals.

    ## Why is this bad?
    ``@receiver`` without a signal connects nothing, and the function's name then stands for a decorator. Several
    arguments, a set, a generator or a nested list raise an exception when the module is imported. An empty list
    silently connects nothing.

    ## Example
    ```python
    @receiver(request_started, request_finished)  # SIG306
    def clear(sender, **kwargs):
        cache.clear()
    ```

    ## Use instead
    ```python
    @receiver([request_started, request_finished])
    def clear(sender, **kwargs):
        cache.clear()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#django.dispatch.receiver
    - ``receiver()`` in ``django/dispatch/dispatcher.py``
    """

    code = "SIG306"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        # A list of signals makes several connections.
        calls = {made.place: made for made in reversed(file.connections) if made.fact.how in ("decorator", "call")}
        for connection in calls.values():
            trouble = _trouble(connection)
            if trouble:
                yield self.violation(connection, trouble, _fix(connection))


def _trouble(connection: Connection) -> str:
    call = connection.fact.call
    if call is None:
        name = connection.title
        return f"@receiver is given no signal, so {name} is connected to nothing; write @receiver(signal)"
    signals = [connection.file.signal(value) for value in call.positional]
    if len(signals) > 1 and all(signals):
        return "@receiver takes one argument, so several signals raise TypeError; put them in a list"
    match call.argument("signal", 0):
        case None:
            return "@receiver is given no signal, which raises TypeError; pass the signal"
        case Collection("list" | "tuple", ()):
            return "@receiver is given an empty list, so it connects nothing; put the signals in it"
        case Collection("list" | "tuple", items) if any(isinstance(item, Collection) for item in items):
            return "@receiver is given a list inside a list, which raises AttributeError; put the signals in one list"
        case Collection("set" | "dict" | "generator" as kind):
            return f"@receiver is given a {kind}, which raises AttributeError; put the signals in a list"
        case Literal(str() as text):
            return (
                f"@receiver is given the string {text!r}, which raises AttributeError; import the signal and pass that"
            )
    return ""


def _fix(connection: Connection) -> Fix | None:
    """Put the signals in one list, if there are any."""
    call = connection.fact.call
    given = call.positional if call is not None and not call.unpacks else ()
    flat = [item for value in given for item in _items(value)]
    makes_sense = flat and all(connection.file.signal(item) for item in flat)
    generated = len(given) == 1 and isinstance(given[0], Collection) and given[0].kind == "generator"
    return Fix(list_signals, connection.place) if makes_sense or generated else None


def _items(value: Value) -> list[Value]:
    if isinstance(value, Collection) and value.kind in ("list", "tuple", "set"):
        return [item for inner in value.items for item in _items(inner)]
    return [value]


@edits.of("Call")
def list_signals(call: cst.Call) -> cst.Call:
    """A call of ``receiver()`` with its positional arguments in one list."""
    return edits.arguments.connecting(call, _with_list)


def _with_list(call: cst.Call) -> cst.Call:
    given = [argument for argument in call.args if argument.keyword is None]
    value = given[0].value
    if len(given) == 1 and isinstance(value, (cst.GeneratorExp, cst.SetComp)):
        signals: cst.BaseExpression = cst.ListComp(value.elt, value.for_in)
    elif len(given) == 1 and isinstance(value, cst.Set):
        left = cst.LeftSquareBracket(value.lbrace.whitespace_after)
        right = cst.RightSquareBracket(value.rbrace.whitespace_before)
        signals = cst.List([inner for element in value.elements for inner in _elements(element)], left, right)
    else:
        elements = [_elements(cst.Element(argument.value, argument.comma)) for argument in given]
        elements[-1][-1] = elements[-1][-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        signals = cst.List([element for several in elements for element in several])
    listed = given[-1].with_changes(value=signals)
    return call.with_changes(args=[listed, *(argument for argument in call.args if argument.keyword is not None)])


def _elements(element: cst.BaseElement) -> list[cst.BaseElement]:
    if isinstance(element.value, (cst.List, cst.Tuple, cst.Set)):
        inside = [inner for nested in element.value.elements for inner in _elements(nested)]
        inside[-1] = inside[-1].with_changes(comma=element.comma)
        return inside
    return [element]
