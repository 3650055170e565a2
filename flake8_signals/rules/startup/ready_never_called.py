"""SIG112."""

from __future__ import annotations

import io
import tokenize
from typing import TYPE_CHECKING

from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.names import Class
    from flake8_signals.syntax.facts import Function, Place


class ReadyNeverCalled(FileRule):
    """What looks like the ``ready()`` of an app's configuration never runs.

    ## Why is this bad?
    Django calls ``ready()`` and waits for nothing: of an ``async def`` that makes a coroutine, of a generator an
    iterator, and neither runs a line. A ``def ready(self)`` whose indentation has slipped is a function of the module,
    which nobody calls. Either way nothing fails, and the receivers are not connected.

    ## Example
    ```python
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"

        async def ready(self):  # SIG112
            from . import signals  # noqa: F401
    ```

    ```python
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"


    def ready(self):  # SIG112
        from . import signals  # noqa: F401
    ```

    ## Use instead
    ```python
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from . import signals  # noqa: F401
    # shop/signals.py
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.ready
    - ``Apps.populate()`` in ``django/apps/registry.py``
    """

    code = "SIG112"
    supersedes = frozenset({"SIG105", "SIG106"})

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every ``ready()`` of a configuration that runs no line of its body, and every one that slipped out of it."""
        startup = file.project.startup
        if file.is_test or "ready" not in file.module.content or not startup.is_config_module(file.module):
            return
        for config in startup.configs_of(file.module):
            ready = file.module.function(f"{config.outline.qualname}.ready")
            kind = _not_run(ready) if ready is not None and _is_certain(file, config) else ""
            if ready is not None and kind and not _is_replaced(file, config):
                yield self.violation(
                    file.at(ready.place),
                    f"{config.outline.qualname}.ready() is {kind}, so nothing in it happens; make it a plain function",
                )
        slipped = file.module.function("ready")
        owner = _slipped_out_of(file, slipped) if slipped is not None else ""
        if slipped is not None and owner:
            yield self.violation(
                file.at(slipped.place),
                f"this ready() stands beside {owner} and not in it, so Django never calls it; indent it into the class",
            )


def _is_certain(file: SourceFile, config: Class) -> bool:
    """Whether a class certainly is Django's kind of configuration: others have a ``ready()`` of their own kind."""
    ancestors = file.project.names.ancestors(config.path, config.module)
    return any(isinstance(a, str) and a.startswith("django.") and a.endswith("Config") for a in ancestors)


def _not_run(ready: Function) -> str:
    """What a function is that merely to call does not run; empty for a plain one, and where a decorator may do so."""
    if ready.decorators:
        return ""
    if ready.is_generator:
        return "a generator, and Django goes through none"
    return "a coroutine, and Django awaits none" if ready.is_async else ""


def _is_replaced(file: SourceFile, config: Class) -> bool:
    """Whether another ``ready()`` may stand in for that of a configuration, and run it."""
    project, outline = file.project, config.outline
    if file.module.value(f"{outline.qualname}.ready") is not None or f"{outline.qualname}.ready" in file.module.content:
        return True
    base = frozenset({config.path})
    others = (*project.startup.configs_of(file.module), *project.startup.configs)
    return any(
        other.path != config.path
        and "ready" in other.outline.methods
        and project.names.is_subclass(other.path, base, other.module)
        for other in others
    )


def _slipped_out_of(file: SourceFile, ready: Function) -> str:
    """The configuration that a function of the module stands below, as its method would; empty where it may be used."""
    parameters = ready.signature.parameters
    if ready.decorators or not parameters or parameters[0].name != "self" or ready.span.column:
        return ""
    if any(not parameter.has_default for parameter in parameters[1:] if "positional" in parameter.kind):
        return ""
    above = [c for c in file.module.outline.classes if "." not in c.qualname and c.line < ready.place.line]
    config = next((c for c in file.project.startup.configs_of(file.module) if above and c.outline == above[-1]), None)
    if config is None or "ready" in config.outline.methods or not _is_certain(file, config):
        return ""
    used = _is_named(file, ready.span) or file.project.startup.seems_imported(ready.path)
    return "" if used else config.outline.qualname


def _is_named(file: SourceFile, definition: Place) -> bool:
    """Whether the module says ``ready`` anywhere but in a text, a comment or the ``definition``."""
    tokens = tokenize.generate_tokens(io.StringIO(file.module.content).readline)
    return any(
        token.type == tokenize.NAME
        and token.string == "ready"
        and not definition.line <= token.start[0] <= definition.end_line
        for token in tokens
    )
