"""SIG104."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import FileRule, Violation
from flake8_signals.startup import startup_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.file import SourceFile


class AppConfigNotDiscovered(FileRule):
    """Django does not find this configuration by itself, and nothing names it.

    ## Why is this bad?
    For an app listed by its package, Django takes the one configuration in its ``apps`` module, or of several the one
    with ``default = True``. A configuration in ``__init__.py``, or one of several without a default, is not used
    unless ``INSTALLED_APPS`` names it: its ``ready()`` never runs.

    ## Example
    ```python
    # shop/__init__.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):  # SIG104
        name = "shop"

        def ready(self):
            from . import signals  # noqa: F401
    # shop/apps.py
    ```

    ## Use instead
    ```python
    # shop/__init__.py
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from . import signals  # noqa: F401
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/applications/#configuring-applications
    - ``AppConfig.create()`` in ``django/apps/config.py``
    """

    code = "SIG104"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every configuration with a ``ready()`` that neither Django's discovery nor a string of the project finds."""
        startup = startup_of(file.project)
        if file.is_test or not file.placed or not startup.is_config_module(file.module):
            return
        for config, reason in startup.undiscovered(file.module):
            yield self.violation(
                file.line(config.outline.line, config.outline.column),
                f"Django does not find {config.outline.qualname!r} by itself, {reason}, and nothing names it: its "
                "ready() never runs",
            )
