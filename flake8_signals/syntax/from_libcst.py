"""The values of libcst's expressions, which its visitor has at hand in the body of a function."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, cast

from flake8_signals.syntax.tree import signature
from flake8_signals.syntax.values import (
    Argument,
    Call,
    Collection,
    Lambda,
    Literal,
    Signature,
    Unknown,
    Value,
    added,
    attribute_of,
    choice,
    item,
    literal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import libcst as cst

    from flake8_signals.syntax.scope import Scope


def value_of(node: Any, scope: Scope) -> Value:
    """The value of an expression in a scope, the same that ``from_ast.value_of`` gives for its ``ast``."""
    # By class names: libcst's classes are abstract, which makes isinstance() slow.
    match type(node).__name__:
        case "Name":
            return scope.dotted(node.value)
        case "Attribute":
            return attribute_of(value_of(node.value, scope), node.attr.value)
        case "Call":
            return Call(value_of(node.func, scope), tuple(_arguments(node.args, scope)))
        case "SimpleString" | "ConcatenatedString":
            text = node.evaluated_value
            return Literal(text) if isinstance(text, str) else Unknown()
        case "Integer" | "Float":
            return literal(node.evaluated_value)
        case "Lambda":
            return Lambda(_signature_of(node), scope.inner("<lambda>"))
        case "Subscript":
            return _item(node, scope)
        case "IfExp":
            return choice((value_of(node.body, scope), value_of(node.orelse, scope)))
        case "BooleanOperation":
            return choice((value_of(node.left, scope), value_of(node.right, scope)))
        case "BinaryOperation" if type(node.operator).__name__ == "Add":
            return added(value_of(node.left, scope), value_of(node.right, scope))
        case "NamedExpr":
            return value_of(node.value, scope)
        case _:
            return _collection(node, scope)


def _collection(node: Any, scope: Scope) -> Value:
    match type(node).__name__:
        case "List" | "Tuple" | "Set" as kind:
            return Collection(kind.lower(), tuple(_elements(node.elements, scope)))  # type: ignore[arg-type]
        case "Dict":
            return Collection("dict", tuple(_pairs(node.elements, scope)))
        case "ListComp":
            return Collection("comprehension", (Unknown(),))
        case "SetComp" | "GeneratorExp":
            return Collection("generator", (Unknown(),))
        case _:
            return Unknown()


def _elements(elements: Iterable[cst.BaseElement], scope: Scope) -> Iterator[Value]:
    for node in elements:
        value = value_of(node.value, scope)
        if type(node).__name__ == "StarredElement":
            yield from value.items if isinstance(value, Collection) else (Unknown(),)
        else:
            yield value


def _pairs(elements: Iterable[Any], scope: Scope) -> Iterator[Value]:
    for node in elements:
        if type(node).__name__ == "DictElement":
            yield Collection("tuple", (value_of(node.key, scope), value_of(node.value, scope)))
        else:
            yield Unknown()


def _arguments(arguments: Iterable[cst.Arg], scope: Scope) -> Iterator[Argument]:
    for node in arguments:
        keyword = node.keyword.value if node.keyword else None
        yield Argument(value_of(node.value, scope), keyword, node.star)


def _item(node: Any, scope: Scope) -> Value:
    key: Any = node.slice[0]
    is_plain = len(node.slice) == 1 and type(key.slice).__name__ == "Index" and type(key.comma).__name__ != "Comma"
    # To the `ast`, x[1, 2] and x[(1, 2)] are the same.
    if not is_plain or key.slice.star or type(key.slice.value).__name__ == "Tuple":
        return Unknown()
    return item(value_of(node.value, scope), value_of(key.slice.value, scope))


def _signature_of(node: cst.Lambda) -> Signature:
    """The signature of a lambda, from its text."""
    import libcst as cst

    spelled = ast.parse(f"({cst.Module(()).code_for_node(node)}\n)", mode="eval").body
    return signature(cast("ast.Lambda", spelled).args)
