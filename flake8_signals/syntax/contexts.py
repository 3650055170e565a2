"""Where a statement stands, once the conditions of a block come to those around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from flake8_signals.syntax.conditions import holds
from flake8_signals.syntax.development import in_development
from flake8_signals.syntax.position import once

if TYPE_CHECKING:
    import ast

    from flake8_signals.syntax.facts import Context
    from flake8_signals.syntax.scope import Scope

_CONDITIONS = 20
"""How many of a statement's conditions are kept, the outermost first: a chain of ``elif`` may be very long."""


def under(context: Context, condition: str, when: tuple[str, ...]) -> Context:
    """Where something holds: ``condition`` is its text, ``when`` what holds then, with the polarity."""
    if len(context.conditions) >= _CONDITIONS:
        return context
    return structs.replace(context, conditions=(*context.conditions, condition), when=once(*context.when, *when))


def where(context: Context, test: ast.expr, scope: Scope, *, true: bool) -> Context:
    """Where a test is true, or where it is not."""
    condition = scope.text.segment(test)
    found = under(context, condition, holds(condition, true=true))
    developing = context.in_development or in_development(test, holds=true)
    return structs.replace(found, in_development=developing)
