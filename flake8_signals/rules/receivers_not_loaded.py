"""SIG002."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import FileRule, Violation
from flake8_signals.startup import startup_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.file import SourceFile


class ReceiversNotLoaded(FileRule):
    """Nothing that Django loads when it starts imports the module that these receivers stand in.

    ## Why is this bad?
    ``@receiver`` and ``connect()`` do their work when their module is imported. Django imports each app's package, its configuration
    and its ``models``, and then calls ``ready()``; nothing imports ``signals.py`` by itself. Without an import in
    ``ready()`` the receivers never run, or run only in those processes that happen to import the module: in the web
    server, say, and not in the worker or the shell. Nothing says so.

    ## Example
    ```python
    # shop/signals.py
    @receiver(post_save, sender="shop.Order")  # SIG002
    def ship(sender, instance, **kwargs):
        instance.ship()
    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"
    ```

    ## Use instead
    ```python
    # shop/signals.py
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()
    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from . import signals  # noqa: F401
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions
    - https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.ready
    """

    code = "SIG002"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """One violation, on the first connection that the module's import makes."""
        wires = file.wires_at_import
        if not wires:
            return
        startup = startup_of(file.project)
        if not startup.concerns(file.module):
            return
        loading = startup.loading(file.module)
        name = file.module.name
        remedy = startup.remedy(file.module)
        if loading.state == "never":
            yield self.violation(wires[0], f"the receivers in {name} never run: nothing imports it when Django starts; {remedy}")
        elif loading.state == "lazy" and any(not wire.is_housekeeping for wire in wires):
            where = f"{loading.chain[0]} ({file.project.relative(loading.path)}:{loading.line})"
            yield self.violation(
                wires[0], f"the receivers in {name} run only in processes that import {where}: nothing imports it when Django starts; {remedy}"
            )
