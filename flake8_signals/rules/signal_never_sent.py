"""SIG902."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.file import is_test
from flake8_signals.index import index_of
from flake8_signals.rule import ProjectRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.index import Index
    from flake8_signals.project import Project, Signal


class SignalNeverSent(ProjectRule):
    """A signal that the project defines is never sent.

    ## Why is this bad?
    Its receivers wait for nothing, and a reader looks for a sender that is not there. A library may define signals
    for others to send: for those this rule is not.

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
        index = index_of(project)
        sent = {
            signal.path
            for file in index.files
            for send in file.sends
            if (signal := file.signal(send.signal)) is not None
        }
        for file in index.files:
            for definition in file.definitions:
                signal = (
                    file.project.signal_at(definition.path, file.module)
                    if definition.bound_to in ("module", "class")
                    else None
                )
                if signal is None or file.is_test or signal.path in sent or _is_handed_on(index, signal):
                    continue
                yield self.violation(
                    file.at(definition.place),
                    f"signal {signal.name!r} is never sent in this project: send it, or remove it",
                )


def _is_handed_on(index: Index, signal: Signal) -> bool:
    """Whether some file names the signal other than to import, define, connect or disconnect it.

    Whoever it is handed to may send it.
    """
    name = re.escape(signal.name.encode())
    plain = re.compile(
        rb"^\s*(?:from|import)\b|%b\s*(?::[^=]*)?=|%b\.(?:dis)?connect\b|receiver\(|^\s*%b,?\s*$" % (name, name, name)
    )
    mention = re.compile(rb"\b" + name + rb"\b")
    return any(
        any(mention.search(line) and not plain.search(line) for line in text.splitlines())
        for path, text in index.startup.texts.items()
        if signal.name.encode() in text and not is_test(index.project.relative(path))
    )
