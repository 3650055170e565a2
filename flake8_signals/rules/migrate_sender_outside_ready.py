"""SIG109."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.facts import Call, Name
from flake8_signals.rule import FileRule, Violation
from flake8_signals.startup import startup_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.file import SourceFile

_MIGRATE = ("pre_migrate", "post_migrate")


class MigrateSenderOutsideReady(FileRule):
    """A migration signal is given an ``AppConfig`` as its sender before there are any.

    ## Why is this bad?
    The sender of ``pre_migrate`` and ``post_migrate`` is the app's configuration, an object that Django makes as it
    starts. A module that is loaded as models are imported cannot ask for it yet: ``get_app_config()`` raises
    ``AppRegistryNotReady``. In ``ready()`` it is ``self``.

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
        for wire in file.wires_at_import:
            if not wire.signals or any(
                signal.name not in _MIGRATE or signal.built_in is None for signal in wire.signals
            ):
                continue
            match wire.fact.sender:
                case Call(Name(path)) if path.endswith("apps.get_app_config"):
                    if startup_of(file.project).loading(file.module).state == "import":
                        yield self.violation(
                            wire,
                            f"{file.module.name} is imported before there are any AppConfigs: get_app_config() raises "
                            f"AppRegistryNotReady; connect {wire.signals[0].name} in ready(), with sender=self",
                        )
