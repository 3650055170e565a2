from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ReceiverRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.receivers import Receiver

_EXEMPT_SIGNALS = ("setting_changed", "template_rendered")
"""Receivers of these reset caches of their own module, and belong there."""

_APP_SIGNALS = ("pre_migrate", "post_migrate", "class_prepared")
"""Receivers of these may be in ``apps.py``, next to the ``AppConfig``: Django's documentation has them there."""

_CONVENTIONS = ("receivers", "handlers", "signal_handlers", "signal_receivers", "listeners")
"""What projects call their signals modules otherwise."""


class ReceiverOutsideSignalsModule(ReceiverRule):
    """A receiver is defined in a module other than the app's ``signals``.

    ## Why is this bad?
    Developers look in ``signals.py`` for what happens when a model is saved; a receiver elsewhere is found only by
    searching. Django's documentation names the ``signals`` submodule as the place for receivers, and advises against an
    application's root module and its ``models``, to "minimize side-effects of importing code". If a project has another
    convention, set ``--signals-modules`` (``signals,receivers,handlers``).

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
    advice = True
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
        # An object that connects itself when it is created (a field, a registry) does not belong in signals.py.
        return True
    return receiver.receives_only(*_EXEMPT_SIGNALS) or (module == "apps" and receiver.receives_only(*_APP_SIGNALS))


def _message(receiver: Receiver, file: SourceFile) -> str:
    module = file.module
    parts = module.name.split(".")
    is_root = module.is_package and file.project.startup.apps.is_app(module)
    home = "models module" if "models" in parts else "root module" if is_root else ""
    wanted = " or ".join(f"{name}.py" for name in file.options.signals_modules)
    found = f"receiver {receiver.name!r} is defined in {module.name}"
    convention = next((part for part in parts if part in _CONVENTIONS), None)
    if home:
        return f"{found}, and Django's documentation advises against an app's {home}; move it to {wanted}"
    if convention is not None:
        option = ",".join([*file.options.signals_modules, convention])
        return f"{found}, not in {wanted}; if that is your convention, set --signals-modules={option}"
    return f"{found}; move it to {wanted}"
