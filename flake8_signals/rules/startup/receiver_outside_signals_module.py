from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import libraries
from flake8_signals.rule import ReceiverRule, Violation
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.module import Module

_EXEMPT_SIGNALS = ("setting_changed", "template_rendered", "autoreload_started", "file_changed", "class_prepared")
"""Receivers of these reset caches of their own module, or must be there before the models: what ready() imports is
late for ``class_prepared``."""

_OF_REQUESTS = ("request_started", "request_finished")
"""Likewise those of these that do no more."""

_WORK = frozenset("save create update delete m2m bulk query sql task mail network send".split())
"""What a receiver does that resets more than its module's state."""

_APP_SIGNALS = ("pre_migrate", "post_migrate")
"""``apps.py`` may define or connect receivers of these: Django's documentation has them there."""

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
        file = receiver.file
        if (
            _is_home(file, receiver.module)
            or _belongs_here(receiver)
            or file.project.files.is_test(receiver.module.path)
        ):
            return
        if receiver.is_here or _is_reported_here(receiver):
            yield self.violation(receiver.connections[0], _message(receiver))


def _is_home(file: SourceFile, module: Module) -> bool:
    """Whether developers look for receivers in a module."""
    homes = {*file.options.signals_modules, "management", "migrations"}
    return not homes.isdisjoint(_inside(file, module))


def _inside(file: SourceFile, module: Module) -> list[str]:
    """The parts of a module's name below its app: an app may be called ``signals``, too."""
    app = file.project.startup.apps.app_around(module)
    if app is None:
        return module.name.split(".")
    return module.name.removeprefix(app.name).removeprefix(".").split(".")


def _is_reported_here(receiver: Receiver) -> bool:
    """Whether this file is the one that a receiver of another module is reported in: where it is first connected."""
    if _is_home(receiver.file, receiver.file.module) or receiver.is_connected_at_home:
        return False
    index, path = receiver.file.project.index, receiver.function.path
    files = index.mentioning(*{word for connection in receiver.connections for word in connection.words})
    first = next((file for file in files if path in index.receivers_in(file)), None)
    return first is not None and first.path == receiver.path


def _belongs_here(receiver: Receiver) -> bool:
    function = receiver.function
    if function.is_class or function.owner or function.local:
        # An object that connects itself when it is created (a field, a registry) does not belong in signals.py.
        return True
    if all(connection.signal_path.startswith(libraries.CELERY_SIGNALS) for connection in receiver.connections):
        return True
    if receiver.receives_only(*_EXEMPT_SIGNALS, *_OF_REQUESTS):
        works = any(reached.effect.kind in _WORK for reached in receiver.own_effects)
        return not works or receiver.receives_only(*_EXEMPT_SIGNALS)
    modules = (receiver.module.name, receiver.file.module.name)
    return "apps" in map(last_part, modules) and receiver.receives_only(*_APP_SIGNALS)


def _message(receiver: Receiver) -> str:
    file, module = receiver.file, receiver.module
    inside = _inside(file, module)
    is_root = module.is_package and ("." not in module.name or file.project.startup.apps.is_app(module))
    home = "models module" if "models" in inside else "root module" if is_root else ""
    wanted = " or ".join(f"{name}.py" for name in file.options.signals_modules)
    found = f"receiver {receiver.name!r} is defined in {module.name}"
    convention = next((part for part in inside if part in _CONVENTIONS), None)
    if home:
        return f"{found}, and Django's documentation advises against an app's {home}; move it to {wanted}"
    if convention is not None:
        option = ",".join([*file.options.signals_modules, convention])
        return f"{found}, not in {wanted}; if that is your convention, --signals-modules={option} is all it takes"
    return f"{found}; move it to {wanted}"
