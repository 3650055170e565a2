from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ConfigRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.subjects import Config


class ReadyNeverCalled(ConfigRule):
    """What looks like the ``ready()`` of an app's configuration never runs.

    ## Why is this bad?
    Django calls ``ready()`` and waits for nothing: of an ``async def`` that makes a coroutine, of a generator an
    iterator, and neither runs a line. A ``def ready(self)`` whose indentation has slipped is a function of the module,
    which nobody calls. Either way nothing fails, and the receivers are not connected.

    ## Example
    ```python
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"

        async def ready(self):  # SIG112
            from . import signals  # noqa: F401
    ```

    ```python
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"


    def ready(self):  # SIG112
        from . import signals  # noqa: F401
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
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.ready
    - ``Apps.populate()`` in ``django/apps/registry.py``
    """

    code = "SIG112"
    supersedes = frozenset({"SIG105", "SIG106"})

    def check(self, config: Config) -> Iterator[Violation]:
        file, name, discovery = config.file, config.name, config.file.project.startup.discovery
        if "ready" not in file.module.content:
            return
        ready = config.ready
        kind = discovery.idle(config.defined) if ready is not None else ""
        if ready is not None and kind:
            yield self.violation(
                file.at(ready.place),
                f"{name}.ready() is {kind}, so nothing in it happens; make it a plain function",
            )
        slipped = discovery.slipped(config.defined)
        if slipped is not None:
            yield self.violation(
                file.at(slipped.place),
                f"this ready() stands beside {name} and not in it, so Django never calls it; indent it into the class",
            )
