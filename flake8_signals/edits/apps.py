"""Edits of app configuration classes."""

from __future__ import annotations

import libcst as cst
from libcst import matchers

from flake8_signals.edits.nodes import replaced
from flake8_signals.edits.statements import block, parsed, with_first

_NAMED = matchers.Name("ready")


_READY = matchers.FunctionDef(_NAMED) | matchers.AssignTarget(_NAMED) | matchers.AnnAssign(_NAMED)


def method(owner: cst.ClassDef, name: str) -> cst.FunctionDef | None:
    """The method ``name`` of a class; the last one if there are several."""
    found = [node for node in owner.body.body if isinstance(node, cst.FunctionDef) and node.name.value == name]
    return found[-1] if found else None


def in_ready(config: cst.ClassDef, new: cst.SimpleStatementLine, *, calls_super: bool = False) -> cst.ClassDef:
    """The class ``config`` with the import ``new`` in its ``ready()``; a new ``ready()`` calls ``super()`` if asked.

    Unchanged if its ``ready`` is not a plain method.
    """
    body = block(config.body)
    old = method(config, "ready")
    if old is not None:
        changed = old.with_changes(body=with_first(block(old.body), new, after_imports=True))
        return config.with_changes(body=replaced(body, {old: changed}))
    others = [statement for statement in body.body if not isinstance(statement, (cst.FunctionDef, cst.ClassDef))]
    if any(matchers.findall(statement, _READY) for statement in others):
        return config
    (ready,) = parsed("def ready(self):\n    super().ready()\n")
    inside = [*ready.body.body, new] if calls_super else [new]
    above = [*body.footer, cst.EmptyLine(indent=False)]
    ready = ready.with_changes(leading_lines=above, body=ready.body.with_changes(body=inside))
    return config.with_changes(body=body.with_changes(body=[*body.body, ready], footer=[]))
