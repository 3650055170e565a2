"""SIG903."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.index import index_of
from flake8_signals.rule import ProjectRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project import Project


class SignalSentToNobody(ProjectRule):
    """A signal that the project defines and sends has no receiver in it.

    ## Why is this bad?
    The ``send()`` does nothing. Either the receivers were lost on the way, or the signal is no longer needed. A
    library sends signals for others to receive: for those this rule is not.

    ## Example
    ```python
    # shop/events.py
    paid = Signal()  # SIG903


    def pay(order):
        paid.send(sender=order.__class__, order=order)
    ```

    ## Use instead
    ```python
    # shop/events.py
    paid = Signal()


    def pay(order):
        paid.send(sender=order.__class__, order=order)
    # shop/signals.py
    from .events import paid


    @receiver(paid)
    def ship(sender, order, **kwargs):
        order.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#sending-signals
    """

    code = "SIG903"
    opt_in = True

    def check(self, project: Project) -> Iterator[Violation]:
        """Every signal bound at module or class level that some file sends, and no file connects anything to."""
        index = index_of(project)
        sent = {
            signal.path
            for file in index.files
            for send in file.sends
            if (signal := file.signal(send.signal)) is not None
        }
        received = {link.signal for link in index.links}
        for file in index.files:
            for definition in file.definitions:
                signal = (
                    file.project.signal_at(definition.path, file.module)
                    if definition.bound_to in ("module", "class")
                    else None
                )
                if signal is None or file.is_test or signal.path in received or "?" in received:
                    continue
                if signal.path in sent:
                    yield self.violation(
                        file.at(definition.place),
                        f"signal {signal.name!r} is sent, and nothing in this project receives it: connect a "
                        "receiver, or remove it",
                    )
