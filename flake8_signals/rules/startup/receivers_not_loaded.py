from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst, matchers
from flake8_signals.knowledge import django
from flake8_signals.rule import FileRule, Fix, Violation
from flake8_signals.syntax.facts import START
from flake8_signals.syntax.values import Name, is_dotted, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.startup.apps import Apps
    from flake8_signals.project.startup.loading import Loading
    from flake8_signals.syntax.module import Module


_SENT_IN_TESTS = frozenset({"django.core.signals.setting_changed", "django.test.signals.template_rendered"})


class ReceiversNotLoaded(FileRule):
    """Nothing imports the module of these receivers when Django starts.

    ## Why is this bad?
    ``@receiver`` and ``connect()`` take effect when their module is imported. Django imports each app's package, its
    configuration and its ``models``, and then calls ``ready()``; it does not import ``signals.py``. Without an import
    in ``ready()`` the receivers never run, or run only in processes that happen to import the module: in the web
    server, for example, but not in the worker or the shell. No error says so.

    Not reported: modules that a library's users import themselves, and signals that only tests send.

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
        connections = [connection for connection in file.connections_at_import if not _is_for_tests(connection)]
        if not connections:
            return
        startup = file.project.startup
        if not startup.apps.concerns(file.module):
            return
        loading = startup.loading.of(file.module)
        if loading.is_for_runserver:
            yield self.violation(
                connections[0],
                f"the receivers in {file.module.name} run under the development server only, where "
                f"{_where(loading, file)} imports the module; import it there on every start",
            )
            return
        if loading.state not in ("never", "lazy") or (loading.state == "never" and loading.chain):
            # An import in a ready() that never runs is there: SIG104 and SIG112 say what is wrong with it.
            return
        by_users = startup.loading.may_be_imported_by_users(file.module, loading)
        if loading.state == "never" and (not by_users or startup.apps.is_for_receivers(file.module)):
            when = "never run"
        elif (
            loading.state == "lazy"
            and not by_users
            and any(not connection.is_housekeeping for connection in connections)
        ):
            when = f"run only {_when(loading, file)}"
        else:
            return
        remedy = startup.apps.remedy(file.module)
        message = f"the receivers in {file.module.name} {when}: nothing imports the module when Django starts; {remedy}"
        yield self.violation(connections[0], message, _fix(startup.apps, file.module))


def _is_for_tests(connection: Connection) -> bool:
    """Whether only Django's test tools send the signal: tests import what they need."""
    return bool(connection.signals) and all(signal.path in _SENT_IN_TESTS for signal in connection.signals)


def _when(loading: Loading, file: SourceFile) -> str:
    """In which processes, or after what, receivers run whose module is imported after start-up."""
    importer = loading.chain[0]
    where = f"({_where(loading, file)})"
    if loading.others:
        others = "another module" if loading.others == 1 else f"one of {loading.others} other modules"
        return f"in processes that import {importer} {where}, or {others}"
    if loading.function:
        return f"after {importer}.{loading.function}() has run {where}"
    return f"in processes that import {importer} {where}"


def _where(loading: Loading, file: SourceFile) -> str:
    """The place of the import that is not made, or made late."""
    return f"{file.project.files.relative(loading.path)}:{loading.line}"


def _fix(apps: Apps, module: Module) -> Fix | None:
    """Import the module in the ``ready()`` of the nearest configuration, or of a new one if its app has none.

    There is none for a module with another purpose: the receivers are to move.
    """
    if apps.has_other_purpose(module) or not is_dotted(module.name):
        return None
    for config in apps.nearby(module):
        inherits = not {base.path for base in config.outline.bases if isinstance(base, Name)} <= django.APP_CONFIG
        arguments = (_import_of(module, config.module), config.outline.qualname, "", inherits)
        return Fix(import_in_ready, START, True, arguments, config.module.path)
    app = apps.app_around(module)
    if app is None or not is_dotted(app.name) or "apps" in apps.files.entries(os.path.dirname(app.path)):
        return None
    path = os.path.join(os.path.dirname(app.path), "apps.py")
    config_name = "".join(word.capitalize() for word in last_part(app.name).split("_")) + "Config"
    arguments = (_import_of(module, app), config_name, app.name, False)
    return Fix(import_in_ready, START, True, arguments, path, ("django.apps.AppConfig",))


def _import_of(module: Module, home: Module) -> str:
    """The statement that imports ``module`` in ``home``: relative, where that can be."""
    name = module.name
    if home.package and name.startswith(f"{home.package}."):
        name = name.removeprefix(home.package)
    parent, _, last = name.rpartition(".")
    if name.startswith("."):
        return f"from {parent or '.'} import {last}"
    return f"from {parent} import {last}" if parent else f"import {last}"


@edits.of("Module")
def import_in_ready(
    module: cst.Module,
    statement: str,
    config: str,
    app: str,
    calls_super: bool,  # noqa: FBT001
) -> cst.Module:
    """``module`` with the import ``statement`` in the ``ready()`` of its class ``config``.

    A new method ``calls_super`` if told. Where the class is missing, it is made, for the application ``app``.
    """
    found = matchers.findall(module, matchers.ClassDef(matchers.Name(config)))
    if not found:
        (made,) = edits.statements.parsed(f'class {config}(AppConfig):\n    name = "{app}"\n')
        above = [cst.EmptyLine(indent=False)] * 2
        module = module.with_changes(body=[*module.body, made.with_changes(leading_lines=above)])
        found = [module.body[-1]]
    owner = cst.ensure_type(found[-1], cst.ClassDef)
    ready, name = edits.apps.method(owner, "ready"), statement.rpartition(" ")[2]
    if ready is not None and edits.names.is_used(ready, name):
        # The name may stand for something else in the method, such as Django's own "signals".
        statement = f"{statement} as {edits.names.unused(name, ready)}"
    (new,) = edits.statements.parsed(f"{statement}  # noqa: F401\n")
    return edits.nodes.replaced(module, {owner: edits.apps.in_ready(owner, new, calls_super=calls_super)})
