"""Edits of app configuration classes."""

from __future__ import annotations

import libcst as cst
from libcst import matchers

from flake8_signals.edits.imports import with_statement
from flake8_signals.edits.nodes import replaced
from flake8_signals.edits.statements import ONE_IMPORT, block, parsed, preamble, with_first

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
        changed = old.with_changes(body=_with_import(block(old.body), new))
        return config.with_changes(body=replaced(body, {old: changed}))
    others = [statement for statement in body.body if not isinstance(statement, (cst.FunctionDef, cst.ClassDef))]
    if any(matchers.findall(statement, _READY) for statement in others):
        return config
    (ready,) = parsed("def ready(self):\n    super().ready()\n")
    inside = [*ready.body.body, new] if calls_super else [new]
    above = [*body.footer, cst.EmptyLine(indent=False)]
    ready = ready.with_changes(leading_lines=above, body=ready.body.with_changes(body=inside))
    return config.with_changes(body=body.with_changes(body=[*body.body, ready], footer=[]))


def _with_import(body: cst.IndentedBlock, new: cst.SimpleStatementLine) -> cst.IndentedBlock:
    """The body of a method with the import ``new`` among the imports that it starts with, if no other call follows."""
    run: list[int] = []
    for index in preamble(body):
        run = [*run, index] if matchers.matches(body.body[index], ONE_IMPORT) else []
    if not run:
        return with_first(body, new, after_imports=True)
    return body.with_changes(body=with_statement(body.body, run, new))
