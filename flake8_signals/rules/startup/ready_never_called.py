from __future__ import annotations

import io
import tokenize
from typing import TYPE_CHECKING

from flake8_signals.rule import ConfigRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.subjects import Config
    from flake8_signals.syntax.facts import Function, Place


class ReadyNeverCalled(ConfigRule):
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

    def check(self, config: Config) -> Iterator[Violation]:
        file, name = config.file, config.name
        if "ready" not in file.module.content or not _is_certain(config):
            return
        ready = config.ready
        kind = _not_run(ready) if ready is not None else ""
        if ready is not None and kind and not _is_replaced(config):
            yield self.violation(
                file.at(ready.place),
                f"{name}.ready() is {kind}, so nothing in it happens; make it a plain function",
            )
        slipped = file.module.function("ready")
        if slipped is not None and _slipped_out_of(config, slipped):
            yield self.violation(
                file.at(slipped.place),
                f"this ready() stands beside {name} and not in it, so Django never calls it; indent it into the class",
            )


def _is_certain(config: Config) -> bool:
    """Whether a class certainly is Django's kind of configuration: others have a ``ready()`` of their own kind."""
    ancestors = config.file.names.ancestors(config.defined.path)
    return any(isinstance(a, str) and a.startswith("django.") and a.endswith("Config") for a in ancestors)


def _not_run(ready: Function) -> str:
    """What a function is that merely to call does not run; empty for a plain one, and where a decorator may do so."""
    if ready.decorators:
        return ""
    if ready.is_generator:
        return "a generator, and Django goes through none"
    return "a coroutine, and Django awaits none" if ready.is_async else ""


def _is_replaced(config: Config) -> bool:
    """Whether another ``ready()`` may stand in for that of a configuration, and run it."""
    file, own, apps = config.file, config.defined.path, config.file.project.startup.apps
    method = f"{config.name}.ready"
    if file.module.value(method) is not None or method in file.module.content:
        return True
    return any(
        other.path != own
        and "ready" in other.outline.methods
        and file.project.names.is_subclass(other.path, frozenset({own}), other.module)
        for other in (*apps.configs_of(file.module), *apps.configs)
    )


def _slipped_out_of(config: Config, ready: Function) -> bool:
    """Whether a function of the module stands below a configuration as its method would, and nothing may use it."""
    file, parameters = config.file, ready.signature.parameters
    if ready.decorators or not parameters or parameters[0].name != "self" or ready.span.column:
        return False
    if any(not parameter.has_default for parameter in parameters[1:] if "positional" in parameter.kind):
        return False
    above = [c for c in file.module.outline.classes if "." not in c.qualname and c.line < ready.place.line]
    if not above or config.defined.outline != above[-1] or "ready" in config.defined.outline.methods:
        return False
    return not (_is_named(file, ready.span) or file.project.startup.importers.seems_imported(ready.path))


def _is_named(file: SourceFile, definition: Place) -> bool:
    """Whether the module says ``ready`` anywhere but in a text, a comment or the ``definition``."""
    tokens = tokenize.generate_tokens(io.StringIO(file.module.content).readline)
    return any(
        token.type == tokenize.NAME
        and token.string == "ready"
        and not definition.line <= token.start[0] <= definition.end_line
        for token in tokens
    )
