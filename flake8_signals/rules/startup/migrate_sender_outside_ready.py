from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import FileRule, Violation
from flake8_signals.syntax.values import Call, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile

_MIGRATE = frozenset({"django.db.models.signals.pre_migrate", "django.db.models.signals.post_migrate"})

_GET_APP_CONFIG = frozenset({"django.apps.apps.get_app_config", "django.apps.registry.apps.get_app_config"})


class MigrateSenderOutsideReady(FileRule):
    """A migration signal is connected with an ``AppConfig`` as its sender outside ``ready()``.

    ## Why is this bad?
    The sender of ``pre_migrate`` and ``post_migrate`` is an instance of the app's configuration. When
    ``INSTALLED_APPS`` changes, as it does in tests with ``override_settings()``, Django creates new instances and calls
    their ``ready()``. A connection made when a module was imported keeps the old instance, and is never called again.
    In a module imported before the configurations exist, ``get_app_config()`` raises ``AppRegistryNotReady``.

    ## Example
    ```python
    # shop/models.py
    from django.apps import apps
    from django.db.models.signals import post_migrate


    def fill(sender, **kwargs):
        sender.filled = True


    post_migrate.connect(fill, sender=apps.get_app_config("shop"))  # SIG001 SIG109
    ```

    ## Use instead
    ```python
    # shop/signals.py
    def fill(sender, **kwargs):
        sender.filled = True
    # shop/apps.py
    from django.apps import AppConfig
    from django.db.models.signals import post_migrate


    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from .signals import fill

            post_migrate.connect(fill, sender=self)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#post-migrate
    """

    code = "SIG109"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every connection at module level whose sender is looked up, in a module that is loaded at import."""
        for connection in file.connections_at_import:
            if not connection.signals or any(signal.path not in _MIGRATE for signal in connection.signals):
                continue
            match connection.fact.sender:
                case Call(Name(path)) if path in _GET_APP_CONFIG:
                    if file.project.startup.loading.of(file.module).state == "import":
                        yield self.violation(
                            connection,
                            f"{connection.title} is connected to the current AppConfig instance, and tests that "
                            "override INSTALLED_APPS create another, which never calls it; connect it in ready() with "
                            "sender=self",
                        )
