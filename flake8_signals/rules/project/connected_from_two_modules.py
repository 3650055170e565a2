"""SIG904."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.index import index_of
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.index import Index, Link


class ConnectedFromTwoModules(FileRule):
    """Two modules connect one receiver so that it runs twice.

    ## Why is this bad?
    Django keeps a connection once for each receiver and sender (or dispatch uid). A receiver that one module connects
    for every sender, and another for one of them, or each with a dispatch uid of its own, is called twice for one
    event.

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

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every connection at start-up that Django keeps beside another module's, of the same signal and receiver.

        A module that is imported by two names is two modules.
        """
        if not file.placed or file.is_test:
            return
        index = index_of(file.project)
        names = list(index.startup.names_of(file.module).items()) if file.connections_at_import else []
        if len(names) > 1:
            said = [
                f"as {name} ({file.project.relative(importer.path)}:{statement.line})"
                for name, (importer, statement) in names[:2]
            ]
            yield self.violation(
                file.connections_at_import[0],
                f"this module is imported {' and '.join(said)}: Python runs it once for each name, and each of its "
                "receivers runs twice; import it by one name",
            )
        for link in filter(_is_certain, index.links_in(file)):
            for other in _elsewhere(index, link):
                if _runs_twice(link, other) and link.is_connected and other.is_connected:
                    later, first = _in_order(link, other)
                    if later is link:
                        yield self.violation(later.connection, _message(index, later, first))


def _is_certain(link: Link) -> bool:
    is_known = "?" not in (link.signal, link.receiver_path, link.sender)
    return is_known and link.connection.is_plain and not link.connection.fact.context.conditions


def _elsewhere(index: Index, link: Link) -> Iterator[Link]:
    """The certain connections of the same signal and receiver in other files."""
    for file in index.mentioning(*link.names):
        for other in index.links_in(file) if file.path != link.connection.path else ():
            if (other.signal, other.receiver_path) == (link.signal, link.receiver_path) and _is_certain(other):
                yield other


def _runs_twice(link: Link, other: Link) -> bool:
    """Whether one event calls the receiver for both: Django tells them apart, and they have a sender in common."""
    keys = (link.connection.key, other.connection.key)
    if None in keys or keys[0] == keys[1]:
        return False
    return link.sender == other.sender or None in (link.sender, other.sender)


def _in_order(link: Link, other: Link) -> tuple[Link, Link]:
    """The one to change first: not the one that stands with the ``def``, or else the one in the later file."""
    function = link.connection.callee.module
    first, later = sorted((link, other), key=lambda each: each.connection.path)
    return (first, later) if function is not None and later.connection.path == function.path else (later, first)


def _message(index: Index, link: Link, other: Link) -> str:
    where = f"{index.project.relative(other.connection.path)}:{other.connection.place.line}"
    return (
        f"{link.connection.title} is connected to {link.signal.rpartition('.')[2]} here and at {where}, and Django keeps "
        "both: it runs twice for one event; connect it once"
    )
