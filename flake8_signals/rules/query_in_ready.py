"""SIG106."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import FileRule, Violation
from flake8_signals.startup import startup_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.file import SourceFile

_QUERIES = frozenset({"query", "create", "update", "delete", "save", "bulk", "m2m", "refresh", "sql"})


class QueryInReady(FileRule):
    """A ``ready()`` reaches for the database.

    ## Why is this bad?
    ``ready()`` runs at the start of every command, ``migrate`` included: on a new database the table is not there
    yet, and no command starts any more. Under ``manage.py test`` it runs before the test database is there, against
    the one in production. Django 5.0 and newer warn of it.

    ## Example
    ```python
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):  # SIG106
            from .models import Order

            self.orders = Order.objects.count()
    ```

    ## Use instead
    ```python
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"

        @property
        def orders(self):
            from .models import Order

            return Order.objects.count()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.ready
    - https://docs.djangoproject.com/en/stable/releases/5.0/#miscellaneous
    """

    code = "SIG106"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every ``ready()`` of a configuration that makes a query in its own body."""
        startup = startup_of(file.project)
        if file.is_test or not startup.is_config_module(file.module):
            return
        for config in startup.configs_of(file.module):
            ready = (
                file.module.function(f"{config.outline.qualname}.ready") if "ready" in config.outline.methods else None
            )
            for effect in ready.body.effects if ready is not None else ():
                if effect.kind in _QUERIES and not effect.deferred:
                    yield self.violation(
                        file.at(ready.place),  # type: ignore[union-attr]
                        f"{config.outline.qualname}.ready() reaches for the database ({effect.method}() on line "
                        f"{effect.line}): every command then needs its tables, migrate included; ask when the answer "
                        "is needed, or in post_migrate",
                    )
                    break
