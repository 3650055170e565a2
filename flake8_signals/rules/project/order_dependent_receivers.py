from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ProjectRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.index import Index
    from flake8_signals.project.project import Project
    from flake8_signals.project.receivers import Receiver


class OrderDependentReceivers(ProjectRule):
    """Two receivers of one signal set the same attribute of the instance.

    ## Why is this bad?
    The receiver that is connected later wins, and which one that is depends on the order of imports.

    ## Example
    ```python
    # shop/signals.py
    @receiver(pre_save, sender="shop.Order")
    def price(sender, instance, **kwargs):
        instance.total = 10


    @receiver(pre_save, sender="shop.Order")
    def discount(sender, instance, **kwargs):  # SIG910
        instance.total = 9
    ```

    ## Use instead
    ```python
    # shop/signals.py
    @receiver(pre_save, sender="shop.Order")
    def price(sender, instance, **kwargs):
        instance.total = 10 - 1
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#listening-to-signals
    """

    code = "SIG910"
    opt_in = True

    def check(self, project: Project) -> Iterator[Violation]:
        """Every receiver that sets an attribute which an earlier one of the same signal and sender sets too."""
        index = project.index
        first: dict[tuple[str, str | None, str], tuple[str, Receiver]] = {}
        for connection in index.connections:
            receiver = _receiver(index, connection)
            if (
                receiver is None
                or not connection.is_connected
                or "?" in (connection.signal_path, connection.sender_path)
            ):
                continue
            for attribute in sorted(
                {use.detail for use in receiver.body.uses if (use.name, use.how) == ("instance", "set")}
            ):
                path, other = first.setdefault(
                    (connection.signal_path, connection.sender_path, attribute), (connection.receiver_path, receiver)
                )
                if path != connection.receiver_path:
                    where = f"{project.files.relative(other.module.path)}:{other.function.place.line}"
                    yield self.violation(
                        receiver,
                        f"{receiver.title} sets instance.{attribute}, and so does {other.name!r} ({where}) for the "
                        "same signal and sender: whichever is imported last decides; do it in one receiver",
                    )


def _receiver(index: Index, connection: Connection) -> Receiver | None:
    return next(
        (
            receiver
            for receiver in index.receivers.get(connection.receiver_path, ())
            if receiver.path == connection.path
        ),
        None,
    )
