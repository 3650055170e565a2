from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.rule import ConnectionRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection

_GENERIC = re.compile(r"(?:^|_)(?:all|any|audit\w*|every|generic|log\w*|track\w*)(?:_|$)")
"""Words in the name of a receiver that is meant for every model."""


class ModelSignalWithoutSender(ConnectionRule):
    """A receiver of a model signal is connected without a sender.

    ## Why is this bad?
    Every model then triggers it: sessions, migrations, log entries, models of apps that are yet to be installed. Most
    such receivers are meant for one model, and run for the others by accident. Not reported: a receiver that uses its
    ``sender``, tests its ``instance``, or has a name that says it is for all models.

    ## Example
    ```python
    @receiver(post_save)  # SIG401
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-to-signals-sent-by-specific-senders
    """

    code = "SIG401"
    opt_in = True

    def check(self, connection: Connection) -> Iterator[Violation]:
        models = bool(connection.signals) and all(signal.looks_up_models for signal in connection.signals)
        if connection.fact.sender is None and models and not _is_for_any(connection):
            yield self.violation(
                connection,
                f"{connection.title} is connected without sender=, so every model triggers it; pass its model",
            )


def _is_for_any(connection: Connection) -> bool:
    receiver = connection.receiver
    if receiver is None:
        return True
    body = receiver.body
    return (
        body.forwards_kwargs
        or _GENERIC.search(receiver.function.name) is not None
        or any(use.name == "sender" or (use.name == "instance" and use.how in ("test", "compare")) for use in body.uses)
    )
