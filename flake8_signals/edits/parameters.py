"""Edits of the parameters of functions and lambdas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from flake8_signals.edits.items import NOTHING, after, followed, with_after
from flake8_signals.edits.nodes import replaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_signals.edits.items import Item, Whitespace

    EditParameters = Callable[[cst.Parameters, Whitespace], cst.Parameters]


def with_parameters(node: cst.FunctionDef | cst.Call, edit: EditParameters) -> cst.FunctionDef | cst.Call:
    """``node`` with ``edit`` applied to its parameters, or to those of the lambda that it passes if it is a call.

    ``edit`` takes the parameters and the whitespace before them.
    """
    if isinstance(node, cst.FunctionDef):
        return node.with_changes(params=edit(node.params, node.whitespace_before_params))
    for argument in node.args:
        if isinstance(argument.value, cst.Lambda):
            space = cst.SimpleWhitespace(" ")
            params = edit(argument.value.params, space)
            changed = argument.value.with_changes(params=params, whitespace_after_lambda=space)
            return replaced(node, {argument.value: changed})
    return node


def with_catch_all(given: cst.Parameters, name: str, opening: Whitespace) -> cst.Parameters:
    """``given`` with the parameter ``**name`` at the end, on its own line if the list has several lines.

    ``opening`` is the whitespace before the first parameter.
    """
    new = cst.Param(cst.Name(name), star="**")
    items: list[Item] = [*given.posonly_params]
    if isinstance(given.posonly_ind, cst.ParamSlash):
        items.append(given.posonly_ind)
    items += given.params
    if isinstance(given.star_arg, cst.Param):
        items.append(given.star_arg)
    items += given.kwonly_params
    if not items:
        return given.with_changes(star_kwarg=new)
    last, new = followed(items, new, opening)
    return replaced(given, {items[-1]: last}).with_changes(star_kwarg=new)


def with_parameter(given: cst.Parameters, name: str, opening: Whitespace) -> cst.Parameters | None:
    """``given`` with the parameter ``name`` after all but a ``**``, if none before it has a default."""
    before: list[cst.Param] = [*given.kwonly_params] or [*given.posonly_params, *given.params]
    if isinstance(given.star_arg, cst.MaybeSentinel) and any(parameter.default for parameter in before):
        return None
    new = cst.Param(cst.Name(name))
    changed: dict[cst.CSTNode, cst.CSTNode] = {}
    if before and given.star_kwarg is None:
        last, new = followed(before, new, opening)
        changed[before[-1]] = last
    elif before and isinstance(before[-1].comma, cst.Comma):
        behind = after(before[-1])
        if isinstance(behind, cst.ParenthesizedWhitespace):
            behind = behind.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
        new = new.with_changes(comma=cst.Comma(whitespace_after=behind))
    given = replaced(given, changed)
    if isinstance(given.star_arg, cst.MaybeSentinel):
        return given.with_changes(params=[*given.params, new])
    return given.with_changes(kwonly_params=[*given.kwonly_params, new])


def with_default(given: cst.Parameters, name: str, value: str, *, by_keyword: bool) -> cst.Parameters:
    """``given`` with a default for the parameter ``name``; ``by_keyword`` lets those after it become keyword-only."""
    names = [parameter.name.value for parameter in given.params]
    where = names.index(name) if name in names else len(names)
    kept, behind = [*given.params[:where]], [*given.params[where:]]
    changed = [_with_default(parameter, value) if parameter.name.value == name else parameter for parameter in behind]
    if all(parameter.default is not None for parameter in changed):
        only = [_with_default(p, value) if p.name.value == name else p for p in given.kwonly_params]
        return given.with_changes(params=[*kept, *changed], kwonly_params=only)
    if given.star_arg != cst.MaybeSentinel.DEFAULT or not by_keyword:
        return given
    return given.with_changes(params=kept, star_arg=cst.ParamStar(), kwonly_params=[*changed, *given.kwonly_params])


def _with_default(parameter: cst.Param, value: str) -> cst.Param:
    space = cst.SimpleWhitespace(" ") if parameter.annotation else NOTHING
    return parameter.with_changes(default=cst.parse_expression(value), equal=cst.AssignEqual(space, space))


def without_slash(given: cst.Parameters) -> cst.Parameters:
    """``given`` without positional-only parameters."""
    slash = given.posonly_ind
    if not isinstance(slash, cst.ParamSlash):
        return given
    *others, last = given.posonly_params
    if slash.comma == cst.MaybeSentinel.DEFAULT:
        last = with_after(last.with_changes(comma=slash.comma), after(slash))
    elif not isinstance(after(last), cst.ParenthesizedWhitespace):
        last = with_after(last, after(slash))
    return given.with_changes(
        posonly_params=[], posonly_ind=cst.MaybeSentinel.DEFAULT, params=[*others, last, *given.params]
    )
