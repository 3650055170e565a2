"""Edits of libcst nodes that the fixes of several rules share: they keep the layout and every comment."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

import libcst as cst
from libcst import matchers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Item = cst.Param | cst.ParamSlash | cst.Arg
    ItemT = TypeVar("ItemT", bound=Item)
    NodeT = TypeVar("NodeT", bound=cst.CSTNode)
    Whitespace = cst.BaseParenthesizableWhitespace
    EditParameters = Callable[[cst.Parameters, cst.BaseParenthesizableWhitespace], cst.Parameters]
    Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement

NOTHING = cst.SimpleWhitespace("")


# --- Lists of parameters and arguments --------------------------------------------------------------------------------


def with_parameters(node: cst.FunctionDef | cst.Call, edit: EditParameters) -> cst.FunctionDef | cst.Call:
    """A function with ``edit`` made on its parameters, or a call with it made on those of the lambda that it is given.

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
    """``given`` with the parameter ``**name`` after all others, on a line of its own where the list has several lines.

    ``opening`` is the whitespace before the first one.
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
    last, new = _followed(items, new, opening)
    return replaced(given, {items[-1]: last}).with_changes(star_kwarg=new)


def with_parameter(given: cst.Parameters, name: str, opening: Whitespace) -> cst.Parameters | None:
    """``given`` with the parameter ``name`` after all others but a ``**``, if those before it have no defaults."""
    before: list[cst.Param] = [*given.kwonly_params] or [*given.posonly_params, *given.params]
    if isinstance(given.star_arg, cst.MaybeSentinel) and any(parameter.default for parameter in before):
        return None
    new = cst.Param(cst.Name(name))
    changed: dict[cst.CSTNode, cst.CSTNode] = {}
    if before and given.star_kwarg is None:
        last, new = _followed(before, new, opening)
        changed[before[-1]] = last
    elif before and isinstance(before[-1].comma, cst.Comma):
        behind = _after(before[-1])
        if isinstance(behind, cst.ParenthesizedWhitespace):
            behind = behind.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
        new = new.with_changes(comma=cst.Comma(whitespace_after=behind))
    given = replaced(given, changed)
    if isinstance(given.star_arg, cst.MaybeSentinel):
        return given.with_changes(params=[*given.params, new])
    return given.with_changes(kwonly_params=[*given.kwonly_params, new])


def with_default(given: cst.Parameters, name: str, value: str, *, by_keyword: bool) -> cst.Parameters:
    """``given`` with a default for the parameter ``name``; those behind it are ``by_keyword`` only if it has to be."""
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
    """``given`` with no parameter that is passed by position only."""
    slash = given.posonly_ind
    if not isinstance(slash, cst.ParamSlash):
        return given
    *others, last = given.posonly_params
    if slash.comma == cst.MaybeSentinel.DEFAULT:
        last = _with_after(_changed(last, comma=slash.comma), _after(slash))
    elif not isinstance(_after(last), cst.ParenthesizedWhitespace):
        last = _with_after(last, _after(slash))
    return given.with_changes(
        posonly_params=[], posonly_ind=cst.MaybeSentinel.DEFAULT, params=[*others, last, *given.params]
    )


def connecting(call: cst.Call, edit: Callable[[cst.Call], cst.Call]) -> cst.Call:
    """``call`` with ``edit`` made on what is given the sender: of ``receiver(signal)(handler)``, the inner call."""
    return call.with_changes(func=edit(call.func)) if isinstance(call.func, cst.Call) else edit(call)


def index_of(call: cst.Call, keyword: str, position: int | None = None) -> int | None:
    """Which argument of ``call`` is passed as ``keyword``, or else stands at ``position``."""
    for index, argument in enumerate(call.args):
        if argument.keyword is not None and argument.keyword.value == keyword:
            return index
    given = call.args[: (position or 0) + 1]
    plain = position is not None and len(given) > position and all(not (a.keyword or a.star) for a in given)
    return position if plain else None


def with_value(call: cst.Call, index: int, value: cst.BaseExpression) -> cst.Call:
    """``call`` with ``value`` for its argument at ``index``."""
    args = [arg.with_changes(value=value) if i == index else arg for i, arg in enumerate(call.args)]
    return call.with_changes(args=args)


def with_argument(call: cst.Call, keyword: str, value: str, position: int | None = None) -> cst.Call:
    """``call`` with ``value`` for its argument ``keyword``; a new one comes last, and is laid out as the others are.

    ``position`` is where it may stand without its name.
    """
    index = index_of(call, keyword, position)
    if index is not None:
        return with_value(call, index, cst.parse_expression(value))
    new = cst.Arg(cst.parse_expression(value), **by_keyword(keyword))
    last, new = _followed(call.args, new, call.whitespace_before_args)
    return call.with_changes(args=[*call.args[:-1], last, new])


def by_keyword(name: str) -> dict[str, Any]:
    """What makes an argument one that is passed as ``name``."""
    return {"keyword": cst.Name(name), "equal": cst.AssignEqual(NOTHING, NOTHING)}


def without_argument(call: cst.Call, index: int) -> cst.Call:
    """``call`` without its argument at ``index``; the comments on that argument are lost (``comments`` tells them)."""
    dropped, kept = call.args[index], [*call.args[:index], *call.args[index + 1 :]]
    if not kept:
        return call.with_changes(args=[], whitespace_before_args=NOTHING)
    if index == len(kept):
        kept[-1] = _last(kept[-1], dropped)
    return call.with_changes(args=kept)


def _last(item: cst.Arg, dropped: cst.Arg) -> cst.Arg:
    """``item``, the last argument but one, as the last: the list ends as it did, and what follows ``item`` stays."""
    between = _after(item)
    closing = _after(dropped)
    if isinstance(closing, cst.ParenthesizedWhitespace):
        closing = closing.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
    if isinstance(between, cst.ParenthesizedWhitespace) and (between.first_line.comment or between.empty_lines):
        last_line = closing.last_line if isinstance(closing, cst.ParenthesizedWhitespace) else between.last_line
        closing = between.with_changes(last_line=last_line)
    return _with_after(item.with_changes(comma=dropped.comma), closing)


def _followed(items: Sequence[Item], new: ItemT, opening: Whitespace) -> tuple[Item, ItemT]:
    """The last of ``items`` and ``new``, as they stand when ``new`` follows it."""
    last = items[-1]
    closing = _after(last)
    breaks = [w for w in (opening, *map(_after, items[:-1])) if isinstance(w, cst.ParenthesizedWhitespace)]
    separator: Whitespace = cst.SimpleWhitespace(" ")
    if breaks:
        separator = breaks[-1].with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
    if isinstance(closing, cst.ParenthesizedWhitespace) and (closing.first_line.comment or closing.empty_lines):
        # Comments stay behind what they follow.
        separator = (breaks or [closing])[-1].with_changes(
            first_line=closing.first_line, empty_lines=closing.empty_lines
        )
        closing = closing.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
    ended = isinstance(last.comma, cst.Comma)
    follower = _with_after(_changed(new, comma=cst.Comma() if ended else last.comma), closing)
    if not ended:
        last = _changed(last, comma=cst.Comma(), **{_name_of_after(last): NOTHING})
    return _with_after(last, separator), follower


def _after(item: Item) -> Whitespace:
    """The whitespace behind an item and its comma."""
    if isinstance(item.comma, cst.Comma):
        return item.comma.whitespace_after
    return getattr(item, _name_of_after(item))  # type: ignore[no-any-return]


def _with_after(item: ItemT, whitespace: Whitespace) -> ItemT:
    if isinstance(item.comma, cst.Comma):
        return _changed(item, comma=item.comma.with_changes(whitespace_after=whitespace))
    return _changed(item, **{_name_of_after(item): whitespace})


def _changed(item: ItemT, **changes: object) -> ItemT:
    changed: Any = item.with_changes(**changes)
    return changed  # type: ignore[no-any-return]


def _name_of_after(item: Item) -> str:
    if isinstance(item, cst.Arg):
        return "whitespace_after_arg"
    return "whitespace_after_param" if isinstance(item, cst.Param) else "whitespace_after"


# --- Decorators -------------------------------------------------------------------------------------------------------


def reordered(function: cst.FunctionDef, order: Sequence[int]) -> cst.FunctionDef:
    """``function`` with its decorators in another order, each with the comments above it."""
    return function.with_changes(decorators=[function.decorators[index] for index in order])


# --- Names ------------------------------------------------------------------------------------------------------------


def names(node: cst.CSTNode) -> Counter[str]:
    """How often each name stands in ``node``, attributes and keywords among them."""
    return Counter(found.value for found in matchers.findall(node, matchers.Name()) if isinstance(found, cst.Name))


def is_used(node: cst.CSTNode, name: str) -> bool:
    """Whether ``name`` stands in ``node`` by itself, as no attribute and no keyword."""
    wanted = matchers.Name(name)
    others = [
        *matchers.findall(node, matchers.Attribute(attr=wanted)),
        *matchers.findall(node, matchers.Arg(keyword=wanted)),
    ]
    return names(node)[name] > len(others)


def unused(name: str, node: cst.CSTNode) -> str:
    """``name``, with as many underscores before it as make it one that ``node`` does not use."""
    used = names(node)
    while name in used:
        name = f"_{name}"
    return name


class _Renamer(cst.CSTTransformer):
    def __init__(self, name: str, instead: str) -> None:
        super().__init__()
        self.name = name
        self.instead = instead

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        return updated_node.with_changes(value=self.instead) if original_node.value == self.name else updated_node

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.Attribute:
        return updated_node.with_changes(attr=original_node.attr)

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        return updated_node.with_changes(keyword=original_node.keyword)


def renamed(module: cst.Module, name: str, instead: str) -> cst.Module:
    """``module`` with another name for ``name``, wherever that stands by itself."""
    return cst.ensure_type(module.visit(_Renamer(name, instead)), cst.Module)


def dotted(path: str) -> cst.Name | cst.Attribute:
    """A dotted name as an expression."""
    first, *others = map(cst.Name, path.split("."))
    found: cst.Name | cst.Attribute = first
    for name in others:
        found = cst.Attribute(found, name)
    return found


def attribute(node: cst.CSTNode, name: str) -> cst.Attribute | None:
    """The first expression in ``node`` that ends in ``.name``."""
    found = matchers.findall(node, matchers.Attribute(attr=matchers.Name(name)))
    return cst.ensure_type(found[0], cst.Attribute) if found else None


def imported(statement: cst.BaseSmallStatement) -> list[str]:
    """The names that an import statement binds; none for a ``*``."""
    aliases = [cst.ensure_type(alias, cst.ImportAlias) for alias in matchers.findall(statement, matchers.ImportAlias())]
    return [(alias.evaluated_alias or alias.evaluated_name).partition(".")[0] for alias in aliases]


# --- Comments and statements -----------------------------------------------------------------------------------------


def comments(node: cst.CSTNode) -> list[str]:
    """The comments inside ``node``, in their order."""
    found = matchers.findall(node, matchers.Comment())
    return [comment.value for comment in found if isinstance(comment, cst.Comment)]


def statements(text: str) -> list[Any]:
    """The statements of ``text``, ready to stand in any file: line ends and indentation are those of the file."""
    return [*cst.parse_module(text).body]


def block(suite: cst.BaseSuite) -> cst.IndentedBlock:
    """A suite as an indented block, be it one already or behind the colon."""
    if isinstance(suite, cst.IndentedBlock):
        return suite
    lines = suite.body if isinstance(suite, cst.SimpleStatementSuite) else []
    last = suite.trailing_whitespace if isinstance(suite, cst.SimpleStatementSuite) else cst.TrailingWhitespace()
    return cst.IndentedBlock([cst.SimpleStatementLine(lines, trailing_whitespace=last)])


_DOCSTRING = matchers.SimpleStatementLine([matchers.Expr(matchers.SimpleString() | matchers.ConcatenatedString())])
_IMPORT = matchers.SimpleStatementLine([matchers.Import() | matchers.ImportFrom()])
_INHERITED = matchers.Call(matchers.Attribute(matchers.Call(matchers.Name("super"))))
_PREAMBLE = _IMPORT | matchers.SimpleStatementLine([matchers.Expr(_INHERITED)])
_FILLER = matchers.SimpleStatementLine([matchers.Pass() | matchers.Expr(matchers.Ellipsis())])


_NAMED = matchers.Name("ready")
_READY = matchers.FunctionDef(_NAMED) | matchers.AssignTarget(_NAMED) | matchers.AnnAssign(_NAMED)


def with_first(body: cst.IndentedBlock, new: Statement, *, after_imports: bool = False) -> cst.IndentedBlock:
    """``body`` with ``new`` before all statements but a docstring (and, if told, imports and ``super()`` calls)."""
    kept: list[Any] = [*body.body]
    index = int(bool(kept) and matchers.matches(kept[0], _DOCSTRING))
    while after_imports and index < len(kept) and matchers.matches(kept[index], _PREAMBLE):
        index += 1
    if index < len(kept) and matchers.matches(kept[index], _FILLER) and not kept[index].trailing_whitespace.comment:
        new = new.with_changes(leading_lines=kept.pop(index).leading_lines)
    return body.with_changes(body=[*kept[:index], new, *kept[index:]])


def method(owner: cst.ClassDef, name: str) -> cst.FunctionDef | None:
    """The method ``name`` of a class; of several, the last."""
    found = [node for node in owner.body.body if isinstance(node, cst.FunctionDef) and node.name.value == name]
    return found[-1] if found else None


def in_ready(config: cst.ClassDef, new: cst.SimpleStatementLine, *, calls_super: bool = False) -> cst.ClassDef:
    """The class ``config`` with the import ``new`` in its ``ready()``; a new method ``calls_super``, if told.

    The class as it is, where what is ``ready`` is no plain method.
    """
    body = block(config.body)
    old = method(config, "ready")
    if old is not None:
        changed = old.with_changes(body=with_first(block(old.body), new, after_imports=True))
        return config.with_changes(body=replaced(body, {old: changed}))
    others = [statement for statement in body.body if not isinstance(statement, (cst.FunctionDef, cst.ClassDef))]
    if any(matchers.findall(statement, _READY) for statement in others):
        return config
    (ready,) = statements("def ready(self):\n    super().ready()\n")
    inside = [*ready.body.body, new] if calls_super else [new]
    above = [*body.footer, cst.EmptyLine(indent=False)]
    ready = ready.with_changes(leading_lines=above, body=ready.body.with_changes(body=inside))
    return config.with_changes(body=body.with_changes(body=[*body.body, ready], footer=[]))


def lost(before: cst.CSTNode, after: cst.CSTNode) -> list[str]:
    """The comments of ``before`` that ``after`` has no more."""
    left = Counter(comments(after))
    gone = []
    for comment in comments(before):
        if left[comment] <= 0:
            gone.append(comment)
        left[comment] -= 1
    return gone


def commented(statement: Statement, lines: Sequence[str]) -> Statement:
    """``statement`` with comment lines right above it."""
    above = [cst.EmptyLine(comment=cst.Comment(line)) for line in lines]
    return statement.with_changes(leading_lines=[*statement.leading_lines, *above])


def with_comment(statement: cst.SimpleStatementLine, comment: str) -> cst.SimpleStatementLine:
    """``statement`` with ``comment`` behind its first line, where tools look for one, after the one that is there."""
    breaks = matchers.findall(statement, matchers.ParenthesizedWhitespace())
    first = cst.ensure_type(breaks[0], cst.ParenthesizedWhitespace) if breaks else None
    behind = first.first_line if first else statement.trailing_whitespace
    text = f"{behind.comment.value}  {comment}" if behind.comment else comment
    space = behind.whitespace if behind.comment else cst.SimpleWhitespace("  ")
    return replaced(statement, {behind: behind.with_changes(whitespace=space, comment=cst.Comment(text))})


class _Replacer(cst.CSTTransformer):
    def __init__(self, new: Mapping[cst.CSTNode, cst.CSTNode]) -> None:
        super().__init__()
        self.new = new

    def on_leave(self, original_node: cst.CSTNode, updated_node: Any) -> Any:
        return self.new.get(original_node, updated_node)


def replaced(node: NodeT, new: Mapping[cst.CSTNode, cst.CSTNode]) -> NodeT:
    """``node`` with other nodes for some of those inside it."""
    changed: Any = node.visit(_Replacer(new))
    return changed  # type: ignore[no-any-return]


class _Own(cst.CSTVisitor):
    def __init__(self, function: cst.FunctionDef, wanted: matchers.BaseMatcherNode) -> None:
        super().__init__()
        self.function = function
        self.wanted = wanted
        self.found: list[Any] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if matchers.matches(node, self.wanted):
            self.found.append(node)
        return node is self.function or not isinstance(node, (cst.FunctionDef, cst.ClassDef, cst.Lambda))


def own(function: cst.FunctionDef, wanted: matchers.BaseMatcherNode) -> list[Any]:
    """What matches in ``function``, but for the functions and classes inside it."""
    visitor = _Own(function, wanted)
    function.visit(visitor)
    return visitor.found
