"""What runs again and again once a project has started, for each request, task or object, and what is made then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.knowledge import libraries
from flake8_signals.project import models
from flake8_signals.project.decorators import task_decorator
from flake8_signals.project.names import Class

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile

_OF_OBJECTS = frozenset({"__init__", "save"})
"""The methods of a model that run for many an object."""


def may_be_repeated(connection: Connection) -> bool:
    """Whether a function makes a connection that start-up does not run: it may run again and again."""
    function, module = connection.fact.context.function, connection.file.module
    return bool(function) and connection.file.project.startup.loading.running(module, function).state == "lazy"


def made_with(connection: Connection) -> str | None:
    """What every process that makes other connections of the file makes this one with, too; ``None`` if unknown.

    That is the function that makes it; empty if start-up makes it.
    """
    context = connection.fact.context
    if context.conditions:
        return None
    return "" if context.owner and context.function == f"{context.owner}.ready" else context.function


def repeated_for(file: SourceFile, qualname: str) -> Literal["", "request", "task", "object"]:
    """What a function in a file runs for, each time anew; empty where that is not known."""
    if any(_takes_request(file, outer) for outer in _around(qualname)):
        return "request"
    outer = qualname.partition(".<locals>")[0]
    owner, _, name = outer.rpartition(".")
    ancestors = [] if not owner else list(file.names.ancestors(f"{file.module.name}.{owner}"))
    names = [ancestor for ancestor in ancestors if isinstance(ancestor, str)]
    if any(name.startswith(libraries.PER_REQUEST) for name in names):
        return "request"
    if name in _OF_OBJECTS and owner and _is_of_models(file, owner):
        return "object"
    if name == "__init__":
        return ""  # what is neither a model, a view nor a form may be made once
    module = file.module.name
    if libraries.TASK_MODULES.search(module) or any(
        task_decorator(file, decorator.value)
        for function in (file.module.function(outer),)
        if function is not None
        for decorator in function.decorators
    ):
        return "task"
    return "request" if libraries.VIEW_MODULES.search(module) else ""


def _around(qualname: str) -> Iterator[str]:
    """A function, and those that it stands in."""
    while qualname:
        yield qualname
        qualname = qualname.rpartition(".<locals>.")[0]


def _takes_request(file: SourceFile, qualname: str) -> bool:
    """Whether the first parameter of a function, but for ``self``, is a request."""
    function = file.module.function(qualname)
    parameters = [] if function is None else [parameter.name for parameter in function.signature.parameters[:2]]
    return "request" in (parameters[1:] if parameters[:1] == ["self"] else parameters[:1])


def _is_of_models(file: SourceFile, owner: str) -> bool:
    """Whether a class is a model, or one that models of the project inherit from."""
    path = f"{file.module.name}.{owner}"
    if models.is_model(file, path):
        return True
    name = owner.rpartition(".")[2].encode()
    inheriting = re.compile(rb"class(?<=\bclass)\s+\w+\s*\([^:]*\b%b\b" % name)
    for other, text in file.project.files.texts.items():
        if name not in text or not inheriting.search(text):
            continue
        home = file.sibling(file.project.modules.at(other))
        for outline in home.module.outline.classes:
            above = list(home.names.ancestors(f"{home.module.name}.{outline.qualname}"))
            inherits = any(isinstance(one, Class) and one.path == path for one in above)
            if inherits and models.is_model(home, f"{home.module.name}.{outline.qualname}"):
                return True
    return False
