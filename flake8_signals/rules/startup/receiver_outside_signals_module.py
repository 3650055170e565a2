from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ReceiverRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.receivers import Receiver

_EXEMPT_SIGNALS = ("setting_changed", "template_rendered")
"""Receivers of these reset what their own module caches, and belong beside it."""

_APP_SIGNALS = ("pre_migrate", "post_migrate", "class_prepared")
"""Receivers of these may stand beside the ``AppConfig`` that connects them, as Django's documentation has it."""


class ReceiverOutsideSignalsModule(ReceiverRule):
    """A receiver is defined in a module other than the app's ``signals``.

    ## Why is this bad?
    Whoever looks for what happens when a model is saved looks in ``signals.py``; a receiver elsewhere is found only
    by searching. Django's documentation names the ``signals`` submodule as the place for receivers, and advises
    against an application's root module and its ``models``, to "minimize side-effects of importing code". Where a
    project has another convention, ``--signals-modules`` says so (``signals,receivers,handlers``).

    ## Example
    ```python
    # shop/views.py
    @receiver(post_save, sender="shop.Order")  # SIG001
    def ship(sender, instance, **kwargs):
        instance.ship()
    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from . import views  # noqa: F401
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
    """

    code = "SIG001"
    in_tests = False
    needs_place = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        parts = receiver.module.name.split(".")
        homes = {*receiver.file.options.signals_modules, "management", "migrations"}
        if receiver.is_here and homes.isdisjoint(parts) and not _belongs_here(receiver, parts[-1]):
            yield self.violation(receiver.connections[0], _message(receiver, receiver.file))


def _belongs_here(receiver: Receiver, module: str) -> bool:
    function = receiver.function
    if function.is_class or function.owner or function.local:
        # What connects itself as it is made (a field, a registry, a context manager) has no place in signals.py.
        return True
    return receiver.receives_only(*_EXEMPT_SIGNALS) or (module == "apps" and receiver.receives_only(*_APP_SIGNALS))


def _message(receiver: Receiver, file: SourceFile) -> str:
    module = file.module
    *_, name = parts = module.name.split(".")
    is_root = module.is_package and file.project.startup.apps.is_app(module)
    home = "models module" if "models" in parts else "root module" if is_root else ""
    why = f", and Django's documentation advises against receivers in an app's {home}" if home else ""
    wanted = " or ".join(f"{name}.py" for name in file.options.signals_modules)
    alternative = "" if home else f", or add {name!r} to --signals-modules"
    return (
        f"receiver {receiver.name!r} is defined in {module.name}, where nobody looks for it{why}: move it to "
        f"{wanted}{alternative}"
    )
