"""SIG906."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import django
from flake8_signals.index import index_of
from flake8_signals.rule import ProjectRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.facts import Send
    from flake8_signals.file import SourceFile
    from flake8_signals.project import Project


class SentArgumentsMissAParameter(ProjectRule):
    """A receiver requires an argument that no ``send()`` of its signal passes.

    ## Why is this bad?
    Every ``send()`` of the signal ends in a ``TypeError`` (``send_robust()`` logs it, and goes on): the receiver
    never does its work.

    ## Example
    ```python
    # shop/events.py
    paid = Signal()


    def pay(order):
        paid.send(sender=order.__class__, order=order)
    # shop/signals.py
    from .events import paid


    @receiver(paid)
    def ship(sender, order, customer, **kwargs):  # SIG906
        order.ship(customer)
    ```

    ## Use instead
    ```python
    # shop/events.py
    paid = Signal()


    def pay(order):
        paid.send(sender=order.__class__, order=order, customer=order.customer)
    # shop/signals.py
    from .events import paid


    @receiver(paid)
    def ship(sender, order, customer, **kwargs):
        order.ship(customer)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#sending-signals
    """

    code = "SIG906"

    def check(self, project: Project) -> Iterator[Violation]:
        """Every receiver of a signal of the project with a required parameter that no send in sight passes."""
        index = index_of(project)
        sends: dict[str, list[tuple[SourceFile, Send]]] = {}
        for file in index.files:
            for send in file.sends:
                signal = file.signal(send.signal)
                if signal is not None and signal.built_in is None:
                    sends.setdefault(signal.path, []).append((file, send))
        for link in index.links:
            sent = sends.get(link.signal, [])
            signature = link.wire.callee.signature
            if not sent or signature is None or link.wire.handler is None or any(send.call.unpacks for _, send in sent):
                continue
            passed = {name for _, send in sent for name in send.call.keywords} | django.RESERVED_ARGUMENTS
            missing = [p.name for p in signature.required if p.kind != "positional-only" and p.name not in passed]
            if missing:
                file, send = sent[0]
                yield self.violation(
                    link.wire.handler,
                    f"receiver {link.wire.title} requires {missing[0]!r}, which no send of {link.signal} passes "
                    f"({project.relative(file.path)}:{send.place.line}): calling it raises TypeError; send it, or "
                    "give the parameter a default",
                )
