from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ConnectionRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection


class ClassPreparedInReady(ConnectionRule):
    """``class_prepared`` is connected in ``ready()``, after every model has been prepared.

    ## Why is this bad?
    Django sends ``class_prepared`` for each model as it imports it, and calls ``ready()`` once all of them are
    imported. A receiver connected in ``ready()`` misses all of them.

    ## Example
    ```python
    # shop/apps.py
    from django.apps import AppConfig
    from django.db.models.signals import class_prepared


    def prepare(sender, **kwargs):
        sender.prepared = True


    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            class_prepared.connect(prepare)  # SIG108
    ```

    ## Use instead
    ```python
    # shop/apps.py
    from django.apps import AppConfig
    from django.db.models.signals import class_prepared


    def prepare(sender, **kwargs):
        sender.prepared = True


    class ShopConfig(AppConfig):
        name = "shop"

        def __init__(self, *args):
            super().__init__(*args)
            class_prepared.connect(prepare)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#class-prepared
    """

    code = "SIG108"
    in_tests = False
    needs_place = True

    def check(self, connection: Connection) -> Iterator[Violation]:
        if not connection.signals or any(
            signal.path != "django.db.models.signals.class_prepared" for signal in connection.signals
        ):
            return
        # A module that ready() imports may have been imported before, by the models: only what ready() runs is
        # certain.
        function = connection.fact.context.function
        startup = connection.file.project.startup
        loading = startup.loading.running(connection.file.module, function) if function else None
        if (
            loading is not None
            and loading.state == "ready"
            and not startup.calls.may_run_at_import(connection.file.module, function)
        ):
            yield self.violation(
                connection,
                f"{loading.chain[0]}() connects class_prepared after all models are prepared, so the receiver is "
                "never called; connect it in the AppConfig's __init__()",
            )
