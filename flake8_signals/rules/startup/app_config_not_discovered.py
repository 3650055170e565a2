from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.subjects import configs
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.names import Class


class AppConfigNotDiscovered(FileRule):
    """Django does not discover this configuration, and nothing names it.

    ## Why is this bad?
    For an app listed by its package, Django uses the only configuration in its ``apps`` module, or of several the one
    with ``default = True``. A configuration in ``__init__.py``, or one of several without a default, is used only if
    ``INSTALLED_APPS`` names it. Otherwise its ``ready()`` never runs. A class that does not inherit ``AppConfig`` is no
    configuration, whatever it is called.

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
    in_tests = False

    def check(self, file: SourceFile) -> Iterator[Violation]:
        discovery = file.project.startup.discovery
        for config in configs(file):
            reason = discovery.obstacle(config.defined) if "ready" in config.defined.outline.methods else ""
            if reason:
                yield self._of(
                    config.defined,
                    file,
                    f"{reason}, and nothing names it; list {config.defined.path!r} in INSTALLED_APPS",
                )
        for mistaken in discovery.mistaken(file.module):
            yield self._of(
                mistaken,
                file,
                "the class does not inherit AppConfig, so Django makes one of its own for the app; inherit "
                "django.apps.AppConfig",
            )

    def _of(self, config: Class, file: SourceFile, reason: str) -> Violation:
        place = file.line(config.outline.line, config.outline.column)
        return self.violation(place, f"{config.outline.qualname}.ready() never runs: {reason}")
