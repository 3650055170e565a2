from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst, matchers
from flake8_signals.knowledge import django
from flake8_signals.rule import FileRule, Fix, Violation
from flake8_signals.syntax.facts import Place
from flake8_signals.syntax.values import Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.syntax.facts import Import


class AppConfigImportsModels(FileRule):
    """An app's configuration imports models as it is loaded or made, directly or through another module.

    ## Why is this bad?
    Django imports every app's configuration before any models may be imported. An import of models at the top of
    ``apps.py`` or in ``AppConfig.__init__``, or of a ``signals`` module that imports them, stops every process at
    start-up with ``AppRegistryNotReady``. Django calls ``ready()`` once all models are loaded.

    ## Example
    ```python
    # shop/apps.py
    from django.apps import AppConfig

    from . import signals  # SIG102


    class ShopConfig(AppConfig):
        name = "shop"
    # shop/signals.py
    from .models import Order


    @receiver(post_save, sender=Order)
    def ship(sender, instance, **kwargs):
        instance.ship()
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
    from .models import Order


    @receiver(post_save, sender=Order)
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/applications/#how-applications-are-loaded
    """

    code = "SIG102"
    in_tests = False
    needs_place = True

    def check(self, file: SourceFile) -> Iterator[Violation]:
        startup = file.project.startup
        if not startup.apps.is_config_module(file.module):
            return
        made = {"", *(f"{config.outline.qualname}.__init__" for config in startup.apps.configs_of(file.module))}
        for statement in file.module.outline.imports:
            if statement.scope not in made or not statement.runtime or statement.conditional:
                continue
            chain = startup.models.chain_from(file.module, statement)
            if chain:
                through = f" (through {' → '.join(chain[:-1])})" if len(chain) > 1 else ""
                yield self.violation(
                    file.line(statement.line, statement.column),
                    f"this import loads {chain[-1]}{through} before the app registry is ready, so Django stops with "
                    "AppRegistryNotReady; move it into ready()",
                    _fix(file, statement),
                )


def _fix(file: SourceFile, statement: Import) -> Fix | None:
    """Move the import into the ``ready()`` of the module's one configuration."""
    configs = file.project.startup.apps.configs_of(file.module)
    if len(configs) != 1 or statement.name == "*" or statement.scope:
        return None
    place = Place(statement.line, statement.column, statement.line, statement.column)
    outline = configs[0].outline
    inherits = not {base.path for base in outline.bases if isinstance(base, Name)} <= django.APP_CONFIG
    return Fix(move_into_ready, place, unsafe=True, arguments=(outline.qualname, inherits))


@edits.of("Module", "SimpleStatementLine")
def move_into_ready(
    module: cst.Module,
    statement: cst.SimpleStatementLine,
    config: str,
    calls_super: bool,  # noqa: FBT001
) -> cst.Module:
    """``module`` with an import moved into ``ready()`` of its class ``config``, where nothing else uses what it binds.

    A new method ``calls_super`` if told.
    """
    owner = next((s for s in module.body if isinstance(s, cst.ClassDef) and s.name.value == config), None)
    if owner is None or statement not in module.body or len(statement.body) != 1:
        return module
    body = edits.imports.without_statement(module.body, statement)
    ready = edits.apps.method(owner, "ready")
    inside = edits.names.count(ready) if ready else Counter()
    elsewhere = edits.names.count(module.with_changes(body=body)) - inside
    bound = edits.names.imported(statement.body[0])
    if any(name in elsewhere for name in bound):
        return module
    new = statement.with_changes(leading_lines=[line for line in statement.leading_lines if line.comment])
    loads = matchers.findall(ready, matchers.Import() | matchers.ImportFrom()) if ready else []
    used = inside - sum(map(edits.names.count, loads), Counter())
    if not any(name in used for name in bound) and "noqa" not in " ".join(edits.comments.inside(new)):
        new = edits.comments.with_comment(new, "# noqa: F401")
    changed = edits.apps.in_ready(owner, new, calls_super=calls_super)
    if changed is owner:
        return module
    return module.with_changes(body=[changed if other is owner else other for other in body])
