from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project import models
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile


class ReceiversLoadedAtImport(FileRule):
    """The import of ``models`` or of a package loads these receivers, instead of ``ready()``.

    ## Why is this bad?
    The receivers are connected only because another module, which Django imports anyway, imports theirs. If somebody
    removes that import (it looks unused), they are no longer connected, and no error says so. The module also runs
    while the app registry is still loading, when models of later apps cannot be used.

    ## Example
    ```python
    # shop/signals.py
    @receiver(post_save, sender="shop.Order")  # SIG110
    def ship(sender, instance, **kwargs):
        instance.ship()
    # shop/models.py
    from django.db import models

    class Order(models.Model):
        pass

    from . import signals
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
    # shop/models.py
    from django.db import models

    class Order(models.Model):
        pass
    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from . import signals  # noqa: F401
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/applications/#how-applications-are-loaded
    """

    code = "SIG110"
    advice = True

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """One violation, on the first connection that the module's import makes."""
        connections = [connection for connection in file.connections_at_import if not connection.is_housekeeping]
        if not connections or "models" in file.module.name.split("."):
            # SIG001 reports receivers in the models themselves; one finding is enough.
            return
        startup = file.project.startup
        if not startup.apps.concerns(file.module) or _defines_models(file):
            return
        loading = startup.loading.of(file.module)
        if loading.state == "import" and len(loading.chain) > 1 and not startup.loading.is_of_config(loading):
            chain, others = " → ".join(loading.chain[:-1]), startup.loading.others_loading(file.module, loading)
            also = f" (so {'does ' + others[0] if len(others) == 1 else f'do {len(others)} others'})" if others else ""
            yield self.violation(
                connections[0],
                f"the receivers in {file.module.name} are connected because {chain} imports it{also}, not by ready(); "
                f"{startup.apps.remedy(file.module)}",
            )


def _defines_models(file: SourceFile) -> bool:
    """Whether a module defines models itself: then they import it on purpose."""
    module = file.module
    classes = (outline for outline in module.outline.classes if outline.bases)
    return any(models.looks_like_model(file, f"{module.name}.{outline.qualname}") for outline in classes)
