"""SIG102."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import FileRule, Violation
from flake8_signals.startup import startup_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.file import SourceFile


class AppConfigImportsModels(FileRule):
    """The module of an app's configuration imports models, itself or through the module that it imports.

    ## Why is this bad?
    Django imports every app's configuration before any app's models may be imported. An import of models at the top of
    ``apps.py``, or of a ``signals`` module that imports them, ends the start of every process with
    ``AppRegistryNotReady``. ``ready()`` is called once all models are there.

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

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every unconditional import at the top of a configuration's module that leads to a module with models."""
        startup = startup_of(file.project)
        if file.is_test or not file.placed or not startup.is_config_module(file.module):
            return
        for statement in file.module.outline.imports:
            if statement.scope or not statement.runtime or statement.conditional:
                continue
            chain = startup.chain_to_models(file.module, statement)
            if chain:
                through = f" (through {' → '.join(chain[:-1])})" if len(chain) > 1 else ""
                yield self.violation(
                    file.line(statement.line, statement.column),
                    f"this import loads {chain[-1]}{through} before the app registry is ready: Django stops with "
                    "AppRegistryNotReady; move it into ready()",
                )
