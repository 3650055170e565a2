"""Edits of libcst nodes that the fixes of several rules share: they keep the layout and every comment.

Rules import these modules and libcst from here. They are loaded on first use, which is when a fix is applied.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst
    from libcst import matchers

    from flake8_signals.edits import apps, arguments, comments, imports, names, nodes, parameters, statements
else:

    class _Deferred:
        """A module that is imported when one of its names is first used."""

        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, name: str) -> Any:
            return getattr(import_module(self._name), name)

    cst, matchers = _Deferred("libcst"), _Deferred("libcst.matchers")
    apps, arguments, comments, imports, names, nodes, parameters, statements = (
        _Deferred(f"{__name__}.{name}")
        for name in ("apps", "arguments", "comments", "imports", "names", "nodes", "parameters", "statements")
    )

__all__ = ["apps", "arguments", "comments", "cst", "imports", "matchers", "names", "nodes", "parameters", "statements"]


class Edit(NamedTuple):
    """A function from libcst node to libcst node, and the kinds of its first parameters."""

    nodes: tuple[str, ...]
    function: Callable[..., Any]


def of(*nodes: str) -> Callable[[Callable[..., Any]], Edit]:
    """Declare the kind of node for each of a function's first parameters: ``@edits.of("FunctionDef | Call")``."""
    return lambda function: Edit(nodes, function)
