"""The actions of ``m2m_changed``: it is sent before a relation changes (``pre_``) and after that (``post_``)."""

from __future__ import annotations

import ast

PHASES = ("pre", "post")
"""The two times at which ``m2m_changed`` is sent, in order: what its actions start with."""

_CHANGES = ("add", "remove", "clear")

_GIVEN = frozenset({"action", "kwargs['action']", "kwargs.get('action')"})
"""How a receiver spells the action."""


def may_be(phase: str, guards: list[str]) -> bool:
    """Whether all of some conditions may hold in a phase, as far as they are about the action."""
    return any(all(_truth(guard, f"{phase}_{change}") is not False for guard in guards) for change in _CHANGES)


def _truth(guard: str, action: str) -> bool | None:
    try:
        return _value(ast.parse(guard, mode="eval").body, action)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None  # shortened


def _value(node: ast.expr, action: str) -> bool | None:
    """Whether an expression is true for an action; ``None`` if it is about something else too."""
    match node:
        case ast.UnaryOp(ast.Not(), inner):
            value = _value(inner, action)
            return None if value is None else not value
        case ast.BoolOp(operator, parts):
            values = {_value(part, action) for part in parts}
            decides = isinstance(operator, ast.Or)
            return decides if decides in values else None if None in values else not decides
        case ast.Compare(left, [operator], [right]):
            return _compared(operator, _text(left, action), _text(right, action))
        case ast.Call(ast.Attribute(owner, "startswith" | "endswith" as method), [ast.Constant(str() as part)]):
            text = _text(owner, action)
            return bool(getattr(text, method)(part)) if isinstance(text, str) else None
        case _:
            return None


def _compared(operator: ast.cmpop, left: str | list[str] | None, right: str | list[str] | None) -> bool | None:
    match operator, left, right:
        case _, None, _:
            return None
        case ast.Eq(), str(), str():
            return left == right
        case ast.NotEq(), str(), str():
            return left != right
        case ast.In(), str(), (str() | list()) as within:
            return left in within
        case ast.NotIn(), str(), (str() | list()) as within:
            return left not in within
        case _:
            return None


def _text(node: ast.expr, action: str) -> str | list[str] | None:
    """The action, a literal string, or a list of such; ``None`` for anything else."""
    match node:
        case ast.Constant(str() as text):
            return text
        case ast.Tuple(items) | ast.List(items) | ast.Set(items):
            texts = [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
            return texts if len(texts) == len(items) else None
        case _:
            return action if ast.unparse(node) in _GIVEN else None
