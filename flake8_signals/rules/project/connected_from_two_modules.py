from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.index import Index


class ConnectedFromTwoModules(FileRule):
    """Two modules connect one receiver so that it runs twice.

    ## Why is this bad?
    Django keeps one connection for each receiver and sender (or dispatch uid). A receiver that one module connects for
    every sender and another for one of them, or each with its own dispatch uid, is called twice for one signal.

    ## Example
    ```python
    # shop/signals.py
    @receiver(post_save)  # SIG401
    def ship(sender, instance, **kwargs):
        instance.ship()
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from . import signals

            post_save.connect(signals.ship, sender="shop.Order")  # SIG904
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
    - https://docs.djangoproject.com/en/stable/topics/signals/#preventing-duplicate-signals
    """

    code = "SIG904"
    in_tests = False
    needs_place = True

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every connection at start-up that Django keeps beside another module's, of the same signal and receiver.

        A module that is imported under two names is two modules.
        """
        index = file.project.index
        names = list(index.project.startup.loading.names_of(file.module).items()) if file.connections_at_import else []
        if len(names) > 1:
            said = [
                f"as {name} ({file.project.files.relative(importer.path)}:{statement.line})"
                for name, (importer, statement) in names[:2]
            ]
            yield self.violation(
                file.connections_at_import[0],
                f"this module is imported {' and '.join(said)}: Python runs it once for each name, so each of its "
                "receivers runs twice; import it under one name",
            )
        for connection in filter(_is_certain, index.connections_in(file)):
            for other in _elsewhere(index, connection):
                if _runs_twice(connection, other) and connection.is_connected and other.is_connected:
                    later, first = _in_order(connection, other)
                    if later is connection:
                        yield self.violation(later, _message(index, later, first))


def _is_certain(connection: Connection) -> bool:
    is_known = "?" not in (connection.signal_path, connection.receiver_path, connection.sender_path)
    return is_known and connection.is_plain and not connection.fact.context.conditions


def _elsewhere(index: Index, connection: Connection) -> Iterator[Connection]:
    """The certain connections of the same signal and receiver in other files."""
    return filter(_is_certain, index.connected_elsewhere(connection))


def _runs_twice(connection: Connection, other: Connection) -> bool:
    """Whether one signal calls the receiver for both: they differ for Django, and have a sender in common."""
    keys = (connection.key, other.key)
    if None in keys or keys[0] == keys[1]:
        return False
    return connection.sender_path == other.sender_path or None in (connection.sender_path, other.sender_path)


def _in_order(connection: Connection, other: Connection) -> tuple[Connection, Connection]:
    """The connection to change first: not the one in the file of the ``def``, or else the one in the later file."""
    function = connection.callee.module
    first, later = sorted((connection, other), key=lambda each: each.path)
    return (first, later) if function is not None and later.path == function.path else (later, first)


def _message(index: Index, connection: Connection, other: Connection) -> str:
    where = f"{index.project.files.relative(other.path)}:{other.place.line}"
    return (
        f"{connection.title} is connected to {connection.signal_path.rpartition('.')[2]} here and at {where}, and "
        "Django keeps both, so it runs twice; connect it once"
    )
