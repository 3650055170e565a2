"""SIG904."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.index import index_of
from flake8_signals.rule import ProjectRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.index import Index, Link
    from flake8_signals.project import Project


class ConnectedFromTwoModules(ProjectRule):
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

    def check(self, project: Project) -> Iterator[Violation]:
        """Every connection at start-up that Django keeps beside another module's, of the same signal and receiver.

        A module that is imported by two names is two modules.
        """
        index = index_of(project)
        for file in index.files:
            names = list(index.startup.names_of(file.module).items())
            if len(names) > 1 and file.wires_at_import:
                said = [
                    f"as {name} ({project.relative(importer.path)}:{statement.line})"
                    for name, (importer, statement) in names[:2]
                ]
                yield self.violation(
                    file.wires_at_import[0],
                    f"this module is imported {' and '.join(said)}: Python runs it once for each name, and each of its "
                    "receivers runs twice; import it by one name",
                )
        seen: dict[tuple[str, str], list[Link]] = {}
        for link in index.links:
            if (
                not link.wire.is_plain
                or "?" in (link.signal, link.receiver, link.sender)
                or link.wire.fact.context.conditions
            ):
                continue
            for other in seen.setdefault((link.signal, link.receiver), []):
                elsewhere = other.wire.path != link.wire.path and _runs_twice(link, other)
                if elsewhere and other.is_connected and link.is_connected:
                    later, first = _in_order(link, other)
                    yield self.violation(later.wire, _message(index, later, first))
            seen[(link.signal, link.receiver)].append(link)


def _runs_twice(link: Link, other: Link) -> bool:
    """Whether one event calls the receiver for both: Django tells them apart, and they have a sender in common."""
    keys = (link.wire.key, other.wire.key)
    if None in keys or keys[0] == keys[1]:
        return False
    return link.sender == other.sender or None in (link.sender, other.sender)


def _in_order(link: Link, other: Link) -> tuple[Link, Link]:
    """The one that does not stand with the ``def`` first."""
    function = link.wire.callee.module
    if function is not None and link.wire.path == function.path:
        return other, link
    return link, other


def _message(index: Index, link: Link, other: Link) -> str:
    where = f"{index.project.relative(other.wire.path)}:{other.wire.place.line}"
    return (
        f"{link.wire.title} is connected to {link.signal.rpartition('.')[2]} here and at {where}, and Django keeps "
        "both: it runs twice for one event; connect it once"
    )
