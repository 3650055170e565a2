from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ProjectRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.project import Project


class SignalSentToNobody(ProjectRule):
    """A signal that the project defines and sends has no receiver in it.

    ## Why is this bad?
    The ``send()`` does nothing. Either the receivers were lost, or the signal is no longer needed. A library sends
    signals for others to receive: do not enable this rule there.

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
        index = project.index
        received = {connection.signal_path for connection in index.connections}
        for file, signal, place in index.defined if "?" not in received else ():
            if index.sends_of(signal) and signal.path not in received:
                yield self.violation(
                    file.at(place),
                    f"signal {signal.name!r} is sent but has no receivers in this project: connect one, or remove it",
                )
