"""Conditions that hold while a site is developed, and not where it is served."""

from __future__ import annotations

import ast

from flake8_signals.syntax.tree import within


def under_runserver(test: ast.expr, *, holds: bool = True) -> bool:
    """Whether a test ``holds`` (or does not) under the development server alone, and nowhere that a site is served.

    The server sets RUN_MAIN in the process that it watches, and is the command ``runserver``.
    """
    match test:
        case ast.UnaryOp(ast.Not(), inner):
            return under_runserver(inner, holds=not holds)
        case ast.BoolOp(operator, parts):
            found = [under_runserver(part, holds=holds) for part in parts]
            return any(found) if isinstance(operator, ast.And) == holds else all(found)
        case ast.Compare(ast.Constant("RUN_MAIN" | "runserver"), [ast.In()], [where]):
            return holds and _is_of_process(where)
        case ast.Compare(ast.Constant("RUN_MAIN" | "runserver"), [ast.NotIn()], [where]):
            return not holds and _is_of_process(where)
        case ast.Compare(left, [ast.Eq() | ast.NotEq() as operator], [ast.Constant(str() as value)]):
            is_same = isinstance(operator, ast.Eq)
            return is_same == holds and (_is_run_main(left) or (value == "runserver" and _is_of_process(left)))
        case ast.Compare(left, [ast.Is() | ast.IsNot() as operator], [ast.Constant(None)]):
            return isinstance(operator, ast.IsNot) == holds and _is_run_main(left)
        case _:
            return holds and _is_run_main(test)


def in_development(test: ast.expr, *, holds: bool = True) -> bool:
    """Whether a test ``holds`` (or does not) only under the development server, or where ``DEBUG`` is set."""
    match test:
        case ast.UnaryOp(ast.Not(), inner):
            return in_development(inner, holds=not holds)
        case ast.BoolOp(operator, parts):
            found = [in_development(part, holds=holds) for part in parts]
            return any(found) if isinstance(operator, ast.And) == holds else all(found)
        case ast.Name("DEBUG") | ast.Attribute(ast.Name("settings"), "DEBUG"):
            return holds
        case _:
            return under_runserver(test, holds=holds)


def _is_run_main(node: ast.expr) -> bool:
    """Whether an expression is the environment's RUN_MAIN."""
    match node:
        case ast.Call(ast.Attribute(_, "get" | "getenv") | ast.Name("getenv"), [ast.Constant("RUN_MAIN"), *_]):
            return True
        case ast.Subscript(_, ast.Constant("RUN_MAIN")):
            return True
        case _:
            return False


def _is_of_process(node: ast.expr) -> bool:
    """Whether an expression is of the process's arguments or its environment."""
    names = {part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", "") for part in within(node)}
    return not names.isdisjoint({"argv", "environ"})
