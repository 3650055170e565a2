from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.knowledge import django, libraries
from flake8_signals.rule import ConfigRule, Fix, Violation
from flake8_signals.syntax.values import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.subjects import Config


class ReadyWithoutSuper(ConfigRule):
    """``ready()`` overrides the inherited method without calling it.

    ## Why is this bad?
    Django's own ``AppConfig.ready()`` does nothing, but other base classes connect receivers and register checks in
    theirs. Without ``super().ready()`` none of that happens. (A ``ready()`` that does nothing at all, or itself loads
    modules of the base class's package, is assumed to override on purpose, and not reported.)

    ## Example
    ```python
    # shop/apps.py
    from django.contrib.auth.apps import AuthConfig


    class ShopAuthConfig(AuthConfig):
        def ready(self):  # SIG105
            from . import signals  # noqa: F401
    ```

    ## Use instead
    ```python
    # shop/apps.py
    from django.contrib.auth.apps import AuthConfig


    class ShopAuthConfig(AuthConfig):
        def ready(self):
            super().ready()
            from . import signals  # noqa: F401
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.ready
    """

    code = "SIG105"

    def check(self, config: Config) -> Iterator[Violation]:
        ready, base = config.ready, _base_with_ready(config)
        if not base or ready is None or _calls_ready(config) or _does_the_work_of(base, config):
            return
        if not config.file.module.body(ready).is_stub:  # one that does nothing turns the base's off on purpose
            yield self.violation(
                config.file.at(ready.place),
                f"{config.name}.ready() overrides {base}.ready() without calling it; begin with super().ready()",
                Fix(call_super, ready.place, unsafe=True),
            )


def _base_with_ready(config: Config) -> str:
    """The first base whose ``ready()`` is needed: a known library's, or one of this project's that connects receivers.

    Empty where there is none, or none that is known to be.
    """
    project = config.file.project
    for ancestor in project.names.ancestors(config.defined.path, config.file.module):
        if isinstance(ancestor, str):
            if ancestor not in django.APP_CONFIG:
                return ancestor if ancestor in django.CONFIGS_WITH_READY | libraries.CONFIGS_WITH_READY else ""
        elif ancestor.path != config.defined.path and "ready" in ancestor.outline.methods:
            return ancestor.path if project.startup.ready.reach(ancestor).connects() else ""
    return ""


def _calls_ready(config: Config) -> bool:
    """Whether some method of a configuration calls a ``ready()``: its own ``ready()`` may leave that to another."""
    methods = (f"{config.name}.{method}" for method in config.defined.outline.methods)
    return any(last_name(call.target) == "ready" for method in methods for call in config.file.module.calls(method))


def _does_the_work_of(base: str, config: Config) -> bool:
    """Whether ``ready()`` itself loads something of the library that ``base`` is from, so it chooses what to load."""
    package = base.rpartition(".")[0].removesuffix(".apps")
    imports = (i for i in config.file.module.outline.imports if i.scope == f"{config.name}.ready")
    return base not in django.CONFIGS_WITH_READY and any(i.target.startswith(f"{package}.") for i in imports)


@edits.of("FunctionDef")
def call_super(ready: cst.FunctionDef) -> cst.FunctionDef:
    """A ``ready()`` that begins with a call of the one that it replaces."""
    (new,) = edits.statements.parsed("super().ready()\n")
    return ready.with_changes(body=edits.statements.with_first(edits.statements.block(ready.body), new))
