from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ProjectRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.project import Project


class SignalNeverSent(ProjectRule):
    """A signal that the project defines is never sent.

    ## Why is this bad?
    Its receivers never run, and readers look for a sender that does not exist. A library may define signals for others
    to send: do not enable this rule there.

    ## Example
    ```python
    # shop/events.py
    paid = Signal()  # SIG902
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

    code = "SIG902"
    opt_in = True

    def check(self, project: Project) -> Iterator[Violation]:
        """Every signal bound at module or class level that no file of the project sends, or hands to something else."""
        index = project.index
        for file, signal, place in index.defined:
            if not index.sends_of(signal) and signal.name not in index.handed_on:
                yield self.violation(
                    file.at(place), f"signal {signal.name!r} is never sent in this project: send it, or remove it"
                )
